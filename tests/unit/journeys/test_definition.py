import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.journeys.definition import MAX_STEPS, parse_definition
from saleor_automation.journeys.steps import STEP_KINDS
from saleor_automation.segments.facts import FACTS

WAIT = {"id": "wait-1", "kind": "wait", "duration": "1 day"}
END = {"id": "done", "kind": "end"}


def definition_with(*steps, **changes):
    return {"trigger": {"kind": "event", "event": "checkout_abandoned"}, "steps": list(steps) or [WAIT, END], **changes}


def problems_of(data):
    with pytest.raises(InvalidDefinition) as refused:
        parse_definition(data, "Journey 'welcome'")
    return refused.value.problems


def test_steps_follow_one_another_unless_they_name_another():
    # given
    data = definition_with(
        {
            "id": "split",
            "kind": "branch",
            "condition": {"fact": "orders_count", "op": "gte", "value": 1},
            "then": "thanks",
        },
        {"id": "hint", "kind": "add_tag", "tag": "new", "next": "done"},
        {"id": "thanks", "kind": "add_tag", "tag": "buyer"},
        END,
    )

    # when
    definition = parse_definition(data, "Journey 'welcome'")

    # then
    split, hint, thanks, done = definition.steps
    assert definition.next_of(split, None) == "hint"
    assert definition.next_of(split, "thanks") == "thanks"
    assert definition.next_of(hint, None) == "done"
    assert definition.next_of(thanks, None) == "done"
    assert definition.next_of(done, None) is None


def test_error_names_the_journey_and_every_problem():
    # given
    data = definition_with(WAIT, {"id": "note", "kind": "add_tag", "tag": "a", "next": "nowhere"}, END)

    # when
    with pytest.raises(InvalidDefinition) as refused:
        parse_definition(data | {"entry": {"rule": "again"}}, "Journey 'welcome'")

    # then
    assert str(refused.value) == (
        "Journey 'welcome': step 'note': It leads to 'nowhere', which is not a step of this journey; "
        "choose one that is.; "
        "entry: Entering again needs a pause, for instance '7 days'."
    )


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            [WAIT, WAIT | {"duration": "2 days"}, END],
            [("step 'wait-1'", "Another step has the same id; give each step its own.")],
        ),
        (
            [END, WAIT],
            [("step 'wait-1'", "Nobody can reach this step; lead a step to it or remove it.")],
        ),
        (
            [
                {"id": "first", "kind": "add_tag", "tag": "a"},
                {"id": "second", "kind": "add_tag", "tag": "b", "next": "first"},
            ],
            [("step 'first'", "People would go round in a circle here without ever waiting; add a wait.")],
        ),
        (
            [{"id": "itself", "kind": "add_tag", "tag": "a", "next": "itself"}],
            [("step 'itself'", "People would go round in a circle here without ever waiting; add a wait.")],
        ),
    ],
)
def test_broken_graph_is_refused_with_the_step_and_the_remedy(steps, expected):
    assert problems_of(definition_with(*steps)) == expected


def test_circle_with_a_wait_is_accepted():
    # given
    steps = [{"id": "note", "kind": "add_tag", "tag": "a"}, WAIT | {"next": "note"}]

    # when
    definition = parse_definition(definition_with(*steps), "Journey 'welcome'")

    # then
    assert definition.next_of(definition.by_id["wait-1"], None) == "note"


def test_long_chain_is_checked_without_recursion():
    # given
    steps = [{"id": f"tag-{number}", "kind": "add_tag", "tag": "a"} for number in range(MAX_STEPS)]

    # when
    definition = parse_definition(definition_with(*steps), "Journey 'welcome'")

    # then
    assert len(definition.steps) == MAX_STEPS


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"rule": "again"}, "Entering again needs a pause, for instance '7 days'."),
        ({"rule": "once_per_key"}, "Entering once per key needs a key: checkout, order, product, category or date."),
    ],
)
def test_entry_rule_without_what_it_needs_is_refused(entry, problem):
    assert problems_of(definition_with(entry=entry)) == [("entry", problem)]


UNKNOWN_EVENT = "There is no event 'order_plced'; see the glossary, or use 'custom:<name>'."


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"trigger": {"kind": "event", "event": "order_plced"}}, "trigger.event.event"),
        ({"exits": [{"event": "order_plced", "reason": "bought"}]}, "exits.0.event"),
        (
            {"steps": [{"id": "wait-1", "kind": "wait_for", "event": "order_plced", "limit": "1 day"}]},
            "step 'wait-1', event",
        ),
    ],
)
def test_unknown_event_is_refused_wherever_it_stands(changes, place):
    assert problems_of(definition_with() | changes) == [(place, UNKNOWN_EVENT)]


