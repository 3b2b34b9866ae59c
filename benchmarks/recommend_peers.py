"""What others would have recommended: the library implicit, SAR, EASE, best sellers and the person's own favourites.

Every method answers with the first ten of each question. Libraries score people as they do it themselves: the
person's history times their item similarities.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import sparse

from saleor_automation.recommendations.evaluation import SHOWN
from saleor_automation.recommendations.interactions import Floats, Interactions, Matrix, sums

Answers = list[list[int]]
People = list[int]

NEIGHBOURS_OF_PEOPLE = 50
NEIGHBOURS_OF_ITEMS = 100
SAR_HALF_LIFE_DAYS = 30
EASE_PENALTY = 150
EASE_PENALTY_OF_BASKETS = 1000
AT_ONCE = 500


def new_items(train: Interactions, people: People) -> Iterator[tuple[str, Answers]]:
    """Yield each method's new items for people: nothing they bought before."""
    owned = train.by_person()
    for name, scores in _of_people(train):
        yield name, _ranked(scores, people, hidden=owned)


def next_basket(train: Interactions, people: People) -> Iterator[tuple[str, Answers]]:
    """Yield each method's next basket for people, repeats included."""
    popularity = _popularity(train) / max(train.people_count, 1)
    counts = train.line_counts()
    yield "personal frequency", _ranked(lambda who: counts[who].toarray() + 1e-3 * popularity, people)
    for name, scores in _of_people(train):
        yield name, _ranked(scores, people)


def item_to_item(train: Interactions) -> Iterator[tuple[str, Answers]]:
    """Yield each method's ten neighbours of every item, learned from invoices."""
    rows = train.by_basket()
    everything = list(range(train.items_count))
    popularity = np.asarray(rows.sum(axis=0)).ravel()
    itself = sparse.identity(train.items_count, format="csr", dtype=np.float32)
    for name, similarity in [
        *((name, each()) for name, each in _implicit(rows, NEIGHBOURS_OF_ITEMS)),
        ("SAR (Jaccard)", jaccard(rows)),
        ("EASE", _ease(rows, EASE_PENALTY_OF_BASKETS)),
    ]:
        yield name, _ranked(lambda who, of=similarity: _dense(of[who]), everything, hidden=itself)
    yield "best sellers", _ranked(lambda who: np.tile(popularity, (len(who), 1)), everything, hidden=itself)


def carts(train: Interactions, asked: list[list[int]]) -> Iterator[tuple[str, Answers]]:
    """Yield each method's completion of carts, learned from invoices."""
    rows = train.by_basket()
    numbers = np.repeat(np.arange(len(asked)), [len(cart) for cart in asked])
    items = np.array([item for cart in asked for item in cart], np.int64)
    held = sums(numbers, items, np.ones(len(items)), (len(asked), train.items_count))
    who = list(range(len(asked)))
    for name, similarity in [
        *((name, each()) for name, each in _implicit(rows, NEIGHBOURS_OF_ITEMS)),
        ("SAR (Jaccard)", jaccard(rows)),
        ("EASE", _ease(rows, EASE_PENALTY)),
    ]:
        yield name, _ranked(lambda some, of=similarity: _dense(held[some] @ of), who, hidden=held)


def _of_people(train: Interactions) -> Iterator[tuple[str, Callable[[People], Floats]]]:
    """Yield each method's scores of all items for some people."""
    bought = train.by_person()
    popularity = _popularity(train)
    yield "best sellers", lambda who: np.tile(popularity, (len(who), 1))
    for name, fitted in _implicit(bought, NEIGHBOURS_OF_PEOPLE):
        similarity = fitted()
        yield name, lambda who, of=similarity: _dense(bought[who] @ of)
    alike, affinity = jaccard(bought), _affinity(train)
    yield "SAR (Jaccard, 30-day decay)", lambda who: _dense(affinity[who] @ alike)
    weights = _ease(bought, EASE_PENALTY)
    yield "EASE", lambda who: _dense(bought[who] @ weights)


def _popularity(train: Interactions) -> Floats:
    return np.asarray(train.by_person().sum(axis=0), dtype=np.float64).ravel()


def _implicit(rows: Matrix, neighbours: int) -> Iterator[tuple[str, Callable[[], Matrix]]]:
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

    for name, kind in (("cosine", CosineRecommender), ("TF-IDF", TFIDFRecommender), ("BM25", BM25Recommender)):

        def fitted(kind: Any = kind) -> Matrix:
            model = kind(K=neighbours, num_threads=1)
            with warnings.catch_warnings():
                # implicit weighs the matrix into another format and then warns about it.
                warnings.simplefilter("ignore")
                model.fit(rows, show_progress=False)
            return model.similarity.tocsr()

        yield f"implicit {name}", fitted


def jaccard(rows: Matrix) -> Matrix:
    """Return the similarity of SAR (microsoft/recommenders): shared over all, itself included."""
    both = (rows.T @ rows).tocoo()
    times = np.asarray(rows.sum(axis=0)).ravel()
    values = both.data / (times[both.row] + times[both.col] - both.data)
    return sparse.csr_matrix((values.astype(np.float32), (both.row, both.col)), shape=both.shape)


def _affinity(train: Interactions) -> Matrix:
    """Return SAR's affinity of people to items: each line counts half after 30 days."""
    weights = np.power(0.5, train.ages / SAR_HALF_LIFE_DAYS)
    return sums(train.people, train.items, weights, (train.people_count, train.items_count))


def _ease(rows: Matrix, penalty: float) -> Floats:
    """Return the weights of plain EASE (Steck 2019), all of them."""
    gram = (rows.T @ rows).toarray().astype(np.float64)
    gram[np.diag_indices(len(gram))] += penalty
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32)


def _dense(scores: Any) -> Floats:
    return scores.toarray() if sparse.issparse(scores) else np.asarray(scores)


def _ranked(scores: Callable[[People], Floats], who: People, hidden: Matrix | None = None) -> Answers:
    """Return the ten items with the highest scores for everybody; hidden items come last."""
    answers: Answers = []
    for begin in range(0, len(who), AT_ONCE):
        some = who[begin : begin + AT_ONCE]
        dense = np.array(scores(some), dtype=np.float64)
        if hidden is not None:
            dense[hidden[some].toarray() > 0] = -1e9
        first = np.argpartition(-dense, min(SHOWN, dense.shape[1] - 1), axis=1)[:, :SHOWN]
        order = np.argsort(-np.take_along_axis(dense, first, 1), axis=1, kind="stable")
        answers += np.take_along_axis(first, order, 1).tolist()
    return answers
