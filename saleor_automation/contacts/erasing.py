"""Take away everything that is kept about a person, and keep the proof that it was done."""

import uuid
from collections import Counter
from datetime import datetime

from django.db import transaction

from ..core import sql
from ..core.exceptions import NotFound
from .consent import EMAIL, address_hash, suppress
from .lock_objects import lock_contacts
from .models import ConsentState
from .personal_export import addresses_of, by_address
from .personal_tables import CONTACT_TABLE, personal_tables, tables_of_runs
from .trail_models import Erasure
from .visitors import forget

# The shop still has the order. Without this row it would be taken in again, with the address of the person.
_SCRUB_PURCHASES = """
    UPDATE automation_purchase SET contact_id = NULL, user_id = NULL, email = '', number = '', voucher_code = '',
        checkout_token = '', erased_at = %s
    WHERE contact_id = %s OR order_id = ANY(%s::uuid[])"""


def delete_contact(contact_id: int, now: datetime) -> None:
    """Delete a contact with everything about it, without a proof; who comes back is a new one. Raises NotFound."""
    with transaction.atomic():
        _erase(contact_id, now)


def erase_contact(contact_id: int, source: str, now: datetime) -> Erasure:
    """Erase a person from every table, and return the proof.

    Left are keyed hashes: of the address in the proof, and in the suppression list if the person had said no, so that
    an old list imported later does not bring them back. Files of exported contacts are withdrawn, because they may hold
    the person. What is being moved on or handed over at this moment is waited for. The order of locks is that of
    merge_contacts. Raises NotFound; then nothing is changed.
    """
    with transaction.atomic():
        emails, counts = _erase(contact_id, now)
        proofs = [
            Erasure(
                id=uuid.uuid4(),
                address_hash=address_hash(email),
                source=source[:64],
                erased_at=now,
                counts=dict(counts),
            )
            for email in emails
        ]
        return Erasure.objects.bulk_create(proofs)[0]


def _erase(contact_id: int, now: datetime) -> tuple[list[str], Counter[str]]:
    if not lock_contacts([contact_id]):
        raise NotFound(f"There is no contact with the id {contact_id}; it may have been erased already.")
    for table in ("automation_enrollment", "automation_message"):
        sql.fetch_all(f"SELECT id FROM {table} WHERE contact_id = %s ORDER BY id FOR UPDATE", [contact_id])  # noqa: S608
    emails = addresses_of(contact_id)
    _remember_the_no(contact_id, emails, now)
    counts = _delete(contact_id, emails, now)
    _withdraw_exports(now)
    return emails, counts


def _remember_the_no(contact_id: int, emails: list[str], now: datetime) -> None:
    rows = sql.fetch_all(
        "SELECT state FROM automation_consent WHERE contact_id = %s AND transport = %s", [contact_id, EMAIL]
    )
    refused = (ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED)
    if rows and rows[0][0] in refused:
        for email in emails:
            suppress(email, rows[0][0], now)


def _delete(contact_id: int, emails: list[str], now: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    visitor_ids = [
        row[0] for row in sql.fetch_all("SELECT id FROM automation_visitor WHERE contact_id = %s", [contact_id])
    ]
    waiting = by_address(emails, visitor_ids)
    orders = sql.fetch_all(
        f"SELECT order_id FROM automation_event t WHERE ({waiting['automation_event'][0]}) AND order_id IS NOT NULL",  # noqa: S608
        waiting["automation_event"][1],
    )
    counts["automation_purchase"] = sql.execute(_SCRUB_PURCHASES, [now, contact_id, [row[0] for row in orders]])
    for name, (where, params) in waiting.items():
        counts[name] += sql.execute(f"DELETE FROM {name} t WHERE {where}", params)  # noqa: S608
    for name in tables_of_runs():
        runs = "SELECT id FROM automation_enrollment WHERE contact_id = %s"
        counts[name] += sql.execute(f"DELETE FROM {name} WHERE enrollment_id IN ({runs})", [contact_id])  # noqa: S608
    forget(visitor_ids)
    counts["automation_visitor"] = len(visitor_ids)
    for table in personal_tables():
        counts[table.name] += sql.execute(f"DELETE FROM {table.name} WHERE contact_id = %s", [contact_id])  # noqa: S608
    counts[CONTACT_TABLE] = sql.execute("DELETE FROM automation_contact WHERE id = %s", [contact_id])
    return +counts


def _withdraw_exports(now: datetime) -> None:
    sql.execute("UPDATE automation_transfer SET expires_at = %s WHERE kind = 'export' AND expires_at > %s", [now, now])
    sql.execute(
        """
        DELETE FROM automation_transferchunk c USING automation_transfer t
        WHERE t.id = c.transfer_id AND t.kind = 'export'
        """
    )
