from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.models import Order
from saleor.payment import ChargeStatus
from saleor.payment.models import Payment, TransactionItem

from saleor_automation.shop.facts import Line
from saleor_automation.shop.orders import (
    BuyerQuestion,
    buyers_since,
    changed_orders,
    count_orders,
    created_orders,
    load_orders,
)

from . import builders
from .builders import NOON

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def channel():
    return builders.channel()


@pytest.fixture
def mug(channel):
    return builders.product(channel)


def test_order_is_told_with_its_lines_and_place(channel, mug):
    # given
    variant = mug.variants.get()
    customer = builders.user()
    order = builders.order(
        channel,
        [(variant, 2, "20"), (variant, 1, "18.50")],
        user=customer,
        user_email="Ada@Example.com",
        billing_address=builders.address(),
        shipping_address=builders.address(first_name="Neighbour", city="Rome", country="IT"),
        language_code="it",
        voucher_code="TEN",
        total_net_amount=Decimal("50"),
        total_charged_amount=Decimal("58.50"),
        charge_status=OrderChargeStatus.FULL,
        checkout_token=str(uuid4()),
    )

    # when
    fact = load_orders([order.pk])[order.pk]

    # then
    assert fact.order_id == order.pk
    assert fact.number == str(order.number)
    assert (fact.email, fact.user_id) == ("ada@example.com", customer.pk)
    assert (fact.first_name, fact.last_name) == ("Ada", "Lovelace")
    assert (fact.country_code, fact.country_area, fact.city, fact.postal_code) == ("US", "MA", "Boston", "02101")
    assert (fact.channel_slug, fact.currency, fact.language_code) == ("main", "USD", "it")
    assert (fact.total_gross, fact.total_net, fact.total_charged) == (Decimal("58.5"), 50, Decimal("58.5"))
    assert (fact.voucher_code, fact.checkout_token) == ("TEN", order.checkout_token)
    assert (fact.created_at, fact.updated_at) == (NOON, NOON)
    assert fact.lines == (Line(mug.pk, variant.pk, 2, Decimal(40)), Line(mug.pk, variant.pk, 1, Decimal("18.5")))
    assert fact.is_paid
    assert not (fact.is_fulfilled or fact.is_cancelled or fact.is_refunded)


def test_shipping_address_serves_when_there_is_no_billing_address(channel):
    # given
    order = builders.order(channel, shipping_address=builders.address(city="Rome", country="IT"))

    # when
    fact = load_orders([order.pk])[order.pk]

    # then
    assert (fact.city, fact.country_code) == ("Rome", "IT")


def test_order_without_an_address_of_its_own_belongs_to_its_account(channel):
    # given
    order = builders.order(channel, user=builders.user("grace@example.com"), user_email="")

    # when
    fact = load_orders([order.pk])[order.pk]

    # then
    assert (fact.email, fact.first_name, fact.country_code) == ("grace@example.com", "", "")


def test_drafts_and_missing_orders_are_left_out(channel):
    # given
    draft = builders.order(channel, status=OrderStatus.DRAFT)

    # when
    facts = load_orders([draft.pk, uuid4()])

    # then
    assert facts == {}
    assert count_orders() == 0


def test_line_of_a_deleted_variant_keeps_its_amount(channel, mug):
    # given
    order = builders.order(channel, [(mug.variants.get(), 2, "20")])
    mug.delete()

    # when
    lines = load_orders([order.pk])[order.pk].lines

    # then
    assert lines == (Line(None, None, 2, Decimal(40)),)


@pytest.mark.parametrize(
    ("status", "charge_status", "expected"),
    [
        (OrderStatus.UNCONFIRMED, OrderChargeStatus.NONE, (False, False, False)),
        (OrderStatus.UNFULFILLED, OrderChargeStatus.PARTIAL, (False, False, False)),
        (OrderStatus.UNFULFILLED, OrderChargeStatus.OVERCHARGED, (True, False, False)),
        (OrderStatus.PARTIALLY_FULFILLED, OrderChargeStatus.FULL, (True, False, False)),
        (OrderStatus.FULFILLED, OrderChargeStatus.FULL, (True, True, False)),
        (OrderStatus.RETURNED, OrderChargeStatus.FULL, (True, False, False)),
        (OrderStatus.CANCELED, OrderChargeStatus.NONE, (False, False, True)),
        (OrderStatus.EXPIRED, OrderChargeStatus.NONE, (False, False, True)),
    ],
)
def test_status_says_paid_fulfilled_cancelled(channel, status, charge_status, expected):
    # given
    order = builders.order(channel, status=status, charge_status=charge_status)

    # when
    fact = load_orders([order.pk])[order.pk]

    # then
    assert (fact.is_paid, fact.is_fulfilled, fact.is_cancelled) == expected


def test_refund_is_seen_in_both_ways_to_pay(channel, mug):
    # given
    lines = [(mug.variants.get(), 1, "20")]
    by_transaction, by_payment, in_part, never_paid = (builders.order(channel, lines) for _ in range(4))
    Order.objects.filter(pk=in_part.pk).update(total_charged_amount=5)
    for order in (by_transaction, in_part):
        TransactionItem.objects.create(order=order, currency="USD", refunded_value=15)
    Payment.objects.create(
        order=by_payment, gateway="dummy", currency="USD", total=20, charge_status=ChargeStatus.FULLY_REFUNDED
    )
    Payment.objects.create(order=never_paid, gateway="dummy", currency="USD", total=20)

    # when
    facts = load_orders([order.pk for order in (by_transaction, by_payment, in_part, never_paid)])

    # then
    assert {pk for pk, fact in facts.items() if fact.is_refunded} == {by_transaction.pk, by_payment.pk}
    assert {pk: fact.refunded_amount for pk, fact in facts.items()} == {
        by_transaction.pk: Decimal(20),
        by_payment.pk: Decimal(20),
        in_part.pk: Decimal(15),
        never_paid.pk: Decimal(0),
    }
    # 5 of 20 are there and 15 went back: all of it was paid once.
    assert {pk for pk, fact in facts.items() if fact.is_paid} == {in_part.pk}


