from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from saleor_automation import pipeline
from saleor_automation.audience import delete, erase, subscribe, unsubscribe
from saleor_automation.contacts.consent import address_hash
from saleor_automation.contacts.personal_export import export_person
from saleor_automation.core.exceptions import NotFound
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import Contact, Erasure, Event, Purchase, Suppression
from tests.factories import NOW, ContactFactory, enrolled, happened, running_journey
from tests.integration.graphql import builders

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
EMAIL = "ada.lovelace@example.com"


@pytest.fixture
def ada():
    """Somebody about whom there is something nearly everywhere."""
    contact = ContactFactory(email=EMAIL, first_name="Augusta", user_id=7)
    happened("page_viewed", contact, email=EMAIL)
    builders.tag(contact, "Fair")
    builders.subscription(contact, builders.contact_list())
    builders.message(contact, state="queued", subject="Dear Augusta")
    enrolled(running_journey(), [contact])
    order = NewEvent("order_placed", "order:1", NOW, email=EMAIL, data={"first_name": "Augusta"})
    record([order], NOW)  # not processed yet, so it has no contact
    Purchase.objects.create(
        order_id="6f0c4c1e-8a64-4d3c-9f5e-2a7a0d3f7f10", contact_id=contact.pk, email=EMAIL, placed_at=NOW
    )
    return contact


def everything():
    """Return the text of every row of ours that is not a proof."""
    texts = []
    for model in apps.get_app_config("automation").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT (t.*)::text FROM {model._meta.db_table} t")
            texts += [f"{model.__name__} {row[0]}" for row in cursor.fetchall()]
    return texts


def test_nothing_that_names_the_person_is_left_anywhere(ada):
    # when
    erase(ada.pk, "staff:1", NOW)

    # then
    assert [text for text in everything() if EMAIL in text or "Augusta" in text] == []
    assert not Contact.objects.exists()
    assert Purchase.objects.values_list("email", "contact_id", "erased_at").get() == ("", None, NOW)


def test_proof_is_kept_without_personal_data(ada):
    # when
    proof = erase(ada.pk, "staff:1", NOW)

    # then
    kept = Erasure.objects.get()
    assert (kept.pk, kept.source, kept.erased_at, kept.address_hash) == (proof.pk, "staff:1", NOW, address_hash(EMAIL))
    assert kept.counts["automation_contact"] == kept.counts["automation_message"] == 1


def test_no_outlives_the_erasure(ada):
    # given
    unsubscribe(ada.pk, None, "page", NOW)

    # when
    erase(ada.pk, "staff:1", NOW)

    # then
    assert Suppression.objects.values_list("address_hash", "reason").get() == (address_hash(EMAIL), "unsubscribed")


def test_erased_person_comes_back_by_what_they_do_later_and_not_by_what_they_did(ada):
    # given
    erase(ada.pk, "staff:1", NOW)

    # when
    record([NewEvent("checkout_abandoned", "old", NOW - DAY, email=EMAIL)], NOW + DAY)
    record([NewEvent("customer_updated", "account", NOW + DAY, email=EMAIL, user_id=7)], NOW + DAY)
    pipeline.learn(NOW + DAY)
    after_old = Contact.objects.count()
    subscribe(EMAIL, NOW + 2 * DAY, source="footer", consent_text="Yes.")

    # then
    assert after_old == 0
    assert Contact.objects.get().origin == "subscribe"


def test_deleting_leaves_no_proof(ada):
    # when
    delete(ada.pk, NOW)

    # then
    assert not Contact.objects.exists()
    assert not Erasure.objects.exists()
    assert not Event.objects.filter(email=EMAIL).exists()


def test_contact_that_is_gone_cannot_be_erased():
    with pytest.raises(NotFound, match="There is no contact with the id 0; it may have been erased already"):
        erase(0, "staff:1", NOW)


def test_export_holds_every_row_about_the_person_and_the_names_of_what_it_points_to(ada):
    # when
    data = export_person(ada.pk, NOW)

    # then
    tables = data["tables"]
    assert data["contact"]["email"] == EMAIL
    assert {event["kind"] for event in tables["automation_event"]} == {"page_viewed", "order_placed"}
    assert tables["automation_listsubscription"][0]["list_id_name"] == "newsletter"
    assert tables["automation_contacttag"][0]["tag_id_name"] == "Fair"
    assert {"automation_consent", "automation_enrollment", "automation_message", "automation_purchase"} <= set(tables)


def test_export_and_erasure_look_into_every_table_that_names_people():
    # Tables known to hold nothing about a person beside what is found by contact, run, address or browser.
    about_nobody = {"email": set(), "user_id": set(), "visitor_id": set(), "address_hash": set()}
    found = {
        "email": {"Contact", "ContactAlias", "Event", "Purchase", "Cart"},
        "user_id": {"Contact", "Event", "Purchase", "Cart"},
        "visitor_id": {"Event", "VisitorProduct"},
        "address_hash": {"Suppression", "Erasure"},
    }

    for column in about_nobody:
        holders = {
            model.__name__
            for model in apps.get_app_config("automation").get_models()
            if column in {field.column for field in model._meta.concrete_fields}
        }
        assert holders == found[column], f"Say in personal_export.by_address how rows of these are found: {column}"
