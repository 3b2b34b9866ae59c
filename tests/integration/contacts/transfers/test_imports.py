from datetime import timedelta

import pytest

from saleor_automation.audience import erase, unsubscribe
from saleor_automation.contacts.transfers import content
from saleor_automation.contacts.transfers.imports import cancel
from saleor_automation.contacts.transfers.models import TransferChunk, TransferError
from saleor_automation.contacts.transfers.options import StatedConsent
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.core.exceptions import Conflict
from saleor_automation.models import (
    Consent,
    ConsentRecord,
    Contact,
    ContactList,
    ContactTag,
    ContactTotals,
    CustomField,
    Event,
    FieldValue,
    ListSubscription,
    TouchedContact,
)
from tests.factories import NOW, ContactFactory

from .conftest import errors_of, import_of, run_all, start

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def newsletter(**changes):
    return ContactList.objects.create(slug="newsletter", name="Newsletter", created_at=NOW, **changes)


def test_rows_become_contacts_with_profile_time_zone_and_totals():
    # when
    transfer = import_of("Email,First Name,Country,State,City\nADA@Example.com, Ada ,us,CA,San Diego\n")

    # then
    ada = Contact.objects.get()
    assert (ada.email, ada.first_name, ada.country_code, ada.city) == ("ada@example.com", "Ada", "US", "San Diego")
    assert (ada.time_zone, ada.origin) == ("America/Los_Angeles", "import")
    assert ContactTotals.objects.get().contact_id == ada.pk
    assert (transfer.state, transfer.done, transfer.created, transfer.failed) == ("done", 1, 1, 0)
    assert TouchedContact.objects.filter(contact_id=ada.pk).exists()


def test_good_rows_are_kept_and_bad_ones_told_with_line_column_and_reason():
    # given
    text = (
        "email;first_name;country_code\n"
        "ada@example.com;Ada;GB\n"
        "\n"
        "nobody;N;GB\n"
        "bob@example.com;Bob\n"
        '"eve@example.com";"Eve\nthe Second";"Italy"\n'
        "carl@example.com;Carl;IT\n"
    )

    # when
    transfer = import_of(text)

    # then
    assert sorted(Contact.objects.values_list("email", flat=True)) == ["ada@example.com", "carl@example.com"]
    assert errors_of(transfer) == [
        (
            4,
            "email",
            "nobody",
            "This is not an e-mail address: An email address must have an @-sign.",
        ),
        (5, "", "", "The row has 2 cells, the first line 3; look for a missing or extra delimiter."),
        (
            6,
            "country_code",
            "Italy",
            "It has 5 characters; use at most 2; use the code of ISO 3166, for instance IT.",
        ),
    ]
    assert (transfer.done, transfer.failed, transfer.total) == (2, 3, 5)


def test_address_named_twice_is_one_contact_with_the_last_word(batches_of_two):
    # when
    transfer = import_of("email,first_name,tags\na@example.com,A,x\nA@example.com,B,y\na@example.com,,z\n")

    # then
    assert Contact.objects.values_list("first_name").get() == ("B",)
    assert sorted(ContactTag.objects.values_list("tag__name", flat=True)) == ["x", "y", "z"]
    assert (transfer.done, transfer.created) == (3, 1)


def test_empty_cell_says_nothing_and_keep_fills_gaps_only():
    # given
    ContactFactory(email="ada@example.com", first_name="Ada", city="")

    # when
    import_of("email,first_name,city\nada@example.com,,London\n")
    import_of("email,first_name,city\nada@example.com,Eve,Rome\n", overwrites=False)

    # then
    assert Contact.objects.values_list("first_name", "city").get() == ("Ada", "London")


def test_stated_consent_is_written_with_source_time_and_words():
    # when
    stated = StatedConsent("subscribed", "fair", "2026-01-31", "Yes, write to me.")
    import_of("email\nada@example.com\n", consent=stated)

    # then
    consent = Consent.objects.get()
    assert (consent.state, consent.source, consent.changed_at.isoformat()) == (
        "subscribed",
        "fair",
        "2026-01-31T00:00:00+00:00",
    )
    assert consent.proof["text"] == "Yes, write to me."
    assert ConsentRecord.objects.get().state == "subscribed"


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        ("", "", "unsubscribed"),
        ("", "Yes.", "unsubscribed"),
        ((NOW - DAY).isoformat(), "Yes.", "unsubscribed"),
        ((NOW + DAY).isoformat(), "", "unsubscribed"),
        ((NOW + DAY).isoformat(), "Yes.", "subscribed"),
    ],
)
def test_who_left_comes_back_only_by_a_newer_word_of_their_own(at, text, expected):
    # given
    contact = ContactFactory(email="ada@example.com")
    unsubscribe(contact.pk, None, "page", NOW)

    # when
    import_of("email\nada@example.com\n", now=NOW + 2 * DAY, consent=StatedConsent("subscribed", "crm", at, text))

    # then
    assert Consent.objects.get().state == expected


