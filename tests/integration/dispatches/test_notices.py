from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.contacts.tags import add_tag
from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.dispatches.handing import dispatch_group
from saleor_automation.journeys import engine
from saleor_automation.messages.transports.base import Outcome
from saleor_automation.models import ContactScore, ContactTotals, Dispatch, Message, PointsBalance, Purchase, Score
from tests.factories import NOW, ContactFactory, enrolled, running_journey, shop_configuration
from tests.integration.dispatches.receiver import Receiver
from tests.integration.messages.mailbox import KeepingTransport

pytestmark = pytest.mark.django_db

TELL = {"id": "tell", "kind": "notify_team", "to": ["sales@shop.example", "boss@shop.example"], "note": "Ring today."}


@pytest.fixture
def ada():
    contact = ContactFactory(
        email="ada@example.com", last_name="Lovelace", city="Rome", country_code="IT", user_id=7, channel_slug="main"
    )
    add_tag("VIP", [contact.pk], source="test", now=NOW)
    score = Score.objects.create(slug="interest", name="Interest", created_at=NOW)
    ContactScore.objects.create(contact=contact, score=score, value=42, updated_at=NOW)
    PointsBalance.objects.create(contact=contact, confirmed=130, updated_at=NOW)
    ContactTotals.objects.filter(contact=contact).update(orders_count=7)
    for number in range(7):
        Purchase.objects.create(
            order_id=uuid4(),
            number=str(100 + number),
            contact_id=contact.pk,
            placed_at=NOW - timedelta(days=10 - number),
            gross_amount=Decimal("12.5"),
            currency="EUR",
        )
    return contact


def told(step, contact, transport=None, **configuration):
    transport = transport or KeepingTransport()
    enrolled(running_journey(step, slug="hot-leads"), [contact])
    engine.advance(NOW, 100)
    while dispatch_group(transport, shop_configuration(**configuration), NOW, lambda: NOW):
        pass
    return transport


def states():
    return list(Dispatch.objects.order_by("id").values_list("kind", "state", "reason"))


