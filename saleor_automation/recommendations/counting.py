"""Neighbours by counting what was seen together: near-linear in the lines, for shops of any size.

Worked off in blocks of items, so that memory does not grow with the number of pairs. No basket or history counts with
more than its latest lines (tuning.LONGEST_HISTORY), so the work is at most lines x that.
"""

from collections.abc import Callable

import numpy as np

from . import tuning
from .discovery import discover
from .interactions import Floats, Interactions, Ints, Matrix
from .neighbours import Neighbours, blocks_of, entries, stacked, strongest, together
from .pace import Pace

Measure = Callable[[Floats, Floats, Floats, int], Floats]
"""(times together, times of one, times of the other, all baskets or people) -> how strongly they belong together."""


def jaccard(both: Floats, one: Floats, other: Floats, everything: int) -> Floats:
    """Return the share of those with either that have both."""
    return np.asarray(both / (one + other - both))


def log_likelihood(both: Floats, one: Floats, other: Floats, everything: int) -> Floats:
    """Return Dunning's log-likelihood ratio where the two meet more often than by chance, else 0."""
    only_one, only_other = one - both, other - both
    neither = everything - one - other + both
    ratio = 2 * (
        _entropy(both, only_one, only_other, neither)
        - _entropy(both + only_one, only_other + neither)
        - _entropy(both + only_other, only_one + neither)
    )
    return np.where(both * everything > one * other, np.maximum(ratio, 0.0), 0.0)


def _entropy(*counts: Floats) -> Floats:
    total = sum(counts)
    return np.asarray(sum(count * np.log(np.maximum(count, 1e-12) / total) for count in counts))


def counted(rows: Matrix, measure: Measure, weights: Floats, most: int) -> Neighbours:
    """Return the strongest neighbours by a measure; weights is a factor for each item as somebody's neighbour."""
    times = np.asarray(rows.sum(axis=0), dtype=np.float64).ravel()
    columns = rows.T.tocsr()
    parts = []
    for block in blocks_of([rows]):
        found = together(columns, rows, block).tocoo()
        both = found.data.astype(np.float64)
        scores = measure(both, times[found.row + block.start], times[found.col], rows.shape[0]) * weights[found.col]
        parts.append(_strongest_of(found.row, found.col, scores, found.data, block, most))
    return stacked(parts)


def bought_together(interactions: Interactions, pace: Pace, most: int) -> Neighbours:
    """Return what is bought with each item: in the same orders, and by the same people.

    For item a and neighbour b: share of a's orders that hold b, divided by b's popularity to a small power; both
    grounds are scaled to 1 for a's best neighbour and added; then comes b's pace. counts is orders that hold both,
    0 for what only the same people bought.
    """
    grounds = [
        (interactions.latest_of(interactions.baskets, tuning.LONGEST_HISTORY).by_basket(), 1.0),
        (interactions.latest_of(interactions.people, tuning.LONGEST_HISTORY).by_person(), tuning.SAME_PEOPLE_WEIGHT),
    ]
    times = [np.asarray(rows.sum(axis=0), dtype=np.float64).ravel() for rows, _ in grounds]
    columns = [rows.T.tocsr() for rows, _ in grounds]
    weights = pace.power(tuning.PACE_OF_NEIGHBOURS)
    parts = []
    for block in blocks_of([rows for rows, _ in grounds]):
        found = [together(each, rows, block) for each, (rows, _) in zip(columns, grounds, strict=True)]
        total = sum(
            _shares(counts, times_of, block, weight)
            for counts, times_of, (_, weight) in zip(found, times, grounds, strict=True)
        ).tocoo()
        orders = entries(found[0], total.row, total.col)
        parts.append(_strongest_of(total.row, total.col, total.data * weights[total.col], orders, block, most))
    return discover(stacked(parts), tuning.SHOWN_FIRST, times[0])


def _shares(counts: Matrix, times: Floats, block: slice, weight: float) -> Matrix:
    """Return count / (times of one * times of the other ** exponent), scaled to weight for the best of each row."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    shares = counts.copy()
    own = np.maximum(times[block][rows], 1)
    shares.data = counts.data / (own * np.maximum(times[counts.indices], 1) ** tuning.POPULARITY_EXPONENT)
    best = np.zeros(counts.shape[0])
    np.maximum.at(best, rows, shares.data)
    shares.data = shares.data * weight / best[rows]
    return shares


def _strongest_of(rows: Ints, columns: Ints, scores: Floats, counts: Ints, block: slice, most: int) -> Neighbours:
    kept = scores > 0
    return strongest(rows[kept], columns[kept], scores[kept], counts[kept], block.stop - block.start, most)
