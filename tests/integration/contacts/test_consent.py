from datetime import timedelta

import pytest

from saleor_automation.contacts.consent import EMAIL, ConsentChange, change_consent, refusals, suppress
from saleor_automation.contacts.models import ConsentState
from saleor_automation.models import Consent, Event
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def said(contact, state, at=NOW, source="form"):
    return change_consent([ConsentChange(contact.pk, ConsentState(state), source, at)], at)


def reason(contact, customer_consent="explicit"):
    return refusals([contact.pk], EMAIL, customer_consent).get(contact.pk, "")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("subscribed", ""),
        ("none", "no_consent"),
        ("pending", "no_consent"),
        ("unsubscribed", "unsubscribed"),
        ("bounced", "suppressed"),
        ("complained", "suppressed"),
    ],
)
def test_only_who_agreed_is_written_to(state, expected):
    assert reason(ContactFactory(consent__state=state)) == expected


@pytest.mark.parametrize(
    ("rule", "orders_count", "expected"),
    [("explicit", 3, "no_consent"), ("soft_opt_in", 3, ""), ("soft_opt_in", 0, "no_consent")],
)
def test_silent_customer_is_written_to_only_where_the_shop_may(rule, orders_count, expected):
    contact = ContactFactory(consent=None, totals__orders_count=orders_count)

    assert reason(contact, rule) == expected


def test_customer_who_said_no_stays_out_of_the_soft_opt_in():
    contact = ContactFactory(consent__state="unsubscribed", totals__orders_count=3)

    assert reason(contact, "soft_opt_in") == "unsubscribed"


def test_suppressed_address_is_never_written_to_whatever_its_case():
    # given
    contact = ContactFactory(email="ada@example.com")

    # when
    suppress("ADA@example.com", "complaint", NOW)

    # then
    assert reason(contact) == "suppressed"


def test_contact_that_is_gone_is_not_written_to():
    assert refusals([4711], EMAIL, "explicit") == {4711: "contact_erased"}


def test_change_is_an_event_with_source_and_saying_it_again_is_none():
    # given
    contact = ContactFactory(consent=None)

    # when
    first, again = said(contact, "subscribed"), said(contact, "subscribed", NOW + HOUR)

    # then
    event = Event.objects.get()
    assert (first, again) == (1, 0)
    assert (event.kind, event.contact_id, event.data["source"]) == ("subscribed", contact.pk, "form")


def test_older_word_does_not_overwrite_a_newer_one():
    # given
    contact = ContactFactory(consent=None)
    said(contact, "unsubscribed", NOW + HOUR)

    # when
    changed = said(contact, "subscribed", NOW)

    # then
    assert changed == 0
    assert Consent.objects.get().state == "unsubscribed"