def test_team_is_told_the_story_by_mail(ada):
    # when
    mails = told(TELL, ada, dashboard_url="https://shop.example/dashboard/extensions/app/QXBwOjE=/").mails

    # then
    assert [mail["To"] for mail in mails] == ["sales@shop.example", "boss@shop.example"]
    assert {mail["Subject"] for mail in mails} == {"hot-leads: Ada Lovelace"}
    assert mails[0]["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in mails[0]
    text = mails[0].get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text == (
        "Ring today.\n\n"
        'Ada Lovelace came to the step "tell" of the journey "hot-leads".\n\n'
        "E-mail: ada@example.com\n"
        "Place: Rome, IT\n"
        "Known since: March 2, 2026, has an account\n"
        "Tags: VIP\n"
        "Scores: Interest: 42\n"
        "Loyalty points: 130\n"
        "Orders: 7\n"
        "  106: February 26, 2026, €12.50\n"
        "  105: February 25, 2026, €12.50\n"
        "  104: February 24, 2026, €12.50\n"
        "  103: February 23, 2026, €12.50\n"
        "  102: February 22, 2026, €12.50\n\n"
        f"The whole story: https://shop.example/dashboard/extensions/app/QXBwOjE=/contacts/{gid(ada)}\n\n"
        "This notice comes from the marketing automation of Sandbox Shop.\n"
    )
    assert states() == [("email", "delivered", "")] * 2
    assert not Message.objects.exists()


def gid(contact):
    from graphene import Node

    return Node.to_global_id("AutomationContact", contact.pk)


def test_shop_that_speaks_italian_is_told_in_italian(ada):
    text = told(TELL, ada, default_language="it").mails[0].get_body(("plain",)).get_content()

    assert 'Ada Lovelace è arrivato al passo "tell" del percorso "hot-leads".' in text
    assert "Ordini: 7" in text and "12,50" in text


def test_person_of_whom_nothing_is_known_is_told_of_by_address():
    contact = ContactFactory(email="x@example.com", first_name="", last_name="")

    text = told(TELL | {"note": ""}, contact).mails[0].get_body(("plain",)).get_content()

    assert text.startswith('x@example.com came to the step "tell"')
    assert "Tags" not in text and "The whole story" not in text


def test_name_of_a_person_breaks_neither_header_nor_markup():
    contact = ContactFactory(
        email="x@example.com", first_name="<b>Eve</b>\r\nBcc: all@example.com", last_name="{{ note }}"
    )

    [mail, _] = told(TELL, contact).mails

    assert mail["Bcc"] is None
    assert "&lt;b&gt;Eve" in mail.get_body(("html",)).get_content()
    assert "{{ note }}" in mail.get_body(("plain",)).get_content()


class Refusing(KeepingTransport):
    def __init__(self, state):
        super().__init__()
        self.state = state

    def deliver(self, mails):
        return [Outcome(mail.message_id, self.state, "refused", "550 no") for mail in mails]


@pytest.mark.parametrize(("state", "expected"), [("failed", "failed"), ("unknown", "unknown"), ("deferred", "queued")])
def test_answer_of_the_mail_server_is_kept(ada, state, expected):
    told(TELL, ada, Refusing(state))

    assert states() == [("email", expected, "refused")] * 2
    assert set(Dispatch.objects.values_list("detail", flat=True)) == {"550 no"}


def test_without_a_sender_address_notices_wait(ada, settings):
    settings.DEFAULT_FROM_EMAIL = ""

    told(TELL, ada, sender_address="")

    assert states() == [("email", "queued", "no_sender")] * 2


APPRISE = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@APPRISE
def test_services_of_the_settings_are_told(ada, trusted):
    pytest.importorskip("apprise")
    with Receiver() as chat, Receiver() as other:
        services = f"json://{chat.netloc}/ json://{other.netloc}/"
        step = {"id": "tell", "kind": "notify_team", "services": True}
        publishable = shop_configuration(team_services=services)
        assert publishable.team_services == tuple(services.split())
        assert "json://" not in repr(publishable)
        plan_without_checks(step, ada)

        while dispatch_group(KeepingTransport(), publishable, NOW, lambda: NOW):
            pass

    assert states() == [("services", "delivered", "")]
    assert len(chat.received) == len(other.received) == 1
    assert b"Ada Lovelace" in chat.received[0].body


@APPRISE
def test_service_that_refuses_is_told_to_the_marketer_without_its_address(ada, trusted):
    pytest.importorskip("apprise")
    with Receiver() as chat, Receiver(500) as broken:
        plan_without_checks({"id": "tell", "kind": "notify_team", "services": True}, ada)
        configuration = shop_configuration(team_services=f"json://{chat.netloc}/ json://key:secret@{broken.netloc}/")

        dispatch_group(KeepingTransport(), configuration, NOW, lambda: NOW)

    [dispatch] = Dispatch.objects.all()
    assert (dispatch.state, dispatch.reason, dispatch.detail) == ("failed", "refused", "1 of 2 services took it.")


def plan_without_checks(step, contact):
    """Plan a notice to services as a journey does that was published when the settings named some."""
    [run] = enrolled(running_journey(TELL, slug="hot-leads"), [contact])
    engine.advance(NOW, 100)
    Dispatch.objects.exclude(pk=Dispatch.objects.order_by("pk").first().pk).delete()
    Dispatch.objects.update(kind="services", target="")
    return run, step


def test_services_cannot_be_published_while_the_settings_name_none():
    with pytest.raises(InvalidDefinition) as caught:
        running_journey({"id": "tell", "kind": "notify_team", "services": True})

    assert caught.value.problems == [
        ("step 'tell'", "The plugin's settings name no services; fill them in, or leave `services` out.")
    ]
