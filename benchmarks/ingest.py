"""Taking in what happens: the hook in the customer's request, and events by the thousand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.channel.models import Channel
from saleor.checkout.models import CheckoutLine
from saleor.core.db.connection import allow_writer
from saleor.warehouse.models import Stock

from benchmarks.harness import INFORMATION, ROUNDS, Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation import pipeline
from saleor_automation.events.log import NewEvent, record
from tests.shop.storefront import start_checkout
from world.catalogue.foundation import create_foundation
from world.catalogue.products import create_products

GROUP = "ingest"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PLUGIN = "saleor_automation.plugin.AutomationPlugin"

EVENTS = 10_000
EVENTS_ALONE = 500
CALLS = 100
"""Calls of the mutation in a round, with and without the plugin in turns."""


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        plugins = settings.PLUGINS
        yield from _hook()
        settings.PLUGINS = plugins
        yield from _recording()
        empty_our_tables()


# The hook: checkoutLinesAdd with and without us


def _hook() -> Iterator[Row]:
    shop = Storefront()
    shop.add(with_plugin=True)
    shop.add(with_plugin=False)
    extra_statements = shop.statements(with_plugin=True) - shop.statements(with_plugin=False)
    assert extra_statements == 1, f"the hook runs {extra_statements} statements"
    shares, with_us, without = [], [], []
    for number in range(ROUNDS):
        pairs = shop.pairs(turned=bool(number % 2))
        without.append(median(theirs for _, theirs in pairs))
        with_us.append(without[-1] + median(ours - theirs for ours, theirs in pairs))
        shares.append(with_us[-1] / without[-1] - 1)
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
        note=f"{extra_statements} statement more; median difference of {CALLS} pairs of calls, one behind the other",
    )


class Storefront:
    """One customer of the demo shop who adds to one cart again and again, over the sandbox's /graphql/."""

    def __init__(self) -> None:
        create_foundation()
        create_products()
        channel = Channel.objects.order_by("pk")[0]
        in_stock = Stock.objects.filter(
            warehouse__channels=channel, quantity__gt=10, product_variant__channel_listings__channel=channel
        )
        self._items = [(stock.product_variant, 1) for stock in in_stock.order_by("pk")[:3]]
        self._cart = start_checkout(channel, self._items, email="anna@shop.example")

    def add(self, *, with_plugin: bool) -> float:
        """Add one unit and return the seconds the whole request took."""
        settings.PLUGINS = [PLUGIN] if with_plugin else []
        CheckoutLine.objects.update(quantity=1)  # the cart is the same before every call
        began = time.perf_counter()
        self._cart.add(self._items[:1])
        return time.perf_counter() - began

    def statements(self, *, with_plugin: bool) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.add(with_plugin=with_plugin)
        return len(queries)

    def pairs(self, *, turned: bool) -> list[tuple[float, float]]:
        """Return the seconds with and without the plugin of calls one behind the other: neighbours meet both alike."""
        pairs = []
        for _ in range(CALLS):
            seconds = {which: self.add(with_plugin=which) for which in ((False, True) if turned else (True, False))}
            pairs.append((seconds[True], seconds[False]))
        return pairs


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
