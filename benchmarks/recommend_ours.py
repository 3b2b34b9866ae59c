"""What the product itself recommends, through the functions it serves with."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.recommend_peers import Answers, People
from saleor_automation.recommendations import ranking, tuning
from saleor_automation.recommendations.evaluation import SHOWN
from saleor_automation.recommendations.interactions import Interactions, Matrix, sums
from saleor_automation.recommendations.learning import Model


class Ours:
    """A model that has learned from the train lines of a split."""

    def __init__(self, train: Interactions, model: Model) -> None:
        self._train, self._model = train, model
        self._taste, self._cart = model.taste.matrix(), model.cart.matrix()
        self._bought = train.by_person()
        self._popular = [int(item) for item in np.argsort(-model.pace.recent, kind="stable")]

    def new_items(self, people: People) -> Answers:
        owned = self._bought[people]
        return self._listed(ranking.without(ranking.taste(owned, self._taste), owned), owned)

    def next_basket(self, people: People) -> Answers:
        lines, baskets = self._train.line_counts()[people], self._train.baskets_of_people()[people]
        tastes = ranking.taste(self._bought[people], self._taste)
        fading = self._model.pace.fading(tuning.PACE_OF_REPEATS)
        return self._listed(ranking.next_basket(lines, baskets, fading, tastes), None)

    def item_to_item(self) -> Answers:
        found = self._model.together
        return [found.ids[found.of(item)][:SHOWN].tolist() for item in range(found.items_count)]

    def carts(self, asked: list[list[int]]) -> Answers:
        numbers = np.repeat(np.arange(len(asked)), [len(cart) for cart in asked])
        items = np.array([item for cart in asked for item in cart], np.int64)
        held = sums(numbers, items, np.ones(len(items)), (len(asked), self._train.items_count))
        held.data[:] = 1
        return self._listed(ranking.without(ranking.taste(held, self._cart), held), held)

    def _listed(self, scores: Matrix, hidden: Matrix | None) -> Answers:
        """Rank, and fill up short answers with what sells best now, as serving does."""
        ranked = ranking.best(scores, SHOWN)
        return [self._filled(ranked.of(row)[0].tolist(), hidden, row) for row in range(scores.shape[0])]

    def _filled(self, answer: list[int], hidden: Matrix | None, row: int) -> list[int]:
        if len(answer) == SHOWN:
            return answer
        known = set(answer)
        if hidden is not None:
            known |= set(hidden.indices[hidden.indptr[row] : hidden.indptr[row + 1]].tolist())
        more: Iterator[int] = (item for item in self._popular if item not in known)
        return [*answer, *(item for item, _ in zip(more, range(SHOWN - len(answer)), strict=False))]
