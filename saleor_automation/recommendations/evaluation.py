"""How good a ranking is: hit@10, NDCG@10 and coverage, as research papers count them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

SHOWN = 10
"""Places that count."""

_DISCOUNTS = 1 / np.log2(np.arange(2, SHOWN + 2))
_IDEAL = np.concatenate([[0.0], np.cumsum(_DISCOUNTS)])


@dataclass(frozen=True, slots=True)
class Quality:
    """hit: share of questions with a right answer among the first ten. ndcg: right answers weighted by their place,
    1 is perfect. coverage: share of the catalogue that anybody is shown. questions: how many were asked."""

    hit: float
    ndcg: float
    coverage: float
    questions: int


def judge(answers: Sequence[Sequence[int]], truths: Sequence[Collection[int]], items_count: int) -> Quality:
    """Compare the first ten of each answer with what really happened. Without questions everything is 0."""
    hits, gains, shown = 0, 0.0, set[int]()
    for answer, truth in zip(answers, truths, strict=True):
        first = list(answer[:SHOWN])
        right = np.fromiter((item in truth for item in first), bool, len(first))
        hits += bool(right.any())
        gains += float((right * _DISCOUNTS[: len(first)]).sum() / _IDEAL[min(SHOWN, len(truth))]) if truth else 0.0
        shown.update(first)
    count = len(answers)
    if not count:
        return Quality(0.0, 0.0, 0.0, 0)
    return Quality(hits / count, gains / count, len(shown) / max(items_count, 1), count)
