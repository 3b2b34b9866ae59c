"""Recipe accessory-upsell: for buyers of one product, what belongs to it."""

from datetime import timedelta

import pytest
from saleor.discount import VoucherType
from saleor.discount.models import Voucher

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.models import Coupon, CouponPolicy
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import accessories_of, first_order_has_left, new_product
from .timeline import promised

RECIPE = "accessory-upsell"
DAY = timedelta(days=1)
SUBJECTS = {
    "discount": {
        "en": "Made for what you just bought: 10% off",
        "it": "Fatti per quello che hai appena comprato: 10% di sconto",
    },
    "free_shipping": {
        "en": "Made for what you just bought: Free shipping",
        "it": "Fatti per quello che hai appena comprato: Spedizione gratuita",
    },
}


@pytest.fixture
def saucer(stage):
    return new_product(stage, "Saucer", stage.mugs, "4.00")


@pytest.fixture
def spoon(stage):
    return new_product(stage, "Spoon", stage.mugs, "3.00")


@pytest.mark.parametrize("incentive", ["discount", "free_shipping"])
def test_mail_keeps_to_its_timeline(stage, saucer, spoon, language, incentive):
    # given
    stage.begin(RECIPE, accessories_of(stage, saucer, spoon) | {"incentive": incentive}, language=language)
    stage.person()
    stage.curtain()

    # when
    first_order_has_left(stage)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == [SUBJECTS[incentive][language]]
    page = stage.html()
    assert "Saucer" in page
    assert "Spoon" in page
    assert "Red bowl" not in page
    assert Coupon.objects.get().code in stage.text()
    expected = VoucherType.SHIPPING if incentive == "free_shipping" else VoucherType.SPECIFIC_PRODUCT
    assert Voucher.objects.get().type == expected


def test_only_the_offer_that_was_chosen_is_made(stage, saucer):
    stage.begin(RECIPE, accessories_of(stage, saucer) | {"incentive": "free_shipping"})

    assert [policy.slug for policy in CouponPolicy.objects.all()] == ["accessory-upsell-accessory-shipping"]


def test_order_without_the_product_brings_nothing(stage, saucer):
    # given
    stage.begin(RECIPE, accessories_of(stage, saucer))
    stage.person()
    stage.curtain()

    # when
    stage.fulfill(stage.order(stage.bowl))
    stage.live(20 * DAY)

    # then
    assert (stage.finished(), stage.subjects) == ([], [])


def test_accessory_the_person_has_is_not_shown(stage, saucer, spoon):
    # given
    stage.begin(RECIPE, accessories_of(stage, saucer, spoon))
    stage.person()
    stage.curtain()

    # when
    stage.fulfill(stage.order(stage.mug, saucer))
    stage.live(10 * DAY)

    # then
    assert "Saucer" not in stage.html()
    assert "Spoon" in stage.html()


def test_whoever_has_all_accessories_gets_no_mail_and_costs_no_code(stage, saucer):
    # given
    stage.begin(RECIPE, accessories_of(stage, saucer))
    stage.person()
    stage.curtain()

    # when
    stage.fulfill(stage.order(stage.mug, saucer))
    stage.live(10 * DAY)

    # then
    assert stage.skipped() == {"accessories": "too_few_products"}


def test_next_order_ends_it_before_the_mail(stage, saucer):
    # given
    stage.begin(RECIPE, accessories_of(stage, saucer))
    stage.person()
    stage.curtain()
    first_order_has_left(stage)

    # when
    stage.live(2 * DAY)
    stage.order(saucer)
    stage.live(20 * DAY)

    # then
    assert (stage.finished(), stage.subjects) == (["ordered_again"], [])
    assert not Coupon.objects.exists()


def test_import_asks_for_product_and_accessories(stage):
    with pytest.raises(InvalidDefinition, match=r"product: It is missing; fill it in.*accessories: It is missing"):
        bring_in(get_recipe(RECIPE), {}, stage.now)
    assert not CouponPolicy.objects.exists()
