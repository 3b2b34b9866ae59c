"""A longer page costs no more statements: what hangs on its rows is loaded for all of them at once."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.contacts.models import ContactMoney, ContactTotals
from saleor_automation.journeys.models import Decision

from . import builders
from .builders import DEFINITION, NOON

CONTACTS = """{ automationContacts(first: %d) { totalCount edges { node {
  email
  consents { state } lists { list { slug } } tags { name } totals { ordersCount spent { amount } }
  fields { value field { slug } } scores { value score { slug } }
  tagHistory(first: 2) { totalCount edges { node { tagName } } }
  scoreEntries(first: 2) { totalCount edges { node { points score { slug } } } }
  points { confirmed tier { slug } nextTier { slug } pointsToNextTier
    entries(first: 2) { totalCount edges { node { kind reward { slug } couponCode } } } }
  enrollments(first: 2) { totalCount edges { node {
    journey { slug } versionNumber contact { email } decisions { reason } story { title } enteredBy
  } } }
  messages(first: 2) { totalCount edges { node { journey { slug } enrollment { stepId } templateSlug } } }
  events(first: 2) { totalCount edges { node { kind contact { email } message { subject } } } }
} } } }"""
JOURNEYS = """{ automationJourneys(first: %d) { totalCount edges { node {
  slug editedBy problemsCount changes { kind } versions { number publishedBy insideCount }
  summary { insideCount enteredCount deliveredCount revenue { amount } }
  versionNumber definition steps { id insideCount } problems { message }
  counts { entered finished { count } messages { count } couponsIssued revenueAttributed { amount } }
  enrollments(first: 2) { totalCount edges { node { contact { email } decisions { reason } } } }
} } } }"""
MESSAGES = """{ automationMessages(first: %d) { totalCount edges { node {
  contact { email tags { name } } journey { slug } enrollment { versionNumber journey { slug } } templateSlug
} } } }"""
EVENTS = """{ automationEvents(first: %d) { totalCount edges { node {
  kind contact { email totals { ordersCount } } message { subject contact { email } }
} } } }"""


@pytest.fixture
def shop():
    """Six people, each with a journey, messages, events and everything else a contact may have."""
    newsletter = builders.contact_list()
    steps = [*DEFINITION["steps"], {"id": "send", "kind": "send", "template": "none"}]
    for number in range(6):
        contact = builders.contact(minutes=number)
        builders.consent(contact)
        builders.subscription(contact, newsletter)
        builders.tag(contact, f"Tag {number}")
        builders.marks(contact)
        ContactTotals.objects.create(contact=contact, orders_count=1)
        ContactMoney.objects.create(contact=contact, currency="USD", spent_amount=5)
        journey = builders.journey(f"journey-{number}", definition={**DEFINITION, "steps": steps})
        for minute in range(3):
            run = builders.enrollment(journey, contact, minutes=minute, subject={"order_id": str(uuid4())})
            Decision.objects.create(
                enrollment=run, step_id="pause", visit=0, number=0, outcome="sleep", decided_at=NOON
            )
            message = builders.message(contact, journey=journey, enrollment=run, minutes=minute)
            builders.event(contact, "message_sent", minutes=minute, message_id=message.pk)


def _statements(caller, query):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        caller.ask(query)
    return [each["sql"] for each in captured.captured_queries]


@pytest.mark.parametrize(
    "query", [CONTACTS, JOURNEYS, MESSAGES, EVENTS], ids=["contacts", "journeys", "messages", "events"]
)
def test_six_rows_cost_as_many_statements_as_one(as_manager, shop, query):
    # given
    as_manager.ask(query % 1)  # the first answer of a process also reads the site and its settings
    one = _statements(as_manager, query % 1)

    # when
    six = _statements(as_manager, query % 6)

    # then
    assert len(one) > 4
    assert len(six) == len(one), "\n".join(six)


def test_count_of_a_long_list_loads_none_of_it(as_manager, shop):
    # when
    statements = _statements(as_manager, "{ automationContacts { totalCount } }")

    # then
    about_contacts = [sql for sql in statements if "automation_contact" in sql]
    assert len(about_contacts) == 1
    assert "COUNT(*)" in about_contacts[0]
