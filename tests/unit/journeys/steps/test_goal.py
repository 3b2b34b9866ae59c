import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance, Finish
from saleor_automation.journeys.steps.goal import Goal
from tests.unit.journeys.steps.contexts import context

HAS_ORDERED = {"fact": "orders_count", "op": "gte", "value": 1}


@pytest.mark.parametrize(
    ("loaded", "outcome"),
    [(True, Finish("goal_reached")), (False, Advance(reason="not reached")), (None, Advance(reason="not reached"))],
)
def test_whoever_walks_in_leaves_only_if_the_condition_holds(loaded, outcome):
    assert Goal(id="goal", condition=HAS_ORDERED).run(context(loaded=loaded)) == outcome


def test_goal_of_an_event_asks_nothing_of_whoever_walks_in():
    step = Goal(id="goal", event="order_placed", condition=HAS_ORDERED)

    assert step.load([context()]) == {}
    assert step.run(context()) == Advance(reason="not reached")


def test_goal_holds_everywhere_so_nothing_needs_to_lead_to_it():
    assert Goal(id="goal", event="order_placed").is_global


@pytest.mark.parametrize(
    "changes", [{}, {"condition": HAS_ORDERED, "filter": {"field": "data.x", "op": "eq", "value": 1}}]
)
def test_goal_without_anything_to_reach_is_refused(changes):
    with pytest.raises(ValidationError):
        Goal(id="goal", **changes)


def test_list_named_in_the_filter_must_exist_to_publish():
    named = {"field": "data.list", "op": "eq", "value": "newsletter"}

    assert Goal(id="goal", event="list_joined", filter=named).references() == [("list", "newsletter")]
