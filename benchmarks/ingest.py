"""Taking in what happens: the hook in the customer's request, and events by the thousand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.core.db.connection import allow_writer

from benchmarks.harness import INFORMATION, Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation import pipeline
from saleor_automation.events.log import NewEvent, record
from tests.shop import factories
from tests.shop.storefront import start_checkout

GROUP = "ingest"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PLUGIN = "saleor_automation.plugin.AutomationPlugin"

EVENTS = 10_000
EVENTS_ALONE = 500
CALLS = 60
"""Calls of the mutation in a round, with and without the plugin in turns."""


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        yield from _hook()
        yield from _recording()
        empty_our_tables()


# The hook: checkoutLinesAdd with and without us


def _hook() -> Iterator[Row]:
    shop = Storefront()
    shop.add(with_plugin=True)
    shop.add(with_plugin=False)
    extra_statements = shop.statements(with_plugin=True) - shop.statements(with_plugin=False)
    assert extra_statements == 1, f"the hook runs {extra_statements} statements"
    with_us: list[float] = []
    without: list[float] = []
    for number in range(5):
        ours, theirs = shop.round(turned=bool(number % 2))
        with_us.append(ours)
        without.append(theirs)
    shares = [ours / theirs - 1 for ours, theirs in zip(with_us, without, strict=True)]
    yield Row(
        group=GROUP,
        name="hook, share of checkoutLinesAdd",
        ratio=median(shares),
        baseline="the mutation without the plugin",
        target=Target(at_most=0.02, is_share=True),
        unit="calls",
        ours=1 / median(with_us),
        theirs=1 / median(without),
        rounds=len(shares),
        lowest_ratio=min(shares),
        highest_ratio=max(shares),
        note=f"{extra_statements} statement more; medians of {CALLS} calls each, taken in turns",
    )


class Storefront:
    """One customer who changes the quantity in one cart again and again, over the sandbox's /graphql/."""

    def __init__(self) -> None:
        factories.make_site()
        channel = factories.make_channel(f"bench-{uuid4().hex[:8]}")
        product = factories.make_product(prices={channel: "10"}, stock=1_000_000)
        self._variant = product.default_variant
        self._cart = start_checkout(channel, [(self._variant, 1)], email="anna@shop.example")

    def add(self, *, with_plugin: bool) -> float:
        """Add one unit and return the seconds the whole request took."""
        settings.PLUGINS = [PLUGIN] if with_plugin else []
        began = time.perf_counter()
        self._cart.add([(self._variant, 1)])
        return time.perf_counter() - began

    def statements(self, *, with_plugin: bool) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.add(with_plugin=with_plugin)
        return len(queries)

    def round(self, *, turned: bool) -> tuple[float, float]:
        """Return the median seconds of a call with and without the plugin."""
        seconds: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(CALLS):
            for with_plugin in (False, True) if turned else (True, False):
                seconds[with_plugin].append(self.add(with_plugin=with_plugin))
        return median(seconds[True]), median(seconds[False])


# Events by the thousand


def _recording() -> Iterator[Row]:
    numbers = count()

    def by_the_thousand() -> float:
        batches = [[_event(next(numbers)) for _ in range(1000)] for _ in range(EVENTS // 1000)]
        return speed_of(lambda: [record(batch, NOW) for batch in batches], EVENTS)

    def one_by_one() -> float:
        events = [_event(next(numbers)) for _ in range(EVENTS_ALONE)]
        return speed_of(lambda: [_insert(event) for event in events], EVENTS_ALONE)

    def processed() -> float:
        waiting = EVENTS

        def work() -> None:
            taken = 0
            while taken < waiting and (learned := pipeline.learn(NOW + timedelta(hours=1))):
                taken += learned

        by_the_thousand()
        return speed_of(work, waiting)

    speeds = in_turns({"by the thousand": by_the_thousand, "one by one": one_by_one, "processed": processed})
    yield compare(
        GROUP,
        "event ingest, durable",
        speeds["by the thousand"],
        speeds["one by one"],
        baseline="single INSERT, own commit",
        target=Target(at_least=20),
        unit="events",
    )
    yield Row(
        group=GROUP,
        name="events identified, counted and told",
        ratio=1.0,
        baseline="",
        target=INFORMATION,
        unit="events",
        ours=median(speeds["processed"]),
        theirs=None,
        rounds=len(speeds["processed"]),
        lowest_ratio=1.0,
        highest_ratio=1.0,
    )


def _event(number: int) -> NewEvent:
    return NewEvent(
        kind="product_viewed",
        key=f"bench:{number}",
        occurred_at=NOW,
        email=f"anna{number % 5000}@shop.example",
        product_id=number % 300,
        data={"url": f"https://shop.example/products/{number}"},
    )


def _insert(event: NewEvent) -> None:
    """Write one event as its own transaction, the way a request handler would."""
    columns: dict[str, Any] = {
        "kind": event.kind,
        "key": event.key,
        "occurred_at": event.occurred_at,
        "recorded_at": NOW,
        "email": event.email,
        "product_id": event.product_id,
        "data": '{"url": "https://shop.example/"}',
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO automation_event ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )
