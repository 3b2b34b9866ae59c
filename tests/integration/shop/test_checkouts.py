from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.shop.checkouts import changed_checkouts, count_checkouts, load_checkouts
from saleor_automation.shop.facts import Line
from tests.shop.factories import list_product

from . import builders
from .builders import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return builders.channel()


def test_checkout_is_told_with_its_lines_at_todays_prices(channel):
    # given
    mug = builders.product(channel, price="20", discounted="15")
    variant = mug.variants.get()
    customer = builders.user()
    checkout = builders.checkout(
        channel, [(variant, 3)], user=customer, email="Ada@Example.com", language_code="it", country="IT"
    )

    # when
    fact = load_checkouts([checkout.pk, uuid4()])[checkout.pk]

    # then
    assert fact.checkout_id == checkout.pk
    assert (fact.email, fact.user_id) == ("ada@example.com", customer.pk)
    assert (fact.channel_slug, fact.currency) == ("main", "USD")
    assert (fact.language_code, fact.country_code) == ("it", "IT")
    assert (fact.created_at, fact.changed_at) == (NOON, NOON)
    assert fact.lines == (Line(mug.pk, variant.pk, 3, Decimal(45)),)
    assert fact.total_gross == Decimal(45)


def test_checkout_of_an_account_needs_no_address_of_its_own(channel):
    # given
    checkout = builders.checkout(channel, user=builders.user("grace@example.com"), email=None)

    # when
    fact = load_checkouts([checkout.pk])[checkout.pk]

    # then
    assert (fact.email, fact.lines, fact.total_gross) == ("grace@example.com", (), 0)


def test_own_prices_and_gifts_go_before_the_listed_price(channel):
    # given
    variant = builders.product(channel, price="20").variants.get()
    checkout = builders.checkout(channel)
    builders.add_line(checkout, variant, 2, price_override=Decimal("7.50"))
    builders.add_line(checkout, variant, 1, is_gift=True)

    # when
    lines = load_checkouts([checkout.pk])[checkout.pk].lines

    # then
    assert [line.amount for line in lines] == [Decimal(15), 0]


def test_each_checkout_is_priced_in_its_own_channel(channel):
    # given
    euro = builders.channel("euro", "EUR")
    mug = builders.product(channel, price="20")
    list_product(mug, euro, "18")
    lines = [(mug.variants.get(), 1)]
    in_dollars, in_euros = builders.checkout(channel, lines), builders.checkout(euro, lines)

    # when
    facts = load_checkouts([in_dollars.pk, in_euros.pk])

    # then
    assert (facts[in_dollars.pk].total_gross, facts[in_dollars.pk].currency) == (20, "USD")
    assert (facts[in_euros.pk].total_gross, facts[in_euros.pk].currency) == (18, "EUR")


@pytest.mark.parametrize("number", [1, 12])
def test_number_of_queries_does_not_depend_on_the_number_of_checkouts(channel, number, django_assert_num_queries):
    # given
    variant = builders.product(channel).variants.get()
    ids = [builders.checkout(channel, [(variant, 1)]).pk for _ in range(number)]

    # when
    with django_assert_num_queries(3):
        facts = load_checkouts(ids)

    # then
    assert len(facts) == number == count_checkouts()


def test_pages_follow_the_time_of_the_last_change(channel):
    # given
    older = builders.checkout(channel, changed_at=NOON - timedelta(hours=1))
    newer = builders.checkout(channel, changed_at=NOON)

    # when
    first = changed_checkouts(NOON - timedelta(days=1), None, NOON, 1)
    rest = changed_checkouts(*first[-1], NOON, 10)

    # then
    assert first == [(NOON - timedelta(hours=1), older.pk)]
    assert rest == [(NOON, newer.pk)]