def test_custom_event_needs_a_name():
    assert problems_of(definition_with(trigger={"kind": "event", "event": "custom:"})) == [
        ("trigger.event.event", "There is no event 'custom:'; see the glossary, or use 'custom:<name>'.")
    ]


@pytest.mark.parametrize(
    ("step", "place", "problem"),
    [
        (
            WAIT | {"duration": "0 minutes"},
            "step 'wait-1', duration",
            "0 seconds is outside what a journey waits; use at least 1 minute and at most 1096 days.",
        ),
        (
            WAIT | {"duration": "a while"},
            "step 'wait-1', duration",
            "'a while' is no length of time; write for instance '90 minutes', '1 hour' or '3 days'.",
        ),
        (
            WAIT | {"colour": "red"},
            "step 'wait-1', colour",
            "There is no such field here; remove it or correct its name.",
        ),
        ({"id": "wait-1", "kind": "wait"}, "step 'wait-1', duration", "It is missing; fill it in."),
        (
            WAIT | {"id": "Wait 1"},
            "step 'Wait 1', id",
            "'Wait 1' is not allowed here; it must match ^[a-z0-9][a-z0-9-]{0,62}$.",
        ),
        ({"kind": "end"}, "step number 1, id", "It is missing; fill it in."),
    ],
)
def test_step_that_does_not_fit_is_named_by_its_id(step, place, problem):
    assert problems_of(definition_with(step)) == [(place, problem)]


def test_unknown_kind_of_step_names_those_there_are():
    assert problems_of(definition_with({"id": "nap", "kind": "sleep"})) == [
        (
            "step 'nap'",
            f"There is no kind 'sleep'; use one of {', '.join(map(repr, STEP_KINDS))}.",
        )
    ]
    assert problems_of(definition_with({"id": "nap"})) == [("step 'nap'", "It says no kind; add one.")]


@pytest.mark.parametrize("data", [None, [], "journey", {"steps": "none"}, {"trigger": 5, "steps": [5]}])
def test_what_is_no_definition_at_all_is_refused(data):
    assert all(text.endswith(".") for _, text in problems_of(data))


@pytest.mark.parametrize("count", [0, MAX_STEPS + 1])
def test_no_steps_and_too_many_are_refused(count):
    steps = [{"id": f"tag-{number}", "kind": "add_tag", "tag": "a"} for number in range(count)]

    assert problems_of(definition_with() | {"steps": steps}) == [
        ("steps", f"There are {count} steps; use at least 1 and at most 500.")
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"entry": {"condition": {"fact": "shoe_size", "op": "eq", "value": 42}}},
            (
                "entry.condition.fact",
                f"There is no fact 'shoe_size'; use one of {', '.join(sorted(FACTS))}.",
            ),
        ),
        ({"entry": {"rule": "twice"}}, ("entry.rule", "It is 'twice'; use 'once', 'once_per_key' or 'again'.")),
        (
            {"exits": [{"event": "order_placed", "reason": "Bought it"}]},
            ("exits.0.reason", "'Bought it' is not allowed here; it must match ^[a-z][a-z0-9_]{0,62}$."),
        ),
        ({"colour": "red"}, ("colour", "There is no such field here; remove it or correct its name.")),
        (
            {"trigger": {"kind": "moon"}},
            (
                "trigger",
                "There is no kind 'moon'; use one of 'event', 'any_event', 'interest', 'date', 'day', 'schedule', "
                "'manual'.",
            ),
        ),
    ],
)
def test_part_that_does_not_fit_is_named(changes, problem):
    assert problems_of(definition_with() | changes) == [problem]


def test_definition_survives_being_stored():
    # given
    data = definition_with(
        WAIT,
        {"id": "order", "kind": "wait_for", "event": "order_placed", "limit": "3 days", "on_event": "done"},
        {"id": "letter", "kind": "send", "template": "hello", "truth": ["not_ordered"], "expires_after": "12 hours"},
        END,
        entry={"rule": "again", "pause": "1 week", "condition": {"not": {"fact": "tag", "op": "has", "value": "vip"}}},
        exits=[{"event": "order_placed", "reason": "already_ordered", "is_goal": True}],
    )
    definition = parse_definition(data, "Journey 'welcome'")

    # when
    again = parse_definition(definition.model_dump(mode="json", by_alias=True), "Journey 'welcome'")

    # then
    assert again == definition
