import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.branch import Branch
from saleor_automation.segments.conditions import MAX_DEPTH
from tests.unit.journeys.steps.contexts import context

HAS_ORDERED = {"fact": "orders_count", "op": "gte", "value": 1}


@pytest.mark.parametrize(
    ("holds", "outcome"),
    [
        (True, Advance(to="thanks", reason="then", facts={"condition": True})),
        (False, Advance(to=None, reason="otherwise", facts={"condition": False})),
        (None, Advance(to=None, reason="otherwise", facts={"condition": False})),
    ],
)
def test_condition_decides_the_way(holds, outcome):
    step = Branch(id="split", condition=HAS_ORDERED, then="thanks")

    assert step.run(context(loaded=holds)) == outcome


def test_nobody_to_ask_about_needs_no_query():
    assert Branch(id="split", condition=HAS_ORDERED).load([]) == {}


@pytest.mark.parametrize(
    ("changes", "targets", "has_following"),
    [
        ({}, [], True),
        ({"then": "a"}, ["a"], True),
        ({"then": "a", "otherwise": "b"}, ["a", "b"], False),
        ({"then": "a", "next": "c"}, ["c", "a"], False),
    ],
)
def test_ways_on_are_known_to_the_graph(changes, targets, has_following):
    step = Branch(id="split", condition=HAS_ORDERED, **changes)

    assert (step.targets(), step.has_following()) == (targets, has_following)


def test_condition_nested_too_deep_is_refused():
    # given
    condition = HAS_ORDERED
    for _ in range(MAX_DEPTH):
        condition = {"not": condition}

    # when
    with pytest.raises(ValidationError) as refused:
        Branch(id="split", condition=condition)

    # then
    assert refused.value.errors()[0]["msg"] == "Value error, The condition is nested more than 20 deep; flatten it."
