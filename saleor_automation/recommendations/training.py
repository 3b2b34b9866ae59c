"""Train on the shop's past: one transaction from the lock to the swap, so that whoever is killed leaves nothing behind.

The transaction holds no row and, between its reads, no snapshot while it computes: it keeps nobody waiting, and
PostgreSQL may clean up meanwhile.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from ..core import sql
from ..shop.kinship import categories_of
from . import tuning
from .generations import Learned, NeighbourKind, Sellers, last_trained, write
from .history import Orders, Views, measure_extent, read_orders, read_views
from .interactions import Catalogue, Floats, Interactions, Ints, gather
from .learning import Model, learn
from .quality import report_on
from .sessions import viewed_after

logger = logging.getLogger(__name__)

LOCK = "automation:recommendations"
BEST_SELLERS_KEPT = 200
RETRAIN_VIEWS_DAYS = 7
"""Views alone, without a new order, are reason enough to train again after this many days."""


@dataclass(frozen=True, slots=True)
class Training:
    """What came of a training: the number of the new generation, or why there is none.

    reason is "" when there is one, "already_running" while another training is at work, "nothing_new" when no order
    came, went or was cancelled since the last.
    """

    generation_id: int | None
    reason: str = ""


def train(now: datetime, *, force: bool = False) -> Training:
    """Learn from everything that happened by now and swap the generation; force trains even if nothing is new.

    A shop without an order gets an empty generation, from which readers fall back to nothing. Two trainings at once:
    the second gives up. Takes a few seconds for a thousand products, about a minute and 0.7 GB for eight thousand.
    """
    with transaction.atomic():
        if not sql.fetch_all("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])[0][0]:
            return Training(None, "already_running")
        extent = measure_extent(now)
        last = last_trained()
        if last is not None and not force:
            is_same = (last.orders_count, last.trained_until) == (extent.orders_count, extent.last_placed_at)
            if is_same and (now - last.trained_at).days < RETRAIN_VIEWS_DAYS:
                return Training(None, "nothing_new")
        lesson = study(now)
        generation = write(lesson.facts, lesson.learned, lesson.sellers, now)
    logger.info(
        "automation: recommendations of %d products learned from %d lines",
        lesson.facts["products_count"],
        lesson.facts["lines_count"],
    )
    return Training(generation.pk)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned and not written yet; facts are the columns of its generation."""

    facts: dict[str, Any]
    learned: list[Learned]
    sellers: list[Sellers]


def study(now: datetime, *, is_judged: bool = True) -> Lesson:
    """Learn from everything that happened by now, and write nothing. Must run in a transaction.

    is_judged also finds out how good it is, which takes a second training.
    """
    began = time.perf_counter()
    extent = measure_extent(now)
    interactions, catalogue, lines_count = _gather(read_orders(now))
    views = read_views(now)
    report = asdict(report_on(interactions)) if is_judged else {}
    model = learn(interactions)
    product_ids = catalogue.items.astype(np.int64)
    learned = [*_learned(model, product_ids), _learned_views(views)]
    sellers = list(_sellers(product_ids, model.pace.recent))
    facts = {
        "trained_until": extent.last_placed_at,
        "orders_count": extent.orders_count,
        "lines_count": lines_count,
        "views_count": len(views.products),
        "people_count": interactions.people_count,
        "products_count": interactions.items_count,
        "method": model.method.value,
        "report": report,
        "seconds": round(time.perf_counter() - began, 3),
    }
    return Lesson(facts, learned, sellers)


def _gather(orders: Orders) -> tuple[Interactions, Catalogue, int]:
    """Number the lines densely, and let go of what was read: it is as large as what is made of it."""
    return *gather(orders.people, orders.baskets, orders.products, orders.ages), len(orders.products)


def is_training() -> bool:
    """Tell whether a training is at work right now, on any worker; one query."""
    rows = sql.fetch_all(
        """
        SELECT EXISTS (
            SELECT 1 FROM pg_locks l, (SELECT hashtextextended(%s, 0) AS key) k
            WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid = ((k.key >> 32) & 4294967295)::oid AND l.objid = (k.key & 4294967295)::oid
        )
        """,
        [LOCK],
    )
    return bool(rows[0][0])


def _learned(model: Model, product_ids: Ints) -> Iterator[Learned]:
    yield Learned(NeighbourKind.TOGETHER, product_ids, model.together)
    yield Learned(NeighbourKind.TASTE, product_ids, model.taste, model.pace.ratio)
    yield Learned(NeighbourKind.CART, product_ids, model.cart)


def _learned_views(views: Views) -> Learned:
    product_ids, numbers = np.unique(views.products, return_inverse=True)
    found = viewed_after(views.sessions, numbers, len(product_ids), tuning.NEIGHBOURS_KEPT_SPARSE)
    return Learned(NeighbourKind.VIEWED, product_ids, found)


def _sellers(product_ids: Ints, recent: Floats) -> Iterator[Sellers]:
    """Yield the best sellers of the shop and of every category, all categories below it included."""
    order = np.lexsort((product_ids, -recent))
    ranked = [(int(product_ids[each]), float(f"{recent[each]:.6g}")) for each in order.tolist()]
    groups: dict[int, list[tuple[int, float]]] = defaultdict(list)
    groups[0] = ranked[:BEST_SELLERS_KEPT]
    for begin in range(0, len(ranked), 10_000):
        page = ranked[begin : begin + 10_000]
        paths = categories_of([product_id for product_id, _ in page])
        for product_id, score in page:
            for category_id in paths.get(product_id, ()):
                if len(groups[category_id]) < BEST_SELLERS_KEPT:
                    groups[category_id].append((product_id, score))
    for category_id, those in sorted(groups.items()):
        yield Sellers(category_id, [each[0] for each in those], [each[1] for each in those])
