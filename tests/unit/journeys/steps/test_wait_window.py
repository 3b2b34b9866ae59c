"""Hours of people: quiet nights, weekdays, both clock changes and far zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance, Sleep
from saleor_automation.journeys.steps.wait_window import WaitWindow
from tests.unit.journeys.steps.contexts import context

WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


@pytest.mark.parametrize(
    ("window", "zone", "now", "opens_at"),
    [
        (("09:00", "18:00"), "UTC", "2026-03-02T08:59", "2026-03-02T09:00"),
        (("09:00", "18:00"), "UTC", "2026-03-02T09:00", None),
        (("09:00", "18:00"), "UTC", "2026-03-02T17:59", None),
        (("09:00", "18:00"), "UTC", "2026-03-02T18:00", "2026-03-03T09:00"),
        (("09:00", "18:00"), "America/Los_Angeles", "2026-03-02T09:00", "2026-03-02T17:00"),
        (("09:00", "18:00"), "Pacific/Kiritimati", "2026-03-02T03:00", None),
        (("09:00", "18:00"), "Pacific/Kiritimati", "2026-03-02T04:00", "2026-03-02T19:00"),
        # Over midnight.
        (("20:00", "02:00"), "UTC", "2026-03-03T01:59", None),
        (("20:00", "02:00"), "UTC", "2026-03-03T02:00", "2026-03-03T20:00"),
        (("00:00", "00:00"), "UTC", "2026-03-03T13:00", None),
        # From summer to winter and back the opening moves on the clock of the world.
        (("09:00", "18:00"), "Europe/Rome", "2026-03-28T20:00", "2026-03-29T07:00"),
        (("09:00", "18:00"), "Europe/Rome", "2026-10-24T20:00", "2026-10-25T08:00"),
        # The window is lost to the skip of the clocks, so it opens a day later.
        (("02:00", "03:00"), "Europe/Rome", "2026-03-29T00:30", "2026-03-30T00:00"),
        (("02:15", "04:00"), "Europe/Rome", "2026-03-29T00:30", "2026-03-29T01:00"),
        (("02:00", "03:00"), "Europe/Rome", "2026-10-25T01:30", None),
    ],
)
def test_person_waits_for_the_hours_on_their_own_clocks(window, zone, now, opens_at):
    step = WaitWindow(id="hours", begin=window[0], end=window[1])
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    outcome = step.run(context(now=moment, reached_at=moment, loaded=ZoneInfo(zone)))

    if opens_at is None:
        assert (type(outcome), outcome.reason) == (Advance, "in the window")
    else:
        assert outcome == Sleep(datetime.fromisoformat(opens_at).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("weekdays", "now", "opens_at"),
    [
        (WORKDAYS, "2026-03-06T18:00", "2026-03-09T09:00"),
        (WORKDAYS, "2026-03-08T12:00", "2026-03-09T09:00"),
        (["sunday"], "2026-03-02T12:00", "2026-03-08T09:00"),
        (["monday"], "2026-03-02T18:00", "2026-03-09T09:00"),
    ],
)
def test_other_weekdays_are_waited_out(weekdays, now, opens_at):
    step = WaitWindow(id="hours", weekdays=weekdays, begin="09:00", end="18:00")
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    outcome = step.run(context(now=moment, loaded=ZoneInfo("UTC")))

    assert outcome == Sleep(datetime.fromisoformat(opens_at).replace(tzinfo=UTC))


def test_window_over_midnight_belongs_to_the_day_it_begins_on():
    step = WaitWindow(id="hours", weekdays=["friday"], begin="22:00", end="04:00")

    early_saturday = step.run(context(now=datetime(2026, 3, 7, 3, tzinfo=UTC), loaded=ZoneInfo("UTC")))
    early_friday = step.run(context(now=datetime(2026, 3, 6, 3, tzinfo=UTC), loaded=ZoneInfo("UTC")))

    assert early_saturday.reason == "in the window"
    assert early_friday == Sleep(datetime(2026, 3, 6, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    "changes",
    [
        {"weekdays": []},
        {"weekdays": ["monday", "monday"]},
        {"weekdays": ["Montag"]},
        {"begin": "9"},
        {"begin": "09:00+01:00"},
    ],
)
def test_hours_that_are_none_are_refused(changes):
    with pytest.raises(ValidationError):
        WaitWindow(**{"id": "hours", "begin": "09:00", "end": "18:00"} | changes)
