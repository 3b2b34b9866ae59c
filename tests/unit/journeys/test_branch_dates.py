from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import StepContext
from saleor_automation.journeys.steps.branch_dates import BranchDates

NOVEMBER = {"begins": "2026-11-20", "ends": "2026-11-30"}


def way(now, zone="UTC", **days):
    step = BranchDates(id="season", then="hurry", otherwise="calm", **days)
    context = StepContext(1, 2, 3, "journey", "", 0, now, now, now, "", {}, ZoneInfo(zone))
    return step.run(context).to


@pytest.mark.parametrize(
    ("now", "zone", "to"),
    [
        (datetime(2026, 11, 19, 23, 59, tzinfo=UTC), "UTC", "calm"),
        (datetime(2026, 11, 20, tzinfo=UTC), "UTC", "hurry"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), "UTC", "hurry"),
        (datetime(2026, 12, 1, tzinfo=UTC), "UTC", "calm"),
        (datetime(2026, 11, 19, 23, 30, tzinfo=UTC), "Europe/Rome", "hurry"),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "Europe/Rome", "calm"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "Pacific/Honolulu", "hurry"),
    ],
)
def test_season_is_counted_in_days_of_the_person(now, zone, to):
    assert way(now, zone, **NOVEMBER) == to


def test_season_may_be_open_at_one_end():
    now = datetime(2026, 11, 25, tzinfo=UTC)

    assert way(now, begins="2026-11-20") == way(now, ends="2026-11-30") == "hurry"
    assert way(now, begins="2026-11-26") == way(now, ends="2026-11-24") == "calm"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({}, "Say on which day the season begins, or ends, or both."),
        (
            {"begins": "2026-12-01", "ends": "2026-11-30"},
            "It ends on 2026-11-30, before it begins; change one of the days.",
        ),
    ],
)
def test_season_without_days_or_backwards_is_refused(days, text):
    with pytest.raises(ValidationError) as refused:
        BranchDates(id="season", **days)
    assert text in str(refused.value)
