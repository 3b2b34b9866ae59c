from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.contacts.field_values import Misfit
from saleor_automation.contacts.field_writing import set_values, values_of
from saleor_automation.contacts.fields import create_field, update_field
from saleor_automation.core.exceptions import Conflict, NotFound, PermanentError
from saleor_automation.journeys import mentions
from saleor_automation.models import CustomField, Event, FieldValue
from saleor_automation.segments.saving import create_segment
from tests.factories import NOW, ContactFactory, JourneyFactory, TemplateFactory, many_contacts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
COLORS = [{"value": "red", "label": "Red"}, {"value": "blue", "label": "Blue"}]


@pytest.fixture
def ada():
    return ContactFactory()


def field(kind="text", slug="it", choices=()):
    return create_field(slug, slug, kind, choices or (COLORS if "choice" in kind else []), NOW)


def set_one(contact, value, slug="it", now=NOW):
    return set_values({contact.pk: {slug: value}}, "staff:1", now)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", "città", "città"),
        ("number", 12, Decimal(12)),
        ("number", "-0.50", Decimal("-0.5")),
        ("number", 1e3, Decimal(1000)),
        ("boolean", False, False),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("date_time", "2026-03-02T09:00:00+01:00", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("date_time", "2026-03-02T09:00:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("choice", "red", "red"),
        ("many_choice", ["blue", "red", "blue"], ["red", "blue"]),
    ],
)
def test_value_is_kept_in_the_form_of_its_type(ada, kind, value, kept):
    # given
    field(kind)

    # when
    count = set_one(ada, value)

    # then
    assert count == 1
    assert values_of([ada.pk]) == {ada.pk: {"it": kept}}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", 5, "give a text"),
        ("text", "x" * 501, "use at most 500 characters, without NUL"),
        ("text", "a\0b", "use at most 500 characters, without NUL"),
        ("number", "12,5", "give a number such as 12 or 12.5, with a point before the decimals"),
        ("number", True, "give a number"),
        ("number", "NaN", "use at most 18 digits before the point"),
        ("number", "1e400", "use at most 18 digits before the point"),
        ("number", "1e18", "use at most 18 digits before the point"),
        ("number", "0.1234567", "use at most 6 decimals"),
        ("boolean", "yes", "give true or false"),
        ("boolean", 1, "give true or false"),
        ("date", "2026-02-29", "give a day as YYYY-MM-DD that is in the calendar"),
        ("date", "02/03/2026", "give a day as YYYY-MM-DD that is in the calendar"),
        ("date_time", "2026-03-02T09:00:00", "give a moment with its zone, as 2026-03-02T09:00:00+01:00"),
        ("date_time", "0001-01-01T00:00:00+14:00", "give a moment with its zone, as 2026-03-02T09:00:00+01:00"),
        ("choice", "green", "choose one of red, blue"),
        ("choice", ["red"], "choose one of red, blue"),
        ("many_choice", "red", "give a list of choices"),
        ("many_choice", ["red", "green"], "choose one of red, blue"),
    ],
)
def test_value_that_does_not_fit_is_refused_and_nothing_is_written(ada, kind, value, expected):
    # given
    field(kind)
    field("text", "other")

    # when
    with pytest.raises(Misfit) as refused:
        set_values({ada.pk: {"other": "fits", "it": value}}, "staff:1", NOW)

    # then
    assert str(refused.value).startswith("Field 'it' cannot hold ")
    assert str(refused.value).endswith(f": {expected}.")
    assert not FieldValue.objects.exists()


def test_change_is_an_event_with_old_and_new(ada):
    # given
    field("number")

    # when
    counts = [set_one(ada, value, now=NOW + day * DAY) for day, value in enumerate((1, "1.0", 2, None, None, ""))]

    # then
    assert counts == [1, 0, 1, 1, 0, 0]
    told = [(e.data["field"], e.data["old"], e.data["new"]) for e in Event.objects.order_by("id")]
    assert told == [("it", None, "1"), ("it", "1", "2"), ("it", "2", None)]
    assert not FieldValue.objects.exists()


