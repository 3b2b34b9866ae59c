"""Importing a file of contacts: our batches, and what a plugin would write with bulk_create."""

from __future__ import annotations

import csv
import io
import resource
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any

from django.db import transaction
from email_validator import validate_email
from saleor.core.db.connection import allow_writer

from benchmarks.harness import INFORMATION, Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation.contacts.models import (
    Consent,
    Contact,
    ContactList,
    ContactTotals,
    ListSubscription,
    TouchedContact,
)
from saleor_automation.contacts.trail_models import ConsentRecord
from saleor_automation.contacts.transfers.imports import start_import
from saleor_automation.contacts.transfers.options import ImportRequest, StatedConsent
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.events.models import Event

GROUP = "imports"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PEOPLE = 40_000
PEOPLE_OF_BASELINE = 5_000
PLAIN_BATCH = 1000
SAID: dict[str, Any] = {
    "state": "subscribed",
    "source": "fair",
    "changed_at": NOW,
    "proof": {"text": "Yes, write to me."},
}
FULL, SAME_ROWS, FEWER_ROWS = "our import", "bulk_create of the same rows", "bulk_create of six of the rows"
ALONE, PLAIN = "our import of contacts", "plain bulk_create of contacts alone"


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        yield from _contacts()
        empty_our_tables()


def _contacts() -> Iterator[Row]:
    news = ContactList.objects.create(slug="news", name="News", created_at=NOW)
    files = count()
    consent = StatedConsent("subscribed", SAID["source"], NOW.isoformat(), SAID["proof"]["text"])

    def ours(request: ImportRequest) -> float:
        text = _file(next(files), PEOPLE)

        def work() -> None:
            start_import([text.encode()], request, NOW)
            while run_batch(NOW):
                pass

        return speed_of(work, PEOPLE)

    def theirs(import_text: Callable[[str], None]) -> float:
        text = _file(next(files), PEOPLE_OF_BASELINE)
        return speed_of(lambda: import_text(text), PEOPLE_OF_BASELINE)

    speeds = in_turns(
        {
            FULL: lambda: ours(ImportRequest(lists=["news"], consent=consent)),
            SAME_ROWS: lambda: theirs(lambda text: _import(text, news, logs=True)),
            FEWER_ROWS: lambda: theirs(lambda text: _import(text, news, logs=False)),
            ALONE: lambda: ours(ImportRequest()),
            PLAIN: lambda: theirs(_plain),
        }
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    for baseline, target, difference in (
        (SAME_ROWS, Target(at_least=8), f"both write the same eight rows for each; our peak of memory is {peak} MB"),
        (FEWER_ROWS, INFORMATION, "theirs leaves out two of our eight rows: the event, and the note for the segments"),
    ):
        yield compare(
            GROUP,
            "import with consent and list",
            speeds[FULL],
            speeds[baseline],
            baseline=baseline,
            target=target,
            unit="rows",
            note=f"both read the file, check addresses with the library's rules, look up who is known; {difference}",
        )
    yield compare(
        GROUP,
        "import of contacts alone",
        speeds[ALONE],
        speeds[PLAIN],
        baseline=PLAIN,
        target=INFORMATION,
        unit="rows",
        note="theirs checks and looks up nothing, and writes one row each; ours checks, looks up, writes three",
    )


def _file(number: int, people: int) -> str:
    rows = "".join(
        f"person{n}.of.file{number}@shop{n % 50}.example,Anna {n},Rossi,it,IT,Porto,{n % 90_000:05}\n"
        for n in range(people)
    )
    return f"email,first_name,last_name,language_code,country_code,city,postal_code\n{rows}"


def _plain(text: str) -> None:
    """Import as the documentation of Django suggests: read, and bulk_create a thousand at a time."""
    for rows in _batches(text):
        Contact.objects.bulk_create(_contact(row, row["email"].lower()) for row in rows)


def _import(text: str, in_list: ContactList, *, logs: bool) -> None:
    """Import as a plugin with the same tables would: a thousand at a time, with bulk_create for each table.

    The rows are ours: contact, totals, consent, place on the list, and the history of both; with logs also the event of
    joining, and the note that has the segments checked.
    """
    for rows in _batches(text):
        by_email = {}
        for row in rows:
            email = validate_email(row["email"].strip().lower(), check_deliverability=False).normalized
            by_email[email] = row
        with transaction.atomic():
            contacts = _write(by_email, in_list)
            if logs:
                _log(contacts, in_list)


def _write(by_email: dict[str, dict[str, str]], in_list: ContactList) -> list[Contact]:
    known = list(Contact.objects.filter(email__in=by_email).only("pk", "email"))
    missing = by_email.keys() - {contact.email for contact in known}
    new = Contact.objects.bulk_create(_contact(row, email) for email, row in by_email.items() if email in missing)
    ContactTotals.objects.bulk_create(ContactTotals(contact=contact) for contact in new)
    contacts = [*known, *new]
    # Whoever said something before keeps their word.
    Consent.objects.bulk_create(
        (Consent(contact=contact, transport="email", **SAID) for contact in contacts), ignore_conflicts=True
    )
    ListSubscription.objects.bulk_create(
        (ListSubscription(contact=contact, list=in_list, **SAID) for contact in contacts), ignore_conflicts=True
    )
    ConsentRecord.objects.bulk_create(
        ConsentRecord(contact_id=contact.pk, transport="email", list_id=list_id, **SAID)
        for contact in contacts
        for list_id in (None, in_list.pk)
    )
    return contacts


def _log(contacts: list[Contact], in_list: ContactList) -> None:
    data = {"list": in_list.slug, "state": "subscribed", "source": "import"}
    Event.objects.bulk_create(
        (
            Event(
                kind="list_joined",
                key=f"import:{in_list.pk}:{contact.pk}:subscribed",
                occurred_at=NOW,
                recorded_at=NOW,
                processed_at=NOW,
                contact_id=contact.pk,
                data=data,
            )
            for contact in contacts
        ),
        ignore_conflicts=True,
    )
    TouchedContact.objects.bulk_create(TouchedContact(contact_id=contact.pk, due_at=NOW) for contact in contacts)


def _batches(text: str) -> Iterator[list[dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    while rows := list(islice(reader, PLAIN_BATCH)):
        yield rows


def _contact(row: dict[str, str], email: str) -> Contact:
    return Contact(**{**row, "email": email}, origin="import", profile_at=NOW, created_at=NOW, updated_at=NOW)
