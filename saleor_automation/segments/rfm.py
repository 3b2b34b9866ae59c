"""Recency and frequency classes with fixed thresholds, so that one person's class never depends on the others.

The grid of eleven names is the well-known one with scores from 1 to 5 for recency and frequency. Quintiles would
move people whenever somebody else orders; fixed thresholds move them only by what they do and by time. Money is
left out: an amount needs a currency, and `spent` asks for it exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass

RECENCY_DAYS = (30, 90, 180, 365)
"""An order at most this many days old scores 5, 4, 3 or 2; an older one 1."""

FREQUENCY_ORDERS = (10, 6, 4, 2)
"""At least this many orders score 5, 4, 3 or 2; one order scores 1."""


@dataclass(frozen=True)
class RfmClass:
    """cells are rectangles of the grid: (lowest recency, highest recency, lowest frequency, highest frequency)."""

    key: str
    label_en: str
    label_it: str
    cells: tuple[tuple[int, int, int, int], ...]


RFM_CLASSES = (
    RfmClass("champions", "Champions", "Campioni", ((5, 5, 4, 5),)),
    RfmClass("loyal", "Loyal customers", "Clienti fedeli", ((3, 4, 4, 5),)),
    RfmClass("potential_loyalists", "Potential loyalists", "Potenziali fedeli", ((4, 5, 2, 3),)),
    RfmClass("new_customers", "New customers", "Nuovi clienti", ((5, 5, 1, 1),)),
    RfmClass("promising", "Promising", "Promettenti", ((4, 4, 1, 1),)),
    RfmClass("need_attention", "Need attention", "Da seguire", ((3, 3, 3, 3),)),
    RfmClass("about_to_sleep", "About to sleep", "In procinto di dormire", ((3, 3, 1, 2),)),
    RfmClass("at_risk", "At risk", "A rischio", ((1, 2, 3, 4),)),
    RfmClass("cannot_lose", "Cannot lose them", "Da non perdere", ((1, 2, 5, 5),)),
    RfmClass("hibernating", "Hibernating", "In letargo", ((2, 2, 1, 2),)),
    RfmClass("lost", "Lost", "Persi", ((1, 1, 1, 2),)),
)

BY_KEY = {each.key: each for each in RFM_CLASSES}


def age_bounds(lowest: int, highest: int) -> tuple[int | None, int | None]:
    """Return (older than, at most) in days for a range of recency scores; None where there is no bound."""
    older_than = None if highest == 5 else RECENCY_DAYS[4 - highest]
    at_most = None if lowest == 1 else RECENCY_DAYS[5 - lowest]
    return older_than, at_most


def order_bounds(lowest: int, highest: int) -> tuple[int, int | None]:
    """Return (at least, fewer than) orders for a range of frequency scores; None where there is no bound."""
    at_least = 1 if lowest == 1 else FREQUENCY_ORDERS[5 - lowest]
    fewer_than = None if highest == 5 else FREQUENCY_ORDERS[4 - highest]
    return at_least, fewer_than


def grid() -> Iterator[tuple[int, int, str]]:
    """Yield (recency, frequency, class) of every cell."""
    for each in RFM_CLASSES:
        for low_r, high_r, low_f, high_f in each.cells:
            for recency in range(low_r, high_r + 1):
                for frequency in range(low_f, high_f + 1):
                    yield recency, frequency, each.key
