"""Bring a batch of rows to PostgreSQL in one COPY, and make contacts of them in a handful of statements.

The table holds the columns of the file that are mapped, and no others. Each row brings the id its contact is to have;
whoever was there gets theirs by one join afterwards, so that a file of new people costs no more than writing them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from ...core import sql
from ..time_zones import time_zone_of
from .columns import CONSENT, PROFILE

STAGE = "automation_import_stage"
_PROFILE = (*PROFILE, "channel_slug", "time_zone")
_PLACE = ("country_code", "country_area", "city", "postal_code", "time_zone")
_COPIED = (*_PROFILE, *CONSENT)
_SPECIAL = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def copy_rows(emails: Sequence[str], columns: Mapping[str, Sequence[Any]]) -> None:
    """Put a batch into a table of its own, which is gone with the transaction."""
    staged: dict[str, Sequence[str]] = {"email": emails}
    staged |= {name: columns[name] for name in _COPIED if name in columns}
    if "country_code" in columns:
        staged["time_zone"] = _time_zones(columns)
    definitions = ", ".join(f"{name} text NOT NULL" for name in staged)
    sql.execute(
        f"""
        CREATE TEMPORARY TABLE {STAGE} (
            {definitions}, is_new boolean NOT NULL DEFAULT TRUE,
            contact_id bigint NOT NULL DEFAULT nextval('{_sequence()}')
        ) ON COMMIT DROP
        """
    )
    lines = map("\t".join, zip(*map(_escaped, staged.values()), strict=True))
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {STAGE} ({', '.join(staged)}) FROM STDIN") as copy:
        copy.write("\n".join(lines) + "\n")


def _sequence() -> str:
    """Return where ids of contacts come from. Asked for in the default itself, it would be looked up for each row."""
    return str(sql.fetch_all("SELECT pg_get_serial_sequence('automation_contact', 'id')")[0][0])


def _time_zones(columns: Mapping[str, Sequence[str]]) -> list[str]:
    countries = columns["country_code"]
    blank = [""] * len(countries)
    areas, stated = columns.get("country_area", blank), columns.get("time_zone", blank)
    found = {place: time_zone_of(*place) if place[0] else "" for place in set(zip(countries, areas, strict=True))}
    return [zone or found[place] for zone, place in zip(stated, zip(countries, areas, strict=True), strict=True)]


def _escaped(values: Sequence[str]) -> Sequence[str]:
    text = "".join(values)
    return [value.translate(_SPECIAL) for value in values] if any(map(text.__contains__, "\\\n\r\t")) else values


def write_contacts(
    count: int, columns: Iterable[str], origin: str, now: datetime, *, overwrites: bool
) -> tuple[int, int]:
    """Make contacts of the staged rows, which are count; returns how many are new, and how many were known.

    columns are what the file says of people. Two imports of the same people do not get in each other's way, and none
    gets in that of the pass: contacts are made first, in the order of their addresses, and then those that were there
    are locked in the order of their ids. With overwrites a cell that is not empty replaces what is known.
    """
    mapped = {*columns}
    said = [name for name in _PROFILE if name in mapped or (name == "time_zone" and "country_code" in mapped)]
    names = ", ".join(_PROFILE)
    values = ", ".join(name if name in said else "''" for name in _PROFILE)
    # The order is that of Python, in which the pass makes contacts, too.
    new = sql.execute(
        f"""
        INSERT INTO automation_contact (id, email, {names}, origin, profile_at, created_at, updated_at)
        SELECT contact_id, email, {values}, %s, %s, %s, %s FROM {STAGE} ORDER BY email COLLATE "C"
        ON CONFLICT (email) DO NOTHING
        """,  # noqa: S608
        [origin, now, now, now],
    )
    known = _match_and_lock() if new < count else 0
    if known and said:
        _update_known(said, now, overwrites=overwrites)
    if new:
        sql.execute(
            f"""
            INSERT INTO automation_contacttotals (contact_id, orders_count, cancelled_count,
                carts_abandoned_count, visits_count, views_count, messages_count, opens_count, clicks_count)
            SELECT contact_id, 0, 0, 0, 0, 0, 0, 0, 0 FROM {STAGE} WHERE is_new
            """  # noqa: S608
        )
    return new, known


def _match_and_lock() -> int:
    """Find whoever was there before us by their address; returns how many they are."""
    # Without these statistics PostgreSQL would read all contacts for each batch.
    sql.execute(f"ANALYZE {STAGE} (email, contact_id)")
    matched = sql.execute(
        f"""
        UPDATE {STAGE} s SET contact_id = c.id, is_new = FALSE FROM automation_contact c
        WHERE c.email = s.email AND c.id <> s.contact_id
        """  # noqa: S608
    )
    if matched:
        sql.execute(
            f"""
            SELECT 1 FROM automation_contact WHERE id = ANY(ARRAY(SELECT contact_id FROM {STAGE} WHERE NOT is_new))
            ORDER BY id FOR NO KEY UPDATE
            """  # noqa: S608
        )
    return matched


def _update_known(said: Sequence[str], now: datetime, *, overwrites: bool) -> None:
    """Write the cells that say something to contacts that were there. A place is replaced as one thing."""
    replaces_place = overwrites and "country_code" in said
    names = [name for name in _PROFILE if name in said or (replaces_place and name in _PLACE)]
    staged = ", ".join(name if name in said else f"''::text AS {name}" for name in names)
    is_place = "(s.country_code <> '' AND (s.city <> '' OR s.postal_code <> '' OR s.country_code <> c.country_code))"
    is_gap = "" if overwrites else "AND c.{0} = ''"
    says = f"(c.{{0}} IS DISTINCT FROM s.{{0}} AND s.{{0}} <> '' {is_gap})"
    values = [
        f"{name} = CASE WHEN {is_place} THEN s.{name} WHEN s.{name} <> '' THEN s.{name} ELSE c.{name} END"
        if replaces_place and name in _PLACE
        else f"{name} = CASE WHEN {says.format(name)} THEN s.{name} ELSE c.{name} END"
        for name in names
    ]
    sql.execute(
        f"""
        UPDATE automation_contact c SET {", ".join(values)}, updated_at = %s
        FROM (SELECT contact_id, {staged} FROM {STAGE} WHERE NOT is_new) s
        WHERE s.contact_id = c.id AND ({" OR ".join(says.format(name) for name in said)})
        """,  # noqa: S608
        [now],
    )


def ids_by_email() -> dict[str, int]:
    """Return the contact of each staged address."""
    return dict(sql.fetch_all(f"SELECT email, contact_id FROM {STAGE}"))  # noqa: S608


def touch_all(now: datetime) -> None:
    """Have the segments of everybody staged checked again; see touched.py."""
    sql.execute(
        f"INSERT INTO automation_touchedcontact (contact_id, due_at) SELECT contact_id, %s FROM {STAGE}",  # noqa: S608
        [now],
    )


def tell_created(source: str, now: datetime) -> None:
    """Record an event for each contact that is new."""
    sql.execute(
        f"""
        INSERT INTO automation_event (kind, key, occurred_at, recorded_at, contact_id, email, problem, data)
        SELECT 'contact_created', %s || ':' || contact_id, %s, %s, contact_id, '', '',
            jsonb_build_object('source', %s::text)
        FROM {STAGE} WHERE is_new
        """,  # noqa: S608
        [source, now, now, source],
    )


def drop() -> None:
    """Drop the table, for a batch that comes in the same transaction."""
    sql.execute(f"DROP TABLE {STAGE}")


def copy_errors(transfer_id: int, errors: Iterable[tuple[int, str, str, str]]) -> None:
    """Write errors of rows, each (line, column, value, reason), in one COPY."""
    lines = [
        "\t".join((str(transfer_id), str(line), *(text.translate(_SPECIAL) for text in texts)))
        for line, *texts in errors
    ]
    if lines:
        columns = "transfer_id, line, column_name, value, reason"
        statement = f"COPY automation_transfererror ({columns}) FROM STDIN"
        with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
            copy.write("\n".join(lines) + "\n")
