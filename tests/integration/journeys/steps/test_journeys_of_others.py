"""Steps that start and end other journeys, from the step to the other journey."""

from datetime import timedelta
from uuid import UUID

import pytest

from saleor_automation import pipeline
from saleor_automation.journeys import engine
from saleor_automation.models import Enrollment, Event, Message
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, TemplateFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db

LETTER = {"id": "letter", "kind": "send", "template": "hello"}
CART = "5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10"
HAS_ORDERED = {"fact": "orders_count", "op": "gte", "value": 1}


def runs_of(journey):
    found = Enrollment.objects.filter(journey=journey).order_by("id")
    return list(found.values_list("contact_id", "key", "is_active", "finish_reason"))


def test_other_journey_begins_about_the_same_cart():
    # given
    other = running_journey(WAIT_A_DAY, slug="other", entry={"rule": "once_per_key", "key": "checkout"})
    contact = ContactFactory()
    first = running_journey({"id": "ask", "kind": "start_journey", "journey": "other"}, slug="first")
    enrolled(first, [contact], checkout_id=CART)

    # when
    engine.advance(NOW, 100)
    pipeline.take_in(NOW)

    # then
    assert runs_of(other) == [(contact.pk, CART, True, "")]
    run = Enrollment.objects.get(journey=other)
    assert run.subject == {"event": "journey_start_asked", "checkout_id": CART}
    assert Event.objects.get(kind="journey_start_asked").checkout_id == UUID(CART)


def test_entry_condition_of_the_other_journey_counts():
    # given
    other = running_journey(WAIT_A_DAY, slug="other", entry={"condition": HAS_ORDERED})
    enrolled(running_journey({"id": "ask", "kind": "start_journey", "journey": "other"}), [ContactFactory()])

    # when
    engine.advance(NOW, 100)
    pipeline.take_in(NOW)

    # then
    assert runs_of(other) == []


def test_other_journey_ends_and_what_it_queued_is_taken_back():
    # given
    TemplateFactory(slug="hello")
    contact, bystander = ContactFactory(), ContactFactory()
    other = running_journey(LETTER, WAIT_A_DAY, slug="other")
    enrolled(other, [contact, bystander])
    engine.advance(NOW, 100)
    first = running_journey({"id": "ask", "kind": "end_journey", "journey": "other"}, slug="first")
    enrolled(first, [contact])

    # when
    engine.advance(NOW, 100)
    pipeline.take_in(NOW + timedelta(seconds=5))

    # then
    assert runs_of(other) == [(contact.pk, "", False, "ended_by_journey"), (bystander.pk, "", True, "")]
    assert runs_of(first) == [(contact.pk, "", False, "completed")]
    assert dict(Message.objects.values_list("contact_id", "reason")) == {
        contact.pk: "ended_by_journey",
        bystander.pk: "",
    }


def test_restart_ends_the_run_that_is_going_on_and_begins_another():
    # given
    contact, newcomer = ContactFactory(), ContactFactory()
    other = running_journey(WAIT_A_DAY, slug="other", entry={"rule": "again", "pause": "7 days"})
    enrolled(other, [contact])
    ask = {"id": "ask", "kind": "start_journey", "journey": "other", "restart": True}
    enrolled(running_journey(ask), [contact, newcomer])
    later = NOW + timedelta(hours=1)

    # when
    engine.advance(later, 100)
    pipeline.take_in(later)

    # then
    assert runs_of(other) == [
        (contact.pk, "", False, "ended_by_journey"),
        (contact.pk, "", True, ""),
        (newcomer.pk, "", True, ""),
    ]


def test_restart_leaves_alone_a_journey_that_is_entered_once():
    # given
    contact = ContactFactory()
    other = running_journey(WAIT_A_DAY, slug="other")
    enrolled(other, [contact])
    enrolled(running_journey({"id": "ask", "kind": "start_journey", "journey": "other", "restart": True}), [contact])

    # when
    engine.advance(NOW, 100)
    pipeline.take_in(NOW)

    # then
    assert runs_of(other) == [(contact.pk, "", True, "")]
