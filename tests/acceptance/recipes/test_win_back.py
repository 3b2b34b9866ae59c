"""Recipe win-back: from the last sign of life to the last letter."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.models import Consent, Coupon, ListSubscription

from .timeline import promised

RECIPE = "win-back"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECTS = {
    "en": [
        "Ada, it has been a while",
        "What is new since you were here",
        "Ada, we picked these for you",
        "One question",
        "15% off to welcome you back",
        "Your code runs out on November 4, 2026",
        "Shall we stop writing?",
    ],
    "it": [
        "Ada, è passato un po' di tempo",
        "Che cosa è arrivato dalla tua ultima visita",
        "Ada, questi li abbiamo scelti per te",
        "Una domanda sola",
        "15% di sconto per il tuo ritorno",
        "Il tuo codice scade il 4 novembre 2026",
        "Smettiamo di scriverti?",
    ],
}


@pytest.fixture
def customer(stage):
    """Somebody who has just bought something, which is their last sign of life."""

    def begin(parameters=None, *, language="en", consent=True):
        stage.begin(RECIPE, parameters, language=language)
        stage.person(consent=consent)
        stage.curtain()
        stage.order()

    return begin


def test_series_keeps_to_its_timeline_and_takes_the_person_off(stage, customer, language):
    # given
    customer(language=language)

    # when
    stage.live(300 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    assert Coupon.objects.get().code in stage.text(4)
    assert Consent.objects.get().state == "unsubscribed"
    assert stage.finished() == ["taken_off"]


def test_only_the_list_that_was_named_is_left(stage, customer):
    # given
    stage.have_list()
    customer({"list": "newsletter"})
    stage.join()

    # when
    stage.live(300 * DAY)

    # then
    assert Consent.objects.get().state == "subscribed"
    assert ListSubscription.objects.get().state == "unsubscribed"


@pytest.mark.parametrize("sign", ["open", "click", "visit", "view"])
def test_any_sign_of_life_ends_it(stage, customer, sign):
    # given
    customer()
    stage.live(125 * DAY)

    # when
    stage.view(stage.mug) if sign == "view" else getattr(stage, sign)()
    stage.live(200 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail missed", "mail news"]
    assert stage.finished() == ["engaged"]


def test_series_begins_again_three_months_after_the_new_sign(stage, customer):
    # given
    customer()
    stage.live(100 * DAY)
    stage.visit()

    # when
    stage.live(195 * DAY)

    # then
    assert stage.happened() == [(90 * DAY, "mail missed"), (190 * DAY, "mail missed")]


def test_buyer_is_won_and_an_unused_code_is_taken_back(stage, customer):
    # given
    customer()
    stage.live(211 * DAY)
    code = Coupon.objects.get().code

    # when
    stage.order()
    stage.live(250 * DAY)

    # then
    assert stage.finished() == ["bought_again"]
    assert VoucherCode.objects.get(code=code).is_active is False


def test_code_that_was_used_is_credited(stage, customer):
    # given
    customer()
    stage.live(211 * DAY)
    coupon = Coupon.objects.get()

    # when
    stage.order(voucher_code=coupon.code)

    # then
    coupon.refresh_from_db()
    assert (coupon.redeemed_at, coupon.revoked_at) == (stage.now, None)


def test_nobody_is_written_to_without_consent(stage, customer):
    # given
    customer(consent=False)

    # when
    stage.live(300 * DAY)

    # then
    assert stage.arrived == []
    assert set(stage.skipped().values()) == {"no_consent"}
    assert Coupon.objects.count() == 0
