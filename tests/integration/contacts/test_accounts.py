from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.contacts.identity import Sighting, identify
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import Consent, Contact, ContactAlias
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def account(user_id, email, at=NOW, kind="customer_updated", **data):
    """Record what the shop says of an account and let it be learned."""
    record([NewEvent(kind, f"{kind}:{user_id}:{at}", at, email=email, user_id=user_id, data=data)], at)
    assert pipeline.learn(at) == 1


def test_contact_follows_the_new_address_of_its_account_and_is_found_under_the_old_one():
    # given
    ada = ContactFactory(email="old@example.com", user_id=7)

    # when
    account(7, "new@example.com")
    found = identify([Sighting(0, "old@example.com", None, None, NOW, "order_placed")], NOW)

    # then
    assert Contact.objects.values_list("pk", "email", "user_id").get() == (ada.pk, "new@example.com", 7)
    assert found == {0: ada.pk}


def test_guest_under_the_new_address_becomes_a_part_of_the_account():
    # given
    ada = ContactFactory(email="old@example.com", user_id=7)
    guest = ContactFactory(email="new@example.com", consent__state="unsubscribed")

    # when
    account(7, "new@example.com")

    # then
    assert Contact.objects.values_list("pk", "email").get() == (ada.pk, "new@example.com")
    assert Consent.objects.get().state == "unsubscribed"
    assert ContactAlias.objects.filter(merged_id=guest.pk, contact_id=ada.pk).exists()


def test_order_with_another_address_changes_nothing_about_the_account():
    # given
    ContactFactory(email="ada@example.com", user_id=7)

    # when
    identify([Sighting(0, "gift@example.com", 7, None, NOW, "order_placed")], NOW)

    # then
    assert Contact.objects.get().email == "ada@example.com"


def test_address_that_went_to_another_account_leads_to_that_one():
    # given
    ContactFactory(email="ada@example.com", user_id=7)
    account(7, "ada@new.example")

    # when: somebody else registers with the address that is free now
    account(8, "ada@example.com", NOW + HOUR, kind="customer_created")
    found = identify([Sighting(0, "ada@example.com", None, None, NOW, "order_placed")], NOW)

    # then
    assert found == {0: Contact.objects.get(user_id=8).pk}
    assert Contact.objects.count() == 2


def test_deleted_account_leaves_the_contact_with_its_consent():
    # given
    ada = ContactFactory(email="ada@example.com", user_id=7)

    # when
    account(7, "ada@example.com", kind="customer_deleted")

    # then
    assert Contact.objects.values_list("pk", "user_id").get() == (ada.pk, None)
    assert Consent.objects.get().state == "subscribed"


def test_deleted_account_nobody_knew_becomes_no_contact():
    # when
    account(7, "ada@example.com", kind="customer_deleted")

    # then
    assert not Contact.objects.exists()


def test_place_is_one_thing_and_the_time_zone_follows_it():
    # given
    ContactFactory(email="ada@example.com", user_id=7)

    # when
    account(7, "ada@example.com", country="US", country_area="CA", city="San Diego", postal_code="92101")
    in_california = Contact.objects.values_list("country_area", "time_zone").get()
    account(7, "ada@example.com", NOW + HOUR, country="IT", city="Rome", postal_code="00100")

    # then
    assert in_california == ("CA", "America/Los_Angeles")
    place = Contact.objects.values_list("country_code", "country_area", "city", "postal_code", "time_zone").get()
    assert place == ("IT", "", "Rome", "00100", "Europe/Rome")


def test_history_read_late_only_fills_gaps():
    # given
    ContactFactory(email="ada@example.com", user_id=7, first_name="")
    account(7, "ada@example.com", first_name="Ada", country="IT", city="Rome")

    # when
    account(7, "ada@example.com", NOW - HOUR, first_name="A.", last_name="Lovelace", country="GB", city="London")

    # then
    assert Contact.objects.values_list("first_name", "last_name", "country_code", "city").get() == (
        "Ada",
        "Lovelace",
        "IT",
        "Rome",
    )


def test_time_zone_set_by_hand_is_kept_within_the_country():
    # given
    ContactFactory(email="ada@example.com", user_id=7, country_code="US", time_zone="Pacific/Honolulu")

    # when
    account(7, "ada@example.com", country="US", city="Honolulu")

    # then
    assert Contact.objects.get().time_zone == "Pacific/Honolulu"
