"""Custom fields in mails: checked when a template is, filled in when a mail is made."""

import email
from datetime import timedelta
from email import policy
from uuid import uuid4

import pytest
from django.db import transaction

from saleor_automation.contacts.field_writing import set_values
from saleor_automation.contacts.fields import create_field
from saleor_automation.messages.custom_fields import held_by
from saleor_automation.messages.templates import template_problems
from saleor_automation.messages.transports import Outcome
from saleor_automation.models import Message
from tests.factories import NOW, ContactFactory, TemplateFactory, deliver_all

pytestmark = pytest.mark.django_db

TEXT = (
    "{{ contact.fields.shoe_size }}|{{ contact.fields.color }}|{{ contact.fields.sports }}|"
    "{% if contact.fields.shoe_size and contact.fields.is_vip %}both{% else %}none{% endif %}|"
)
VALUES = {"shoe_size": "42.50", "birthday": "1990-02-28", "color": "red", "sports": ["swim", "run"], "is_vip": True}


class Keeping:
    """A transport that keeps the mails it is given."""

    kind = "test"
    group_size = 20

    def __init__(self):
        self.texts = {}

    def deliver(self, mails):
        for mail in mails:
            read = email.message_from_bytes(mail.mime, policy=policy.default)
            self.texts[mail.recipient] = read.get_body(("plain",)).get_content()
        return [Outcome(mail.message_id, "delivered", "", "") for mail in mails]


def content(text):
    block = {"kind": "text", "html": f"<p>{text}</p>"}
    return {"en": {"subject": "Hello", "blocks": [block, {"kind": "footer"}]}}


@pytest.fixture
def ada():
    """Somebody with a value in each kind of field."""
    create_field("shoe_size", "Shoe size", "number", [], NOW)
    create_field("birthday", "Birthday", "date", [], NOW)
    create_field("is_vip", "VIP", "boolean", [], NOW)
    create_field("color", "Color", "choice", [{"value": "red", "label": "Dark red"}], NOW)
    create_field("sports", "Sports", "many_choice", [{"value": "run", "label": "Running"}, {"value": "swim"}], NOW)
    contact = ContactFactory()
    with transaction.atomic():
        set_values({contact.pk: VALUES}, "staff:1", NOW)
    return contact


def test_field_is_shown_as_people_read_it(ada):
    # given
    other = ContactFactory()
    template = TemplateFactory(slug="fields", content=content(TEXT))

    # when
    held = held_by([ada.pk, other.pk], [template])

    # then
    assert held.shown(ada.pk, "it") == {
        "shoe_size": 42.5,
        "birthday": "28 febbraio 1990",
        "color": "Dark red",
        "sports": "Running, swim",
        "is_vip": True,
    }
    assert held.shown(other.pk, "en") == {}


def test_template_that_speaks_of_no_field_asks_for_none(ada, django_assert_num_queries):
    # given
    template = TemplateFactory(slug="plain", content=content("Hello"))

    # when / then
    with django_assert_num_queries(0):
        assert held_by([ada.pk], [template]).shown(ada.pk, "en") == {}


def test_field_there_is_none_of_keeps_a_template_from_being_sent(ada):
    # when
    right = TemplateFactory(slug="right", content=content(TEXT))
    wrong = TemplateFactory(slug="wrong", content=content("{{ contact.fields.hat_size }}"))

    # then
    assert list(template_problems(right)) == []
    (problem,) = template_problems(wrong)
    assert "contact.fields has no 'hat_size'; use one of birthday, color, is_vip, shoe_size, sports" in problem


def test_mail_is_sent_with_the_fields_of_its_person(ada):
    # given
    template, other, transport = TemplateFactory(slug="fields", content=content(TEXT)), ContactFactory(), Keeping()
    for contact in (ada, other):
        Message.objects.create(
            key=str(uuid4()),
            contact_id=contact.pk,
            template_id=template.pk,
            transport="email",
            context={"since": NOW.isoformat()},
            truth=[],
            planned_at=NOW,
            send_at=NOW,
            expires_at=NOW + timedelta(hours=1),
        )

    # when
    deliver_all(transport=transport)

    # then
    assert "42.5|Dark red|Running, swim|both|" in transport.texts[ada.email]
    assert "|||none|" in transport.texts[other.email]
