"""Let the past happen again: what became known between two moments is put into the shadows, in sets.

What happened waits in staging tables, so that looking for what is next never reads the shop's large tables. The log
itself is staged a piece at a time. next_at tells the clock when there will be something.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from ..core import sql
from ..scores import ledger, points
from ..shop.past import put_carts, take_carts
from .beginning import _VALUE
from .needs import VIEWS, Needs
from .past import Past
from .shadows import real
from .staging import adjustment, cart_of, checkout_of, points_adjustment, set_aside

PIECE = timedelta(days=7)
"""How much of the log is staged at once."""

RECKONED = (
    *("segment_entered", "segment_left", "score_crossed", "points_confirmed", "points_redeemed", "points_expired"),
    *("tier_entered", "tier_left"),
)
"""What the simulation tells anew by the engine; what the log says of it is left out."""

_TURNS = {
    "order_paid": "paid_at",
    "order_fulfilled": "fulfilled_at",
    "order_cancelled": "cancelled_at",
    "order_refunded": "refunded_at",
}

# From when on, too, though nothing earlier is left: the planner, told the end alone, expects half of what is set aside
# and reads whole tables of orders for it.
_HAPPENS = "e.occurred_at > %s AND e.occurred_at <= %s"


class Feed:
    """The past of a simulation, as far as it has not happened yet."""

    def __init__(self, past: Past, needs: Needs) -> None:
        self.past = past
        self.needs = needs
        self.told = past.since
        self.staged_until = self.happened = past.since
        self._next: dict[str, datetime | None] = {}
        self._feeds: dict[str, Callable[[datetime], None]] = {
            "contacts": self._contacts,
            "words": self._words,
            "tags": self._tags,
            "messages": self._messages,
            "adjustments": self._adjustments,
            "events": self._events,
        }

    def stage(self) -> None:
        """Set aside what will happen. One scan of each table, the log excepted, which is staged a piece at a time."""
        set_aside(self.past, self.needs)
        for name in ("contacts", "words", "tags", "messages", "adjustments"):
            sql.execute(f"VACUUM ANALYZE past_{name.removesuffix('s')}")
            self._next[name] = self._first_of(name)
        self._stage_events()
        self._messages(self.past.since)

    def next_at(self) -> datetime | None:
        """Return when something happens next, or None if nothing does before the end."""
        return min((at for at in self._next.values() if at is not None), default=None)

    def tell(self, now: datetime) -> None:
        """Let everything happen that had happened by now. Must run in a transaction."""
        for name, feed in self._feeds.items():
            at = self._next.get(name)
            if at is not None and at <= now:
                feed(now)
                if name not in ("events", "contacts"):
                    self._next[name] = self._first_of(name)
        self.told = now

    # ---- what happens ------------------------------------------------------------------------------------------

    def _contacts(self, now: datetime) -> None:
        self._next["contacts"] = sql.fetch_all(
            f"""
            WITH came AS (
                INSERT INTO automation_contact SELECT c.* FROM past_contact p
                JOIN {real("automation_contact")} c ON c.id = p.id
                WHERE p.at > %s AND p.at <= %s ON CONFLICT DO NOTHING RETURNING id
            ), counted AS (
                INSERT INTO automation_contacttotals (contact_id, orders_count, cancelled_count, carts_abandoned_count,
                    visits_count, views_count, messages_count, opens_count, clicks_count)
                SELECT id, 0, 0, 0, 0, 0, 0, 0, 0 FROM came
            )
            SELECT min(at) FROM past_contact WHERE at > %s
            """,  # noqa: S608
            [self.told, now, now],
        )[0][0]

    def _words(self, now: datetime) -> None:
        for table, column, which in (
            ("automation_consent", "transport", "list_id IS NULL"),
            ("automation_listsubscription", "list_id", "list_id IS NOT NULL"),
        ):
            sql.execute(
                f"""
                INSERT INTO {table} AS t (contact_id, {column}, state, source, changed_at, proof)
                SELECT DISTINCT ON (contact_id, {column}) contact_id, {column}, state, source, said_at, '{{}}'::jsonb
                FROM past_word w WHERE at <= %s AND {which}
                  AND EXISTS (SELECT FROM automation_contact c WHERE c.id = w.contact_id)
                ORDER BY contact_id, {column}, at DESC, said_at DESC
                ON CONFLICT (contact_id, {column}) DO UPDATE
                    SET state = EXCLUDED.state, source = EXCLUDED.source, changed_at = EXCLUDED.changed_at
                """,  # noqa: S608
                [now],
            )
        self._touch("past_word", now)
        sql.execute("DELETE FROM past_word WHERE at <= %s", [now])

    def _tags(self, now: datetime) -> None:
        sql.execute(
            """
            DELETE FROM automation_contacttag m USING past_tag p
            WHERE p.at <= %s AND NOT p.is_added AND m.tag_id = p.tag_id AND m.contact_id = p.contact_id
              AND NOT EXISTS (SELECT FROM past_tag n WHERE n.at <= %s AND n.at >= p.at AND n.is_added
                              AND n.tag_id = p.tag_id AND n.contact_id = p.contact_id)
            """,
            [now, now],
        )
        sql.execute(
            """
            INSERT INTO automation_contacttag (tag_id, contact_id, assigned_at, source)
            SELECT p.tag_id, p.contact_id, p.at, p.source FROM past_tag p
            JOIN automation_tag g ON g.id = p.tag_id JOIN automation_contact c ON c.id = p.contact_id
            WHERE p.at <= %s AND p.is_added AND NOT EXISTS (
                SELECT FROM past_tag n WHERE n.at <= %s AND n.at > p.at AND NOT n.is_added
                  AND n.tag_id = p.tag_id AND n.contact_id = p.contact_id)
            ON CONFLICT DO NOTHING
            """,
            [now, now],
        )
        self._touch("past_tag", now)
        sql.execute("DELETE FROM past_tag WHERE at <= %s", [now])

    def _messages(self, now: datetime) -> None:
        """What other journeys really sent: caps count it."""
        sql.execute(
            """
            WITH sent AS (DELETE FROM past_message WHERE at <= %s RETURNING *)
            INSERT INTO automation_message (id, key, contact_id, template_id, kind, transport, planned_at, step_id,
                template_revision, state, reason, detail, notes, context, truth, send_at, handed_at, settled_at,
                attempts, subject, language_code)
            SELECT id, key, contact_id, template_id, kind, transport, planned_at, '', 0, 'delivered', '', '', '[]',
                   '{}', '[]', at, at, at, 1, '', '' FROM sent ON CONFLICT DO NOTHING
            """,
            [now],
        )
        self._next["messages"] = self._first_of("messages")

    def _adjustments(self, now: datetime) -> None:
        rows = sql.fetch_all(
            "DELETE FROM past_adjustment WHERE at <= %s RETURNING at, is_points, entry::text, 1", [now]
        )
        entries = [(row[0], row[1], json.loads(row[2])) for row in sorted(rows, key=lambda row: (row[0], row[2]))]
        ledger.move([adjustment(at, entry) for at, is_points, entry in entries if not is_points], now)
        points.move([points_adjustment(at, entry) for at, is_points, entry in entries if is_points], now)

    def _events(self, now: datetime) -> None:
        while self._next["events"] is not None and self._next["events"] <= now:
            until = min(now, self.staged_until)
            self._happen(until)
            self.happened = until
            if until == self.staged_until and until < self.past.until:
                self._stage_events()

    def _happen(self, now: datetime) -> None:
        kinds = self._look_ahead(now)
        if "checkout_abandoned" in kinds:
            self._carts(now)
        self._orders(kinds, now)
        if "field_changed" in kinds:
            self._fields(now)
        sql.execute(
            f"""
            INSERT INTO automation_event (id, kind, key, occurred_at, recorded_at, problem, contact_id, email, user_id,
                order_id, checkout_id, product_id, message_id, data)
            SELECT id, kind, key, occurred_at, occurred_at, '', contact_id, '', NULL, order_id, checkout_id, product_id,
                   message_id, data
            FROM past_event e WHERE {_HAPPENS} AND kind <> ALL(%s) ORDER BY occurred_at, id
            ON CONFLICT DO NOTHING
            """,  # noqa: S608
            [self.happened, now, sorted(self.needs.passed_over)],
        )

    def _look_ahead(self, now: datetime) -> set[str]:
        """Return the kinds of events that happen by now, and note when the next one does."""
        kinds, first = sql.fetch_all(
            f"""
            SELECT ARRAY(SELECT DISTINCT kind FROM past_event e WHERE {_HAPPENS}),
                   (SELECT min(occurred_at) FROM past_event WHERE occurred_at > %s)
            """,  # noqa: S608
            [self.happened, now, now],
        )[0]
        self._next["events"] = self._or_next_piece(first)
        return set(kinds)

    def _or_next_piece(self, first: datetime | None) -> datetime | None:
        return first or (self.staged_until if self.staged_until < self.past.until else None)

    def _carts(self, now: datetime) -> None:
        rows = sql.fetch_all(
            f"""
            SELECT e.checkout_id, c.email, c.user_id, e.data::text, e.occurred_at FROM past_event e
            JOIN automation_contact c ON c.id = e.contact_id
            WHERE e.kind = 'checkout_abandoned' AND e.checkout_id IS NOT NULL AND {_HAPPENS}
            ORDER BY e.occurred_at, e.id
            """,  # noqa: S608
            [self.happened, now],
        )
        put_carts([cart_of(*row) for row in rows])
        sql.execute(
            f"""
            INSERT INTO automation_cart AS t (checkout_id, email, user_id, contact_id, channel_slug, currency,
                total_amount, started_at, changed_at, abandoned_at)
            SELECT DISTINCT ON (e.checkout_id) e.checkout_id, c.email, c.user_id, c.id,
                   COALESCE(e.data->>'channel', ''), COALESCE(e.data->>'currency', ''),
                   COALESCE((e.data->>'total')::numeric, 0), e.occurred_at, e.occurred_at, e.occurred_at
            FROM past_event e JOIN automation_contact c ON c.id = e.contact_id
            WHERE e.kind = 'checkout_abandoned' AND e.checkout_id IS NOT NULL AND {_HAPPENS}
            ORDER BY e.checkout_id, e.occurred_at DESC
            ON CONFLICT (checkout_id) DO UPDATE
                SET changed_at = EXCLUDED.changed_at, abandoned_at = EXCLUDED.abandoned_at
            """,  # noqa: S608
            [self.happened, now],
        )

    def _orders(self, kinds: set[str], now: datetime) -> None:
        if "order_placed" in kinds:
            self._placed(now)
        if kinds & set(_TURNS):
            turned = ", ".join(f"max(e.occurred_at) FILTER (WHERE e.kind = '{k}') AS {c}" for k, c in _TURNS.items())
            sql.execute(
                f"""
                UPDATE automation_purchase p SET {", ".join(f"{c} = COALESCE(t.{c}, p.{c})" for c in _TURNS.values())}
                FROM (SELECT order_id, {turned} FROM past_event e WHERE {_HAPPENS} AND e.kind = ANY(%s) GROUP BY 1) t
                WHERE p.order_id = t.order_id
                """,  # noqa: S608
                [self.happened, now, sorted(_TURNS)],
            )
        if {"order_refunded", "order_partly_refunded"} & kinds:
            sql.execute(
                f"""
                UPDATE automation_purchase p
                SET refunded_amount = COALESCE((e.data->>'refunded')::numeric, p.gross_amount)
                FROM past_event e WHERE e.kind IN ('order_refunded', 'order_partly_refunded') AND {_HAPPENS}
                  AND p.order_id = e.order_id
                """,  # noqa: S608
                [self.happened, now],
            )

    def _placed(self, now: datetime) -> None:
        placed = sql.fetch_all(
            f"""
            INSERT INTO automation_purchase (order_id, number, email, user_id, contact_id, channel_slug, currency,
                gross_amount, net_amount, refunded_amount, voucher_code, checkout_token, placed_at)
            SELECT p.order_id, p.number, p.email, p.user_id, e.contact_id, p.channel_slug, p.currency, p.gross_amount,
                   p.net_amount, 0, p.voucher_code, p.checkout_token, e.occurred_at
            FROM past_event e JOIN {real("automation_purchase")} p ON p.order_id = e.order_id
            WHERE e.kind = 'order_placed' AND {_HAPPENS} ON CONFLICT DO NOTHING
            RETURNING checkout_token, placed_at
            """,  # noqa: S608
            [self.happened, now],
        )
        ordered = {checkout_id: at for token, at in placed if (checkout_id := checkout_of(token)) is not None}
        if ordered:
            take_carts(ordered)
            sql.update_rows(
                "automation_cart", ("checkout_id", "uuid"), {"ordered_at": "timestamptz"}, list(ordered.items())
            )

    def _fields(self, now: datetime) -> None:
        changes = f"""
            SELECT DISTINCT ON (e.contact_id, f.id) e.contact_id, f.id AS field_id, e.data->'new' AS value,
                   e.occurred_at
            FROM past_event e JOIN automation_customfield f ON f.slug = e.data->>'field'
            JOIN automation_contact c ON c.id = e.contact_id
            WHERE e.kind = 'field_changed' AND {_HAPPENS}
            ORDER BY e.contact_id, f.id, e.occurred_at DESC, e.id DESC
        """  # noqa: S608
        sql.execute(
            f"""
            DELETE FROM automation_fieldvalue x USING ({changes}) v
            WHERE x.contact_id = v.contact_id AND x.field_id = v.field_id
            """,  # noqa: S608
            [self.happened, now],
        )
        sql.execute(
            f"""
            INSERT INTO automation_fieldvalue (contact_id, field_id, {", ".join(_VALUE)}, source, updated_at)
            SELECT v.contact_id, v.field_id, {", ".join(_VALUE.values())}, '', v.occurred_at FROM ({changes}) v
            JOIN automation_customfield f ON f.id = v.field_id
            WHERE v.value IS NOT NULL AND v.value <> 'null'::jsonb
            """,  # noqa: S608
            [self.happened, now],
        )

    # ---- staging -----------------------------------------------------------------------------------------------

    def _stage_events(self) -> None:
        """Set aside the next piece of the log that has anything in it."""
        self._next["events"] = None
        sql.execute("DELETE FROM past_event")
        while self.staged_until < self.past.until:
            begin, self.staged_until = self.staged_until, min(self.staged_until + PIECE, self.past.until)
            left_out = [*RECKONED, *([] if self.needs.views else VIEWS)]
            sql.execute(
                f"""
                INSERT INTO past_event
                SELECT id, kind, key, occurred_at, contact_id, order_id, checkout_id, product_id, message_id, data
                FROM {real("automation_event")} e
                WHERE occurred_at > %s AND occurred_at <= %s AND contact_id IS NOT NULL AND kind <> ALL(%s)
                  AND COALESCE(data->>'source', '') <> %s
                  AND NOT EXISTS (SELECT FROM past_own_message o WHERE o.id = e.message_id)
                """,  # noqa: S608
                [begin, self.staged_until, left_out, self.past.source],
            )
            sql.execute("ANALYZE past_event")
            first = sql.fetch_all("SELECT min(occurred_at) FROM past_event")[0][0]
            self._next["events"] = self._or_next_piece(first)
            if self._next["events"] is not None:
                return

    def _first_of(self, name: str) -> datetime | None:
        found = sql.fetch_all(f"SELECT min(at) FROM past_{name.removesuffix('s')}")[0][0]  # noqa: S608
        return found if isinstance(found, datetime) else None

    def _touch(self, table: str, now: datetime) -> None:
        if self.needs.segments:
            sql.execute(
                f"""
                INSERT INTO automation_touchedcontact (contact_id, due_at)
                SELECT DISTINCT contact_id, %s::timestamptz FROM {table} WHERE at <= %s ORDER BY 1
                """,  # noqa: S608
                [now, now],
            )
