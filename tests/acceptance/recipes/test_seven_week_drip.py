"""Recipe seven-week-drip: a mail a week, each with a subject of its own."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.models import Coupon
from saleor_automation.shop.configuration import load_configuration

from .scenes import joins_newsletter, shelf
from .timeline import promised

RECIPE = "seven-week-drip"
DAY = timedelta(days=1)
SUBJECTS = {
    "en": [
        "{shop} in short: where to begin",
        "The ones most people start with",
        "Three questions that save you a return",
        "Just in: the newest things we have",
        "Ada, what are you looking for?",
        "Put together with you in mind",
        "Seven weeks, and 10% off to begin with",
    ],
    "it": [
        "{shop} in breve: da dove cominciare",
        "Da dove comincia quasi chiunque",
        "Tre domande che ti evitano un reso",
        "Appena arrivati",
        "Ada, che cosa stai cercando?",
        "Li abbiamo scelti pensando a te",
        "Sette settimane insieme: 10% di sconto per cominciare",
    ],
}


def test_seven_weeks_keep_to_their_timeline(stage, language):
    # given
    shelf(stage)
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.curtain()

    # when
    joins_newsletter(stage)
    stage.live(80 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == [subject.format(shop=load_configuration().shop_name) for subject in SUBJECTS[language]]
    assert Coupon.objects.get().code in stage.text()
    assert "Teapot" in stage.html(3)
    assert stage.finished() == ["completed"]


def test_first_order_ends_it_before_the_next_mail(stage):
    # given
    shelf(stage)
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    joins_newsletter(stage)
    stage.live(10 * DAY)

    # when
    stage.order(stage.mug)
    stage.live(80 * DAY)

    # then
    assert [at for at, _ in stage.happened()] == [0 * DAY, 7 * DAY]
    assert stage.finished() == ["ordered"]


def test_order_takes_the_unused_code_back(stage):
    # given
    shelf(stage)
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    joins_newsletter(stage)
    stage.live(43 * DAY)

    # when
    stage.order(stage.mug)

    # then
    assert VoucherCode.objects.get(code=Coupon.objects.get().code).is_active is False
    assert stage.finished() == ["ordered"]


def test_leaving_the_list_ends_it(stage):
    # given
    shelf(stage)
    stage.begin(RECIPE)
    person = stage.person()
    stage.curtain()
    joins_newsletter(stage)

    # when
    stage.leave_list(person)
    stage.live(30 * DAY)

    # then
    assert (stage.finished(), len(stage.subjects)) == (["left_the_list"], 1)


@pytest.mark.parametrize("tag", ["Prospect", "Trade fair"])
def test_tag_can_begin_it(stage, tag):
    # given
    shelf(stage)
    stage.begin(RECIPE, {"begins_with": "tag_added", "tag": tag})
    stage.person()
    stage.curtain()

    # when
    stage.tag(tag)
    stage.live(8 * DAY)

    # then
    assert stage.happened()[1:] == [(0 * DAY, f"tag {tag}"), (7 * DAY, "mail week-2")]


def test_joining_a_list_begins_nothing_when_a_tag_does(stage):
    # given
    stage.have_list()
    stage.begin(RECIPE, {"begins_with": "tag_added"})
    stage.person()

    # when
    joins_newsletter(stage)

    # then
    assert stage.finished() == []
