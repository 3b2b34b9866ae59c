from datetime import timedelta

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance, Sleep
from saleor_automation.journeys.steps.wait_for import Loaded, WaitFor
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


NEVER_ORDERED = {"fact": "orders_count", "op": "eq", "value": 0}
EITHER = WaitFor(id="order", event="order_placed", condition=NEVER_ORDERED, limit="3 days")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "woken_by", "loaded", "outcome"),
    [
        (MONDAY, "", Loaded(True, None), Advance(reason="condition", facts={"condition": True})),
        (MONDAY, "order_placed", Loaded(False, None), Advance(reason="event", facts={"event": "order_placed"})),
        (MONDAY, "*", Loaded(False, None), Sleep(MONDAY + DAY, waiting_for="*")),
        (MONDAY, "", Loaded(False, MONDAY + DAY / 2), Sleep(MONDAY + DAY / 2, waiting_for="*")),
        (MONDAY, "", Loaded(False, MONDAY - DAY), Sleep(MONDAY + DAY, waiting_for="*")),
        (MONDAY + DAY * 2.5, "", Loaded(False, None), Sleep(THURSDAY, waiting_for="*")),
        (THURSDAY, "", Loaded(False, None), Advance(reason="limit")),
    ],
)
def test_condition_ends_the_wait_as_an_event_does(now, woken_by, loaded, outcome):
    assert EITHER.run(context(now=now, woken_by=woken_by, loaded=loaded)) == outcome


def test_only_a_wait_for_an_event_alone_makes_a_loop_safe():
    assert STEP.always_waits()
    assert not EITHER.always_waits()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"condition": NEVER_ORDERED, "filter": {"field": "data.total", "op": "gt", "value": 5}},
        {"event": "order_placed", "filter": {"field": "weather", "op": "eq", "value": "rain"}},
        {"event": "sun_rose"},
    ],
)
def test_wait_for_nothing_anybody_could_notice_is_refused(changes):
    with pytest.raises(ValidationError):
        WaitFor(id="order", limit="3 days", **changes)
