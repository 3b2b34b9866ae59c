"""Load a purchase history into the shop and let the journeys run over it, one virtual day after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from saleor.core.db.connection import allow_writer
from saleor.order.models import Order

from saleor_automation import pipeline
from saleor_automation.messages.transports import Transport
from world.demo.clock import VirtualClock
from world.demo.front_door import FrontDoor
from world.demo.history import file, goods, sales
from world.demo.marketer import switch_journeys_on
from world.demo.progress import Steps

DAY = timedelta(days=1)


@dataclass(frozen=True)
class LoadedHistory:
    """orders_loaded is counted in the shop, not while loading; the days are the first and the one behind the last."""

    orders_in_file: int
    orders_loaded: int
    customers: int
    products: int
    first_day: datetime
    end: datetime


def load(path: Path, steps: Steps) -> LoadedHistory:
    """Put a history into the shop and take it in with `automation_sync`. Raises HistoryFileError."""
    history = file.open_history(path)
    with allow_writer():
        with steps.step("Reading the file", history.metadata.num_rows) as note:
            orders_in_file = file.stage(history, note)
        with steps.step("Creating products, customers and orders"), transaction.atomic():
            channel = goods.create_channel()
            products = goods.create_products(channel, file.product_names(path))
            customers = sales.create_customers()
            sales.create_orders(channel)
        _analyze()
        call_command("automation_sync")
        _analyze()
        first_day, end = _days()
        orders_loaded = Order.objects.filter(channel=channel).count()
    return LoadedHistory(orders_in_file, orders_loaded, customers, products, first_day, end)


def _analyze() -> None:
    """Tell the planner of the rows that have just come; in a live shop autovacuum does this in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _days() -> tuple[datetime, datetime]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(placed_at), max(placed_at) FROM history_order")
        first, last = (moment.astimezone(UTC) for moment in cursor.fetchone())
    midnight = {"hour": 0, "minute": 0, "second": 0, "microsecond": 0}
    return first.replace(**midnight), last.replace(**midnight) + DAY


def live(
    history: LoadedHistory,
    clock: VirtualClock,
    public_url: str,
    transport: Transport,
    show: Callable[[datetime], None],
) -> None:
    """Switch all journeys on before the first order, then let the engine do at the end of each day what is due."""
    switch_journeys_on(FrontDoor(public_url), public_url, customer_consent="soft_opt_in")
    while clock.now < history.end:
        show(clock.now)
        clock.move_to(clock.now + DAY)
        with allow_writer():
            pipeline.run_everything(transport, clock.now)
