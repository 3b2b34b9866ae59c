"""Write contacts to a CSV file, page by page in the order of their ids; it lies in rows until it is fetched or expires.

The header is what an import understands. A cell that a spreadsheet would take for a formula gets an apostrophe before
it (OWASP, "CSV Injection"): names come from strangers.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection

from ...core import sql
from ...core.exceptions import NotFound
from ...core.settings import get_settings
from ..consent import EMAIL
from ..lists import lists_by_slug
from .models import Transfer, TransferChunk, TransferKind, TransferState

PAGE = 20_000
"""Contacts written in one transaction."""

_TEXTS = (
    "first_name",
    "last_name",
    "language_code",
    "country_code",
    "country_area",
    "city",
    "postal_code",
    "time_zone",
)


@dataclass(frozen=True)
class ExportOptions:
    """Who is exported: everybody, or who is subscribed to a list, or who is in a segment; each by its slug."""

    list: str = ""
    segment: str = ""


def start_export(options: ExportOptions, now: datetime, requested_by: str = "") -> Transfer:
    """Have contacts written to a file; returns the transfer. Raises NotFound for an unknown list or segment."""
    if options.list:
        lists_by_slug([options.list])
    if options.segment and not sql.fetch_all("SELECT 1 FROM automation_segment WHERE slug = %s", [options.segment]):
        raise NotFound(f"There is no segment {options.segment!r}.")
    return Transfer.objects.create(
        kind=TransferKind.EXPORT,
        file_name=f"contacts-{now:%Y-%m-%d}.csv",
        options=asdict(options) | {"after_id": 0},
        requested_by=requested_by[:64],
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(days=get_settings().transfer_days),
    )


def go_on(transfer: Transfer, now: datetime) -> None:
    """Write one page. The transfer must be locked, in the transaction that this is a part of."""
    options = transfer.options
    where, params = _chosen(options)
    page = sql.fetch_all(
        f"SELECT c.id FROM automation_contact c WHERE c.id > %s {where} ORDER BY c.id LIMIT %s",  # noqa: S608
        [options["after_id"], *params, PAGE],
    )
    is_first = transfer.next_byte == 0
    ids = [row[0] for row in page]
    fields = (
        [row[0] for row in sql.fetch_all("SELECT slug FROM automation_customfield ORDER BY id")] if is_first else []
    )
    columns = options.setdefault("fields", fields)
    data = _csv(ids, columns, has_header=is_first)
    number = options.setdefault("chunks", 0)
    if data:
        TransferChunk.objects.create(transfer=transfer, number=number, data=data)
        options["chunks"] = number + 1
    options["after_id"] = ids[-1] if ids else options["after_id"]
    transfer.next_byte += len(data)
    transfer.total_bytes = transfer.next_byte
    transfer.done += len(ids)
    is_end = len(ids) < PAGE
    transfer.state = TransferState.DONE if is_end else TransferState.RUNNING
    transfer.updated_at = now
    if is_end:
        transfer.finished_at, transfer.total = now, transfer.done
    transfer.save()


def _chosen(options: dict[str, str]) -> tuple[str, list[str]]:
    where, params = "", []
    if options.get("list"):
        where += """ AND EXISTS (
            SELECT 1 FROM automation_listsubscription s JOIN automation_contactlist l ON l.id = s.list_id
            WHERE s.contact_id = c.id AND s.state = 'subscribed' AND l.slug = %s)"""
        params.append(options["list"])
    if options.get("segment"):
        where += """ AND EXISTS (
            SELECT 1 FROM automation_segmentmember m JOIN automation_segment g ON g.id = m.segment_id
            WHERE m.contact_id = c.id AND g.slug = %s)"""
        params.append(options["segment"])
    return where, params


def _csv(ids: list[int], fields: list[str], *, has_header: bool) -> bytes:
    """Return a page as CSV, made by PostgreSQL."""
    texts = ", ".join(f"{_harmless(f'c.{name}')} AS {name}" for name in _TEXTS)
    held = "".join(f', {_harmless(_field(slug))} AS "fields.{slug}"' for slug in fields)
    query = f"""
        SELECT c.email, {texts}, c.channel_slug, s.state AS consent, s.source AS consent_source,
            to_char(s.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS consent_at,
            {_harmless("s.proof->>'text'")} AS consent_text,
            (SELECT string_agg(l.slug, ';' ORDER BY l.slug) FROM automation_listsubscription x
                JOIN automation_contactlist l ON l.id = x.list_id
                WHERE x.contact_id = c.id AND x.state = 'subscribed') AS lists,
            (SELECT string_agg(g.name, ';' ORDER BY g.name) FROM automation_contacttag x
                JOIN automation_tag g ON g.id = x.tag_id WHERE x.contact_id = c.id) AS tags{held}
        FROM automation_contact c
        LEFT JOIN automation_consent s ON s.contact_id = c.id AND s.transport = '{EMAIL}'
        WHERE c.id = ANY('{{{",".join(map(str, ids))}}}'::bigint[]) ORDER BY c.id"""  # noqa: S608
    pieces: list[bytes] = []
    with connection.cursor() as cursor:
        options = "FORMAT csv, HEADER" if has_header else "FORMAT csv"
        with cursor.cursor.copy(f"COPY ({query}) TO STDOUT WITH ({options})") as copy:
            pieces.extend(bytes(piece) for piece in copy)
    return b"".join(pieces)


def _field(slug: str) -> str:
    """Return SQL for the value of a field; slugs are names of lower-case letters, digits and underscores."""
    return f"""(SELECT COALESCE(v.text_value, v.number_value::text, v.boolean_value::text, v.date_value::text,
        to_char(v.datetime_value AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        array_to_string(v.choices_value, ';'))
        FROM automation_fieldvalue v JOIN automation_customfield f ON f.id = v.field_id
        WHERE v.contact_id = c.id AND f.slug = '{slug}')"""  # noqa: S608


def _harmless(value: str) -> str:
    is_formula = f"({value}) ~ '^[-=+@\\t\\r]' AND ({value}) !~ '^-?[0-9.]+$'"
    return f"CASE WHEN {is_formula} THEN '''' || ({value}) ELSE {value} END"
