"""Recipe cross-selling: what goes with an order, or no mail at all."""

from datetime import timedelta

import pytest
from saleor.warehouse.models import Stock

from .scenes import learnt_together, shelf
from .timeline import promised

RECIPE = "cross-selling"
DAY = timedelta(days=1)
SUBJECTS = {"en": "Ada, this goes well with your order", "it": "Ada, questo sta bene con il tuo ordine"}


@pytest.fixture
def teapots(stage):
    """Three teapots that other people bought together with the mug."""
    made = shelf(stage)
    learnt_together(stage, stage.mug, *made)
    stage.now += DAY
    return made


def test_mail_keeps_to_its_timeline_and_shows_what_goes_with_it(stage, teapots, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.curtain()

    # when
    stage.order(stage.mug)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == [SUBJECTS[language]]
    page = stage.html()
    assert all(teapot.name in page for teapot in teapots)
    assert "<strong>Blue mug</strong>" in page or "Blue mug</strong>" in page
    assert stage.finished() == ["completed"]


def test_nothing_is_shown_that_the_person_owns(stage, teapots):
    # given
    stage.person()
    stage.order(teapots[0])
    stage.begin(RECIPE)
    stage.live(10 * DAY)
    stage.curtain()

    # when
    stage.order(stage.mug)
    stage.live(20 * DAY)

    # then
    page = stage.html()
    assert "Teapot 0" not in page
    assert "Teapot 1" in page
    assert "Teapot 2" in page


def test_nothing_is_shown_that_is_sold_out(stage, teapots):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    stage.order(stage.mug)

    # when: the last one goes on the day before the mail
    stage.live(13 * DAY)
    Stock.objects.filter(product_variant__product=teapots[0]).update(quantity=0)
    stage.live(20 * DAY)

    # then
    assert "Teapot 0" not in stage.html()
    assert "Teapot 1" in stage.html()


def test_mail_is_left_out_when_too_few_products_fit(stage, teapots):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    stage.order(stage.mug)

    # when
    Stock.objects.filter(product_variant__product_id__in=[each.pk for each in teapots[:2]]).update(quantity=0)
    stage.live(20 * DAY)

    # then
    assert stage.subjects == []
    assert stage.skipped() == {"goes-well": "too_few_products"}


def test_shop_that_has_learnt_nothing_yet_sends_nothing(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    stage.order(stage.mug)
    stage.live(20 * DAY)

    # then
    assert stage.skipped() == {"goes-well": "too_few_products"}


def test_next_order_ends_the_wait_and_begins_its_own(stage, teapots):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    stage.order(stage.mug)

    # when
    stage.live(10 * DAY)
    stage.order(stage.mug)
    stage.live(60 * DAY)

    # then
    assert stage.finished() == ["ordered_again", "completed"]
    assert [at for at, _ in stage.happened()] == [24 * DAY]
