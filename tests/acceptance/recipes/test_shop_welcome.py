"""Recipe shop-welcome: one question in a mail about the order, and a welcome for those who say yes."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from saleor_automation.models import Consent, ListSubscription, Message

from .scenes import order, shelf
from .stage import EMAIL
from .timeline import promised

pytestmark = pytest.mark.slow

RECIPE = "shop-welcome"
DAY = timedelta(days=1)
SUBJECTS = {
    "en": [
        "Thank you for your order {number}",
        "Good that you are here, Ada",
        "Goes with what you ordered",
        "While you were enjoying your order, this arrived",
    ],
    "it": [
        "Grazie per il tuo ordine {number}",
        "Che bello averti con noi, Ada",
        "Sta bene con quello che hai ordinato",
        "Nel frattempo, in negozio è arrivato questo",
    ],
}


def press_the_button(stage, monkeypatch):
    """Follow the link of the invitation as a reader does: a page, and the button on it."""
    [path] = set(re.findall(r"https?://[^/]+(/plugins/saleor.automation/confirm/[^\s\"<>]+)", stage.text()))
    monkeypatch.setattr("saleor_automation.web.confirm.utc_now", lambda: stage.now)
    assert Client().get(path).status_code == 200
    assert not ListSubscription.objects.exists()
    assert Client().post(path).status_code == 200
    stage.run()


@pytest.fixture
def buyer(stage):
    """Somebody without consent, about to order; the story begins with the order."""

    def begin(language="en"):
        shelf(stage)
        stage.begin(RECIPE, language=language)
        stage.person(consent=False)
        stage.curtain()

    return begin


def test_invitation_keeps_to_its_timeline(stage, buyer, language):
    # given
    buyer(language)

    # when
    placed = stage.order(stage.mug)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == sorted(promised(RECIPE, "Invitation"))
    assert stage.subjects == [SUBJECTS[language][0].format(number=placed.number)]
    assert "Blue mug" in stage.text()
    assert stage.finished() == ["not_joined"]
    assert not Consent.objects.exists()


def test_whoever_says_yes_is_welcomed_on_time(stage, buyer, language, monkeypatch):
    # given
    buyer(language)
    placed = stage.order(stage.mug)
    stage.live(2 * DAY)
    stage.start = stage.now

    # when
    press_the_button(stage, monkeypatch)
    stage.live(30 * DAY)

    # then
    assert [deed for deed in stage.happened() if deed[1] != "mail order-thanks"] == promised(RECIPE, "Series")
    assert stage.subjects == [subject.format(number=placed.number) for subject in SUBJECTS[language]]
    assert Consent.objects.get().state == "subscribed"
    assert stage.finished() == ["joined", "completed"]


@pytest.mark.parametrize("subscribed", [True, False])
def test_nobody_is_asked_who_has_answered_before(stage, subscribed):
    # given
    stage.begin(RECIPE)
    stage.person()
    if not subscribed:
        stage.unsubscribe()
    stage.curtain()

    # when
    order(stage)
    stage.live(10 * DAY)

    # then
    assert (stage.happened(), stage.finished()) == ([], [])


def test_nobody_is_asked_twice(stage, buyer):
    # given
    buyer()
    order(stage)
    stage.live(50 * DAY)

    # when
    order(stage)
    stage.live(100 * DAY)

    # then
    assert len(stage.subjects) == 1


def test_whoever_subscribes_before_the_mail_is_not_asked(stage, buyer):
    # given
    buyer()
    order(stage)

    # when
    stage.join()
    stage.live(10 * DAY)

    # then
    assert "order-thanks" not in {stage.name_of(message) for message in Message.objects.all()}
    assert stage.finished() == ["joined"]


def test_order_that_was_sent_back_asks_nobody(stage, buyer):
    # given
    buyer()

    # when
    stage.refund(stage.order(stage.mug))
    stage.live(10 * DAY)

    # then
    assert (stage.subjects, stage.skipped()) == ([], {"order-thanks": "order_gone"})


def test_subscribers_who_were_not_invited_get_no_series(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    stage.join()
    stage.live(10 * DAY)

    # then
    assert stage.happened() == []


def test_next_order_ends_the_series(stage, buyer, monkeypatch):
    # given
    buyer()
    order(stage)
    stage.live(2 * DAY)
    press_the_button(stage, monkeypatch)

    # when
    order(stage)
    stage.live(30 * DAY)

    # then
    assert stage.finished() == ["joined", "ordered_again"]
    assert len(stage.subjects) == 2


def test_unsubscribing_ends_the_series_and_the_link_stays_dead(stage, buyer, monkeypatch):
    # given
    buyer()
    order(stage)
    stage.live(2 * DAY)
    press_the_button(stage, monkeypatch)

    # when
    stage.unsubscribe()
    stage.live(30 * DAY)

    # then
    assert stage.finished() == ["joined", "unsubscribed"]
    assert Consent.objects.get(contact__email=EMAIL).state == "unsubscribed"
