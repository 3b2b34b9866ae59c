from uuid import uuid4

import pytest
from graphene import Node
from saleor.channel.models import Channel
from saleor.order import OrderOrigin
from saleor.order.models import Order
from saleor.permission.models import Permission

from saleor_automation.tracking.models import Attribution

from . import builders
from .builders import NOON
from .clients import refusal_of

ASK = """query ($id: ID!) { order(id: $id) { automationAttribution {
  touch touchedAt orderedAt amount { amount currency } message { subject } journey { slug }
} } }"""


@pytest.fixture
def order():
    channel = Channel.objects.create(name="Main", slug="main", currency_code="USD", default_country="US")
    created = Order.objects.create(
        channel=channel, currency="USD", user_email="ada@example.com", origin=OrderOrigin.CHECKOUT, lines_count=0
    )
    return Order.objects.get(pk=created.pk)


def _id(order):
    return Node.to_global_id("Order", order.pk)


def test_order_names_the_message_it_is_credited_to(as_manager, order):
    # given
    contact, journey = builders.contact("ada@example.com"), builders.journey("cart")
    message = builders.message(contact, journey=journey, subject="You forgot something")
    Attribution.objects.create(
        order_id=order.pk,
        contact_id=contact.pk,
        message_id=message.pk,
        journey_id=journey.pk,
        touch="click",
        touched_at=NOON,
        ordered_at=NOON,
        currency="USD",
        amount="12.50",
    )
    as_manager.user.user_permissions.add(Permission.objects.get(codename="manage_orders"))

    # when
    data = as_manager.ask(ASK, {"id": _id(order)})

    # then
    moment = "2026-03-10T12:00:00+00:00"
    assert data["order"]["automationAttribution"] == {
        "touch": "click",
        "touchedAt": moment,
        "orderedAt": moment,
        "amount": {"amount": 12.5, "currency": "USD"},
        "message": {"subject": "You forgot something"},
        "journey": {"slug": "cart"},
    }


def test_order_nobody_wrote_about_is_credited_to_nothing(as_manager, order):
    # given
    Attribution.objects.create(
        order_id=uuid4(), contact_id=1, touch="click", touched_at=NOON, ordered_at=NOON, currency="USD", amount=1
    )

    # when
    data = as_manager.ask(ASK, {"id": _id(order)})

    # then
    assert data == {"order": {"automationAttribution": None}}


@pytest.mark.parametrize("caller", ["as_customer", "as_staff_without", "as_app_without"])
def test_attribution_is_refused_without_the_permission(request, caller, order):
    # when
    answer = request.getfixturevalue(caller).post(ASK, {"id": _id(order)})

    # then
    code, _ = refusal_of(answer)
    assert code == "PermissionDenied"
    assert answer["data"] == {"order": {"automationAttribution": None}}
