from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_automation.contacts.identity import Sighting, identify
from saleor_automation.models import Contact, ContactTotals, Visitor
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def seen(index=0, email="", user_id=None, visitor_id=None, at=NOW, **profile):
    return Sighting(index, email, user_id, visitor_id, at, "order_placed", profile)


def test_unknown_address_becomes_one_contact_with_totals():
    # when
    found = identify([seen(0, "ada@example.com"), seen(1, "ada@example.com", at=NOW + HOUR)], NOW)

    # then
    contact = Contact.objects.get()
    assert found == {0: contact.pk, 1: contact.pk}
    assert (contact.email, contact.origin, contact.created_at) == ("ada@example.com", "order_placed", NOW)
    assert ContactTotals.objects.get().contact_id == contact.pk


def test_account_wins_over_the_address():
    # given
    ada = ContactFactory(email="old@example.com", user_id=7)

    # when
    found = identify([seen(0, "new@example.com", user_id=7)], NOW)

    # then
    assert found == {0: ada.pk}
    assert Contact.objects.count() == 1


def test_guest_is_linked_to_the_account_they_open_later():
    # given
    guest = ContactFactory(email="ada@example.com")

    # when
    identify([seen(0, "ada@example.com", user_id=7)], NOW)

    # then
    guest.refresh_from_db()
    assert guest.user_id == 7


def test_account_of_somebody_else_is_not_taken_over():
    # given
    first, second = ContactFactory(user_id=7), ContactFactory(user_id=None)

    # when
    identify([seen(0, second.email, user_id=8), seen(1, first.email, user_id=7)], NOW)

    # then
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.user_id, second.user_id) == (7, 8)


def test_newest_profile_that_says_something_wins():
    # given
    later = seen(0, "ada@example.com", at=NOW + HOUR, first_name="Ada", city="")
    earlier = seen(1, "ada@example.com", at=NOW, first_name="A.", city="Boston")

    # when
    identify([later, earlier], NOW)

    # then
    contact = Contact.objects.get()
    assert (contact.first_name, contact.city) == ("Ada", "Boston")


def test_nameless_visitor_becomes_no_contact():
    # when
    found = identify([seen(0, visitor_id=uuid4())], NOW)

    # then
    assert (found, Contact.objects.count()) == ({}, 0)


def test_visitor_who_said_who_they_are_is_known_from_then_on():
    # given
    visitor = Visitor.objects.create(id=uuid4(), first_seen_at=NOW, last_seen_at=NOW)
    identify([seen(0, "ada@example.com", visitor_id=visitor.pk)], NOW)

    # when
    found = identify([seen(0, visitor_id=visitor.pk)], NOW)

    # then
    assert found == {0: Contact.objects.get().pk}


def test_statements_do_not_grow_with_the_people():
    def statements(sightings):
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            identify(sightings, NOW)
        return len(queries)

    # when
    few = statements([seen(0, "a@example.com", user_id=1, first_name="A")])
    many = statements([seen(n, f"p{n}@example.com", user_id=10 + n, first_name="P") for n in range(50)])

    # then
    assert few == many
