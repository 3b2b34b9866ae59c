from datetime import timedelta
from decimal import Decimal

import pytest

from saleor_automation.contacts.totals import count
from saleor_automation.events.log import StoredEvent
from saleor_automation.models import ContactMoney, ContactProduct, ContactTotals
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def event(contact, kind, at=NOW, product_id=None, **data):
    return StoredEvent(0, kind, kind, at, "", None, None, contact.pk, None, None, product_id, None, data)


def order(contact, kind="order_placed", at=NOW, gross="20", quantity=2, currency="USD", **data):
    lines = [{"product_id": 5, "variant_id": 6, "quantity": quantity, "amount": gross}]
    return event(contact, kind, at, gross=gross, currency=currency, lines=lines, **data)


@pytest.fixture
def ada():
    return ContactFactory()


def totals(contact):
    return ContactTotals.objects.get(contact=contact)


def test_orders_are_counted_with_money_and_products(ada):
    # when
    count([order(ada), order(ada, at=NOW + DAY, gross="5.50", quantity=1), order(ada, currency="EUR")])

    # then
    row = totals(ada)
    assert (row.orders_count, row.first_order_at, row.last_order_at) == (3, NOW, NOW + DAY)
    assert dict(ContactMoney.objects.values_list("currency", "spent_amount")) == {
        "USD": Decimal("25.5"),
        "EUR": Decimal("20"),
    }
    product = ContactProduct.objects.get()
    assert (product.product_id, product.bought_quantity, product.last_bought_at) == (5, 5, NOW + DAY)


def test_cancelled_order_is_taken_off_again(ada):
    # given
    count([order(ada), order(ada, at=NOW + DAY)])

    # when
    count([order(ada, kind="order_cancelled", at=NOW + 2 * DAY, takes_off=True)])

    # then
    row = totals(ada)
    assert (row.orders_count, row.cancelled_count) == (1, 1)
    assert ContactMoney.objects.get().spent_amount == Decimal("20")
    assert ContactProduct.objects.get().bought_quantity == 2


def test_money_of_an_order_refunded_and_cancelled_is_taken_off_once(ada):
    # given
    count([order(ada)])

    # when
    count([order(ada, kind="order_refunded", takes_off=True)])
    count([order(ada, kind="order_cancelled", takes_off=False)])

    # then
    assert ContactMoney.objects.get().spent_amount == Decimal("0")
    assert totals(ada).orders_count == 0


@pytest.mark.parametrize(("minutes", "visits"), [([0, 10, 20], 1), ([0, 31], 2), ([0, 30], 1), ([0, 20, 49, 90], 2)])
def test_visit_ends_after_half_an_hour_without_a_page(ada, minutes, visits):
    # when
    count([event(ada, "page_viewed", NOW + minute * MINUTE) for minute in minutes])

    # then
    assert totals(ada).visits_count == visits


def test_visit_goes_on_from_one_batch_to_the_next(ada):
    # when
    count([event(ada, "page_viewed", NOW)])
    count([event(ada, "product_viewed", NOW + 10 * MINUTE, product_id=5)])

    # then
    row = totals(ada)
    assert (row.visits_count, row.views_count, row.last_view_at) == (1, 1, NOW + 10 * MINUTE)
    assert ContactProduct.objects.get().views_count == 1


def test_machine_that_opens_and_clicks_is_no_person(ada):
    # when
    count(
        [
            event(ada, "message_opened", machine=True),
            event(ada, "message_clicked", machine=True),
            event(ada, "message_opened", machine=False),
        ]
    )

    # then
    row = totals(ada)
    assert (row.opens_count, row.clicks_count, row.last_click_at) == (1, 0, None)
