"""Recipe cart-reminder: the very first cart, and an offer the day after."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.models import Coupon

from .timeline import promised

RECIPE = "cart-reminder"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECTS = {
    "en": ["Ada, your cart is still here", "10% off your first order"],
    "it": ["Ada, il tuo carrello è ancora qui", "10% di sconto sul tuo primo ordine"],
}


@pytest.fixture
def visitor(stage):
    """Somebody who agreed to mails and never left a cart; the story begins with what they do next."""

    def begin(*, language="en", consent=True):
        stage.begin(RECIPE, language=language)
        stage.person(consent=consent)
        stage.curtain()

    return begin


def test_reminder_and_offer_keep_to_the_timeline(stage, visitor, language):
    # given
    visitor(language=language)

    # when
    stage.leave_cart()
    stage.live(20 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    assert Coupon.objects.get().code in stage.text()
    assert stage.finished() == ["completed"]


def test_second_cart_is_none_of_its_business(stage, visitor):
    # given
    visitor()
    stage.leave_cart()
    stage.live(20 * DAY)

    # when
    stage.leave_cart()
    stage.live(40 * DAY)

    # then
    assert len(stage.arrived) == 2


def test_buyer_gets_no_offer(stage, visitor):
    # given
    visitor()
    checkout = stage.leave_cart()
    stage.live(3 * HOUR)

    # when
    stage.order(checkout=checkout)
    stage.live(20 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail reminder"]
    assert (stage.finished(), Coupon.objects.count()) == (["already_ordered"], 0)


def test_code_that_was_not_used_is_taken_back_with_the_order(stage, visitor):
    # given
    visitor()
    checkout = stage.leave_cart()
    stage.live(2 * DAY)
    code = Coupon.objects.get().code

    # when
    stage.order(checkout=checkout)

    # then
    assert VoucherCode.objects.get(code=code).is_active is False


def test_nobody_is_written_to_without_consent(stage, visitor):
    # given
    visitor(consent=False)

    # when
    stage.leave_cart()
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"reminder": "no_consent", "offer": "no_consent"})
    assert Coupon.objects.count() == 0
