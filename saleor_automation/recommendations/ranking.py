"""Scores of products for people and carts, as sparse matrices of a batch, and their best."""

from dataclasses import dataclass

import numpy as np

from . import tuning
from .interactions import Floats, Ints, Matrix
from .neighbours import Neighbours, strongest


def taste(bought: Matrix, neighbours: Matrix) -> Matrix:
    """Return people x items: what the items of each row say for every other item, never below 0.

    bought is people x items with ones (or carts x items); neighbours is items x items.
    """
    scores = (bought @ neighbours).tocsr()
    np.maximum(scores.data, 0.0, out=scores.data)
    scores.eliminate_zeros()
    # scipy sorts a matrix in place when it likes; sorted now, entries stay where they are.
    scores.sort_indices()
    return scores


def without(scores: Matrix, owned: Matrix) -> Matrix:
    """Return the scores without those of cells that are not 0 in owned."""
    marked = owned.copy()
    marked.data = np.ones_like(marked.data)
    left = (scores - scores.multiply(marked)).tocsr()
    left.eliminate_zeros()
    return left


def next_basket(line_counts: Matrix, baskets: Ints, fading: Floats, tastes: Matrix) -> Matrix:
    """Return people x items: what each person buys next, what they bought before included.

    (lines / (baskets + 1)) ** exponent * fading + weight * taste, taste scaled to 1 for each person's best item. A
    person with few baskets has said little, so that taste and, behind it, best sellers weigh more for them.
    baskets is the number of each person's, fading marks down items that sell less than they did (pace.py).
    """
    again = line_counts.tocsr().copy()
    again.data = (again.data / (_of_rows(again, baskets) + 1)) ** tuning.REPEAT_EXPONENT * fading[again.indices]
    scaled = tastes.copy()
    best = np.maximum(np.asarray(tastes.max(axis=1).todense()).ravel(), 1e-12) if tastes.shape[1] else np.ones(0)
    scaled.data = tuning.TASTE_WEIGHT * tastes.data / _of_rows(tastes, best)
    return (again + scaled).tocsr()


@dataclass(frozen=True)
class Ranked:
    """The best items of each row, best first: row r has entries starts[r] to starts[r + 1]."""

    starts: Ints
    items: Ints
    scores: Floats

    def of(self, row: int) -> tuple[Ints, Floats]:
        part = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.items[part], self.scores[part]


def best(scores: Matrix, most: int) -> Ranked:
    """Return the items with the highest scores above 0 of each row; equal ones by the smaller number."""
    found = scores.tocoo()
    kept = found.data > 0
    rows, items, values = found.row[kept], found.col[kept], found.data[kept].astype(np.float64)
    first: Neighbours = strongest(rows, items, values, np.zeros(len(rows), np.int64), scores.shape[0], most)
    return Ranked(starts=first.starts, items=first.ids, scores=first.scores)


def _of_rows(matrix: Matrix, values: Ints | Floats) -> Floats:
    """Return, for each entry of a CSR matrix, the value of its row."""
    return np.repeat(np.asarray(values, dtype=np.float64), np.diff(matrix.indptr))
