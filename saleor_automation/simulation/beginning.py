"""Fill the shadows with what was known at the moment a simulation begins.

Running totals are reckoned backwards (totals_then.py). What the simulated journey itself did when it really ran
is left out, or people would get its mails twice.
"""

from collections.abc import Iterator

from ..core import sql
from .needs import Needs
from .past import Past
from .products_then import fill_products
from .session import vacuum
from .shadows import real
from .totals_then import reckon_back


def fill(past: Past, needs: Needs) -> Iterator[str]:
    """Fill one kind of knowledge after another, yielding its name before each."""
    yield "people"
    _people(past)
    yield "orders"
    _purchases(past)
    for table in ("automation_contact", "automation_purchase"):
        vacuum(table)
    yield "totals"
    reckon_back(past)
    for table in ("automation_contacttotals", "automation_contactmoney"):
        vacuum(table)
    if needs.products:
        yield "products"
        fill_products(past)
        vacuum("automation_contactproduct")
    yield "marks"
    _consent(past)
    _tags(past)
    _fields(past)
    _interests(past)
    if needs.scores:
        yield "scores"
        _scores(past)
    if needs.points:
        yield "points"
        _points(past)
    if needs.history:
        yield "history"
        _history(past, needs)


def _people(past: Past) -> None:
    sql.execute(
        f"INSERT INTO automation_contact SELECT * FROM {real('automation_contact')} WHERE created_at <= %s",  # noqa: S608
        [past.since],
    )


def _purchases(past: Past) -> None:
    """Orders placed before, without the turns they took later. What was sent back in part later is known in full."""
    source = real("automation_purchase")
    later = {name: f"CASE WHEN {name} <= %s THEN {name} END" for name in _TURNS}
    later["refunded_amount"] = "CASE WHEN refunded_at > %s THEN 0 ELSE refunded_amount END"
    names = [row[0] for row in _columns("automation_purchase")]
    values = ", ".join(later.get(name, name) for name in names)
    sql.execute(
        f"INSERT INTO automation_purchase ({', '.join(names)}) SELECT {values} FROM {source} WHERE placed_at <= %s",  # noqa: S608
        [*([past.since] * len(later)), past.since],
    )


_TURNS = ("paid_at", "fulfilled_at", "cancelled_at", "refunded_at")


def _columns(table: str) -> list[tuple[str]]:
    return sql.fetch_all(
        """
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
        """,
        [f"pg_temp.{table}"],
    )


def _consent(past: Past) -> None:
    """The last word of each person before the beginning, on each transport and list."""
    words = real("automation_consentrecord")
    for table, column in (("automation_consent", "transport"), ("automation_listsubscription", "list_id")):
        kept = real(table)
        condition = "list_id IS NULL" if column == "transport" else "list_id IS NOT NULL"
        sql.execute(
            f"""
            INSERT INTO {table} (contact_id, {column}, state, source, changed_at, proof)
            SELECT DISTINCT ON (contact_id, {column}) contact_id, {column}, state, source, changed_at, '{{}}'::jsonb
            FROM (
                SELECT contact_id, {column}, state, source, changed_at, 1 AS is_newest FROM {kept}
                WHERE changed_at <= %s AND source <> %s
                UNION ALL
                SELECT contact_id, {column}, state, source, changed_at, 0 FROM {words}
                WHERE {condition} AND changed_at <= %s AND source <> %s
            ) said WHERE EXISTS (SELECT FROM automation_contact c WHERE c.id = said.contact_id)
            ORDER BY contact_id, {column}, changed_at DESC, is_newest DESC
            """,  # noqa: S608
            [past.since, past.source] * 2,
        )


def _tags(past: Past) -> None:
    sql.execute(
        f"""
        INSERT INTO automation_contacttag (tag_id, contact_id, assigned_at, source)
        SELECT p.tag_id, p.contact_id, p.assigned_at, p.assigned_by FROM {real("automation_tagperiod")} p
        JOIN automation_contact c ON c.id = p.contact_id JOIN automation_tag t ON t.id = p.tag_id
        WHERE p.assigned_at <= %s AND p.assigned_by <> %s
          AND (p.removed_at IS NULL OR p.removed_at > %s OR p.removed_by = %s)
        ON CONFLICT DO NOTHING
        """,  # noqa: S608
        [past.since, past.source, past.since, past.source],
    )


_VALUE = {
    "text_value": "CASE WHEN f.type IN ('text', 'choice') THEN v.value #>> '{}' END",
    "number_value": "CASE WHEN f.type = 'number' THEN (v.value #>> '{}')::numeric END",
    "boolean_value": "CASE WHEN f.type = 'boolean' THEN (v.value #>> '{}')::bool END",
    "date_value": "CASE WHEN f.type = 'date' THEN (v.value #>> '{}')::date END",
    "datetime_value": "CASE WHEN f.type = 'date_time' THEN (v.value #>> '{}')::timestamptz END",
    "choices_value": "CASE WHEN f.type = 'many_choice' THEN ARRAY(SELECT jsonb_array_elements_text(v.value)) END",
}
"""How what an event says of a field becomes its columns; v.value is JSON."""


