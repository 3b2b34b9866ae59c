from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models

from saleor_automation.contacts.known_again import lock_present
from saleor_automation.contacts.merge_rules import RULES
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.contacts.personal_tables import personal_tables
from saleor_automation.core.exceptions import Conflict, NotFound
from saleor_automation.models import (
    Consent,
    Contact,
    ContactAlias,
    ContactMoney,
    ContactTag,
    ContactTotals,
    Enrollment,
    Event,
    ListSubscription,
    Message,
    TouchedContact,
    Visitor,
)
from tests.factories import NOW, ConsentFactory, ContactFactory, enrolled, happened, running_journey
from tests.integration.graphql import builders

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def kept():
    return ContactFactory(email="new@example.com", first_name="Ada", consent=None)


@pytest.fixture
def gone():
    return ContactFactory(email="old@example.com", first_name="A.", city="Rome", country_code="IT", consent=None)


def test_everything_changes_hands(kept, gone):
    # given
    happened("page_viewed", gone)
    builders.message(gone)
    builders.tag(gone, "Fair")
    builders.subscription(gone, builders.contact_list())
    Visitor.objects.create(id=uuid4(), contact_id=gone.pk, first_seen_at=NOW, last_seen_at=NOW)
    enrolled(running_journey(), [gone])

    # when
    merge_contacts(kept.pk, gone.pk, NOW)

    # then
    assert list(Contact.objects.values_list("pk", "email", "first_name", "city")) == [
        (kept.pk, "new@example.com", "Ada", "Rome")
    ]
    for model in (Event, Message, ContactTag, ListSubscription, Visitor, Enrollment):
        assert set(model.objects.values_list("contact_id", flat=True)) == {kept.pk}, model
    assert TouchedContact.objects.filter(contact_id=kept.pk).exists()
    assert Event.objects.filter(kind="contact_merged").count() == 1


def test_totals_and_money_add_up(kept, gone):
    # given
    ContactTotals.objects.filter(contact=kept).update(orders_count=1, first_order_at=NOW, last_order_at=NOW)
    ContactTotals.objects.filter(contact=gone).update(
        orders_count=2, first_order_at=NOW - HOUR, last_order_at=NOW + HOUR, visits_count=3
    )
    ContactMoney.objects.create(contact=kept, currency="EUR", orders_count=1, spent_amount="10.5")
    ContactMoney.objects.create(contact=gone, currency="EUR", orders_count=1, spent_amount="4.5")
    ContactMoney.objects.create(contact=gone, currency="USD", orders_count=1, spent_amount="7")

    # when
    merge_contacts(kept.pk, gone.pk, NOW)

    # then
    totals = ContactTotals.objects.get()
    assert (totals.orders_count, totals.visits_count) == (3, 3)
    assert (totals.first_order_at, totals.last_order_at) == (NOW - HOUR, NOW + HOUR)
    assert list(ContactMoney.objects.order_by("currency").values_list("currency", "orders_count", "spent_amount")) == [
        ("EUR", 2, 15),
        ("USD", 1, 7),
    ]


WORDS = {"text": "Yes."}


