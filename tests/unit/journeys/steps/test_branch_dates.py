from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.branch_dates import BranchDates
from tests.unit.journeys.steps.contexts import context

SEASON = {"begins": "2026-11-23", "ends": "2026-11-30"}


def outcome_at(moment, zone="UTC", **season):
    now = datetime.fromisoformat(f"{moment}+00:00")
    step = BranchDates(id="season", then="hot", otherwise="calm", **(season or SEASON))
    return step.run(context(now=now, loaded=ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("moment", "zone", "to"),
    [
        ("2026-11-22T23:59", "UTC", "calm"),
        ("2026-11-23T00:00", "UTC", "hot"),
        ("2026-11-30T23:59", "UTC", "hot"),
        ("2026-12-01T00:00", "UTC", "calm"),
        # The season begins and ends by the clocks of the person.
        ("2026-11-22T10:00", "Pacific/Kiritimati", "hot"),
        ("2026-12-01T09:00", "Pacific/Pago_Pago", "hot"),
    ],
)
def test_season_lasts_from_its_first_day_to_its_last(moment, zone, to):
    assert outcome_at(moment, zone).to == to


@pytest.mark.parametrize(("season", "to"), [({"begins": "2026-11-23"}, "hot"), ({"ends": "2026-11-23"}, "calm")])
def test_season_may_be_open_at_one_side(season, to):
    assert outcome_at("2026-12-24T12:00", **season).to == to


def test_day_that_decided_is_remembered():
    assert outcome_at("2026-11-25T12:00") == Advance(to="hot", reason="then", facts={"today": "2026-11-25"})


@pytest.mark.parametrize(
    ("season", "words"),
    [
        ({}, "Say on which day the season begins, or ends, or both."),
        ({"begins": "2026-12-01", "ends": "2026-11-01"}, "It ends on 2026-11-01, before it begins"),
    ],
)
def test_season_that_cannot_be_is_refused(season, words):
    with pytest.raises(ValidationError, match=words):
        BranchDates(id="season", then="hot", otherwise="calm", **season)
