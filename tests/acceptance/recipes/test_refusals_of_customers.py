"""Whoever is held out, never agreed, or has had enough mail: the same for every recipe from loyalty to selling."""

from datetime import timedelta

import pytest
from django.db import transaction

from saleor_automation.contacts.field_writing import set_values
from saleor_automation.journeys.holdout import is_held_out
from saleor_automation.messages.sending_rules import change_rules
from saleor_automation.models import Contact, Coupon, Enrollment, Journey, Message
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import accessories_of, at, learnt_together, new_product, shelf
from .stage import EMAIL

pytestmark = pytest.mark.long

DAY = timedelta(days=1)


def parcel_leaves(stage, email):
    stage.fulfill(stage.order(stage.mug, email=email))


def birthday_comes(stage, email):
    with transaction.atomic():
        set_values({Contact.objects.get(email=email).pk: {"birthday": "1990-03-12"}}, "staff:1", stage.now)
    stage.now = at(2026, 3, 5)
    stage.run()


def looks_enough(stage, email):
    for _ in range(6):
        stage.now += timedelta(minutes=1)
        stage.view(stage.mug, email=email)


def accessories(stage):
    return accessories_of(stage, new_product(stage, "Saucer", stage.mugs, "4.00"))


def teapots(stage):
    learnt_together(stage, stage.mug, *shelf(stage))
    return {}


def scoring(stage):
    shelf(stage)
    stage.begin("lead-scoring", {"points": 25})
    return {"team_email": "sales@shop.example"}


def plenty(stage):
    shelf(stage)
    return {}


BEGINNINGS = {
    "loyalty-programme": (lambda _: {}, lambda stage, email: stage.order(stage.mug, email=email)),
    "coupon-after-first-purchase": (lambda _: {}, parcel_leaves),
    "birthday-and-anniversary": (lambda _: {"anniversary": False}, birthday_comes),
    "seven-week-drip": (plenty, lambda stage, email: stage.join(email=email)),
    "sales-drip": (scoring, looks_enough),
    "accessory-upsell": (accessories, parcel_leaves),
    "cross-selling": (teapots, lambda stage, email: stage.order(stage.mug, email=email)),
}
"""What each recipe that sends mails asks for, and what lets somebody in; shop-welcome, which invites, has its own."""


@pytest.fixture(params=BEGINNINGS)
def played(request, stage):
    """The recipe, the parameters it asks for, and what begins it."""
    prepare, begin = BEGINNINGS[request.param]
    return request.param, prepare(stage), begin


def live(stage, days):
    """Let time pass; a birthday would be looked for in every hour of the world, so its days are jumped over."""
    if stage.recipe == "birthday-and-anniversary":
        stage.now += days * DAY
        stage.run()
    else:
        stage.live(days * DAY)


def test_whoever_is_held_out_passes_without_effect(stage, played):
    # given: of some people the first who is drawn
    recipe, parameters, begin = played
    stage.begin(recipe, parameters, holdout=50)
    people = (stage.person(f"person{number}@example.com") for number in range(60))
    contact = next(person for person in people if is_held_out(recipe, person.pk, 50))
    stage.curtain()

    # when
    begin(stage, contact.email)
    live(stage, 60)

    # then
    mine = Enrollment.objects.filter(journey__slug=recipe, contact_id=contact.pk)
    assert [run.is_held_out for run in mine] == [True]
    assert [each for each in stage.arrived if each.mail["To"] == contact.email] == []
    assert stage.notices == []
    states = set(Message.objects.filter(contact_id=contact.pk).values_list("state", flat=True))
    assert states == {"ghost"}
    assert not Coupon.objects.exists()


def test_whoever_never_agreed_is_not_written_to(stage, played):
    # given
    recipe, parameters, begin = played
    stage.begin(recipe, parameters)
    stage.person(consent=False)
    if recipe == "seven-week-drip":
        begin = lambda stage, _: stage.put_on_list(Contact.objects.get(email=EMAIL))  # noqa: E731
    stage.curtain()

    # when
    begin(stage, EMAIL)
    live(stage, 60)

    # then
    assert stage.arrived == []
    assert set(stage.skipped().values()) == {"no_consent"}
    assert not Coupon.objects.exists()


def test_mail_that_a_cap_holds_back_until_it_is_too_late_is_not_sent(stage, played):
    # given: a rival that says the same and goes first, and one mail a week for everybody
    recipe, parameters, begin = played
    change_rules({"caps": [{"kind": "any", "per": "week", "most": 1}]}, stage.now)
    stage.begin(recipe, parameters)
    rival = bring_in(get_recipe(recipe), parameters, stage.now, name="Rival").journey
    Journey.objects.filter(pk=rival.pk).update(priority=100)
    stage.switch_on(rival)
    stage.person()
    stage.curtain()

    # when
    begin(stage, EMAIL)
    live(stage, 30)

    # then
    first = Message.objects.filter(journey_id=Journey.objects.get(slug=recipe).pk).order_by("id")[0]
    assert (first.state, first.reason, first.detail) == ("expired", "expired", "frequency_cap")
    assert stage.arrived[0].message.journey_id == rival.pk
