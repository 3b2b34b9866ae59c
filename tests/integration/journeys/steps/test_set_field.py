from datetime import UTC, date, datetime

import pytest

from saleor_automation.contacts.fields import create_field
from saleor_automation.journeys import engine
from saleor_automation.models import ContactTotals, Decision, Event, FieldValue
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def run_step(contacts, **step):
    enrolled(running_journey({"id": "note", "kind": "set_field", **step}, slug="facts"), contacts)
    engine.advance(NOW, 100)


def test_value_is_kept_with_its_source_and_the_change_is_an_event():
    # given
    create_field("size", "Size", "number", [], NOW)
    contact = ContactFactory()

    # when
    run_step([contact], field="size", value=42)

    # then
    kept = FieldValue.objects.get()
    assert (kept.contact_id, kept.number_value, kept.source) == (contact.pk, 42, "journey:facts")
    assert Event.objects.get(kind="field_changed").data["new"] == "42"


def test_null_empties_the_field():
    # given
    field = create_field("size", "Size", "number", [], NOW)
    contact = ContactFactory()
    FieldValue.objects.create(contact=contact, field=field, number_value=7, updated_at=NOW)

    # when
    run_step([contact], field="size", value=None)

    # then
    assert not FieldValue.objects.exists()


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", date(2024, 3, 1)), ("America/New_York", date(2024, 2, 29))]
)
def test_field_of_the_type_date_gets_the_day_it_was_where_the_person_is(zone, day):
    # given
    create_field("first_purchase", "First purchase", "date", [], NOW)
    contact, without = ContactFactory(time_zone=zone), ContactFactory()
    ContactTotals.objects.filter(contact=contact).update(first_order_at=datetime(2024, 2, 29, 20, tzinfo=UTC))

    # when
    run_step([contact, without], field="first_purchase", copy="first_order_at")

    # then
    assert list(FieldValue.objects.values_list("contact_id", "date_value")) == [(contact.pk, day)]
    assert Decision.objects.get(enrollment__contact_id=without.pk, step_id="note").reason == "no date"


def test_moment_is_copied_into_a_date_time_as_it_is():
    # given
    create_field("seen", "Seen", "date_time", [], NOW)

    # when
    run_step([ContactFactory(time_zone="Pacific/Kiritimati")], field="seen", copy="now")

    # then
    assert FieldValue.objects.get().datetime_value == NOW
