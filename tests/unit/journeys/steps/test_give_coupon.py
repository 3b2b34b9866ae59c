from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.give_coupon import GiveCoupon, PromiseCoupon
from saleor_automation.journeys.steps.send import QueueMessage
from tests.unit.journeys.steps.contexts import context


def test_coupon_is_promised_and_the_journey_goes_on():
    # when
    outcome = GiveCoupon(id="code", policy="ten-percent").run(context())

    # then
    assert outcome == Advance(
        effects=(PromiseCoupon("ten-percent"),), reason="promised", facts={"policy": "ten-percent"}
    )


def test_policy_must_exist_to_publish():
    assert GiveCoupon(id="code", policy="ten-percent").references() == [("coupon", "ten-percent")]


def test_coupons_are_promised_before_the_messages_that_show_them():
    assert PromiseCoupon.order < QueueMessage.order
