from datetime import UTC, datetime

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation import pipeline
from saleor_automation.coupons.reminders import remind
from saleor_automation.coupons.revoking import revoke_one
from saleor_automation.journeys import engine
from saleor_automation.models import Coupon, Enrollment, Event, Message
from tests.factories import NOW, ContactFactory, deliver_all, running_journey
from tests.shop.factories import make_channel

from .givers import DAY, give

pytestmark = pytest.mark.django_db

LETTER = {"id": "letter", "kind": "send", "template": "hello", "truth": ["coupon"]}
TRIGGER = {"kind": "event", "event": "coupon_expiring"}


@pytest.fixture(autouse=True)
def channel():
    return make_channel()


def morning(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_reminder_comes_once_in_the_morning_of_its_day():
    # given
    coupon = give(NOW, valid_days=5, remind_days=2)
    due = morning(coupon.expires_on - 2 * DAY)

    # when
    counts = [remind(moment, 10) for moment in (due - DAY, due, due + DAY)]

    # then
    event = Event.objects.get(kind="coupon_expiring")
    assert counts == [0, 1, 0]
    assert (event.contact_id, event.occurred_at) == (coupon.contact_id, due)
    assert event.data == {
        "coupon": {"key": coupon.key, "policy": "ten-percent"},
        "expires_on": coupon.expires_on.isoformat(),
    }


def test_coupon_that_was_used_or_taken_back_is_not_reminded_of():
    # given
    used, taken_back = give(NOW, remind_days=2), give(NOW, remind_days=2)
    Coupon.objects.filter(pk=used.pk).update(redeemed_at=NOW)
    revoke_one(taken_back.pk, NOW)

    # when
    remind(NOW + 9 * DAY, 10)

    # then
    assert not Event.objects.filter(kind="coupon_expiring").exists()


def test_journey_of_reminders_shows_the_code_the_person_has():
    # given
    running_journey(LETTER, trigger=TRIGGER, now=NOW)
    coupon = give(NOW, ContactFactory(), remind_days=2)
    due = morning(coupon.expires_on - 2 * DAY)

    # when
    pipeline.take_in(due)
    pipeline.learn(due)
    engine.advance(due, 10)
    VoucherCode.objects.filter(code=coupon.code).update(is_active=True)
    deliver_all(due)

    # then
    assert Enrollment.objects.get().subject["coupon"] == {"key": coupon.key, "policy": "ten-percent"}
    assert Message.objects.get().state == "delivered"
    assert Coupon.objects.count() == 1
