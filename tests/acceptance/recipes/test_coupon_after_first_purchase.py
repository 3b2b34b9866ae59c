"""Recipe coupon-after-first-purchase, from the parcel to the second order."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode
from saleor.order import OrderStatus
from saleor.order.models import Order

from saleor_automation.models import Coupon

from .scenes import first_order_has_left
from .timeline import promised

RECIPE = "coupon-after-first-purchase"
DAY = timedelta(days=1)
SUBJECTS = {
    "en": ["Thank you, Ada: 10% off for next time", "Your 10% off is still there until April 6, 2026"],
    "it": [
        "Grazie, Ada: 10% di sconto per la prossima volta",
        "Il tuo 10% di sconto vale ancora fino al 6 aprile 2026",
    ],
}


def test_series_keeps_to_its_timeline(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.curtain()

    # when
    first_order_has_left(stage)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    code = Coupon.objects.get().code
    assert all(code in stage.text(number) for number in (0, 1))
    assert stage.finished() == ["completed"]


def test_order_leaving_is_what_counts(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    order = stage.order(stage.mug)
    stage.live(10 * DAY)
    stage.fulfill(order)
    stage.live(16 * DAY)

    # then
    assert [at for at, _ in stage.happened()] == [15 * DAY]


def test_second_order_ends_it_and_takes_the_code_back(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    first_order_has_left(stage)
    stage.live(6 * DAY)

    # when
    stage.order(stage.bowl)
    stage.live(60 * DAY)

    # then
    assert stage.finished() == ["ordered_again"]
    assert len(stage.subjects) == 1
    assert VoucherCode.objects.get(code=Coupon.objects.get().code).is_active is False


def test_code_that_was_used_is_credited_and_kept(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    first_order_has_left(stage)
    stage.live(6 * DAY)
    coupon = Coupon.objects.get()

    # when
    stage.order(stage.bowl, voucher_code=coupon.code)

    # then
    coupon.refresh_from_db()
    assert (coupon.redeemed_at, coupon.revoked_at) == (stage.now, None)
    assert stage.finished() == ["ordered_again"]


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.RETURNED])
def test_nobody_is_thanked_for_an_order_that_does_not_stand(stage, status):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    first_order_has_left(stage)

    # when
    Order.objects.update(status=status)
    stage.live(60 * DAY)

    # then
    assert stage.subjects == []
    assert stage.skipped() == {"thank-you": "order_gone", "still-good": "order_gone"}
    assert not Coupon.objects.exists()


def test_customer_who_had_ordered_before_gets_none(stage):
    # given
    stage.person()
    stage.order(stage.bowl)
    stage.begin(RECIPE)
    stage.curtain()

    # when
    first_order_has_left(stage)
    stage.live(10 * DAY)

    # then
    assert (stage.finished(), stage.subjects) == ([], [])


def test_reminder_can_be_left_out(stage):
    # given
    stage.begin(RECIPE, {"reminder": False})
    stage.person()
    stage.curtain()

    # when
    first_order_has_left(stage)
    stage.live(60 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail thank-you"]
