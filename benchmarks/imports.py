"""Importing a file of contacts: our batches, and what a plugin would write with bulk_create."""

from __future__ import annotations

import csv
import io
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

from email_validator import validate_email
from saleor.core.db.connection import allow_writer

from benchmarks.harness import INFORMATION, Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation.contacts.models import Contact, ContactList, ContactTotals, ListSubscription
from saleor_automation.contacts.transfers.imports import start_import
from saleor_automation.contacts.transfers.options import ImportRequest
from saleor_automation.contacts.transfers.running import run_batch

GROUP = "imports"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PEOPLE = 50_000
PEOPLE_OF_BASELINE = 10_000
PLAIN_BATCH = 1000


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        yield from _contacts()
        empty_our_tables()


def _contacts() -> Iterator[Row]:
    news = ContactList.objects.create(slug="news", name="News", created_at=NOW)
    files = count()

    def ours() -> float:
        text = _file(next(files), PEOPLE)

        def work() -> None:
            start_import([text.encode()], ImportRequest(), NOW)
            while run_batch(NOW):
                pass

        return speed_of(work, PEOPLE)

    def ours_with_list() -> float:
        text = _file(next(files), PEOPLE)

        def work() -> None:
            start_import([text.encode()], ImportRequest(lists=["news"]), NOW)
            while run_batch(NOW):
                pass

        return speed_of(work, PEOPLE)

    def theirs(in_list: ContactList | None = None, *, with_check: bool = False) -> float:
        text = _file(next(files), PEOPLE_OF_BASELINE)
        return speed_of(lambda: _bulk_create(text, in_list, with_check=with_check), PEOPLE_OF_BASELINE)

    speeds = in_turns(
        {
            "imported": ours,
            "imported onto a list": ours_with_list,
            "bulk_create": theirs,
            "bulk_create and check": lambda: theirs(with_check=True),
            "bulk_create onto a list": lambda: theirs(news),
        }
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    for name, baseline, target in (
        ("imported", "bulk_create", INFORMATION),
        ("imported", "bulk_create and check", Target(at_least=8)),
        ("imported onto a list", "bulk_create onto a list", INFORMATION),
    ):
        yield compare(
            GROUP,
            f"contacts {name}, to {baseline}",
            speeds[name],
            speeds[baseline],
            baseline=baseline,
            target=target,
            unit="rows",
            note=f"both read the file and write contacts and totals; peak of the process {peak} MB",
        )


def _file(number: int, people: int) -> str:
    rows = "".join(
        f"person{n}.of.file{number}@shop{n % 50}.example,Anna {n},Rossi,it,IT,Porto,{n % 90_000:05}\n"
        for n in range(people)
    )
    return f"email,first_name,last_name,language_code,country_code,city,postal_code\n{rows}"


def _bulk_create(text: str, in_list: ContactList | None = None, *, with_check: bool = False) -> None:
    """Import as the documentation of Django suggests: read, and bulk_create a thousand at a time."""
    batch: list[Contact] = []
    for row in csv.DictReader(io.StringIO(text)):
        email = row.pop("email").lower()
        if with_check:
            email = validate_email(email, check_deliverability=False).normalized
        batch.append(Contact(email=email, **row, origin="import", created_at=NOW, updated_at=NOW))
        if len(batch) == PLAIN_BATCH:
            _write(batch, in_list)
            batch = []
    _write(batch, in_list)


def _write(batch: list[Contact], in_list: ContactList | None) -> None:
    contacts = Contact.objects.bulk_create(batch)
    ContactTotals.objects.bulk_create(ContactTotals(contact=contact) for contact in contacts)
    if in_list is not None:
        ListSubscription.objects.bulk_create(
            ListSubscription(contact=contact, list=in_list, state="subscribed", source="import", changed_at=NOW)
            for contact in contacts
        )
