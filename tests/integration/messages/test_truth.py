from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount.models import VoucherCode
from saleor.order import OrderStatus
from saleor.warehouse.models import Stock

from saleor_automation.models import Consent, Coupon, Message, Purchase
from tests.factories import NOW, ContactFactory, TemplateFactory, deliver_all
from tests.factories import CouponPolicyFactory as Policy
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_checkout, make_order

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def shop():
    channel = make_channel()
    return channel, make_product("Blue mug", prices={channel: "12.50"}).default_variant


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com")


@pytest.fixture
def checkout(shop, ada):
    return make_checkout(shop[0], [(shop[1], 1)], email=ada.email, changed_at=NOW - HOUR)


def plan(contact, *truth, checkout=None, at=NOW, **context):
    """Plan a message as a send step does."""
    context |= {"since": at.isoformat()} | ({"checkout_id": str(checkout.pk)} if checkout else {})
    return Message.objects.create(
        key=str(uuid4()),
        contact_id=contact.pk,
        template_id=TemplateFactory().pk,
        transport="email",
        context=context,
        truth=list(truth),
        planned_at=at,
        send_at=at,
        expires_at=at + HOUR,
    )


def verdict(message, now=NOW):
    deliver_all(now)
    message.refresh_from_db()
    return message.state, message.reason


def test_message_with_nothing_against_it_is_delivered(ada):
    assert verdict(plan(ada)) == ("delivered", "")


def test_message_that_comes_too_late_expires(ada):
    assert verdict(plan(ada), NOW + 2 * HOUR) == ("expired", "expired")


def test_consent_withdrawn_after_planning_counts(ada):
    # given
    message = plan(ada)
    Consent.objects.update(state="unsubscribed")

    # then
    assert verdict(message) == ("skipped", "unsubscribed")


@pytest.mark.parametrize("email", ["ada@example.com", "Ada@Example.COM"])
def test_order_after_planning_stops_the_message_however_the_address_is_spelled(ada, shop, email):
    # given
    message = plan(ada, "not_ordered")
    make_order(shop[0], [(shop[1], 1)], email=email, created_at=NOW + MINUTE)

    # then
    assert verdict(message, NOW + 2 * MINUTE) == ("skipped", "already_ordered")


def test_old_order_under_an_odd_spelling_of_the_address_is_known_from_our_own_purchases(ada):
    # given
    message = plan(ada, "not_ordered", at=NOW - timedelta(days=30))
    Message.objects.filter(pk=message.pk).update(send_at=NOW, expires_at=NOW + HOUR)
    Purchase.objects.create(order_id=uuid4(), contact_id=ada.pk, placed_at=NOW - timedelta(days=20))

    # then
    assert verdict(message) == ("skipped", "already_ordered")


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.DRAFT, OrderStatus.EXPIRED])
def test_order_that_came_to_nothing_stops_nothing(ada, shop, status):
    # given
    message = plan(ada, "not_ordered")
    make_order(shop[0], [(shop[1], 1)], email=ada.email, created_at=NOW + MINUTE, status=status)

    # then
    assert verdict(message, NOW + 2 * MINUTE) == ("delivered", "")


def test_order_from_the_future_of_a_simulation_stops_nothing(ada, shop):
    # given
    message = plan(ada, "not_ordered")
    make_order(shop[0], [(shop[1], 1)], email=ada.email, created_at=NOW + HOUR)

    # then
    assert verdict(message, NOW + MINUTE) == ("delivered", "")


def test_who_bought_in_another_cart_before_the_journey_began_has_forgotten_nothing(ada, shop, checkout):
    # given
    make_order(shop[0], [(shop[1], 1)], email=ada.email, created_at=NOW - 30 * MINUTE)

    # then
    assert verdict(plan(ada, "not_ordered", "cart", checkout=checkout)) == ("skipped", "already_ordered")


def test_cart_that_is_gone_is_not_shown(ada, checkout):
    # given
    message = plan(ada, "cart", checkout=checkout)
    Checkout.objects.all().delete()

    # then
    assert verdict(message) == ("skipped", "cart_gone")


def test_cart_emptied_since_is_not_shown(ada, checkout):
    # given
    message = plan(ada, "cart", checkout=checkout)
    CheckoutLine.objects.all().delete()

    # then
    assert verdict(message) == ("skipped", "cart_empty")


def test_cart_of_sold_out_products_is_not_shown(ada, checkout):
    # given
    message = plan(ada, "cart", checkout=checkout)
    Stock.objects.update(quantity=0)

    # then
    assert verdict(message) == ("skipped", "out_of_stock")


def promised(contact, **columns):
    policy = Policy(**columns)
    return plan(contact, "coupon", coupon={"policy": policy.slug, "key": f"promise-{contact.pk}"})


def test_promised_coupon_is_issued_with_the_decision_to_send(ada, shop):
    # when
    result = verdict(promised(ada))

    # then
    coupon = Coupon.objects.get()
    assert result == ("delivered", "")
    assert VoucherCode.objects.get(code=coupon.code).is_active is True


def test_who_is_not_written_to_costs_no_voucher(ada, shop):
    # given
    message = promised(ada)
    Consent.objects.update(state="unsubscribed")

    # then
    assert verdict(message) == ("skipped", "unsubscribed")
    assert (Coupon.objects.count(), VoucherCode.objects.count()) == (0, 0)


def test_code_switched_off_in_the_shop_is_not_shown(ada, shop):
    # given
    verdict(promised(ada))
    VoucherCode.objects.update(is_active=False)

    # then
    assert verdict(promised(ada)) == ("skipped", "no_coupon")


def test_used_up_policy_gives_exactly_its_limit(shop):
    # given
    people = ContactFactory.create_batch(5)
    messages = [promised(person, limit=3) for person in people]

    # when
    deliver_all()

    # then
    states = sorted(Message.objects.filter(pk__in=[m.pk for m in messages]).values_list("state", "reason"))
    assert states == [("delivered", "")] * 3 + [("skipped", "budget_exhausted")] * 2
    assert Coupon.objects.count() == 3


def test_statements_do_not_grow_with_the_group(shop):
    # given
    def cost(count):
        for person in ContactFactory.create_batch(count):
            cart = make_checkout(shop[0], [(shop[1], 1)], email=person.email, changed_at=NOW)
            plan(person, "not_ordered", "cart", checkout=cart)
        with CaptureQueriesContext(connection) as queries:
            deliver_all()
        return len(queries)

    cost(1)  # what is read once per process

    # when
    few, many = cost(2), cost(15)

    # then
    assert few == many
