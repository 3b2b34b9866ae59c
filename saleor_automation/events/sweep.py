"""Find what the hooks missed: read the shop's orders, checkouts and customers again by their time of change.

A sweep reads from a little before its watermark, because a transaction may commit long after the time stamp it
carries. A backfill reads everything once, oldest first, and remembers its place after every page: killed and
called again, it goes on behind the last committed page.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DataError, IntegrityError, transaction

from ..core.exceptions import AutomationError
from ..shop.checkouts import changed_checkouts
from ..shop.customers import changed_customers
from ..shop.orders import changed_orders
from .checkouts import absorb_checkouts
from .customers import absorb_customers
from .models import SweepMark
from .orders import absorb_orders

logger = logging.getLogger(__name__)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """One table of the shop: how to page through it by (time of change, primary key), and what to do with a page."""

    name: str
    changed: Callable[[datetime, Any, datetime, int], list[tuple[datetime, Any]]]
    absorb: Callable[[Collection[Any], datetime], int]


def sources(cart_idle_minutes: int) -> list[Source]:
    """Return the tables a sweep reads, customers first so that orders find their contact complete."""
    return [
        Source("customers", changed_customers, absorb_customers),
        Source("checkouts", changed_checkouts, lambda ids, now: absorb_checkouts(ids, now, cart_idle_minutes)),
        Source("orders", changed_orders, absorb_orders),
    ]


def sweep(source: Source, now: datetime, *, page_size: int, overlap_seconds: int) -> int:
    """Read what changed since the watermark and move it to now; returns the number of rows read.

    The first sweep of a shop starts at now: its history is the backfill's business.
    """
    mark, is_first = SweepMark.objects.get_or_create(name=source.name, defaults={"read_until": now})
    if is_first or mark.read_until is None:
        return 0
    since = mark.read_until - timedelta(seconds=overlap_seconds)
    count = sum(len(page) for page in _pages(source, since, None, now, page_size))
    SweepMark.objects.filter(name=source.name).update(read_until=now)
    return count


def begin_backfill(all_sources: Sequence[Source], since: datetime | None) -> list[Source]:
    """Return the tables that are to be read: those an interrupted backfill has left, else all of them from since.

    An interrupted backfill goes on as it was begun: since is then not looked at.
    """
    with transaction.atomic():
        left = unfinished_backfill()
        if left:
            return [source for source in all_sources if source.name in left]
        for source in all_sources:
            start = {"read_until": since or BEGINNING, "cursor": "", "finished_at": None}
            SweepMark.objects.update_or_create(name=_backfill_name(source), defaults=start)
    return list(all_sources)


def unfinished_backfill() -> dict[str, datetime]:
    """Return how far an interrupted backfill has read the tables it had not finished; empty if there is none."""
    marks = SweepMark.objects.filter(name__startswith=_BACKFILL, finished_at=None)
    return {mark.name.removeprefix(_BACKFILL): mark.read_until or BEGINNING for mark in marks}


def forget_backfill() -> None:
    """Let the next backfill begin anew."""
    SweepMark.objects.filter(name__startswith=_BACKFILL).delete()


def backfill(source: Source, now: datetime, *, page_size: int) -> Iterator[int]:
    """Read on in a table from where its backfill stands, and yield the size of each page once it is committed."""
    mark = SweepMark.objects.get(name=_backfill_name(source))
    for page in _pages(source, mark.read_until or BEGINNING, mark.cursor or None, now, page_size, mark):
        yield len(page)
    mark.finished_at = now
    mark.save()
    SweepMark.objects.get_or_create(name=source.name, defaults={"read_until": now})


_BACKFILL = "backfill-"


def _backfill_name(source: Source) -> str:
    return f"{_BACKFILL}{source.name}"


def _pages(
    source: Source,
    since: datetime,
    after_id: Any,
    until: datetime,
    page_size: int,
    mark: SweepMark | None = None,
) -> Iterator[list[tuple[datetime, Any]]]:
    """Yield committed pages; with a mark, the place behind each page is remembered in the same transaction."""
    while True:
        with transaction.atomic():
            page = source.changed(since, after_id, until, page_size)
            if page:
                _absorb(source, [row[1] for row in page], until)
                since, after_id = page[-1]
            if page and mark is not None:
                mark.read_until, mark.cursor = since, str(after_id)
                mark.save()
        if page:
            yield page
        if len(page) < page_size:
            return


def _absorb(source: Source, ids: Sequence[Any], now: datetime) -> None:
    """Take a page in; if that fails, take its rows one by one and leave out, with a log entry, those that fail."""
    try:
        with transaction.atomic():
            source.absorb(ids, now)
        return
    except (DataError, IntegrityError, AutomationError):
        logger.exception("automation: a page of %d %s failed, trying one by one", len(ids), source.name)
    for row_id in ids:
        try:
            with transaction.atomic():
                source.absorb([row_id], now)
        except (DataError, IntegrityError, AutomationError):
            logger.exception("automation: %s %s cannot be read", source.name, row_id)
