from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.events.log import StoredEvent
from saleor_automation.models import Attribution, Coupon, Message
from saleor_automation.tracking.attribution import attribute
from saleor_automation.tracking.reactions import note_click, note_open
from tests.factories import NOW, ContactFactory, CouponPolicyFactory, TemplateFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def message(contact, journey_id=3, **columns):
    return Message.objects.create(
        key=str(uuid4()),
        contact_id=contact.pk,
        journey_id=journey_id,
        template_id=TemplateFactory().pk,
        transport="email",
        state="delivered",
        planned_at=NOW,
        send_at=NOW,
        **columns,
    )


def order(contact, at, voucher_code="", number=1):
    data = {"currency": "USD", "gross": "20.00", "voucher_code": voucher_code, "lines": []}
    return StoredEvent(
        number, "order_placed", "key", at, contact.email, None, None, contact.pk, uuid4(), None, None, None, data
    )


@pytest.fixture
def ada():
    return ContactFactory()


def test_order_is_credited_to_the_last_click_before_it(ada):
    # given
    first, last = message(ada, clicked_at=NOW), message(ada, clicked_at=NOW + DAY)
    message(ada, clicked_at=NOW + 3 * DAY)

    # when
    attribute([order(ada, NOW + 2 * DAY)], window_days=5)

    # then
    credit = Attribution.objects.get()
    assert (credit.message_id, credit.touch, credit.touched_at) == (last.pk, "click", NOW + DAY)
    assert (credit.journey_id, credit.currency, credit.amount) == (first.journey_id, "USD", Decimal("20"))


@pytest.mark.parametrize(("days", "credited"), [(5, 1), (6, 0)])
def test_click_counts_within_the_window_only(ada, days, credited):
    # given
    message(ada, clicked_at=NOW)

    # when
    attribute([order(ada, NOW + days * DAY)], window_days=5)

    # then
    assert Attribution.objects.count() == credited


def test_coupon_wins_over_a_click_and_is_redeemed(ada):
    # given
    clicked = message(ada, enrollment_id=1, clicked_at=NOW)
    giving = message(ada, enrollment_id=2, journey_id=9)
    coupon = Coupon.objects.create(
        key="2:code:1",
        policy=(policy := CouponPolicyFactory()),
        terms=policy.terms,
        contact_id=ada.pk,
        enrollment_id=2,
        voucher_id=1,
        code="TEN-ABCD",
        issued_at=NOW,
        expires_at=NOW + 9 * DAY,
    )

    # when
    attribute([order(ada, NOW + DAY, voucher_code="TEN-ABCD")], window_days=5)

    # then
    coupon.refresh_from_db()
    credit = Attribution.objects.get()
    assert (credit.touch, credit.message_id, credit.journey_id) == ("coupon", giving.pk, 9)
    assert (coupon.redeemed_at, coupon.order_id) == (NOW + DAY, credit.order_id)
    assert clicked.pk != giving.pk


def test_order_told_twice_is_credited_once(ada):
    # given
    message(ada, clicked_at=NOW)
    placed = order(ada, NOW + DAY)
    attribute([placed], window_days=5)

    # when
    count = attribute([placed], window_days=5)

    # then
    assert (count, Attribution.objects.count()) == (0, 1)


def test_click_of_a_machine_earns_no_credit(ada):
    # given
    sent = message(ada)
    note_click(sent.pk, "https://shop.example/", NOW, is_machine=True)

    # when
    attribute([order(ada, NOW + DAY)], window_days=5)

    # then
    assert Attribution.objects.count() == 0


def test_open_of_an_unknown_message_is_nothing():
    assert note_open(4711, NOW, is_machine=False) is False
