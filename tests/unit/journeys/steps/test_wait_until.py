"""Days of people: their own clocks, both clock changes, far zones, 29 February."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from saleor_automation.contacts.field_writing import KnownField
from saleor_automation.journeys.steps.base import Advance, Known, Sleep
from saleor_automation.journeys.steps.wait_until import Loaded, WaitUntil
from tests.unit.journeys.steps.contexts import MONDAY, context


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "value", "zone", "until"),
    [
        ({"date": "2026-04-01"}, date(2026, 4, 1), "Europe/Rome", "2026-04-01T07:00"),
        ({"date": "2026-04-01", "at": "18:30"}, date(2026, 4, 1), "America/New_York", "2026-04-01T22:30"),
        ({"date": "2026-03-29", "at": "02:30"}, date(2026, 3, 29), "Europe/Rome", "2026-03-29T01:00"),
        ({"date": "2026-10-25", "at": "02:30"}, date(2026, 10, 25), "Europe/Rome", "2026-10-25T00:30"),
        ({"field": "birthday", "days": -7}, date(2026, 5, 1), "Pacific/Kiritimati", "2026-04-23T19:00"),
        ({"field": "birthday", "days": 7}, date(2026, 5, 1), "Pacific/Pago_Pago", "2026-05-08T20:00"),
        ({"field": "birthday", "yearly": True}, date(1990, 3, 1), "UTC", "2027-03-01T09:00"),
        ({"field": "birthday", "yearly": True}, date(1990, 3, 2), "UTC", "2026-03-02T09:00"),
        ({"field": "birthday", "yearly": True}, date(1992, 2, 29), "UTC", "2027-02-28T09:00"),
        ({"field": "birthday", "yearly": True, "days": -14}, date(1990, 1, 5), "UTC", "2026-12-22T09:00"),
        ({"field": "birthday", "yearly": True, "days": 3}, date(1990, 12, 31), "UTC", "2027-01-03T09:00"),
        # A date-time keeps its own hour, as the person's clocks show it.
        ({"field": "trial_ends"}, moment("2026-03-10T21:15"), "Europe/Rome", "2026-03-10T21:15"),
        ({"field": "trial_ends", "days": 30}, moment("2026-03-10T21:15"), "Europe/Rome", "2026-04-09T20:15"),
        ({"field": "trial_ends", "at": "08:00"}, moment("2026-03-10T23:15"), "Europe/Rome", "2026-03-11T07:00"),
    ],
)
def test_day_becomes_a_moment_on_the_clocks_of_the_person(changes, value, zone, until):
    outcome = WaitUntil(id="day", **changes).run(context(loaded=Loaded(ZoneInfo(zone), value)))

    waiting_for = "field_changed" if "field" in changes else ""
    if moment(until) > MONDAY:
        assert outcome == Sleep(moment(until), waiting_for=waiting_for)
    else:
        assert outcome.facts["until"] == moment(until).isoformat()


def test_person_goes_on_when_the_moment_has_come():
    loaded = Loaded(ZoneInfo("UTC"), date(2026, 3, 5))
    step = WaitUntil(id="day", date="2026-03-05")

    outcome = step.run(context(loaded=loaded, now=MONDAY + timedelta(days=3)))

    facts = {"date": "2026-03-05", "until": "2026-03-05T09:00:00+00:00"}
    assert outcome == Advance(reason="waited", facts=facts)


def test_day_that_has_passed_holds_nobody_up():
    outcome = WaitUntil(id="day", field="birthday").run(context(loaded=Loaded(ZoneInfo("UTC"), date(2026, 3, 1))))

    assert outcome.reason == "past"


def test_whoever_has_no_date_goes_another_way():
    step = WaitUntil(id="day", field="birthday", on_missing="ask")

    assert step.run(context(loaded=Loaded(ZoneInfo("UTC"), None))) == Advance(to="ask", reason="no date")
    assert step.targets() == ["ask"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"date": "2026-04-01", "field": "birthday"},
        {"date": "2026-02-29"},
        {"date": "2026-04-01", "at": "25:00"},
        {"date": "2026-04-01", "at": "09:00+01:00"},
        {"field": "birthday", "days": 1097},
        {"field": "birthday", "days": -1097},
    ],
)
def test_day_that_is_none_is_refused(changes):
    with pytest.raises(ValidationError):
        WaitUntil(id="day", **changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"date": "2026-03-01"}, "2026-03-01 has passed; choose a date to come."),
        ({"date": "2126-03-01"}, "2126-03-01 is 36523 days ahead; a journey waits for at most 1096 days."),
        ({"field": "colour"}, "Field 'colour' holds no date; choose a field that does."),
    ],
)
def test_day_nobody_should_wait_for_is_named_when_publishing(changes, problem):
    known = Known({"colour": KnownField(1, "colour", "text", [])}, date(2026, 3, 2))

    assert list(WaitUntil(id="day", **changes).misfits(known)) == [problem]


def test_field_must_exist_to_publish_unless_it_is_a_date_of_the_shop():
    assert WaitUntil(id="day", field="birthday").references() == [("field", "birthday")]
    assert WaitUntil(id="day", field="first_order_at").references() == []


def test_loop_through_a_day_that_may_have_passed_is_not_safe():
    assert not WaitUntil(id="day", date="2026-04-01").always_waits()
