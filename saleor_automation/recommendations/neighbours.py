"""The neighbours of every item, and taking the strongest of a row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .interactions import Floats, Ints, Matrix

WORK_OF_A_BLOCK = 2_000_000
"""Products added up for one block of rows of a co-occurrence matrix: about 150 MB with all that is made of it."""


@dataclass(frozen=True)
class Neighbours:
    """For item i the entries starts[i] to starts[i + 1], strongest first by absolute score.

    counts is how often the two were seen together. ids, scores and counts have four bytes a number: a shop of 200,000
    products has six million pairs of each kind.
    """

    starts: Ints
    ids: Ints
    scores: Floats
    counts: Ints

    @property
    def items_count(self) -> int:
        return len(self.starts) - 1

    def of(self, item: int) -> slice:
        return slice(int(self.starts[item]), int(self.starts[item + 1]))

    def matrix(self) -> Matrix:
        """Return the scores as items x items."""
        shape = (self.items_count, self.items_count)
        matrix = sparse.csr_matrix((self.scores.astype(np.float32), self.ids, self.starts), shape=shape, copy=True)
        matrix.sort_indices()
        return matrix


def strongest(rows: Ints, columns: Ints, scores: Floats, counts: Ints, items_count: int, most: int) -> Neighbours:
    """Keep the strongest entries of each row by absolute score, strongest first, equal ones by the smaller column.

    rows must be in ascending order. Of equal ones at the end of a long row it is left open which stay, but the same
    input always keeps the same.
    """
    lengths = np.bincount(rows, minlength=items_count)
    ends = np.cumsum(lengths)
    strength = np.abs(scores)
    kept = np.ones(len(rows), bool)
    # Sorting whole rows would be most of the work: what cannot be among the strongest goes first.
    for row in np.flatnonzero(lengths > most).tolist():
        begin, end = int(ends[row] - lengths[row]), int(ends[row])
        kept[begin + np.argpartition(strength[begin:end], end - begin - most)[: end - begin - most]] = False
    rows, columns, scores, counts = rows[kept], columns[kept], scores[kept], counts[kept]
    order = np.lexsort((columns, -strength[kept], rows))
    return Neighbours(
        starts=np.concatenate([[0], np.cumsum(np.minimum(lengths, most))]),
        ids=columns[order].astype(np.int32),
        scores=scores[order].astype(np.float32),
        counts=counts[order].astype(np.int32),
    )


def stacked(parts: list[Neighbours]) -> Neighbours:
    """Put the neighbours of consecutive blocks of items under each other."""
    if not parts:
        none = np.zeros(0, np.int32)
        return Neighbours(np.zeros(1, np.int64), none, np.zeros(0, np.float32), none)
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    return Neighbours(
        starts=np.concatenate([[0], np.cumsum(lengths)]),
        ids=np.concatenate([part.ids for part in parts]),
        scores=np.concatenate([part.scores for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
    )


def blocks_of(matrices: list[Matrix]) -> Iterator[slice]:
    """Yield slices of items whose co-occurrences with all others fit into memory together.

    The matrices are people (or baskets) x items with ones.
    """
    work = sum(matrix.T @ np.asarray(matrix.sum(axis=1)).ravel() for matrix in matrices)
    costs: npt.NDArray[np.int64] = np.maximum(np.asarray(work), 1).astype(np.int64)
    begin, total = 0, 0
    for item, cost in enumerate(costs.tolist()):
        if total + cost > WORK_OF_A_BLOCK and item > begin:
            yield slice(begin, item)
            begin, total = item, 0
        total += cost
    if begin < len(costs):
        yield slice(begin, len(costs))


def together(columns: Matrix, rows: Matrix, block: slice) -> Matrix:
    """Return how often each item of the block was seen with every item, as block x items without the diagonal.

    columns is the transpose of rows, in CSR form.
    """
    counts = (columns[block] @ rows).tocoo()
    other = counts.row + block.start != counts.col
    shape = counts.shape
    found = sparse.csr_matrix((counts.data[other], (counts.row[other], counts.col[other])), shape=shape)
    found.sort_indices()
    return found


def entries(matrix: Matrix, rows: Ints, columns: Ints) -> Ints:
    """Return single entries of a CSR matrix as whole numbers; scipy answers an empty question with a matrix."""
    if not len(rows):
        return np.zeros(0, np.int64)
    return np.asarray(matrix[rows, columns]).ravel().astype(np.int64)
