"""Recipe abandoned-cart-recovery, from the cart to the inbox."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.models import Consent, Coupon

from .stage import NOW
from .timeline import promised

RECIPE = "abandoned-cart-recovery"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECTS = {
    "en": ["Ada, you left something behind", "Still thinking it over?", "10% off your cart, just for you"],
    "it": ["Ada, hai dimenticato qualcosa", "Ci stai ancora pensando?", "10% di sconto sul tuo carrello, solo per te"],
}
SEASON = {
    "season": True,
    "season_begins": (NOW - DAY).date(),
    "season_ends": (NOW + 5 * DAY).date(),
    "review_quote": "Sturdy and beautiful.",
}
IN_SEASON = {
    "en": [
        "Ada, your Black Friday cart is waiting",
        "What is in your cart is going fast",
        "Last call: 10% off your Black Friday cart",
    ],
    "it": [
        "Ada, il tuo carrello Black Friday ti aspetta",
        "Il tuo carrello sta andando a ruba",
        "Ultima chiamata: 10% di sconto sul tuo carrello Black Friday",
    ],
}


@pytest.fixture
def shopper(stage):
    """Somebody who agreed to mails; the story begins with what they do next."""

    def begin(parameters=None, *, language="en", consent=True):
        stage.begin(RECIPE, parameters, language=language)
        contact = stage.person(consent=consent)
        stage.curtain()
        return contact

    return begin


def test_series_keeps_to_its_timeline(stage, shopper, language):
    # given
    shopper(language=language)

    # when
    stage.leave_cart()
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    assert stage.finished() == ["completed"]
    code = Coupon.objects.get().code
    assert code in stage.text()
    assert VoucherCode.objects.get(code=code).is_active is False or Coupon.objects.get().revoked_at is None
    assert "Blue mug" in stage.html(0)


def test_season_has_mails_and_waits_of_its_own(stage, shopper, language):
    # given
    stage.mug.default_variant.stocks.update(quantity=3)
    shopper(SEASON, language=language)

    # when
    stage.leave_cart()
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE, "In season")
    assert stage.subjects == IN_SEASON[language]
    last_day = {"en": "Black Friday ends on 7 March.", "it": "Black Friday finisce il 7 marzo."}[language]
    assert last_day in stage.text(0)
    little_left = {"en": "little is left", "it": "restano gli ultimi pezzi"}[language]
    assert little_left in stage.text(1)
    assert ["Sturdy and beautiful." in stage.text(number) for number in range(3)] == [False, True, True]


def test_season_that_is_over_changes_nothing(stage, shopper):
    # given
    shopper(SEASON | {"season_ends": (NOW - DAY).date()})

    # when
    stage.leave_cart()
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)


def test_buyer_gets_nothing_more(stage, shopper):
    # given
    shopper()
    checkout = stage.leave_cart()
    stage.live(2 * HOUR)

    # when
    stage.order(checkout=checkout)
    stage.live(10 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail reminder"]
    assert (stage.finished(), Coupon.objects.count()) == (["already_ordered"], 0)


def test_buyer_whose_order_the_shop_has_not_told_us_of_is_not_reminded(stage, shopper):
    # given: the order is in the shop, but no hook was called for it
    shopper()
    stage.leave_cart()
    stage.manager = None
    stage.hook = lambda *_: None

    # when
    stage.now += HOUR / 2
    stage.order()
    stage.live(2 * DAY)

    # then
    assert stage.arrived == []
    assert set(stage.skipped().values()) == {"already_ordered"}


def test_nobody_is_written_to_without_consent(stage, shopper):
    # given
    shopper(consent=False)

    # when
    stage.leave_cart()
    stage.live(10 * DAY)

    # then
    assert stage.arrived == []
    assert stage.skipped() == {"reminder": "no_consent", "still-there": "no_consent", "code": "no_consent"}
    assert (Consent.objects.count(), Coupon.objects.count()) == (0, 0)


def test_unsubscribing_ends_it(stage, shopper):
    # given
    shopper()
    stage.leave_cart()
    stage.live(2 * HOUR)

    # when
    stage.unsubscribe()
    stage.live(10 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail reminder"]
    assert stage.finished() == ["unsubscribed"]


def test_first_cart_can_be_left_to_the_other_recipe(stage, shopper):
    # given
    shopper({"from_cart": 2})

    # when
    stage.leave_cart()
    stage.live(10 * DAY)
    first = list(stage.arrived)
    stage.leave_cart()
    stage.live(20 * DAY)

    # then
    assert first == []
    assert len(stage.arrived) == 3
