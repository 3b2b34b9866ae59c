"""What stands in the way of publishing is named with its step, all of it at once."""

import pytest

from saleor_automation.contacts.fields import create_field
from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.journeys.checking import draft_problems
from saleor_automation.journeys.publishing import publish
from saleor_automation.models import JourneyVersion
from tests.factories import NOW, WAIT_A_DAY, JourneyFactory, TemplateFactory, definition_of

pytestmark = pytest.mark.django_db

DATE = {"rule": "once_per_key", "key": "date"}
NO_SCORE = {"fact": "score", "name": "nothing", "op": "gte", "value": 1}


def problems_of(*steps, **changes):
    journey = JourneyFactory(slug="welcome", draft=definition_of(*steps, **changes))
    with pytest.raises(InvalidDefinition) as refused:
        publish(journey.pk, NOW)
    assert not JourneyVersion.objects.exists()
    return refused.value.problems


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ({"kind": "subscribe", "list": "news"}, "There is no list 'news'; create it or choose another."),
        ({"kind": "unsubscribe", "list": "news"}, "There is no list 'news'; create it or choose another."),
        ({"kind": "remove_tag", "tag": "vip"}, "There is no tag 'vip'; create it or choose another."),
        (
            {"kind": "set_field", "field": "size", "value": 1},
            "There is no custom field 'size'; create it or choose another.",
        ),
        (
            {"kind": "change_score", "score": "heat", "points": 1},
            "There is no score 'heat'; create it or choose another.",
        ),
        ({"kind": "start_journey", "journey": "other"}, "There is no journey 'other'; create it or choose another."),
        ({"kind": "end_journey", "journey": "other"}, "There is no journey 'other'; create it or choose another."),
        ({"kind": "wait_until", "field": "size"}, "There is no custom field 'size'; create it or choose another."),
        ({"kind": "wait_until", "date": "2026-03-01"}, "2026-03-01 has passed; choose a date to come."),
        (
            {"kind": "wait_until", "field": "colour"},
            "Field 'colour' holds no date; choose a field that does.",
        ),
        (
            {"kind": "set_field", "field": "colour", "value": 7},
            "Field 'colour' cannot hold 7: give a text.",
        ),
        (
            {"kind": "ab_test", "variants": [{"name": "a", "template": "hello"}, {"name": "b", "template": "bye"}]},
            "There is no template 'bye'; create it or choose another.",
        ),
        (
            {
                "kind": "wait_for",
                "event": "list_joined",
                "filter": {"field": "data.list", "op": "eq", "value": "news"},
                "limit": "1 day",
            },
            "There is no list 'news'; create it or choose another.",
        ),
    ],
)
def test_step_that_does_not_fit_the_shop_is_named(step, problem):
    # given
    TemplateFactory(slug="hello")
    create_field("colour", "Colour", "text", [], NOW)

    # then
    assert problems_of({"id": "it", **step}) == [("step 'it'", problem)]


@pytest.mark.parametrize(
    "place",
    ["branch", "wait_for", "goal", "exit", "entry", "backfill"],
)
def test_condition_that_names_what_is_not_there_is_found_wherever_it_stands(place):
    # given
    steps, changes, expected = [WAIT_A_DAY], {}, "step 'it'"
    if place in ("branch", "goal"):
        steps = [{"id": "it", "kind": place, "condition": NO_SCORE}]
    elif place == "wait_for":
        steps = [{"id": "it", "kind": place, "condition": NO_SCORE, "limit": "1 day"}]
    elif place == "exit":
        changes, expected = {"exits": [{"condition": NO_SCORE, "reason": "hot"}]}, "exits.0"
    else:
        entry = {"condition": NO_SCORE} if place == "entry" else {"backfill": {"condition": NO_SCORE}}
        changes, expected = {"entry": entry}, "entry"

    # when
    found = problems_of(*steps, **changes)

    # then
    [(where, text)] = found
    assert where == expected
    assert text.startswith("Condition 'score': There is no score 'nothing'")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"trigger": {"kind": "day", "field": "colour"}},
            ("trigger", "Field 'colour' holds no date; choose a field that does."),
        ),
        (
            {"trigger": {"kind": "day", "field": "birthday"}},
            ("trigger", "There is no custom field 'birthday'; create it or choose another."),
        ),
        (
            {"trigger": {"kind": "schedule", "weekdays": ["monday"], "segment": "best"}, "entry": DATE},
            ("trigger", "There is no segment 'best'; create it or choose another."),
        ),
        (
            {"trigger": {"kind": "schedule", "weekdays": ["monday"]}},
            ("entry", "Everybody would enter the first time only; enter once_per_key with the key date, or again."),
        ),
        (
            {"trigger": {"kind": "schedule"}},
            ("trigger", "Name weekdays, or days of the month; one of the two."),
        ),
        (
            {"exits": [{"reason": "never"}]},
            ("exits.0", "Say what ends the journey: an event, a condition, or both."),
        ),
    ],
)
def test_trigger_entry_and_exit_that_cannot_be_are_named(changes, problem):
    # given
    create_field("colour", "Colour", "text", [], NOW)

    # when
    [(place, text)] = problems_of(WAIT_A_DAY, **changes)

    # then
    assert (place.split(".schedule")[0], text) == problem


def test_tag_the_journey_gives_itself_need_not_be_there_before():
    # given
    steps = [{"id": "on", "kind": "add_tag", "tag": "New"}, {"id": "off", "kind": "remove_tag", "tag": "new"}]
    journey = JourneyFactory(draft=definition_of(*steps))

    # then
    assert publish(journey.pk, NOW).version.number == 1


@pytest.mark.parametrize(
    "step",
    [
        {"kind": "wait_window", "begin": "09:00", "end": "18:00"},
        {"kind": "wait_until", "field": "created_at"},
        {"kind": "wait_for", "condition": {"fact": "orders_count", "op": "gte", "value": 1}, "limit": "1 day"},
    ],
)
def test_circle_through_a_wait_that_may_be_over_at_once_is_refused(step):
    steps = [{"id": "mark", "kind": "add_tag", "tag": "x"}, {"id": "it", "next": "mark", **step}]

    assert problems_of(*steps) == [
        ("step 'mark'", "People would go round in a circle here without ever waiting; add a wait.")
    ]


def test_statements_do_not_depend_on_the_number_of_drafts(django_assert_num_queries):
    # given
    create_field("size", "Size", "number", [], NOW)
    steps = [
        {"id": "set", "kind": "set_field", "field": "size", "value": 1},
        {"id": "tag", "kind": "remove_tag", "tag": "none"},
    ]
    journeys = [JourneyFactory(draft=definition_of(*steps)) for _ in range(5)]

    # then
    for count in (1, 5):
        with django_assert_num_queries(1):
            assert all(len(found) == 1 for found in draft_problems(journeys[:count]).values())
