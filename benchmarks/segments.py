"""Segments over a million contacts and five million events, against reading everything in order.

Prints the plan of every criterion; none of them may read the whole log.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from saleor.core.db.connection import allow_writer

from benchmarks.harness import INFORMATION, Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation.contacts.touched import touch
from saleor_automation.core import sql
from saleor_automation.events.partitions import create_months, month_of, shift_month
from saleor_automation.segments import keeping, saving
from saleor_automation.segments.compilation import PEOPLE, compile_with
from saleor_automation.segments.conditions import ROOT
from saleor_automation.segments.knowing import learn_about

GROUP = "segments"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
CONTACTS = 1_000_000
EVENTS = 5_000_000
CHUNK = 250_000

THREE = {
    "all": [
        {"fact": "country", "op": "eq", "value": "DE"},
        {"fact": "spent", "op": "gt", "value": 400, "currency": "EUR"},
        {"fact": "last_order_age_days", "op": "gte", "value": 90},
    ]
}
BY_HAND = """
    SELECT count(*) FROM automation_contact c
    JOIN automation_contacttotals t ON t.contact_id = c.id
    JOIN automation_contactmoney m ON m.contact_id = c.id AND m.currency = 'EUR'
    WHERE c.country_code = 'DE' AND m.spent_amount > 400 AND t.last_order_at <= %s
