from datetime import timedelta

import pytest

from saleor_automation.journeys.steps.base import Advance, Sleep
from saleor_automation.journeys.steps.wait_for import WaitFor
from tests.unit.journeys.steps.contexts import MONDAY, context

STEP = WaitFor(id="order", event="order_placed", limit="3 days", on_event="thanks", on_limit="reminder")
THURSDAY = MONDAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("now", "woken_by", "outcome"),
    [
        (MONDAY, "", Sleep(THURSDAY, waiting_for="order_placed")),
        (MONDAY, "order_placed", Advance(to="thanks", reason="event", facts={"event": "order_placed"})),
        # A run held by a paused journey wakes late: the event that came in time still counts.
        (THURSDAY, "order_placed", Advance(to="thanks", reason="event", facts={"event": "order_placed"})),
        (THURSDAY, "", Advance(to="reminder", reason="limit")),
        (MONDAY, "page_viewed", Sleep(THURSDAY, waiting_for="order_placed")),
    ],
)
def test_event_and_limit_lead_different_ways(now, woken_by, outcome):
    assert STEP.run(context(now=now, woken_by=woken_by)) == outcome


@pytest.mark.parametrize(
    ("changes", "targets", "has_following"),
    [
        ({}, [], True),
        ({"on_event": "a"}, ["a"], True),
        ({"on_event": "a", "on_limit": "b"}, ["a", "b"], False),
        ({"next": "c"}, ["c"], False),
    ],
)
def test_ways_on_are_known_to_the_graph(changes, targets, has_following):
    step = WaitFor(id="order", event="order_placed", limit="3 days", **changes)

    assert (step.targets(), step.has_following()) == (targets, has_following)
