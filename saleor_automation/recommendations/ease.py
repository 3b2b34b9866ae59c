"""EASE: the linear model that guesses each item of a row from the others, in closed form (Steck 2019, WWW).

With G the co-occurrence matrix, P = inverse(G + penalty * identity), the weight of item i for item j is
-P[i, j] / P[j, j]. Costs items cubed and 8 bytes x items squared, once: everything happens in place.
"""

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack

from .interactions import Floats, Matrix
from .neighbours import Neighbours, entries, stacked, strongest, together

BLOCK = 256
"""Columns of the matrix worked on at a time."""


def ease(rows: Matrix, penalty: float, weights: Floats, most: int) -> Neighbours:
    """Return the strongest neighbours by EASE, negative ones included: what speaks against a purchase counts too.

    rows is people (or baskets) x items with ones; weights is a factor for each item as somebody's neighbour.
    counts is how often the two were seen together.
    """
    if not rows.shape[1]:
        return stacked([])
    inverse = _inverse(_gram(rows, penalty))
    diagonal = np.diagonal(inverse).copy()
    columns = rows.T.tocsr()
    parts = []
    for begin in range(0, rows.shape[1], BLOCK):
        block = slice(begin, min(begin + BLOCK, rows.shape[1]))
        # The inverse is symmetric and only its lower triangle is filled in.
        scores = np.concatenate([inverse[block, : block.start], inverse[block.start :, block].T], axis=1)
        upper = np.triu(scores[:, block])
        scores[:, block] = upper + np.triu(upper, 1).T
        scores = -scores / diagonal[None, :]
        scores[np.arange(len(scores)), np.arange(block.start, block.stop)] = 0
        counts = together(columns, rows, block)
        kept = np.argpartition(-np.abs(scores), min(most, scores.shape[1] - 1), axis=1)[:, :most]
        own = np.repeat(np.arange(len(scores)), kept.shape[1])
        other = kept.ravel()
        found = scores[own, other]
        real = found != 0
        own, other, found = own[real], other[real], found[real] * weights[other[real]]
        times = entries(counts, own, other)
        parts.append(strongest(own, other, found, times, len(scores), most))
    return stacked(parts)


def _gram(rows: Matrix, penalty: float) -> npt.NDArray[np.float64]:
    """Return the co-occurrence matrix plus the penalty on its diagonal, dense and in Fortran order."""
    size = rows.shape[1]
    gram = np.empty((size, size), dtype=np.float64, order="F")
    columns = rows.T.tocsr()
    by_column = rows.tocsc()
    for begin in range(0, size, BLOCK):
        gram[:, begin : begin + BLOCK] = (columns @ by_column[:, begin : begin + BLOCK]).toarray()
    gram[np.diag_indices(size)] += penalty
    return gram


def _inverse(gram: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the inverse of a positive definite matrix in its own memory; only the lower triangle is filled in."""
    factor, failed = lapack.dpotrf(gram, lower=1, clean=0, overwrite_a=1)
    if failed:
        raise ArithmeticError(f"The co-occurrence matrix is not positive definite in row {failed}; raise the penalty.")
    inverse, failed = lapack.dpotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError(f"The co-occurrence matrix has no inverse, row {failed}; raise the penalty.")
    return np.asarray(inverse)