"""
"""The same question as somebody writes it by hand: three tables read in order and joined by hash."""

CRITERIA: dict[str, dict[str, Any]] = {
    "order amount": {"fact": "order_amount", "op": "gt", "value": 100, "currency": "EUR"},
    "geography": {"fact": "country", "op": "eq", "value": "DE"},
    "money spent": {"fact": "spent", "op": "gt", "value": 400, "currency": "EUR"},
    "money spent in 90 days": {"fact": "spent", "op": "gt", "value": 40, "currency": "EUR", "within_days": 90},
    "number of orders": {"fact": "orders_count", "op": "gte", "value": 2},
    "items bought": {"fact": "bought_product", "op": "has", "value": [7, 8, 9], "within_days": 90},
    "cart abandoned": {"fact": "carts_abandoned_count", "op": "gte", "value": 1, "within_days": 30},
    "time since last order": {"fact": "last_order_age_days", "op": "gte", "value": 90},
    "product seen more than once": {"fact": "same_product_views", "op": "gte", "value": 2, "within_days": 30},
    "number of visits": {"fact": "visits_count", "op": "gte", "value": 3, "within_days": 30},
    "loyalty": {"fact": "points", "op": "gte", "value": 100},
    "mail engagement": {"fact": "last_mail_engaged_age_days", "op": "lt", "value": 30},
    "event in a window": {"fact": "event", "event": "product_viewed", "op": "gte", "value": 3, "within_days": 7},
    "sequence": {
        "fact": "sequence",
        "event": "product_viewed",
        "then": "order_placed",
        "op": "not_followed",
        "value": 2,
        "within_days": 14,
    },
}


def measure() -> Iterator[Row]:
    with allow_writer():
        fill()
        show_plans()
        yield from _asked()
        yield from _kept()
        empty_our_tables()


def fill() -> None:
    """Make the contacts, their totals, orders and events, set by set; some minutes."""
    empty_our_tables()
    with transaction.atomic():
        create_months(shift_month(month_of(NOW), -7), 9, connection.schema_editor())
    for first in range(1, CONTACTS, CHUNK):
        _say(f"contacts from {first:,}")
        _people(first, min(first + CHUNK - 1, CONTACTS))
    for first in range(1, EVENTS, CHUNK * 2):
        _say(f"events from {first:,}")
        _events(first, min(first + CHUNK * 2 - 1, EVENTS))
    _say("vacuum, analyze")
    for name in ("contact", "contacttotals", "contactmoney", "contactproduct", "purchase", "pointsbalance", "event"):
        sql.execute(f"VACUUM ANALYZE automation_{name}")


def _people(first: int, last: int) -> None:
    span, params = "generate_series(%s::bigint, %s::bigint) AS n", [first, last]
    sql.execute(
        f"""
        INSERT INTO automation_contact (id, email, first_name, last_name, language_code, country_code,
            country_area, city, postal_code, time_zone, channel_slug, origin, created_at, updated_at)
        SELECT n, 'p' || n || '@shop.example', 'Anna', '', 'en',
            (ARRAY['GB','DE','FR','PL','US','ES','IT','NL','SE','BR'])[(1 + (n * 7919) %% 10)::int],
            '', '', '', '', 'eu',
            'benchmark', %s, %s
        FROM {span}
        """,
        [NOW, NOW, *params],
    )
    sql.execute(
        f"""
        INSERT INTO automation_contacttotals (contact_id, orders_count, first_order_at, last_order_at,
            cancelled_count, carts_abandoned_count, visits_count, views_count, messages_count, opens_count,
            clicks_count, last_open_at)
        SELECT n, (n * 31) %% 8, %s - interval '800 days', CASE WHEN (n * 31) %% 8 > 0
            THEN %s - ((n * 104729) %% 700) * interval '1 day' - (n %% 86400) * interval '1 second' END,
            0, 0, 1, 1, 1, 0, 0, CASE WHEN n %% 3 = 0 THEN %s - ((n * 15485863) %% 400) * interval '1 day' END
        FROM {span}
        """,
        [NOW, NOW, NOW, *params],
    )
    sql.execute(
        f"""
        INSERT INTO automation_contactmoney (contact_id, currency, orders_count, spent_amount)
        SELECT n, 'EUR', (n * 31) %% 8, ((n * 2654435761) %% 1000)::numeric / 2 FROM {span} WHERE (n * 31) %% 8 > 0
        """,
        params,
    )
    sql.execute(
        f"""
        INSERT INTO automation_purchase (order_id, number, email, contact_id, channel_slug, currency, gross_amount,
            net_amount, voucher_code, checkout_token, placed_at)
        SELECT md5('order' || n)::uuid, n::text, '', n, 'eu', 'EUR', (n * 7) %% 200, 0, '', '',
            %s - ((n * 104729) %% 700) * interval '1 day'
        FROM {span} WHERE (n * 31) %% 8 > 0
        """,
        [NOW, *params],
    )
    sql.execute(
        f"""
        INSERT INTO automation_contactproduct (contact_id, product_id, views_count, bought_quantity, last_bought_at)
        SELECT n, 1 + (n * 613) %% 2000, 1 + n %% 4, 1, %s - ((n * 104729) %% 700) * interval '1 day' FROM {span}
        """,
        [NOW, *params],
    )
    sql.execute(
        f"""
        INSERT INTO automation_pointsbalance (contact_id, pending, confirmed, earned, updated_at)
        SELECT n, 0, n %% 300, 0, %s FROM {span} WHERE n %% 10 = 0
        """,
        [NOW, *params],
    )


def _events(first: int, last: int) -> None:
    sql.execute(
        """
        INSERT INTO automation_event (kind, key, occurred_at, recorded_at, processed_at, contact_id, product_id, data)
        SELECT (ARRAY['product_viewed','product_viewed','product_viewed','page_viewed','message_opened',
                      'checkout_abandoned','message_sent'])[(1 + n % 7)::int],
            'bench:' || n, moment, moment, moment, 1 + ((n * 2654435761) % 1000000), 1 + (n * 31) % 2000, '{}'
        FROM generate_series(%s::bigint, %s::bigint) AS n,
             LATERAL (SELECT %s - ((n * 104729) % 15552000) * interval '1 second' AS moment) m
        """.replace("% ", "%% "),
        [first, last, NOW],
    )


def show_plans() -> None:
    """Print the plan of each criterion for one batch of contacts. Raises AssertionError if one reads the whole log."""
    print(f"plans over {CONTACTS:,} contacts and {EVENTS:,} events", file=sys.stderr)
    for name, condition in CRITERIA.items():
        compiled = _compiled(condition)
        statement = f"SELECT c.id FROM {PEOPLE} WHERE c.id > %s AND c.id <= %s AND ({compiled.where})"
        lines = [row[0] for row in sql.fetch_all(f"EXPLAIN {statement}", [500_000, 505_000, *compiled.params])]
        print(f"\n{name}: {condition}", *lines, sep="\n  ", file=sys.stderr)
        # A month without an event costs nothing to read, whichever way.
        read = [line for line in lines if "Seq Scan on automation_event" in line and "cost=0.00..0.00" not in line]
        assert not read, (name, read)


def _compiled(condition: dict[str, Any]) -> Any:
    checked = ROOT.validate_python(condition)
    return compile_with(checked, NOW, learn_about([checked]))


def _asked() -> Iterator[Row]:
    """Count a saved segment, and one that is only previewed, against the same question by reading in order."""
    segment = saving.create_segment("Sleeping Germans", THREE, NOW)
    began = _seconds(_until_built)
    sql.execute("VACUUM ANALYZE automation_segmentmember")
    compiled = _compiled(THREE)
    question = f"SELECT count(*) FROM {PEOPLE} WHERE {compiled.where}"
    stored = "SELECT count(*) FROM automation_segmentmember WHERE segment_id = %s"
    expected = sql.fetch_all(question, list(compiled.params))[0][0]
    assert sql.fetch_all(stored, [segment.pk])[0][0] == expected

    def scan() -> None:
        with transaction.atomic():
            for way in ("indexscan", "bitmapscan", "indexonlyscan"):
                sql.execute(f"SET LOCAL enable_{way} = off")
            sql.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            assert sql.fetch_all(BY_HAND, [NOW - timedelta(days=90)])[0][0] == expected

    speeds = in_turns(
        {
            "saved": lambda: speed_of(lambda: sql.fetch_all(stored, [segment.pk]), CONTACTS),
            "preview": lambda: speed_of(lambda: sql.fetch_all(question, list(compiled.params)), CONTACTS),
            "scan": lambda: speed_of(scan, CONTACTS),
        }
    )
    yield compare(
        GROUP,
        f"segment over {CONTACTS:,} contacts, 3 criteria",
        speeds["saved"],
        speeds["scan"],
        baseline="reading in order",
        target=Target(at_least=30),
        unit="contacts",
        note=f"{expected:,} members; they were found in {began:.1f} s in batches, in the background",
    )
    yield compare(
        GROUP,
        "the same before it is saved",
        speeds["preview"],
        speeds["scan"],
        baseline="reading in order",
        target=INFORMATION,
        unit="contacts",
    )


def _kept() -> Iterator[Row]:
    """One touched contact against a full refresh of the same segment."""
    number = iter(range(1, CONTACTS, 997))

    def one() -> None:
        touch([next(number)], NOW)
        assert keeping.recheck_touched(NOW, 1000) == 1

    def everybody() -> None:
        sql.execute("UPDATE automation_segment SET refresh_cursor = 0")
        while keeping.refresh_step(NOW):
            pass

    speeds = in_turns(
        {"one": lambda: speed_of(one, 1), "refresh": lambda: speed_of(everybody, 1)},
        rounds=3,
    )
    yield compare(
        GROUP,
        "one touched contact, share of a full refresh",
        speeds["refresh"],
        speeds["one"],
        baseline="one contact",
        target=Target(at_most=0.01, is_share=True),
        unit="refresh",
    )


def _until_built() -> None:
    while keeping.keep_current(NOW, 1000):
        pass


def _seconds(work: Callable[[], object]) -> float:
    return 1 / speed_of(work, 1)


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