def test_number_of_statements_does_not_grow_with_the_contacts():
    # given
    field("number")
    field("choice", "color")

    def statements(count):
        values = {contact.pk: {"it": n, "color": "red"} for n, contact in enumerate(many_contacts(count))}
        with CaptureQueriesContext(connection) as captured:
            assert set_values(values, "import:1", NOW) == 2 * count
        return len(captured)

    # when / then
    assert statements(40) == statements(1)


def test_unknown_field_is_refused(ada):
    with pytest.raises(NotFound, match=r"There is no custom field 'none'; create it first\."):
        set_one(ada, "x", slug="none")


@pytest.mark.parametrize(
    ("slug", "kind", "choices", "text"),
    [
        ("Size", "text", [], "Field slug 'Size': mails use it as a name"),
        ("1st", "text", [], "Field slug '1st'"),
        ("shoe-size", "text", [], "Field slug 'shoe-size'"),
        ("size", "text", COLORS, "Field 'size' is a text field; leave choices out, or make it choice."),
        ("size", "choice", [], "Field 'size' has 0 choices; give 1 to 200."),
        ("size", "choice", [*COLORS, {"value": "red"}], "Field 'size': choice 'red' is given twice; remove one."),
        ("size", "choice", [{"value": " "}], "Field 'size': choice '' needs 1 to 100 characters."),
    ],
)
def test_field_that_cannot_be_is_refused(slug, kind, choices, text):
    with pytest.raises(PermanentError) as refused:
        create_field(slug, "Size", kind, choices, NOW)
    assert str(refused.value).startswith(text)
    assert not CustomField.objects.exists()


def test_slug_is_given_once():
    field()
    with pytest.raises(Conflict, match="There is a field 'it' already"):
        field()


def test_type_changes_only_while_nobody_has_a_value(ada):
    # given
    known = field("text")
    set_one(ada, "12")

    # when
    with pytest.raises(Conflict) as refused:
        update_field(known.pk, kind="number")
    set_one(ada, None)
    changed = update_field(known.pk, kind="choice", choices=COLORS)

    # then
    assert str(refused.value) == (
        "Field 'it': 1 contacts hold a value of type text; clear them, or make another field."
    )
    assert (changed.type, changed.choices) == ("choice", COLORS)
    assert update_field(known.pk, kind="text").choices == []


@pytest.mark.parametrize(("kind", "value"), [("choice", "red"), ("many_choice", ["blue", "red"])])
def test_choice_goes_only_while_nobody_holds_it(ada, kind, value):
    # given
    known = field(kind)
    set_one(ada, value)

    # when
    with pytest.raises(Conflict) as refused:
        update_field(known.pk, choices=[{"value": "blue"}, {"value": "green"}])

    # then
    assert str(refused.value) == "Field 'it': 1 contacts hold choices to be removed, 'red' among them."
    assert CustomField.objects.get().choices == COLORS


def test_field_that_is_used_is_not_deleted_and_its_users_are_named(ada):
    # given
    known = field("number")
    set_one(ada, 1)
    create_segment("Big feet", {"fact": "field", "name": "it", "op": "gt", "value": 40}, NOW)
    JourneyFactory(slug="sets", draft={"steps": [{"id": "a", "kind": "set_field", "field": "it", "value": 1}]})
    TemplateFactory(slug="shows", content={"en": {"subject": "{{ contact.fields.it }}", "blocks": []}})
    TemplateFactory(slug="not", content={"en": {"subject": "{{ contact.fields.item }}", "blocks": []}})

    # when
    with pytest.raises(Conflict) as refused:
        mentions.delete_field(known.pk)

    # then
    assert str(refused.value) == (
        "Field 'it' is used by journey 'sets', mail 'shows', segment 'big-feet'; change that first."
    )
    assert FieldValue.objects.exists()


def test_field_nobody_speaks_of_goes_with_its_values(ada):
    # given
    known = field()
    set_one(ada, "x")

    # when
    mentions.delete_field(known.pk)

    # then
    assert not (CustomField.objects.exists() or FieldValue.objects.exists())
