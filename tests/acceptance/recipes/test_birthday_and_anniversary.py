"""Recipe birthday-and-anniversary: two days a year, leap years and far clocks included."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from saleor_automation.models import Coupon

from .scenes import BIRTHDAY, at, is_born
from .timeline import promised

pytestmark = pytest.mark.slow

RECIPE = "birthday-and-anniversary"
DAY = timedelta(days=1)
SUBJECTS = {
    "birthday": {
        "en": "Ada, your birthday is coming: 15% off",
        "it": "Ada, il tuo compleanno si avvicina: 15% di sconto",
    },
    "anniversary": {
        "en": "On this day you found us: 15% off to celebrate",
        "it": "Oggi è il nostro anniversario: 15% di sconto per festeggiare",
    },
}


MINUTE = timedelta(minutes=1)


def look_at(stage, *moments):
    """Let the clock come to each of these moments, and to the minute before it.

    Every hour of a year would be asked for the birthdays of all time zones of the world; a look at the days that matter
    also makes up for the week before, so that nobody is overlooked in between.
    """
    for moment in moments:
        for stage.now in (moment - MINUTE, moment):
            stage.run()


def test_birthday_keeps_to_its_timeline(stage, language):
    # given
    [(before, deed)] = promised(RECIPE, "Birthday")
    stage.begin(RECIPE, {"anniversary": False}, language=language)
    stage.person()
    is_born(stage)
    stage.curtain()
    nine = at(2026, BIRTHDAY.month, BIRTHDAY.day)

    # when
    look_at(stage, nine - 14 * DAY, nine - before, nine, nine + 7 * DAY, nine + 14 * DAY)

    # then
    assert [(each.at, f"mail {stage.name_of(each.message)}") for each in stage.arrived] == [(nine - before, deed)]
    assert stage.subjects == [SUBJECTS["birthday"][language]]
    assert Coupon.objects.get().code in stage.text()
    assert stage.finished() == ["completed"]


def test_anniversary_keeps_to_its_timeline(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.curtain()
    stage.person()

    # when
    look_at(stage, *(stage.start + days * DAY for days in (100, 364, 365, 366, 386)))

    # then
    assert stage.happened() == promised(RECIPE, "Anniversary")
    assert stage.subjects == [SUBJECTS["anniversary"][language]]
    assert Coupon.objects.get().code in stage.text()
    assert stage.finished() == ["completed"]


def test_nobody_is_congratulated_on_the_day_they_come(stage):
    # given
    stage.now = at(2026, 3, 3, hour=7)
    stage.begin(RECIPE)
    stage.curtain()

    # when
    stage.person()
    look_at(stage, at(2026, 3, 3), at(2026, 3, 4))

    # then
    assert (stage.happened(), stage.finished()) == ([], [])


def test_every_year_has_its_gift(stage):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person()
    is_born(stage)
    stage.curtain()
    gifts = [at(2026, 4, 13), at(2027, 4, 13), at(2028, 4, 13)]

    # when
    look_at(stage, *(gift + days * DAY for gift in gifts for days in (0, 22)))

    # then
    assert [each.at for each in stage.arrived] == gifts
    assert Coupon.objects.count() == 3


def test_birthday_of_29_february_is_celebrated_every_year(stage):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person()
    is_born(stage, date(1992, 2, 29))
    stage.curtain()

    # when
    look_at(stage, *(at(year, 2, day) for year in (2027, 2028) for day in (20, 21, 22, 23)))

    # then: 2028 has the day, 2027 has not
    assert [each.at for each in stage.arrived] == [at(2027, 2, 21), at(2028, 2, 22)]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Rome"])
def test_greetings_come_in_the_morning_of_wherever_the_person_lives(stage, zone):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person(time_zone=zone)
    is_born(stage)
    stage.curtain()
    morning = datetime(2026, 4, 13, 9, tzinfo=ZoneInfo(zone))

    # when
    look_at(stage, morning - timedelta(hours=3), morning, morning + DAY)

    # then
    assert [mail.at for mail in stage.arrived] == [morning]


def test_order_is_no_reason_not_to_be_congratulated(stage):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person()
    is_born(stage)
    stage.curtain()

    # when
    stage.order(stage.mug)
    look_at(stage, at(2026, 4, 13))

    # then
    assert stage.subjects == [SUBJECTS["birthday"]["en"]]


def test_person_without_a_birthday_gets_nothing(stage):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person()

    # when
    look_at(stage, at(2026, 4, 13), at(2026, 9, 1))

    # then
    assert (stage.finished(), Coupon.objects.count()) == ([], 0)


def test_unsubscribing_takes_the_gift_back(stage):
    # given
    stage.begin(RECIPE, {"anniversary": False})
    stage.person()
    is_born(stage)
    look_at(stage, at(2026, 4, 13))

    # when
    stage.unsubscribe()

    # then
    assert stage.finished() == ["unsubscribed"]
    assert Coupon.objects.get().revoked_at == stage.now
