"""A mistake in one place keeps nothing else from being read."""

import pytest

from saleor_automation.journeys.complaints import step_and_field
from saleor_automation.journeys.graph import graph_problems
from saleor_automation.journeys.half_done import read_half_done

TRIGGER = {"kind": "manual"}
WAIT = {"id": "wait", "kind": "wait", "duration": "1 day"}
END = {"id": "end", "kind": "end"}


@pytest.mark.parametrize(
    "draft", [None, [], {}, {"trigger": TRIGGER}, {"trigger": TRIGGER, "steps": []}, {"steps": 5}, {"steps": {"a": 1}}]
)
def test_without_steps_there_is_nothing_to_go_on_with(draft):
    definition, problems = read_half_done(draft)

    assert definition is None
    assert problems


def test_a_whole_definition_has_no_problems():
    definition, problems = read_half_done({"trigger": TRIGGER, "steps": [WAIT]})

    assert (len(definition.steps), problems) == (1, [])


def test_broken_step_leads_where_it_says_so_that_others_are_not_called_unreachable():
    # given
    branch = {"id": "branch", "kind": "branch", "condition": {"fact": "nonsense"}, "then": "yes", "otherwise": "no"}
    yes = {"id": "yes", "kind": "end"}
    no = {"id": "no", "kind": "end"}

    # when
    definition, problems = read_half_done({"trigger": TRIGGER, "steps": [branch, yes, no]})

    # then
    assert [step_and_field(place)[0] for place, _ in problems] == ["branch"]
    assert list(graph_problems(definition)) == []


def test_mistakes_of_steps_and_of_the_graph_are_found_together():
    # given
    steps = [{**WAIT, "duration": "0 minutes"}, END, {"id": "lost", "kind": "end"}]

    # when
    definition, problems = read_half_done({"trigger": {"kind": "unheard"}, "entry": {"rule": 3}, "steps": steps})

    # then
    assert {place for place, _ in problems} == {"trigger", "entry.rule", "step 'wait', duration"}
    assert list(graph_problems(definition)) == [
        ("step 'lost'", "Nobody can reach this step; lead a step to it or remove it.")
    ]


def test_steps_that_are_no_objects_are_told_by_their_number():
    definition, problems = read_half_done({"trigger": TRIGGER, "steps": ["text", {"kind": "wait"}, WAIT]})

    assert {step_and_field(place) for place, _ in problems} == {("#1", ""), ("#2", "id"), ("#2", "duration")}
    assert len(definition.steps) == 3


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("step 'wait-1', duration", ("wait-1", "duration")),
        ("step 'a', condition.all.0.fact", ("a", "condition.all.0.fact")),
        ("step 'a'", ("a", "")),
        ("step number 3, id", ("#3", "id")),
        ("entry.pause", ("", "entry.pause")),
        ("trigger", ("", "trigger")),
        ("", ("", "")),
    ],
)
def test_place_is_told_as_step_and_field(place, found):
    assert step_and_field(place) == found