def test_imported_no_is_respected():
    # given
    ContactFactory(email="ada@example.com")
    newsletter()

    # when
    import_of("email,consent\nada@example.com,unsubscribed\n", lists=["newsletter"])

    # then
    assert Consent.objects.get().state == "unsubscribed"
    assert not ListSubscription.objects.filter(state="subscribed").exists()


def test_lists_tags_and_fields_are_filled_and_told_quietly():
    # given
    newsletter()
    ContactList.objects.create(slug="vip", name="VIP", created_at=NOW)
    CustomField.objects.create(slug="size", name="Size", type="number", created_at=NOW)

    # when
    import_of(
        "email,lists,tags,fields.size\nada@example.com,vip,Big ; Tall,42\nbob@example.com,,,\n",
        lists=["newsletter"],
        tags=["Fair"],
    )

    # then
    assert sorted(ListSubscription.objects.values_list("contact__email", "list__slug", "state")) == [
        ("ada@example.com", "newsletter", "subscribed"),
        ("ada@example.com", "vip", "subscribed"),
        ("bob@example.com", "newsletter", "subscribed"),
    ]
    assert sorted(ContactTag.objects.values_list("contact__email", "tag__name")) == [
        ("ada@example.com", "Big"),
        ("ada@example.com", "Fair"),
        ("ada@example.com", "Tall"),
        ("bob@example.com", "Fair"),
    ]
    assert FieldValue.objects.get().number_value == 42
    assert Event.objects.filter(kind="list_joined").count() == 3
    assert not Event.objects.filter(processed_at=None).exists()


