"""The one mail of a journey that needs no consent, and all that binds it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from saleor.order import OrderStatus
from saleor.order.models import Order

from saleor_automation import audience, pipeline
from saleor_automation.audience import Confirmation
from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.journeys import engine
from saleor_automation.models import Consent, ConsentRecord, ContactList, ListSubscription, Message
from tests.factories import NOW, ConsentFactory, ContactFactory, TemplateFactory, deliver_all, enrolled, running_journey
from tests.integration.messages.mailbox import KeepingTransport
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_order

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
INVITE = {"id": "ask", "kind": "invite", "template": "order-thanks", "list": "newsletter", "valid_days": 10}
BLOCKS = [{"kind": "order_lines"}, {"kind": "button", "label": "Yes", "url": "{{ confirm_url }}"}, {"kind": "footer"}]


def write_template(*blocks):
    content = {"en": {"subject": "Thank you", "blocks": list(blocks)}}
    return TemplateFactory(slug="order-thanks", content=content)


@pytest.fixture(autouse=True)
def newsletter():
    write_template(*BLOCKS)
    return ContactList.objects.create(slug="newsletter", name="Newsletter", created_at=NOW)


@pytest.fixture
def order():
    channel = make_channel()
    return make_order(channel, [(make_product(prices={channel: "5"}).default_variant, 1)], created_at=NOW)


def invited(*contacts, order):
    """Let people come to the step, deliver, and return what became of their messages."""
    enrolled(running_journey(INVITE), contacts, order_id=str(order.pk))
    engine.advance(NOW, 100)
    transport = KeepingTransport()
    deliver_all(NOW, transport)
    return transport.mails


def states():
    return list(Message.objects.order_by("pk").values_list("state", "reason"))


def test_buyer_who_never_said_anything_is_asked_in_a_mail_about_the_order(order):
    # when
    [mail] = invited(ContactFactory(consent=None), order=order)

    # then
    text = mail.get_body(("plain",)).get_content()
    assert f"Order {order.number}" in text
    assert not ListSubscription.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("subscribed", "already_subscribed"),
        ("unsubscribed", "unsubscribed"),
        ("bounced", "suppressed"),
        ("complained", "suppressed"),
    ],
)
def test_nobody_is_asked_who_has_answered(order, state, reason):
    # given
    contact = ContactFactory(consent=None)
    ConsentFactory(contact=contact, state=state)

    # then
    assert invited(contact, order=order) == []
    assert states() == [("skipped", reason)]


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.RETURNED])
def test_nobody_is_asked_about_an_order_that_does_not_stand(order, status):
    # given
    Order.objects.update(status=status)

    # then
    assert invited(ContactFactory(consent=None), order=order) == []
    assert states() == [("skipped", "order_gone")]


def test_whoever_presses_the_button_joins_and_the_proof_is_kept(order, newsletter):
    # given
    contact = ContactFactory(consent=None)
    invited(contact, order=order)
    message = Message.objects.get()

    # when
    outcome = audience.confirm(message.pk, NOW + DAY, ip_address="192.0.2.1")

    # then
    assert outcome == Confirmation.CONFIRMED
    assert ListSubscription.objects.get().state == "subscribed"
    assert Consent.objects.get().state == "subscribed"
    proof = ConsentRecord.objects.filter(list_id=None).get().proof
    assert proof["order_id"] == str(order.pk)
    assert (proof["confirmed_by_message"], proof["confirmed_ip"]) == (message.pk, "192.0.2.1")


def test_pressing_twice_joins_once(order):
    # given
    invited(ContactFactory(consent=None), order=order)
    message = Message.objects.get()

    # when
    outcomes = [audience.confirm(message.pk, NOW + day * DAY) for day in (1, 2)]

    # then
    assert outcomes == [Confirmation.CONFIRMED, Confirmation.CONFIRMED]
    assert ConsentRecord.objects.filter(list_id=None).count() == 1


def test_link_ends(order):
    # given
    invited(ContactFactory(consent=None), order=order)

    # then
    assert audience.confirm(Message.objects.get().pk, NOW + 10 * DAY) == Confirmation.EXPIRED
    assert not Consent.objects.exists()


def test_old_mail_brings_nobody_back_who_has_said_no_since(order):
    # given
    contact = ContactFactory(consent=None)
    invited(contact, order=order)
    audience.unsubscribe(contact.pk, None, "preferences", NOW + DAY)

    # then
    assert audience.confirm(Message.objects.get().pk, NOW + 2 * DAY) == Confirmation.EXPIRED
    assert Consent.objects.get().state == "unsubscribed"
    assert not ListSubscription.objects.filter(state="subscribed").exists()


def test_nobody_is_written_to_without_an_order():
    # given
    enrolled(running_journey(INVITE), [ContactFactory(consent=None)], order_id=str(uuid4()))
    engine.advance(NOW, 100)

    # then
    deliver_all(NOW)
    assert states() == [("skipped", "order_gone")]


def test_orders_do_not_make_anybody_a_subscriber(order):
    # given
    invited(ContactFactory(consent=None), order=order)

    # when
    pipeline.take_in(NOW)

    # then
    assert not ListSubscription.objects.exists()


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        (BLOCKS[1:], "must be about their order; show order_lines"),
        ([BLOCKS[0], BLOCKS[2]], "where people say yes; add a button"),
    ],
)
def test_mail_that_is_no_invitation_about_an_order_cannot_be_published(blocks, problem):
    # given
    template = write_template(*blocks)
    template.content = {"en": {"subject": "Thank you", "blocks": blocks}}
    template.save()

    # then
    with pytest.raises(InvalidDefinition, match=problem):
        running_journey(INVITE)
