"""What people look at after what: directed co-views within a session, near ones counting more.

Sequential rules, normalised by row (Ludewig and Jannach 2018, UMUAI, "SR"): a tenth of the cost of nearest-neighbour
sessions and at least their quality in our own measurement on RetailRocket's view sessions.
"""

import numpy as np

from . import tuning
from .interactions import Floats, Ints, Matrix, sums
from .neighbours import Neighbours, strongest


def viewed_after(sessions: Ints, items: Ints, items_count: int, most: int) -> Neighbours:
    """Return what is looked at after each item.

    The arrays run in parallel, one entry per view; views of a session stand together, oldest first. A view d views
    later counts 1 / d; scores of an item add up to 1. counts is how often the one was looked at after the other.
    """
    shape = (items_count, items_count)
    weights, counts = sums(items[:0], items[:0], items[:0], shape), sums(items[:0], items[:0], items[:0], shape)
    for distance in range(1, min(tuning.VIEW_DISTANCE, max(len(items) - 1, 0)) + 1):
        first, then = items[:-distance], items[distance:]
        pairs = (sessions[:-distance] == sessions[distance:]) & (first != then)
        one, other = first[pairs], then[pairs]
        seen = sums(one, other, np.ones(len(one)), shape)
        counts = counts + seen
        weights = weights + seen / distance
    weights.sort_indices()
    counts.sort_indices()
    totals = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    found = weights.tocoo()
    scores = found.data / totals[found.row]
    return strongest(found.row, found.col, scores, counts.data.astype(np.int64), items_count, most)


def recent_interest(rows: Ints, items: Ints, positions: Ints, shape: tuple[int, int]) -> Matrix:
    """Return sessions x items: how much each viewed item still says; the last view 1, each one before it less.

    positions counts back from 0, the last view of a session.
    """
    fading: Floats = tuning.VIEW_DECAY ** positions.astype(np.float64)
    return sums(rows, items, fading, shape)
