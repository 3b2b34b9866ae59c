"""What keeps lists true in the background: looking along the shelf, counting sales, letting go of what is old."""

from datetime import datetime

from django.db import transaction

from ..core.settings import get_settings
from ..events import sweep
from ..shop.configuration import ShopConfiguration
from . import looking, sales, shown, waves


def look_along(configuration: ShopConfiguration, now: datetime) -> int:
    """Look at the next page of products and return how many it had; 0 when a round is complete."""
    return looking.look(configuration, now)


def count_sales(now: datetime) -> int:
    """Count marked days again, a few at once, and return how many; 0 when none is left."""
    sales.begin(now)
    with transaction.atomic():
        return sales.count_marked(now)


def mark_changed_sales(now: datetime) -> int:
    """Mark the days of orders that changed since the last sweep; returns how many orders were read."""
    settings = get_settings()
    overlap = settings.sweep_overlap_seconds
    sales.begin(now)
    return sweep.sweep(sales.source(), now, page_size=settings.batch_size, overlap_seconds=overlap)


def forget_old(now: datetime) -> None:
    """Let go of what no list and no link needs any more, batch by batch."""
    sales.forget_old(now)
    while shown.forget_old(now):
        pass
    while waves.forget_old(now):
        pass