def test_import_that_starts_journeys_leaves_its_events_to_the_pass():
    # given
    newsletter()

    # when
    stated = StatedConsent("subscribed", "fair")
    import_of("email\nada@example.com\n", lists=["newsletter"], consent=stated, starts_journeys=True)

    # then
    kinds = Event.objects.filter(processed_at=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["contact_created", "list_joined", "subscribed"]


def test_value_that_does_not_fit_its_field_and_unknown_list_are_errors_of_the_row():
    # given
    CustomField.objects.create(slug="size", name="Size", type="number", created_at=NOW)

    # when
    transfer = import_of("email,fields.size,lists\nada@example.com,large,none\n")

    # then
    assert not Contact.objects.exists()
    assert [(column, reason) for _, column, _, reason in errors_of(transfer)] == [
        (
            "fields.size",
            "Field 'size' cannot hold 'large': give a number such as 12 or 12.5, with a point before the decimals.",
        ),
        ("lists", "There is no list 'none'; create it or leave it out."),
    ]


def test_dry_run_counts_and_changes_nothing():
    # given
    ContactFactory(email="bob@example.com", first_name="Bob")
    newsletter()

    # when
    transfer = import_of(
        "email,first_name\nada@example.com,Ada\nbob@example.com,Robert\nnobody,N\n",
        is_dry_run=True,
        lists=["newsletter"],
    )

    # then
    assert (transfer.state, transfer.created, transfer.updated, transfer.failed) == ("done", 1, 1, 1)
    assert TransferError.objects.count() == 1
    assert Contact.objects.values_list("email", "first_name").get() == ("bob@example.com", "Bob")
    assert not ListSubscription.objects.exists()
    assert not Event.objects.exists()


def test_erased_person_does_not_come_back_with_an_old_list():
    # given
    erase(ContactFactory(email="ada@example.com").pk, "staff", NOW)

    # when
    transfer = import_of("email\nada@example.com\n", consent=StatedConsent("subscribed", "crm", "2025-01-01", "Yes."))

    # then
    assert not Contact.objects.exists()
    assert "erased at their request" in errors_of(transfer)[0][3]


def test_cancelled_import_keeps_what_is_written_and_stops(batches_of_two):
    # given
    transfer = start("email\n" + "".join(f"p{n}@example.com\n" for n in range(6)))
    run_batch(NOW)

    # when
    cancel(transfer.pk, NOW)
    run_all()

    # then
    transfer.refresh_from_db()
    assert (transfer.state, transfer.done, Contact.objects.count()) == ("cancelled", 2, 2)
    assert not TransferChunk.objects.exists()
    with pytest.raises(Conflict, match="is cancelled; only one under way can be cancelled"):
        cancel(transfer.pk, NOW)


def test_file_of_an_import_is_deleted_when_it_is_done():
    # when
    import_of("email\nada@example.com\n")

    # then
    assert not TransferChunk.objects.exists()


def test_list_deleted_meanwhile_fails_the_import_with_the_reason(batches_of_two):
    # given
    in_list = newsletter()
    transfer = start("email\nada@example.com\n", lists=["newsletter"])
    in_list.delete()

    # when
    run_all()

    # then
    transfer.refresh_from_db()
    assert (transfer.state, transfer.problem) == (
        "failed",
        "There is no list 'newsletter'; create it or leave it out.",
    )
    assert not Contact.objects.exists()


def test_file_that_comes_and_is_kept_in_pieces_is_read_as_one(monkeypatch, batches_of_two):
    # given: pieces that end within a character, a quoted line break and a line
    monkeypatch.setattr(content, "CHUNK_BYTES", 7)
    text = 'email,first_name\n"ada@example.com","Ada\nMaría"\n\nbob@example.com,"Bö, b"\nnobody,N\neve@example.com,È'

    # when
    transfer = import_of(text)

    # then
    assert sorted(Contact.objects.values_list("email", "first_name")) == [
        ("ada@example.com", "Ada\nMaría"),
        ("bob@example.com", "Bö, b"),
        ("eve@example.com", "È"),
    ]
    assert [line for line, *_ in errors_of(transfer)] == [6]
    assert (transfer.done, transfer.created, transfer.failed) == (3, 3, 1)


def test_cells_with_tabs_backslashes_and_line_breaks_are_kept_as_they_are():
    # when
    import_of('email,first_name,last_name\nada@example.com,"A\tB\\n","C\nD"\n')

    # then
    assert Contact.objects.values_list("first_name", "last_name").get() == ("A\tB\\n", "C\nD")


def test_new_people_and_known_ones_in_one_batch_keep_their_own_rules():
    # given
    newsletter()
    ada, bob = ContactFactory(email="ada@example.com", city="Rome"), ContactFactory(email="bob@example.com")
    unsubscribe(ada.pk, None, "page", NOW)

    # when
    transfer = import_of(
        "email,first_name\neve@example.com,Eve\nada@example.com,Ada\nbob@example.com,Robert\n",
        now=NOW + DAY,
        lists=["newsletter"],
        consent=StatedConsent("subscribed", "fair"),
    )

    # then
    assert (transfer.created, transfer.updated) == (1, 2)
    assert Contact.objects.values_list("first_name", "city").get(pk=ada.pk) == ("Ada", "Rome")
    states = dict(Consent.objects.filter(transport="email").values_list("contact__email", "state"))
    assert (states["ada@example.com"], states["eve@example.com"]) == ("unsubscribed", "subscribed")
    assert ContactTotals.objects.filter(contact__email="eve@example.com").count() == 1
    assert ListSubscription.objects.filter(contact_id=bob.pk, state="subscribed").exists()
    eve = Contact.objects.get(email="eve@example.com")
    words = ConsentRecord.objects.filter(contact_id=eve.pk).values_list("list_id", flat=True)
    assert {*words} == {None, ContactList.objects.get().pk}


def test_row_without_a_word_of_its_own_says_what_the_import_states():
    # when
    import_of(
        "email,consent,consent_source\nada@example.com,,till\nbob@example.com,unsubscribed,till\n",
        consent=StatedConsent("subscribed", "fair", "2026-01-10", "Yes."),
    )

    # then
    found = Consent.objects.order_by("contact__email").values_list("state", "source", "proof__text")
    assert list(found) == [("subscribed", "fair", "Yes."), ("unsubscribed", "till", None)]


def test_blank_cell_takes_no_value_of_a_field_away():
    # given
    CustomField.objects.create(slug="size", name="Size", type="number", created_at=NOW)
    import_of("email,fields.size\nada@example.com,42\n")

    # when
    import_of("email,fields.size\nada@example.com, \n", now=NOW + DAY)

    # then
    assert FieldValue.objects.get().number_value == 42


def test_address_named_twice_in_a_batch_keeps_what_both_rows_say():
    # given
    newsletter()

    # when
    transfer = import_of(
        "email,first_name,city,lists,tags\nada@example.com,Ada,Rome,newsletter,x\nADA@example.com,,Turin,,y\n"
    )

    # then
    assert Contact.objects.values_list("first_name", "city").get() == ("Ada", "Turin")
    assert ListSubscription.objects.count() == 1
    assert sorted(ContactTag.objects.values_list("tag__name", flat=True)) == ["x", "y"]
    assert (transfer.done, transfer.created, transfer.updated) == (2, 1, 0)