def _fields(past: Past) -> None:
    """What people hold today, and where it changed since, what the first change says was there before."""
    sql.execute(
        f"""
        INSERT INTO automation_fieldvalue
        SELECT v.* FROM {real("automation_fieldvalue")} v JOIN automation_contact c ON c.id = v.contact_id
        """  # noqa: S608
    )
    changes = f"""
        SELECT DISTINCT ON (e.contact_id, f.id) e.contact_id, f.id AS field_id, e.data->'old' AS value, e.occurred_at
        FROM {real("automation_event")} e JOIN automation_customfield f ON f.slug = e.data->>'field'
        WHERE e.kind = 'field_changed' AND e.occurred_at > %s AND e.contact_id IS NOT NULL
        ORDER BY e.contact_id, f.id, e.occurred_at, e.id
    """  # noqa: S608
    sql.execute(
        f"""
        DELETE FROM automation_fieldvalue x USING ({changes}) v
        WHERE x.contact_id = v.contact_id AND x.field_id = v.field_id
        """,  # noqa: S608
        [past.since],
    )
    sql.execute(
        f"""
        INSERT INTO automation_fieldvalue (contact_id, field_id, {", ".join(_VALUE)}, source, updated_at)
        SELECT v.contact_id, v.field_id, {", ".join(_VALUE.values())}, '', %s FROM ({changes}) v
        JOIN automation_customfield f ON f.id = v.field_id JOIN automation_contact c ON c.id = v.contact_id
        WHERE v.value IS NOT NULL AND v.value <> 'null'::jsonb
        ON CONFLICT DO NOTHING
        """,  # noqa: S608
        [past.since, past.since],
    )


def _interests(past: Past) -> None:
    sql.execute(
        f"""
        INSERT INTO automation_contactinterest
        SELECT i.* FROM {real("automation_contactinterest")} i JOIN automation_contact c ON c.id = i.contact_id
        WHERE LEAST(i.last_viewed_at, i.followed_at) <= %s
        """,  # noqa: S608
        [past.since],
    )


_EXPIRED = "CASE WHEN e.expired_at <= %s THEN e.expired_at END"


def _scores(past: Past) -> None:
    entries = real("automation_scoreentry")
    names = [row[0] for row in _columns("automation_scoreentry")]
    values = ", ".join(
        "CASE WHEN e.expired_at <= %s THEN e.expired_at END" if n == "expired_at" else f"e.{n}" for n in names
    )
    sql.execute(
        f"""
        INSERT INTO automation_scoreentry ({", ".join(names)}) SELECT {values} FROM {entries} e
        JOIN automation_contact c ON c.id = e.contact_id WHERE e.occurred_at <= %s AND e.source <> %s
        """,  # noqa: S608
        [past.since, past.since, past.source],
    )
    sql.execute(
        """
        INSERT INTO automation_contactscore (contact_id, score_id, value, updated_at)
        SELECT contact_id, score_id, sum(points), %s FROM automation_scoreentry GROUP BY 1, 2
        """,
        [past.since],
    )


def _points(past: Past) -> None:
    entries = real("automation_pointsentry")
    names = [row[0] for row in _columns("automation_pointsentry")]
    values = ", ".join(
        "CASE WHEN e.expired_at <= %s THEN e.expired_at END" if n == "expired_at" else f"e.{n}" for n in names
    )
    sql.execute(
        f"""
        INSERT INTO automation_pointsentry ({", ".join(names)}) SELECT {values} FROM {entries} e
        JOIN automation_contact c ON c.id = e.contact_id WHERE e.occurred_at <= %s AND e.source <> %s
        """,  # noqa: S608
        [past.since, past.since, past.source],
    )
    sql.execute(
        f"""
        INSERT INTO automation_pointsbalance (contact_id, pending, confirmed, earned, tier_id, tier_since,
            tier_check_at, updated_at)
        SELECT s.contact_id, s.pending, s.confirmed, s.earned,
               CASE WHEN b.tier_since <= %s THEN b.tier_id END, CASE WHEN b.tier_since <= %s THEN b.tier_since END,
               CASE WHEN b.tier_since <= %s THEN b.tier_check_at END, %s
        FROM (SELECT contact_id, sum(pending) AS pending, sum(confirmed) AS confirmed, sum(earned) AS earned
              FROM automation_pointsentry GROUP BY 1) s
        LEFT JOIN {real("automation_pointsbalance")} b ON b.contact_id = s.contact_id
        """,  # noqa: S608
        [past.since] * 4,
    )


def _history(past: Past, needs: Needs) -> None:
    """The part of the log that conditions look back at."""
    names = [row[0] for row in _columns("automation_event")]
    begin = past.since - needs.look_back if needs.look_back is not None else None
    sql.execute(
        f"""
        INSERT INTO automation_event ({", ".join(names)}) SELECT {", ".join(f"e.{n}" for n in names)}
        FROM {real("automation_event")} e JOIN automation_contact c ON c.id = e.contact_id
        WHERE e.occurred_at <= %s AND (%s::timestamptz IS NULL OR e.occurred_at > %s) AND e.kind = ANY(%s)
          AND e.processed_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM past_own_message o WHERE o.id = e.message_id)
        """,  # noqa: S608
        [past.since, begin, begin, sorted(needs.history)],
    )
