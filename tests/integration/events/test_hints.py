import logging
from uuid import uuid4

import pytest

from saleor_automation.events.hints import absorb_hints
from saleor_automation.models import Event, Hint
from tests.factories import NOW
from tests.shop.factories import make_channel, make_customer, make_product
from tests.shop.sales import make_order

pytestmark = pytest.mark.django_db


def hint(kind, object_id, **data):
    return Hint.objects.create(kind=kind, object_id=str(object_id), data=data, created_at=NOW)


def absorb():
    return absorb_hints(NOW, 100, cart_idle_minutes=60)


@pytest.fixture
def order():
    channel = make_channel()
    variant = make_product(prices={channel: "10"}).default_variant
    return make_order(channel, [(variant, 1)], email="a@example.com", created_at=NOW, is_paid=False)


def test_many_hints_about_one_order_are_one_event(order):
    # given
    for _ in range(5):
        hint("order", order.pk)

    # when
    count = absorb()

    # then
    assert (count, Hint.objects.count()) == (5, 0)
    assert Event.objects.get().kind == "order_placed"


def test_hint_about_something_gone_is_taken_without_an_event():
    # given
    hint("order", uuid4())
    hint("checkout", uuid4())
    hint("customer", 4711)

    # when
    absorb()

    # then
    assert (Hint.objects.count(), Event.objects.count()) == (0, 0)


def test_customer_is_told_with_name_and_language():
    # given
    user = make_customer("ada@example.com", first_name="Ada", language_code="it")
    hint("customer", user.pk)

    # when
    absorb()

    # then
    event = Event.objects.get(kind="customer_created")
    assert (event.user_id, event.email) == (user.pk, "ada@example.com")
    assert (event.data["first_name"], event.data["language"]) == ("Ada", "it")


def test_deleted_customer_is_told_with_the_address_from_the_hint():
    # given
    hint("customer_deleted", 12, email="gone@example.com")

    # when
    absorb()

    # then
    event = Event.objects.get()
    assert (event.kind, event.email, event.user_id) == ("customer_deleted", "gone@example.com", 12)


def test_ten_saves_of_a_product_in_one_batch_are_one_event():
    # given
    for _ in range(10):
        hint("product", 7)

    # when
    absorb()

    # then
    event = Event.objects.get()
    assert (event.kind, event.product_id) == ("product_updated", 7)


def test_hint_nobody_can_read_does_not_hold_up_the_others(order, caplog):
    # given
    hint("order", "not-a-key")
    hint("order", order.pk)

    # when
    with caplog.at_level(logging.WARNING):
        absorb()

    # then
    assert Event.objects.get().order_id == order.pk
    assert "'not-a-key', which is no primary key" in caplog.text


def test_hint_that_always_fails_is_set_aside_with_its_problem(order):
    # given
    hint("voucher", 1)
    broken = hint("product", 99999999999999)
    hint("order", order.pk)

    # when
    absorb()
    again = absorb()

    # then
    broken.refresh_from_db()
    assert again == 0
    assert "out of range" in broken.problem
    assert set(Event.objects.values_list("kind", flat=True)) == {"order_placed", "voucher_changed"}
