from datetime import timedelta

import pytest

from saleor_automation.journeys.steps.base import Advance, Sleep
from saleor_automation.journeys.steps.wait import Wait
from tests.unit.journeys.steps.contexts import MONDAY, context

STEP = Wait(id="wait-1", duration="1 day")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (MONDAY, Sleep(TUESDAY)),
        (TUESDAY - timedelta(microseconds=1), Sleep(TUESDAY)),
        (TUESDAY, Advance(reason="waited")),
        (TUESDAY + timedelta(days=9), Advance(reason="waited")),
    ],
)
def test_wait_counts_from_the_moment_the_step_was_reached(now, outcome):
    assert STEP.run(context(now=now)) == outcome


def test_another_event_does_not_end_the_wait():
    assert STEP.run(context(woken_by="order_placed")) == Sleep(TUESDAY)
