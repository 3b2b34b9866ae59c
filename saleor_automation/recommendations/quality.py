"""How good the recommendations are for this very shop: trained on the older part of its past, tried on the rest."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from . import ranking, tuning
from .evaluation import SHOWN, Quality, judge
from .interactions import Flags, Interactions, Ints, Matrix
from .learning import Model, learn

HELD_OUT = 0.2
"""Share of the orders, the newest, that the model does not see."""

LEAST_PEOPLE = 20
"""People who bought in both parts; with fewer, the numbers would be chance."""

MOST_PEOPLE = 5000
"""People and orders asked about; more would not make the answer more certain, only slower."""

TASKS = ("new_items", "next_basket", "bought_together")
METHODS = ("ours", "personal_frequency", "best_sellers")
"""The order in which people read them; PostgreSQL keeps no order in what it stores as JSON."""

PROBLEMS = {
    "too_few_orders": "There are fewer than two orders; nothing can be held out to try the recommendations on.",
    "too_few_returning_customers": (
        f"Fewer than {LEAST_PEOPLE} customers ordered both before and in the last fifth of the shop's orders; numbers "
        "from so few would be chance."
    ),
}
"""Why there is no report, and what it would take, for people."""


@dataclass(frozen=True, slots=True)
class Report:
    """problem says why there are no numbers; else every task has one Quality for each method.

    new_items: what a person bought for the first time. next_basket: the person's next order, repeats included.
    bought_together: the rest of an order, seen one of its products.
    """

    problem: str = ""
    held_out_days: float = 0.0
    orders_count: int = 0
    tasks: dict[str, dict[str, Quality]] = field(default_factory=dict)


def in_order(tasks: dict[str, dict[str, Any]]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the stored tasks and, for each, the methods with their qualities in the order people read them."""
    return [
        (task, [(name, tasks[task][name]) for name in METHODS if name in tasks[task]])
        for task in TASKS
        if task in tasks
    ]


def report_on(interactions: Interactions) -> Report:
    """Split the past by time, learn from the older part, and compare with best sellers and personal frequency."""
    if interactions.baskets_count < 2:
        return Report(problem="too_few_orders")
    age_of_basket = np.full(interactions.baskets_count, np.inf)
    np.minimum.at(age_of_basket, interactions.baskets, interactions.ages)
    cut = float(np.quantile(age_of_basket, HELD_OUT))
    is_past = interactions.ages > cut
    past = _part(interactions, is_past, cut)
    future = _part(interactions, ~is_past, 0.0)
    known = np.bincount(past.items, minlength=past.items_count) > 0
    returning = np.intersect1d(past.people, future.people)
    if len(returning) < LEAST_PEOPLE:
        return Report(problem="too_few_returning_customers", held_out_days=round(cut, 1))
    # The numbers of items have to stay, so that both parts speak of the same ones.
    model = learn(past)
    asked = returning[:: max(1, len(returning) // MOST_PEOPLE)]
    tasks = {
        "new_items": _new_items(model, past, future, asked, known),
        "next_basket": _next_basket(model, past, future, asked, known),
        "bought_together": _bought_together(model, past, future, known),
    }
    orders = len(np.unique(future.baskets))
    return Report(held_out_days=round(cut, 1), orders_count=orders, tasks=tasks)


def _part(interactions: Interactions, lines: Flags, shift: float) -> Interactions:
    return replace(
        interactions,
        people=interactions.people[lines],
        baskets=interactions.baskets[lines],
        items=interactions.items[lines],
        ages=interactions.ages[lines] - shift,
    )


def _new_items(model: Model, past: Interactions, future: Interactions, asked: Ints, known: Flags) -> dict[str, Quality]:
    owned, bought = past.by_person()[asked], _known_only(future.by_person()[asked], known)
    truths = _rows(ranking.without(bought, owned))
    scores = ranking.without(ranking.taste(owned, model.taste.matrix()), owned)
    best_sellers = _best_sellers(model, 2 * SHOWN + int(np.diff(owned.indptr).max(initial=0)))
    mine = _rows(owned)
    popular = [[item for item in best_sellers if item not in have][:SHOWN] for have in mine]
    count = int(known.sum())
    return {"ours": _judged(_listed(scores), truths, count), "best_sellers": _judged(popular, truths, count)}


def _next_basket(
    model: Model, past: Interactions, future: Interactions, asked: Ints, known: Flags
) -> dict[str, Quality]:
    lines = past.line_counts()[asked]
    tastes = ranking.taste(past.by_person()[asked], model.taste.matrix())
    fading = model.pace.fading(tuning.PACE_OF_REPEATS)
    scores = ranking.next_basket(lines, past.baskets_of_people()[asked], fading, tastes)
    first = _first_baskets(future, asked)
    truths = _rows(_known_only(future.by_basket()[first], known))
    best_sellers = _best_sellers(model, SHOWN)
    count = int(known.sum())
    return {
        "ours": _judged(_listed(scores), truths, count),
        "personal_frequency": _judged(_listed(lines), truths, count),
        "best_sellers": _judged([best_sellers] * len(asked), truths, count),
    }


def _bought_together(model: Model, past: Interactions, future: Interactions, known: Flags) -> dict[str, Quality]:
    baskets = [row for row in _rows(_known_only(future.by_basket(), known)) if len(row) > 1][:MOST_PEOPLE]
    # One product of each order, a different place in each, so that the answer does not hang on the order of ids.
    questions = [sorted(basket)[number % len(basket)] for number, basket in enumerate(baskets)]
    truths = [basket - {item} for basket, item in zip(baskets, questions, strict=True)]
    best_sellers = _best_sellers(model, SHOWN + 1)
    found = model.together
    ours = [found.ids[found.of(item)][:SHOWN].tolist() for item in questions]
    popular = [[each for each in best_sellers if each != item][:SHOWN] for item in questions]
    count = int(known.sum())
    return {"ours": _judged(ours, truths, count), "best_sellers": _judged(popular, truths, count)}


def _first_baskets(future: Interactions, asked: Ints) -> Ints:
    """Return the oldest held-out basket of each person asked about."""
    order = np.lexsort((future.baskets, -future.ages, future.people))
    _, places = np.unique(future.people[order], return_index=True)
    first = np.zeros(future.people_count, np.int64)
    first[future.people[order][places]] = future.baskets[order][places]
    return np.asarray(first[asked])


def _best_sellers(model: Model, most: int) -> list[int]:
    return [int(item) for item in np.argsort(-model.pace.recent, kind="stable")[:most]]


def _known_only(matrix: Matrix, known: Flags) -> Matrix:
    """Leave out items that nobody had bought before: no method could name them."""
    left = matrix.copy()
    left.data = left.data * known[left.indices]
    left.eliminate_zeros()
    return left


def _rows(matrix: Matrix) -> list[set[int]]:
    ends = matrix.indptr.tolist()
    return [set(matrix.indices[begin:end].tolist()) for begin, end in pairwise(ends)]


def _listed(scores: Matrix) -> list[list[int]]:
    found = ranking.best(scores, SHOWN)
    return [found.of(row)[0].tolist() for row in range(scores.shape[0])]


def _judged(answers: list[list[int]], truths: list[set[int]], items_count: int) -> Quality:
    asked = [(answer, truth) for answer, truth in zip(answers, truths, strict=True) if truth]
    found = judge([answer for answer, _ in asked], [truth for _, truth in asked], items_count)
    return Quality(round(found.hit, 4), round(found.ndcg, 4), round(found.coverage, 4), found.questions)
