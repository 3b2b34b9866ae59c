"""Fill the shadows with what was known at the moment a simulation begins.

Running totals are reckoned backwards: what they are today, less what the log says happened since. So a total is right
even where the log no longer reaches back to its beginning. own is everything the simulated journey itself did when it
really ran: it is taken out of the past, or people would get its mails twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..core import sql
from .needs import Needs
from .shadows import real


@dataclass(frozen=True, slots=True)
class Past:
    """Which past is meant: from the beginning until the end, without what one journey did in it."""

    since: datetime
    until: datetime
    journey_id: int
    journey_slug: str

    @property
    def source(self) -> str:
        """How the journey is named as the source of what it changed about people."""
        return f"journey:{self.journey_slug}"[:64]


def fill(past: Past, needs: Needs) -> Iterator[str]:
    """Fill one kind of knowledge after another, yielding its name before each."""
    yield "people"
    _people(past)
    yield "orders"
    _purchases(past)
    yield "totals"
    _own_messages(past)
    _changed_since(past)
    _totals(past)
    _money(past)
    _products(past)
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
    return sql.fetch_all(  # type: ignore[return-value]
        """
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
        """,
        [f"pg_temp.{table}"],
    )


def _own_messages(past: Past) -> None:
    """Remember which messages the journey really sent, so that what became of them can be left out."""
    sql.execute(
        f"""
        INSERT INTO past_own_message
        SELECT id FROM {real("automation_message")} WHERE journey_id = %s
        """,  # noqa: S608
        [past.journey_id],
    )


def _changed_since(past: Past) -> None:
    """Note what the totals have counted since the beginning, or of the journey's own messages at any time."""
    events = real("automation_event")
    sql.execute(
        f"""
        INSERT INTO past_counted
        SELECT contact_id, kind, occurred_at, product_id, data, occurred_at <= %s
        FROM {events} WHERE occurred_at > %s AND kind = ANY(%s) AND contact_id IS NOT NULL
          AND processed_at IS NOT NULL AND problem = ''
        UNION ALL
        SELECT e.contact_id, e.kind, e.occurred_at, NULL, e.data, TRUE
        FROM {events} e JOIN past_own_message o ON o.id = e.message_id
        WHERE e.occurred_at <= %s AND e.kind = ANY(%s) AND e.contact_id IS NOT NULL
          AND e.processed_at IS NOT NULL AND e.problem = ''
        """,  # noqa: S608
        [past.since, past.since, _COUNTED, past.since, _OF_MESSAGES],
    )
    sql.execute("VACUUM ANALYZE past_counted")


_OF_MESSAGES = ["message_sent", "message_opened", "message_clicked"]
_COUNTED = [
    *("order_placed", "order_cancelled", "order_refunded", "checkout_abandoned", "page_viewed", "product_viewed"),
    *_OF_MESSAGES,
]

_PEOPLE = "NOT COALESCE((data->>'machine')::bool, FALSE)"
_COUNTS = {
    "orders_count": "count(*) FILTER (WHERE kind = 'order_placed') - count(*) FILTER (WHERE kind = 'order_cancelled')",
    "cancelled_count": "count(*) FILTER (WHERE kind = 'order_cancelled')",
    "carts_abandoned_count": "count(*) FILTER (WHERE kind = 'checkout_abandoned')",
    "visits_count": "count(*) FILTER (WHERE is_visit)",
    "views_count": "count(*) FILTER (WHERE kind = 'product_viewed')",
    "messages_count": "count(*) FILTER (WHERE kind = 'message_sent')",
    "opens_count": f"count(*) FILTER (WHERE kind = 'message_opened' AND {_PEOPLE})",
    "clicks_count": f"count(*) FILTER (WHERE kind = 'message_clicked' AND {_PEOPLE})",
}
_LATEST = {
    "last_order_at": ("order_placed",),
    "last_cart_abandoned_at": ("checkout_abandoned",),
    "last_visit_at": ("page_viewed", "product_viewed"),
    "last_view_at": ("product_viewed",),
    "last_message_at": ("message_sent",),
    "last_open_at": ("message_opened",),
    "last_click_at": ("message_clicked",),
}


def _totals(past: Past) -> None:
    sql.execute(
        f"""
        INSERT INTO automation_contacttotals
        SELECT t.* FROM {real("automation_contacttotals")} t JOIN automation_contact c ON c.id = t.contact_id
        """  # noqa: S608
    )
    _latest(past)
    counts = ", ".join(f"{expression} AS {name}" for name, expression in _COUNTS.items())
    sql.execute(
        f"""
        UPDATE automation_contacttotals t SET {", ".join(f"{n} = GREATEST(0, t.{n} - s.{n})" for n in _COUNTS)},
            first_order_at = CASE WHEN t.first_order_at <= %s THEN t.first_order_at END
        FROM (
            SELECT contact_id, {counts} FROM (
                SELECT s.*, kind IN ('page_viewed', 'product_viewed') AND COALESCE(
                    occurred_at - COALESCE(
                        max(occurred_at) FILTER (WHERE kind IN ('page_viewed', 'product_viewed')) OVER (
                            PARTITION BY s.contact_id ORDER BY occurred_at
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                        k.last_visit_at
                    ) > interval '30 minutes', TRUE) AS is_visit
                FROM past_counted s JOIN automation_contacttotals k USING (contact_id)
            ) seen GROUP BY contact_id
        ) s WHERE s.contact_id = t.contact_id
        """,  # noqa: S608
        [past.since],
    )


