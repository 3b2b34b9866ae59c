from datetime import timedelta

import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import Message, Template
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def test_message_says_what_it_is_about_and_until_when_it_is_right():
    # given
    letter = {
        "id": "letter",
        "kind": "send",
        "template": "hello",
        "truth": ["not_ordered"],
        "expires_after": "12 hours",
    }
    contact = ContactFactory()
    journey = running_journey(letter)
    [run] = enrolled(journey, [contact], checkout_id="5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10")

    # when
    engine.advance(NOW + timedelta(minutes=5), 100)

    # then
    message = Message.objects.get()
    planned_at = NOW + timedelta(minutes=5)
    assert (message.contact_id, message.journey_id, message.enrollment_id) == (contact.pk, journey.pk, run.pk)
    assert (message.state, message.step_id, message.transport) == ("queued", "letter", "email")
    assert (message.planned_at, message.send_at) == (planned_at, planned_at)
    assert message.expires_at == planned_at + timedelta(hours=12)
    assert message.template_id == Template.objects.get().pk
    assert message.truth == ["not_ordered"]
    assert message.context == {
        "checkout_id": "5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10",
        "since": NOW.isoformat(),
    }
