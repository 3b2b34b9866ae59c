from datetime import timedelta

import pytest

from saleor_automation.audience import Confirmation, confirm, subscribe, unsubscribe
from saleor_automation.contacts.suppression import Undeliverable, note_undeliverable
from saleor_automation.core.exceptions import NotFound
from saleor_automation.messages.bounces import is_hard_bounce
from saleor_automation.messages.outcomes import settle
from saleor_automation.messages.transports.base import Outcome
from saleor_automation.models import (
    Consent,
    ConsentRecord,
    Contact,
    ContactList,
    Event,
    ListSubscription,
    Message,
    Suppression,
)
from tests.factories import NOW, ContactFactory, deliver_all
from tests.integration.graphql import builders
from tests.integration.messages.mailbox import KeepingTransport

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def lists():
    ContactList.objects.create(slug="news", name="News", is_double_opt_in=True, created_at=NOW)
    ContactList.objects.create(slug="free", name="Free", created_at=NOW)


def sign_up(now=NOW, slugs=("news",), **options):
    return subscribe("ada@example.com", now, source="footer", consent_text="Yes.", slugs=slugs, **options)


def states():
    on = dict(ListSubscription.objects.values_list("list__slug", "state"))
    return on, Consent.objects.get().state


def test_person_is_pending_until_they_confirm_and_then_subscribed_with_proof():
    # given
    sign_up(ip_address="192.0.2.7")
    before = states()

    # when
    outcome = confirm(Message.objects.get().pk, NOW + MINUTE)

    # then
    assert before == ({"news": "pending"}, "pending")
    assert outcome == Confirmation.CONFIRMED
    assert states() == ({"news": "subscribed"}, "subscribed")
    proof = Consent.objects.get().proof
    assert (proof["text"], proof["ip"], proof["confirmed_by_message"]) == (
        "Yes.",
        "192.0.2.7",
        Message.objects.get().pk,
    )
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["confirmation_requested", "confirmation_requested", "list_joined", "subscribed"]
    assert ConsentRecord.objects.count() == 4


def test_mail_is_sent_without_consent_and_leads_to_the_page():
    # given
    sign_up(language_code="it")
    mailbox = KeepingTransport()

    # when
    deliver_all(NOW, mailbox)

    # then
    [mail] = mailbox.mails
    assert mail["Subject"] == "Conferma la tua iscrizione a Sandbox Shop"
    assert "/confirm/" in mail.get_body(("plain",)).get_content()
    assert Message.objects.get().state == "delivered"


def test_list_without_double_opt_in_is_joined_at_once_even_beside_one_with():
    # when
    sign_up(slugs=["news", "free"])

    # then
    assert states() == ({"news": "pending", "free": "subscribed"}, "subscribed")


def test_confirming_twice_is_one_confirmation():
    # given
    sign_up()

    # when
    outcomes = [confirm(Message.objects.get().pk, NOW + n * MINUTE) for n in (1, 2)]

    # then
    assert outcomes == [Confirmation.CONFIRMED] * 2
    assert Event.objects.filter(kind="list_joined").count() == 1


def test_who_left_meanwhile_is_not_brought_back_by_an_old_mail():
    # given
    contact_id = sign_up()
    unsubscribe(contact_id, None, "page", NOW + MINUTE)

    # when
    confirm(Message.objects.get().pk, NOW + 2 * MINUTE)

    # then
    assert states() == ({"news": "unsubscribed"}, "unsubscribed")


def test_link_works_for_a_week():
    # given
    sign_up()
    message_id = Message.objects.get().pk

    # when
    late = confirm(message_id, NOW + 7 * DAY)

    # then
    assert late == Confirmation.EXPIRED
    assert states() == ({"news": "pending"}, "pending")


def test_mail_comes_again_after_a_while_and_three_times_a_day():
    # when
    for minutes in (0, 1, 11, 22, 33, 44):
        sign_up(NOW + minutes * MINUTE)

    # then
    planned = Message.objects.order_by("planned_at").values_list("planned_at", flat=True)
    assert [(at - NOW) / MINUTE for at in planned] == [0, 11, 22]


def test_subscribed_person_who_signs_up_again_gets_no_mail():
    # given
    sign_up()
    confirm(Message.objects.get().pk, NOW + MINUTE)

    # when
    sign_up(NOW + DAY)

    # then
    assert Message.objects.count() == 1
    assert states() == ({"news": "subscribed"}, "subscribed")


def test_dead_address_gets_no_mail_that_asks():
    # given
    note_undeliverable(["ada@example.com"], Undeliverable.BOUNCED, "test", NOW)
    sign_up()

    # when
    deliver_all(NOW)

    # then
    assert Message.objects.values_list("state", "reason").get() == ("skipped", "suppressed")


def test_hidden_list_cannot_be_joined_by_strangers():
    # given
    ContactList.objects.update(is_public=False)

    # when
    with pytest.raises(NotFound, match="There is no list 'news'; create it or leave it out"):
        sign_up()

    # then
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("reason", "detail", "expected"),
    [
        ("recipient_rejected", "550 5.1.1 User unknown", True),
        ("recipient_rejected", "550 No such user here", True),
        ("recipient_rejected", "550 5.7.1 Blocked by policy, user unknown", False),
        ("recipient_rejected", "552 5.2.2 Mailbox full", False),
        ("recipient_rejected", "550 Rejected", False),
        ("content_rejected", "550 5.1.1 User unknown", False),
    ],
)
def test_only_a_dead_address_is_a_hard_bounce(reason, detail, expected):
    assert is_hard_bounce(Outcome(1, "failed", reason, detail)) is expected


def test_hard_bounce_ends_an_address_for_good():
    # given
    contact = ContactFactory(email="ada@example.com")
    message = builders.message(contact, state="handing")

    # when
    settle([Outcome(message.pk, "failed", "recipient_rejected", "550 5.1.1 User unknown")], NOW + DAY)

    # then
    assert Consent.objects.get().state == "bounced"
    assert Suppression.objects.get().reason == "bounced"
    assert Event.objects.get().kind == "address_bounced"
