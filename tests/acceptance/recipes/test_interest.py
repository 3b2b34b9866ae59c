"""Recipes interest-tags and interest-follow-up: from the second look to the mail about the product."""

from datetime import timedelta

import pytest
from saleor.discount.models import Voucher

from saleor_automation.models import Coupon

from .timeline import promised

pytestmark = pytest.mark.slow

TAGS, FOLLOW_UP = "interest-tags", "interest-follow-up"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECTS = {"en": ["10% off what you looked at"], "it": ["10% di sconto su quello che hai guardato"]}


@pytest.fixture
def visitor(stage):
    """Somebody who is about to look around; the story begins with their second look at the mug."""

    def begin(*, language="en", consent=True, follow_up=True):
        stage.begin(TAGS, language=language)
        if follow_up:
            stage.begin(FOLLOW_UP, language=language)
        stage.person(consent=consent)
        stage.view(stage.mug)
        stage.now += HOUR
        stage.curtain()

    return begin


def of(deeds, *kinds):
    return [each for each in deeds if each[1].startswith(kinds)]


@pytest.mark.parametrize(("section", "start"), [("Products", "tag Interest:"), ("Categories", "tag Interest in")])
def test_tags_keep_to_their_timeline(stage, visitor, section, start):
    # given
    visitor(follow_up=False)

    # when
    stage.view(stage.mug)
    stage.live(60 * DAY)

    # then
    assert of(stage.happened(), start) == promised(TAGS, section)


def test_one_look_is_no_interest(stage, visitor):
    # given
    visitor()

    # when
    stage.view(stage.bowl)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == []


def test_interest_that_comes_back_is_tagged_again(stage, visitor):
    # given
    visitor(follow_up=False)
    stage.view(stage.mug)
    stage.live(60 * DAY)

    # when
    stage.view(stage.mug)
    stage.view(stage.mug)

    # then
    assert of(stage.happened(), "tag Interest:")[-1] == (60 * DAY, "tag Interest: Blue mug")


def test_follow_up_keeps_to_its_timeline(stage, visitor, language):
    # given
    visitor(language=language)

    # when
    stage.view(stage.mug)
    stage.live(20 * DAY)

    # then
    assert of(stage.happened(), "mail") == promised(FOLLOW_UP)
    assert stage.subjects == SUBJECTS[language]
    assert "Blue mug" in stage.html() and "Red bowl" not in stage.html()
    coupon = Coupon.objects.get()
    assert coupon.code in stage.text()
    assert list(Voucher.objects.get(pk=coupon.voucher_id).products.all()) == [stage.mug]


def test_buyer_gets_no_mail(stage, visitor):
    # given
    visitor()
    stage.view(stage.mug)

    # when
    stage.now += 2 * HOUR
    stage.order(stage.mug)
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"for-you": "already_ordered"})


def test_who_owns_it_already_gets_no_mail(stage, visitor):
    # given
    visitor()
    stage.order(stage.mug)
    stage.now += HOUR

    # when
    stage.view(stage.mug)
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"for-you": "too_few_products"})


def test_who_has_it_in_the_cart_gets_no_mail(stage, visitor):
    # given
    visitor()
    stage.view(stage.mug)

    # when
    stage.now += HOUR
    stage.leave_cart(stage.mug)
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"for-you": "too_few_products"})


def test_one_product_at_a_time(stage, visitor):
    # given
    visitor()
    stage.view(stage.mug)
    stage.view(stage.bowl)
    stage.view(stage.bowl)

    # when
    stage.live(13 * DAY)

    # then
    assert len(stage.arrived) == 1


def test_tag_put_on_by_hand_leads_to_no_mail(stage, visitor):
    # given
    visitor()

    # when
    stage.tag("Interest: anything")
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"for-you": "no_coupon"})


def test_nobody_is_written_to_without_consent(stage, visitor):
    # given
    visitor(consent=False)

    # when
    stage.view(stage.mug)
    stage.live(20 * DAY)

    # then
    assert (stage.arrived, stage.skipped()) == ([], {"for-you": "no_consent"})
