import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.shop.customers import changed_customers, count_customers, load_customers

from . import builders
from .builders import NOON

pytestmark = pytest.mark.django_db


def test_customer_is_told_with_the_place_goods_go_to():
    # given
    user = builders.user(
        "Ada@example.com",
        first_name="Ada",
        last_name="Lovelace",
        language_code="it",
        date_joined=NOON,
        default_shipping_address=builders.address(city="Rome", country="IT", country_area="RM"),
        default_billing_address=builders.address(),
    )

    # when
    customer = load_customers([user.pk])[user.pk]

    # then
    assert (customer.user_id, customer.email) == (user.pk, "ada@example.com")
    assert (customer.first_name, customer.last_name, customer.language_code) == ("Ada", "Lovelace", "it")
    assert (customer.country_code, customer.country_area, customer.city) == ("IT", "RM", "Rome")
    assert (customer.is_active, customer.joined_at, customer.updated_at) == (True, NOON, user.updated_at)


@pytest.mark.parametrize("has_address", [True, False])
def test_billing_address_serves_when_there_is_no_other(has_address):
    # given
    user = builders.user(default_billing_address=builders.address() if has_address else None)

    # when
    customer = load_customers([user.pk])[user.pk]

    # then
    assert (customer.city, customer.country_code) == (("Boston", "US") if has_address else ("", ""))


def test_staff_are_customers_once_they_have_ordered():
    # given
    channel = builders.channel()
    idle, shopping = (builders.user(f"{name}@shop.example", is_staff=True) for name in ("idle", "shopping"))
    for _ in range(2):
        builders.order(channel, user=shopping)

    # when
    customers = load_customers([idle.pk, shopping.pk])

    # then
    assert list(customers) == [shopping.pk]


def test_any_number_of_customers_is_one_query(django_assert_num_queries):
    # given
    ids = [builders.user(f"{number}@example.com").pk for number in range(10)]

    # when
    with django_assert_num_queries(1):
        customers = load_customers(ids)

    # then
    assert set(customers) == set(ids)
    assert count_customers() == 10


def test_pages_follow_the_time_of_the_last_change():
    # given
    first, second = builders.user("first@example.com"), builders.user("second@example.com")

    # when
    page = changed_customers(first.updated_at, None, utc_now(), 10)
    rest = changed_customers(*page[0], utc_now(), 10)

    # then
    assert page == [(first.updated_at, first.pk), (second.updated_at, second.pk)]
    assert rest == page[1:]