def _latest(past: Past) -> None:
    """Set the times at which something last happened back to the beginning, for those to whom it happened since."""
    events = real("automation_event")
    for column, kinds in _LATEST.items():
        is_of_messages = kinds[0] in _OF_MESSAGES
        own = "AND (e.message_id IS NULL OR NOT EXISTS (SELECT FROM past_own_message o WHERE o.id = e.message_id))"
        people = (
            "AND NOT COALESCE((e.data->>'machine')::bool, FALSE)"
            if kinds[0] in ("message_opened", "message_clicked")
            else ""
        )
        sql.execute(
            f"""
            UPDATE automation_contacttotals t SET {column} = (
                SELECT max(e.occurred_at) FROM {events} e
                WHERE e.contact_id = t.contact_id AND e.kind = ANY(%s) AND e.occurred_at <= %s
                  AND e.processed_at IS NOT NULL {own if is_of_messages else ""} {people}
            )
            WHERE t.{column} > %s {
                "OR EXISTS (SELECT FROM past_counted s WHERE s.contact_id = t.contact_id AND s.kind = ANY(%s))"
                if is_of_messages
                else ""
            }
            """,  # noqa: S608
            [list(kinds), past.since, past.since, *([list(kinds)] if is_of_messages else [])],
        )


_SIGN = """CASE kind WHEN 'order_placed' THEN 1
    WHEN 'order_cancelled' THEN CASE WHEN COALESCE((data->>'takes_off')::bool, TRUE) THEN -1 ELSE 0 END
    WHEN 'order_refunded' THEN CASE WHEN COALESCE((data->>'takes_off')::bool, TRUE) THEN -1 ELSE 0 END ELSE 0 END"""


def _money(past: Past) -> None:
    sql.execute(
        f"""
        INSERT INTO automation_contactmoney
        SELECT m.* FROM {real("automation_contactmoney")} m JOIN automation_contact c ON c.id = m.contact_id
        """  # noqa: S608
    )
    sql.execute(
        f"""
        UPDATE automation_contactmoney m
        SET orders_count = m.orders_count - s.orders, spent_amount = m.spent_amount - s.spent
        FROM (
            SELECT contact_id, data->>'currency' AS currency, sum({_SIGN}) AS orders,
                   sum({_SIGN} * (data->>'gross')::numeric) AS spent
            FROM past_counted WHERE kind LIKE 'order%%' GROUP BY 1, 2
        ) s WHERE s.contact_id = m.contact_id AND s.currency = m.currency
        """,  # noqa: S608
    )


def _products(past: Past) -> None:
    sql.execute(
        f"""
        INSERT INTO automation_contactproduct
        SELECT p.* FROM {real("automation_contactproduct")} p JOIN automation_contact c ON c.id = p.contact_id
        """  # noqa: S608
    )
    events = real("automation_event")
    sql.execute(
        f"""
        UPDATE automation_contactproduct p
        SET views_count = GREATEST(0, p.views_count - s.views), bought_quantity = p.bought_quantity - s.bought,
            last_viewed_at = CASE WHEN p.last_viewed_at <= %s THEN p.last_viewed_at ELSE (
                SELECT max(e.occurred_at) FROM {events} e WHERE e.contact_id = p.contact_id
                  AND e.kind = 'product_viewed' AND e.product_id = p.product_id AND e.occurred_at <= %s) END,
            last_bought_at = CASE WHEN p.last_bought_at <= %s THEN p.last_bought_at ELSE (
                SELECT max(e.occurred_at) FROM {events} e WHERE e.contact_id = p.contact_id
                  AND e.kind = 'order_placed' AND e.occurred_at <= %s
                  AND e.data->'lines' @> jsonb_build_array(jsonb_build_object('product_id', p.product_id))) END
        FROM (
            SELECT contact_id, product_id, sum(views) AS views, sum(bought) AS bought FROM (
                SELECT contact_id, product_id, 1 AS views, 0 AS bought FROM past_counted
                WHERE kind = 'product_viewed' AND product_id IS NOT NULL
                UNION ALL
                SELECT contact_id, (l->>'product_id')::int, 0, {_SIGN} * (l->>'quantity')::int
                FROM past_counted, jsonb_array_elements(data->'lines') l
                WHERE kind LIKE 'order%%' AND l->>'product_id' IS NOT NULL
            ) each GROUP BY 1, 2
        ) s WHERE s.contact_id = p.contact_id AND s.product_id = p.product_id
        """,  # noqa: S608
        [past.since] * 4,
    )
    sql.execute("DELETE FROM automation_contactproduct WHERE views_count <= 0 AND last_bought_at IS NULL")


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
