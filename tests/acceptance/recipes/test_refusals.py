"""Whoever is held out, or has had enough mail, hears nothing: the same for every recipe of carts to products."""

from datetime import timedelta

import pytest

from saleor_automation.journeys.holdout import is_held_out
from saleor_automation.messages.sending_rules import change_rules
from saleor_automation.models import Coupon, Enrollment, Journey, Message
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .stage import EMAIL

pytestmark = pytest.mark.long

DAY = timedelta(days=1)


def look_twice(stage, email):
    stage.view(stage.mug, email=email)
    stage.view(stage.mug, email=email)


BEGINNINGS = {
    "cart-reminder": lambda stage, email: stage.leave_cart(email=email),
    "abandoned-cart-recovery": lambda stage, email: stage.leave_cart(email=email),
    "welcome-series": lambda stage, email: stage.join(email=email),
    "win-back": lambda stage, email: stage.order(email=email),
    "interest-follow-up": look_twice,
}
"""What lets somebody into each recipe that sends mails."""


@pytest.fixture(params=BEGINNINGS)
def recipe(request, stage):
    stage.have_list()
    if request.param == "interest-follow-up":
        stage.begin("interest-tags")
    return request.param


def test_whoever_is_held_out_passes_without_effect(stage, recipe):
    # given: of some people the first who is drawn
    stage.begin(recipe, holdout=50)
    people = (stage.person(f"person{number}@example.com") for number in range(60))
    contact = next(person for person in people if is_held_out(recipe, person.pk, 50))
    stage.curtain()

    # when
    BEGINNINGS[recipe](stage, contact.email)
    stage.live(300 * DAY)

    # then
    assert [each for each in stage.arrived if each.mail["To"] == contact.email] == []
    assert Enrollment.objects.get(journey__slug=recipe).is_held_out
    assert set(Message.objects.values_list("state", flat=True)) == {"ghost"}
    assert not Coupon.objects.exists()


def test_mail_that_a_cap_holds_back_until_it_is_too_late_is_not_sent(stage, recipe):
    # given: a rival that says the same and goes first, and one mail a week for everybody
    change_rules({"caps": [{"kind": "any", "per": "week", "most": 1}]}, stage.now)
    stage.begin(recipe)
    rival = bring_in(get_recipe(recipe), {}, stage.now, name="Rival").journey
    Journey.objects.filter(pk=rival.pk).update(priority=100)
    stage.switch_on(rival)
    stage.person()
    stage.curtain()

    # when
    BEGINNINGS[recipe](stage, EMAIL)
    stage.live(101 * DAY)

    # then
    first = Message.objects.filter(journey_id=Journey.objects.get(slug=recipe).pk).order_by("id")[0]
    assert (first.state, first.reason, first.detail) == ("expired", "expired", "frequency_cap")
    assert stage.arrived[0].message.journey_id == rival.pk