@pytest.mark.parametrize(
    ("of_kept", "of_gone", "expected"),
    [
        # (state, hours after noon, proof)
        (("subscribed", 0, {}), ("unsubscribed", 0, {}), "unsubscribed"),
        (("subscribed", 1, {}), ("unsubscribed", 0, {}), "unsubscribed"),
        (("subscribed", 1, WORDS), ("unsubscribed", 0, {}), "subscribed"),
        (("subscribed", 0, WORDS), ("unsubscribed", 1, {}), "unsubscribed"),
        (("unsubscribed", 0, {}), ("subscribed", 1, WORDS), "subscribed"),
        (("unsubscribed", 0, {}), ("subscribed", 1, {}), "unsubscribed"),
        (("bounced", 0, {}), ("unsubscribed", 1, {}), "bounced"),
        (("unsubscribed", 0, {}), ("complained", 0, {}), "complained"),
        (("pending", 0, {}), ("subscribed", 0, {}), "subscribed"),
        (("pending", 0, {}), ("unsubscribed", 0, {}), "unsubscribed"),
        (None, ("unsubscribed", 0, {}), "unsubscribed"),
        (("subscribed", 0, {}), None, "subscribed"),
    ],
)
def test_stricter_word_counts_unless_a_yes_came_later(kept, gone, of_kept, of_gone, expected):
    # given
    for contact, word in ((kept, of_kept), (gone, of_gone)):
        if word is not None:
            state, hours, proof = word
            ConsentFactory(contact=contact, state=state, changed_at=NOW + hours * HOUR, proof=proof)

    # when
    merge_contacts(kept.pk, gone.pk, NOW)

    # then
    assert Consent.objects.values_list("contact_id", "state").get() == (kept.pk, expected)


def test_person_inside_the_same_journey_twice_goes_on_once(kept, gone):
    # given
    journey = running_journey({"id": "wait-1", "kind": "wait", "duration": "1 day"})
    first, second = enrolled(journey, [kept, gone])
    builders.message(gone, enrollment=second, state="queued")

    # when
    merge_contacts(kept.pk, gone.pk, NOW)

    # then
    runs = Enrollment.objects.order_by("pk").values_list("pk", "round", "is_active", "finish_reason")
    assert list(runs) == [(first.pk, 0, True, ""), (second.pk, 1, False, "merged")]
    assert Message.objects.values_list("state", "reason").get() == ("skipped", "merged")


def test_merging_again_does_nothing(kept, gone):
    # when
    merge_contacts(kept.pk, gone.pk, NOW)
    again = merge_contacts(kept.pk, gone.pk, NOW)

    # then
    assert again == kept.pk
    assert Event.objects.filter(kind="contact_merged").count() == 1


def test_chain_of_merges_leads_to_who_is_left(kept, gone):
    # given
    last = ContactFactory()

    # when
    merge_contacts(kept.pk, gone.pk, NOW)
    merge_contacts(last.pk, kept.pk, NOW)

    # then
    assert lock_present([gone.pk, kept.pk]) == {gone.pk: last.pk, kept.pk: last.pk}
    assert set(ContactAlias.objects.values_list("email", "contact_id")) == {
        ("old@example.com", last.pk),
        ("new@example.com", last.pk),
    }


def test_two_accounts_stay_two_people():
    # given
    first, second = ContactFactory(user_id=1), ContactFactory(user_id=2)

    # when
    with pytest.raises(Conflict, match="have an account each in the shop; delete one of the accounts first"):
        merge_contacts(first.pk, second.pk, NOW)

    # then
    assert Contact.objects.count() == 2


def test_erased_contact_cannot_be_merged(kept):
    with pytest.raises(NotFound, match="There is no contact with the id 0; it may have been erased"):
        merge_contacts(kept.pk, 0, NOW)


@pytest.mark.parametrize("table", personal_tables(), ids=lambda table: table.name)
def test_table_with_one_row_for_each_contact_says_how_two_become_one(table):
    assert not table.unique or table.name in RULES, (
        f"{table.name}: two contacts may both have a row for {table.unique}; say in merge_rules.py what remains."
    )


def test_every_rule_belongs_to_a_table_and_its_columns():
    tables = {table.name: table for table in personal_tables()}

    assert [name for name in RULES if name not in tables] == []
    assert [
        (name, column) for name, rule in RULES.items() for column in rule.values if column not in tables[name].columns
    ] == []


def test_table_about_contacts_names_them_in_the_column_everybody_looks_for():
    odd = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("automation").get_models()
        for field in model._meta.concrete_fields
        if field.column != "contact_id"
        and (
            (isinstance(field, models.ForeignKey) and field.related_model is Contact) or field.name.endswith("contact")
        )
    ]

    assert odd == []
