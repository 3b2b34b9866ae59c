"""What mails show of the order a journey is about, and of loyalty points: read when the mail is made."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.order import OrderStatus
from saleor.order.models import Order

from saleor_automation.models import Message, Programme, Purchase, Reward, Tier
from saleor_automation.scores.redemption import adjust
from tests.factories import NOW, ContactFactory, TemplateFactory, deliver_all
from tests.integration.messages.mailbox import KeepingTransport
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_order

pytestmark = pytest.mark.django_db

LATE_EVENING = NOW.replace(hour=23, minute=30)


@pytest.fixture
def shop():
    channel = make_channel()
    return channel, make_product("Blue mug", prices={channel: "12.50"}).default_variant


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com", time_zone="Europe/Rome")


@pytest.fixture
def order(shop, ada):
    return make_order(shop[0], [(shop[1], 2)], email=ada.email, created_at=LATE_EVENING)


def template_with(*blocks):
    content = {"en": {"subject": "Hello", "blocks": [*blocks, {"kind": "footer"}]}}
    return TemplateFactory(slug="about", content=content)


def plan(contact, template, *truth, **context):
    return Message.objects.create(
        key=str(uuid4()),
        contact_id=contact.pk,
        template_id=template.pk,
        transport="email",
        context={"since": NOW.isoformat(), **context},
        truth=list(truth),
        planned_at=NOW,
        send_at=NOW,
        expires_at=NOW + timedelta(hours=1),
    )


def delivered():
    transport = KeepingTransport()
    deliver_all(NOW, transport)
    return [mail.get_body(("plain",)).get_content() for mail in transport.mails]


def test_order_is_shown_as_it_was_placed_with_the_products_of_today(shop, ada, order):
    # given
    words = {"kind": "text", "html": "<p>Placed on {{ order.placed_on }}</p>"}
    plan(ada, template_with(words, {"kind": "order_lines"}), order_id=str(order.pk))
    shop[1].product.name = "Sky blue mug"
    shop[1].product.save()

    # when
    [text] = delivered()

    # then: half past eleven in the evening of UTC is the next day in Rome
    assert "Placed on March 3, 2026" in text
    assert f"Order {order.number}" in text
    assert "- Sky blue mug" in text
    assert "Quantity: 2, $25.00" in text
    assert "Total: $25.00" in text


def test_product_that_was_deleted_keeps_the_name_it_was_sold_under(shop, ada, order):
    # given
    plan(ada, template_with({"kind": "order_lines"}), order_id=str(order.pk))
    shop[1].product.delete()

    # when
    [text] = delivered()

    # then
    assert "- Blue mug" in text
    assert "https://shop.example" in text


def test_order_that_is_gone_leaves_its_block_out(ada, order):
    # given
    plan(ada, template_with({"kind": "order_lines"}), order_id=str(order.pk))
    order.delete()

    # then
    [text] = delivered()
    assert "Order" not in text


def test_mails_of_many_orders_read_the_shop_as_often(shop):
    # given
    template = template_with({"kind": "order_lines"}, {"kind": "points"})

    def statements(count):
        for _ in range(count):
            buyer = ContactFactory()
            order = make_order(shop[0], [(shop[1], 1)], email=buyer.email, created_at=NOW)
            plan(buyer, template, "order", order_id=str(order.pk))
        with CaptureQueriesContext(connection) as captured:
            assert len(delivered()) == count
        return len(captured)

    # then
    statements(1)
    assert statements(2) == statements(10)


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.RETURNED])
def test_mail_about_an_order_that_does_not_stand_is_not_sent(ada, order, status):
    # given
    message = plan(ada, template_with(), "order", order_id=str(order.pk))
    Order.objects.update(status=status)

    # then
    assert delivered() == []
    message.refresh_from_db()
    assert (message.state, message.reason) == ("skipped", "order_gone")


def test_mail_about_a_refunded_order_is_not_sent(ada, order):
    # given
    message = plan(ada, template_with(), "order", order_id=str(order.pk))
    Purchase.objects.create(order_id=order.pk, contact_id=ada.pk, placed_at=NOW, refunded_at=NOW)

    # then
    assert delivered() == []
    message.refresh_from_db()
    assert (message.state, message.reason) == ("skipped", "order_gone")


def test_mail_without_an_order_has_none_to_be_about(ada):
    # given
    message = plan(ada, template_with(), "order")

    # then
    assert delivered() == []
    message.refresh_from_db()
    assert (message.state, message.reason) == ("skipped", "order_gone")


def test_points_are_those_of_this_moment(ada):
    # given
    Programme.objects.all().delete()
    Programme.objects.create(name="Club", is_active=True, rates={}, starts_at=NOW)
    Tier.objects.create(slug="silver", name="Silver", threshold=200, created_at=NOW)
    Reward.objects.create(slug="gift", name="a gift", points=100, policy_slug="ten-percent", created_at=NOW)
    plan(ada, template_with({"kind": "points"}))
    plan(ContactFactory(email="ben@example.com"), template_with({"kind": "points"}))
    adjust([ada.pk], 120, "welcome", "staff:1", "welcome", NOW)

    # when
    with_points, without = (text.replace("\r\n", "\n") for text in delivered())

    # then
    assert "Your points: 120\n200 more to Silver\n\n" in with_points
    assert "Your points: 0\n200 more to Silver\n100 more to your next reward: a gift" in without