def test_part_of_a_payment_that_went_back_is_what_is_no_longer_captured(channel, mug):
    # given
    order = builders.order(channel, [(mug.variants.get(), 1, "20")])
    Order.objects.filter(pk=order.pk).update(total_charged_amount=12)
    Payment.objects.create(
        order=order,
        gateway="dummy",
        currency="USD",
        total=20,
        captured_amount=12,
        charge_status=ChargeStatus.PARTIALLY_REFUNDED,
    )

    # when
    fact = load_orders([order.pk])[order.pk]

    # then
    assert (fact.refunded_amount, fact.is_refunded, fact.is_paid) == (Decimal(8), False, True)


@pytest.mark.parametrize("number", [1, 12])
def test_number_of_queries_does_not_depend_on_the_number_of_orders(channel, mug, number, django_assert_num_queries):
    # given
    ids = [builders.order(channel, [(mug.variants.get(), 1, "20")]).pk for _ in range(number)]

    # when
    with django_assert_num_queries(4):
        facts = load_orders(ids)

    # then
    assert len(facts) == number


def test_pages_of_changed_orders_meet_each_order_once(channel):
    # given
    moments = [NOON, NOON, NOON, NOON + HOUR, NOON + 2 * HOUR]
    expected = sorted((at, builders.order(channel, created_at=at).pk) for at in moments)
    builders.order(channel, created_at=NOON - HOUR)
    builders.order(channel, created_at=NOON + 3 * HOUR)

    # when
    pages, since, after_id = [], NOON, None
    while page := changed_orders(since, after_id, NOON + 2 * HOUR, 2):
        pages.append(page)
        since, after_id = page[-1]

    # then
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [row for page in pages for row in page] == expected


def test_a_cursor_kept_as_text_goes_on_behind_it(channel):
    # given
    ids = sorted(builders.order(channel).pk for _ in range(3))

    # when
    page = changed_orders(NOON, str(ids[0]), NOON, 10)

    # then
    assert [pk for _, pk in page] == ids[1:]


def test_order_of_history_does_not_move_when_an_order_is_touched(channel):
    # given
    first = builders.order(channel, created_at=NOON)
    second = builders.order(channel, created_at=NOON + HOUR)
    first.save()

    # when
    page = created_orders(NOON, None, NOON + DAY, 10)

    # then
    assert page == [(NOON, first.pk), (NOON + HOUR, second.pk)]


def ask(email="ada@example.com", user_id=None, since=NOON - DAY, question_id=7):
    return BuyerQuestion(question_id, email, user_id, since)


@pytest.mark.parametrize("spelling", ["ada@example.com", "Ada@example.com", "ADA@EXAMPLE.COM", "aDa@Example.com"])
def test_buyer_is_found_however_the_address_was_spelled(channel, spelling):
    # given
    order = builders.order(channel, user_email=spelling)

    # when
    buyers = buyers_since([ask()], NOON + HOUR)

    # then
    assert buyers == {7: order.pk}


def test_buyer_is_found_by_account_under_another_address(channel):
    # given
    customer = builders.user()
    order = builders.order(channel, user=customer, user_email="gift@example.com")

    # when
    by_id = buyers_since([ask("new@example.com", customer.pk)], NOON)
    by_account_address = buyers_since([ask("ada@example.com")], NOON)

    # then
    assert by_id == by_account_address == {7: order.pk}


@pytest.mark.parametrize("status", [OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED])
def test_what_is_no_purchase_makes_no_buyer(channel, status):
    # given
    builders.order(channel, status=status)

    # when
    buyers = buyers_since([ask()], NOON)

    # then
    assert buyers == {}


def test_only_orders_between_since_and_now_count(channel):
    # given
    builders.order(channel, created_at=NOON - HOUR)
    first = builders.order(channel, created_at=NOON)
    builders.order(channel, created_at=NOON + HOUR)
    builders.order(channel, created_at=NOON + 3 * HOUR)

    # when
    buyers = buyers_since(
        [
            ask(since=NOON - HOUR, question_id=1),
            ask(since=NOON + HOUR, question_id=2),
            ask("grace@example.com", question_id=3),
        ],
        NOON + 2 * HOUR,
    )

    # then
    assert buyers == {1: first.pk}


def test_people_without_an_address_or_account_share_no_orders(channel):
    # given
    builders.order(channel, user_email="")

    # when
    buyers = buyers_since([ask(email="")], NOON)

    # then
    assert buyers == {}


def test_any_number_of_people_is_asked_about_in_three_queries(channel, django_assert_num_queries):
    # given
    orders = {number: builders.order(channel, user_email=f"{number}@example.com").pk for number in range(20)}
    people = [ask(f"{number}@example.com", question_id=number) for number in range(40)]

    # when
    with django_assert_num_queries(3):
        buyers = buyers_since(people, NOON)

    # then
    assert buyers == orders
