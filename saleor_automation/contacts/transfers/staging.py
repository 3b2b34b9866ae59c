"""Bring a batch of rows to PostgreSQL in one COPY, and make contacts of them in a handful of statements."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from ...core import sql
from ..consent import EMAIL, allowed_changes
from ..identity import add_totals
from ..time_zones import time_zone_of
from .columns import CONSENT, PROFILE
from .reading import Row

STAGE = "automation_import_stage"
_COPIED = (*PROFILE, "channel_slug", "time_zone", *CONSENT)
_PLACE = ("country_code", "country_area", "city", "postal_code", "time_zone")
_PROFILE = (*PROFILE, "channel_slug", "time_zone")
_SPECIAL = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def copy_rows(rows: Mapping[str, Row]) -> None:
    """Put a batch into a table of its own, which is gone with the transaction."""
    columns = ", ".join(f"{name} text NOT NULL" for name in _COPIED)
    sql.execute(
        f"CREATE TEMPORARY TABLE {STAGE} (email text NOT NULL, {columns}, contact_id bigint, is_new boolean) "
        "ON COMMIT DROP"
    )
    names = ", ".join(("email", *_COPIED))
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {STAGE} ({names}) FROM STDIN") as copy:
        copy.write("".join(_line(email, row.values) for email, row in rows.items()))
    # Without its statistics PostgreSQL would read all contacts for each batch.
    sql.execute(f"ANALYZE {STAGE}")


def _line(email: str, values: Mapping[str, str]) -> str:
    country = values.get("country_code")
    zone = values.get("time_zone") or (time_zone_of(country, values.get("country_area", "")) if country else "")
    get = values.get
    cells = [email, *[get(name, "") for name in _COPIED]]
    cells[_ZONE] = zone
    line = "\t".join(cells)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") != len(_COPIED):
        line = "\t".join([cell.translate(_SPECIAL) for cell in cells])
    return f"{line}\n"


_ZONE = 1 + _COPIED.index("time_zone")


def write_contacts(origin: str, now: datetime, *, overwrites: bool) -> tuple[dict[str, int], int]:
    """Make contacts of the staged rows; returns their ids by address, and how many are new.

    Two imports of the same people do not get in each other's way: contacts are locked in the order of their ids and
    made in the order of their addresses. With overwrites a cell that is not empty replaces what is known.
    """
    _match_and_lock()
    names = ", ".join(_PROFILE)
    made = sql.execute(
        f"""
        WITH made AS (
            INSERT INTO automation_contact (email, {names}, origin, profile_at, created_at, updated_at)
            SELECT email, {names}, %s, %s, %s, %s FROM {STAGE} WHERE contact_id IS NULL ORDER BY email
            ON CONFLICT (email) DO NOTHING RETURNING id, email
        )
        UPDATE {STAGE} s SET contact_id = made.id, is_new = TRUE FROM made WHERE made.email = s.email
        """,  # noqa: S608
        [origin, now, now, now],
    )
    # Those that somebody else made at the same moment are there by now.
    _match_and_lock()
    _update_known(now, overwrites=overwrites)
    rows = sql.fetch_all(f"SELECT email, contact_id, is_new FROM {STAGE}")  # noqa: S608
    new_ids = [row[1] for row in rows if row[2]]
    if new_ids:
        add_totals(new_ids)
    return {row[0]: row[1] for row in rows}, made


def _match_and_lock() -> None:
    matched = sql.execute(
        f"""
        UPDATE {STAGE} s SET contact_id = c.id, is_new = FALSE FROM automation_contact c
        WHERE s.contact_id IS NULL AND c.email = s.email
        """  # noqa: S608
    )
    if matched:
        sql.execute(
            f"""
            SELECT 1 FROM automation_contact WHERE id = ANY(ARRAY(SELECT contact_id FROM {STAGE} WHERE NOT is_new))
            ORDER BY id FOR NO KEY UPDATE
            """  # noqa: S608
        )


def _update_known(now: datetime, *, overwrites: bool) -> None:
    """Write the cells that say something to contacts that were there. A place is replaced as one thing."""
    is_place = "(s.country_code <> '' AND (s.city <> '' OR s.postal_code <> '' OR s.country_code <> c.country_code))"
    said = f"c.{{0}} IS DISTINCT FROM s.{{0}} AND (s.{{0}} <> '' {'' if overwrites else 'AND c.{0} = %s'})"
    said = said.replace("%s", "''")
    values = [
        f"{name} = CASE WHEN {said.format(name)} THEN s.{name} ELSE c.{name} END"
        if name not in _PLACE or not overwrites
        else f"{name} = CASE WHEN {is_place} THEN s.{name} WHEN s.{name} <> '' THEN s.{name} ELSE c.{name} END"
        for name in _PROFILE
    ]
    differs = " OR ".join(f"({said.format(name)})" for name in _PROFILE)
    sql.execute(
        f"""
        UPDATE automation_contact c SET {", ".join(values)}, updated_at = %s
        FROM {STAGE} s WHERE s.contact_id = c.id AND NOT s.is_new AND ({differs})
        """,  # noqa: S608
        [now],
    )


_EXPLICIT = "(consent_at <> '' AND consent_text <> '')"


def write_consent(source: str, now: datetime, *, tells: bool) -> None:
    """Write what the staged rows say of consent, by the rules of may_change.

    A row that states when and in which words is the person's own word; any other counts from now and brings nobody back
    who had left. With tells the changes are events for the journeys; the history of consent has them in any case.
    """
    for is_explicit in (False, True):
        which = f"consent <> '' AND {'' if is_explicit else 'NOT '}{_EXPLICIT}"
        _put("transport", f"'{EMAIL}'", "consent", which, is_explicit, source, now)
    if tells:
        kinds = "CASE state WHEN 'subscribed' THEN 'subscribed' ELSE 'unsubscribed' END"
        _tell(kinds, "transport = 'email' AND list_id IS NULL", "{}", source, now)


def write_list(list_id: int, slug: str, source: str, now: datetime) -> None:
    """Put everybody staged on a list, or take them off it if their row says that they left; all of it are events."""
    state = "COALESCE(NULLIF(consent, ''), 'subscribed')"
    for is_explicit in (False, True):
        _put(
            "list_id", str(int(list_id)), state, f"{'' if is_explicit else 'NOT '}{_EXPLICIT}", is_explicit, source, now
        )
    kinds = "CASE state WHEN 'subscribed' THEN 'list_joined' ELSE 'list_left' END"
    _tell(kinds, f"list_id = {int(list_id)}", json.dumps({"list": slug}), source, now)


def _put(key: str, value: str, state: str, which: str, is_explicit: bool, source: str, now: datetime) -> None:
    table = "automation_consent" if key == "transport" else "automation_listsubscription"
    unique = "contact_id, transport" if key == "transport" else "list_id, contact_id"
    sql.execute(
        f"""
        WITH changed AS (
            INSERT INTO {table} AS t (contact_id, {key}, state, source, changed_at, proof)
            SELECT contact_id, {value}, {state}, left(COALESCE(NULLIF(consent_source, ''), %s), 64),
                COALESCE(NULLIF(consent_at, '')::timestamptz, %s),
                jsonb_strip_nulls(jsonb_build_object('text', NULLIF(consent_text, ''), 'import', %s::text))
            FROM {STAGE} WHERE {which} ORDER BY contact_id
            ON CONFLICT ({unique}) DO UPDATE
                SET state = EXCLUDED.state, source = EXCLUDED.source,
                    changed_at = EXCLUDED.changed_at, proof = EXCLUDED.proof
                WHERE (t.state, EXCLUDED.state) IN {allowed_changes(is_explicit=is_explicit)}
                  AND t.changed_at <= EXCLUDED.changed_at
            RETURNING contact_id, state, source, changed_at, proof
        )
        INSERT INTO automation_consentrecord (contact_id, transport, list_id, state, source, changed_at, proof)
        SELECT contact_id, '{EMAIL}', {"NULL" if key == "transport" else value}, state, source, changed_at, proof
        FROM changed
        """,  # noqa: S608
        [source, now, source],
    )


def _tell(kind: str, which: str, data: str, source: str, now: datetime) -> None:
    """Record an event for each word just kept of the staged people; source is where, now when it was brought in."""
    sql.execute(
        f"""
        INSERT INTO automation_event (kind, key, occurred_at, recorded_at, contact_id, email, problem, data)
        SELECT {kind}, concat_ws(':', %s::text, contact_id, list_id, state), %s, %s, contact_id, '', '',
            %s::jsonb || jsonb_build_object('state', state, 'source', %s::text)
        FROM automation_consentrecord
        WHERE contact_id = ANY(ARRAY(SELECT contact_id FROM {STAGE})) AND proof->>'import' = %s AND {which}
        ON CONFLICT (key, occurred_at) DO NOTHING
        """,  # noqa: S608
        [source, now, now, data, source, source],
    )


def tell_created(source: str, now: datetime) -> None:
    """Record an event for each contact that is new."""
    sql.execute(
        f"""
        INSERT INTO automation_event (kind, key, occurred_at, recorded_at, contact_id, email, problem, data)
        SELECT 'contact_created', %s || ':' || contact_id, %s, %s, contact_id, '', '',
            jsonb_build_object('source', %s::text)
        FROM {STAGE} WHERE is_new
        ON CONFLICT (key, occurred_at) DO NOTHING
        """,  # noqa: S608
        [source, now, now, source],
    )


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
