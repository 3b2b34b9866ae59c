"""Put read neighbours together for a batch of people or carts: plain data in, ranked recommendations out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from . import ranking
from .answers import Reason, ReasonKind, Recommendation
from .interactions import Matrix, sums
from .ranking import Ranked
from .reading import Listed

Key = TypeVar("Key")


class Numbering:
    """Dense numbers for the products of a batch, from 0."""

    def __init__(self, *groups: Collection[int]) -> None:
        self.products = sorted(set().union(*groups))
        self.numbers = {product_id: number for number, product_id in enumerate(self.products)}

    def __len__(self) -> int:
        return len(self.products)


@dataclass(frozen=True)
class Grounds:
    """The neighbours read for a batch, as a matrix for scoring and as lists for explaining."""

    listed: Mapping[int, Listed]
    numbering: Numbering
    matrix: Matrix

    @classmethod
    def of(cls, listed: Mapping[int, Listed], *more: Collection[int]) -> "Grounds":
        numbering = Numbering(listed, *(each.ids for each in listed.values()), *more)
        numbers = numbering.numbers
        rows = np.repeat(
            np.array([numbers[key] for key in listed], np.int64),
            np.array([len(each.ids) for each in listed.values()], np.int64),
        )
        columns = np.array([numbers[other] for each in listed.values() for other in each.ids], np.int64)
        values = np.array([score for each in listed.values() for score in each.scores], np.float64)
        return cls(listed, numbering, sums(rows, columns, values, (len(numbering), len(numbering))))

    def rows_of(self, histories: Sequence[Mapping[int, float]]) -> Matrix:
        """Return histories x products: how much each product counts for each person or cart."""
        numbers = self.numbering.numbers
        rows = np.repeat(np.arange(len(histories)), np.array([len(each) for each in histories], np.int64))
        columns = np.array([numbers[product] for each in histories for product in each], np.int64)
        values = np.array([weight for each in histories for weight in each.values()], np.float64)
        return sums(rows, columns, values, (len(histories), len(self.numbering)))

    def explained(
        self, ranked: Ranked, histories: Sequence[Mapping[int, float]], kind: ReasonKind
    ) -> list[list[Recommendation]]:
        """Give each ranked product the reason that it speaks for most: the strongest product of the person's own."""
        wanted = {self.numbering.products[number] for number in set(ranked.items.tolist())}
        speakers = self._speakers(wanted)
        answers = []
        for row, history in enumerate(histories):
            items, scores = ranked.of(row)
            answers.append(
                [
                    Recommendation(product_id, score, _reason(speakers[product_id], history, kind))
                    for product_id, score in zip(
                        (self.numbering.products[item] for item in items.tolist()), scores.tolist(), strict=True
                    )
                ]
            )
        return answers

    def _speakers(self, wanted: Collection[int]) -> dict[int, dict[int, tuple[float, int]]]:
        """Return who has each wanted product among their neighbours: wanted -> product -> (score, count)."""
        speakers: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for product_id, each in self.listed.items():
            for other, score, count in zip(each.ids, each.scores, each.counts, strict=True):
                if score > 0 and other in wanted:
                    speakers[other][product_id] = (score, count)
        return speakers


def _reason(speakers: Mapping[int, tuple[float, int]], history: Mapping[int, float], kind: ReasonKind) -> Reason:
    """Name the product of the history that says most for the recommendation, how much it counts there included."""
    own = speakers.keys() & history.keys()
    if not own:
        return Reason(ReasonKind.POPULAR)
    strongest = max(own, key=lambda each: (speakers[each][0] * history[each], -each))
    return Reason(kind, strongest, speakers[strongest][1])


def best_of(grounds: Grounds, histories: Sequence[Mapping[int, float]], hidden: Matrix | None, limit: int) -> Ranked:
    """Rank what the histories say; hidden marks what must not be among it."""
    scores = ranking.taste(grounds.rows_of(histories), grounds.matrix)
    return ranking.best(scores if hidden is None else ranking.without(scores, hidden), limit)
