from datetime import timedelta

import pytest
from saleor.checkout.models import Checkout, CheckoutLine

from saleor_automation.events.checkouts import absorb_checkouts, notice_idle_carts
from saleor_automation.models import Cart, Event
from tests.factories import NOW
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_checkout

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def shop():
    channel = make_channel()
    return channel, make_product("Blue mug", prices={channel: "12.50"}).default_variant


@pytest.fixture
def checkout(shop):
    return make_checkout(shop[0], [(shop[1], 2)], email="Ada@Example.com", changed_at=NOW)


def touch(checkout, at, **columns):
    Checkout.objects.filter(pk=checkout.pk).update(last_change=at, **columns)


def notice(now):
    return notice_idle_carts(now, 100, cart_idle_minutes=60)


def test_cart_left_alone_for_the_idle_time_is_abandoned_once(checkout):
    # given
    absorb_checkouts([checkout.pk], NOW, 60)

    # when
    too_early, due, again = notice(NOW + HOUR - MINUTE), notice(NOW + 2 * HOUR), notice(NOW + 3 * HOUR)

    # then
    event = Event.objects.get()
    assert (too_early, due, again) == (0, 1, 0)
    assert (event.kind, event.checkout_id, event.email) == ("checkout_abandoned", checkout.pk, "ada@example.com")
    assert event.occurred_at == NOW + HOUR


@pytest.mark.parametrize("columns", [{"email": None}, {"email": ""}], ids=["no e-mail", "empty e-mail"])
def test_cart_of_nobody_has_no_timer(checkout, columns):
    # given
    touch(checkout, NOW, **columns)

    # when
    absorb_checkouts([checkout.pk], NOW, 60)

    # then
    assert Cart.objects.get().idle_at is None


def test_empty_cart_has_no_timer(checkout):
    # given
    CheckoutLine.objects.all().delete()

    # when
    absorb_checkouts([checkout.pk], NOW, 60)

    # then
    assert Cart.objects.get().idle_at is None


def test_change_nobody_told_us_about_moves_the_timer(checkout):
    # given
    absorb_checkouts([checkout.pk], NOW, 60)
    touch(checkout, NOW + 50 * MINUTE)

    # when
    notice(NOW + HOUR)

    # then
    assert Event.objects.count() == 0
    assert Cart.objects.get().idle_at == NOW + 110 * MINUTE


def test_cart_that_became_an_order_is_not_abandoned(checkout):
    # given
    absorb_checkouts([checkout.pk], NOW, 60)
    checkout.delete()

    # when
    count = notice(NOW + HOUR)

    # then
    assert (count, Event.objects.count(), Cart.objects.get().idle_at) == (1, 0, None)


def test_cart_read_again_unchanged_is_not_abandoned_twice(checkout):
    # given
    absorb_checkouts([checkout.pk], NOW, 60)
    notice(NOW + HOUR)

    # when
    absorb_checkouts([checkout.pk], NOW + 2 * HOUR, 60)

    # then
    assert Cart.objects.get().idle_at is None


def test_cart_taken_up_again_and_left_again_is_abandoned_again(checkout):
    # given
    absorb_checkouts([checkout.pk], NOW, 60)
    notice(NOW + HOUR)
    touch(checkout, NOW + 24 * HOUR)
    absorb_checkouts([checkout.pk], NOW + 24 * HOUR, 60)

    # when
    absorb_checkouts([checkout.pk], NOW + 24 * HOUR, 60)
    notice(NOW + 25 * HOUR)

    # then
    moments = list(Event.objects.order_by("occurred_at").values_list("occurred_at", flat=True))
    assert moments == [NOW + HOUR, NOW + 25 * HOUR]
