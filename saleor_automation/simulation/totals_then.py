"""Running totals as they stood at a moment: what they are today, less what the log says happened since.

So a total is right even where the log no longer reaches back to its beginning.
"""

from ..core import sql
from .past import Past
from .shadows import real


def reckon_back(past: Past) -> None:
    """Fill the totals and the money spent of everybody who is there; people must be filled."""
    _own_messages(past)
    _changed_since(past)
    _totals(past)
    _money(past)


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
        SELECT contact_id, kind, occurred_at, currency, gross, takes_off, machine
        FROM {events}, {_TOLD} WHERE occurred_at > %s AND kind = ANY(%s) AND contact_id IS NOT NULL
          AND processed_at IS NOT NULL AND problem = ''
        UNION ALL
        SELECT e.contact_id, e.kind, e.occurred_at, NULL, NULL, NULL, machine
        FROM {events} e JOIN past_own_message o ON o.id = e.message_id, {_TOLD}
        WHERE e.occurred_at <= %s AND e.kind = ANY(%s) AND e.contact_id IS NOT NULL
          AND e.processed_at IS NOT NULL AND e.problem = ''
        """,  # noqa: S608
        [past.since, _COUNTED, past.since, _OF_MESSAGES],
    )
    sql.execute("VACUUM ANALYZE past_counted")


# Read at once: an order of many lines is stored in pieces, which every look at it puts together again.
_TOLD = "LATERAL jsonb_to_record(data) AS told(currency text, gross numeric, takes_off bool, machine bool)"
_OF_MESSAGES = ["message_sent", "message_opened", "message_clicked"]
_COUNTED = [
    *("order_placed", "order_cancelled", "order_refunded", "checkout_abandoned", "page_viewed", "product_viewed"),
    *_OF_MESSAGES,
]

_PEOPLE = "NOT COALESCE(machine, FALSE)"
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
    WHEN 'order_cancelled' THEN CASE WHEN COALESCE(takes_off, TRUE) THEN -1 ELSE 0 END
    WHEN 'order_refunded' THEN CASE WHEN COALESCE(takes_off, TRUE) THEN -1 ELSE 0 END ELSE 0 END"""


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
            SELECT contact_id, currency, sum({_SIGN}) AS orders, sum({_SIGN} * gross) AS spent
            FROM past_counted WHERE kind LIKE 'order%%' GROUP BY 1, 2
        ) s WHERE s.contact_id = m.contact_id AND s.currency = m.currency
        """,  # noqa: S608
    )
