"""What to show whom: ranked products with the reason for each, for a thousand people in a handful of statements.

Scores are positive and comparable within one answer only. Whether a product is published, in stock or sold in a
channel is not known here: ask for more than will be shown, and filter. Before the first training there is nothing to
answer with, and every answer is empty.

Whoever is known too little is filled up: with the best sellers of the categories of their products, then with those
of the shop. A purchase counts from the moment its order is processed, without any new training.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import numpy as np

from . import ranking, tuning
from .answers import Reason, ReasonKind, Recommendation
from .blending import Grounds, best_of
from .filling import fill_up
from .generations import NeighbourKind, newest
from .reading import Past, Repeats, read_neighbours, read_pasts, read_repeats

__all__ = [
    "Reason",
    "ReasonKind",
    "Recommendation",
    "after_views",
    "complete_cart",
    "for_people",
    "neighbours",
    "next_basket",
]

Key = TypeVar("Key", bound=Hashable)

FRESH_VIEWS = timedelta(days=30)
"""What somebody looked at longer ago says nothing about what they want now."""

VIEWS_COUNTED = 20


def neighbours(product_ids: Collection[int], limit: int) -> dict[int, list[Recommendation]]:
    """Return what is bought together with each product, best first.

    A product nobody has bought yet gets the best sellers of its category. At most six statements.
    """
    generation = newest()
    wanted = sorted(set(product_ids))
    if generation is None or not wanted:
        return {}
    listed = read_neighbours(generation, NeighbourKind.TOGETHER, wanted, limit)
    found = {
        product_id: [
            Recommendation(other, score, Reason(ReasonKind.BOUGHT_WITH, product_id, count))
            for other, score, count in zip(each.ids, each.scores, each.counts, strict=True)
        ]
        for product_id, each in listed.items()
    }
    own = {product_id: [product_id] for product_id in wanted}
    return fill_up(generation, found, own, own, limit)


def for_people(
    contact_ids: Collection[int], limit: int, now: datetime, *, exclude_owned: bool = True
) -> dict[int, list[Recommendation]]:
    """Return what each contact may like, judged by what they bought and looked at until now.

    exclude_owned leaves out whatever they bought before. Somebody who bought nothing is judged by what they looked at
    lately, and somebody of whom nothing is known gets the best sellers. At most eight statements.
    """
    generation = newest()
    wanted = sorted(set(contact_ids))
    if generation is None or not wanted:
        return {}
    pasts = read_pasts(wanted, now)
    buyers = [contact_id for contact_id in wanted if contact_id in pasts and pasts[contact_id].bought]
    histories: list[Mapping[int, float]] = [dict.fromkeys(pasts[contact_id].bought, 1.0) for contact_id in buyers]
    found: dict[int, list[Recommendation]] = {}
    if buyers:
        products = set().union(*histories)
        grounds = Grounds.of(read_neighbours(generation, NeighbourKind.TASTE, products), products)
        hidden = grounds.rows_of(histories) if exclude_owned else None
        ranked = best_of(grounds, histories, hidden, limit)
        found = dict(zip(buyers, grounds.explained(ranked, histories, ReasonKind.BOUGHT_WITH), strict=True))
    lookers = {
        contact_id: seen
        for contact_id in wanted
        if len(found.get(contact_id, ())) < limit and (seen := _lately_viewed(pasts.get(contact_id), now))
    }
    owned = {contact_id: past.bought for contact_id, past in pasts.items()} if exclude_owned else {}
    for contact_id, more in _after(generation, lookers, limit + max(map(len, owned.values()), default=0)).items():
        known = {each.product_id for each in found.get(contact_id, ())} | owned.get(contact_id, set())
        found.setdefault(contact_id, []).extend(each for each in more if each.product_id not in known)
    seeds = {contact_id: list(past.bought or past.viewed) for contact_id, past in pasts.items()}
    asked = {contact_id: found.get(contact_id, [])[:limit] for contact_id in wanted}
    return fill_up(generation, asked, seeds, owned, limit)


def next_basket(contact_ids: Collection[int], limit: int, now: datetime) -> dict[int, list[Recommendation]]:
    """Return what each contact will probably buy next, what they buy again and again included.

    Somebody without an order gets the best sellers. At most six statements.
    """
    generation = newest()
    wanted = sorted(set(contact_ids))
    if generation is None or not wanted:
        return {}
    repeats = read_repeats(wanted, now)
    buyers = [contact_id for contact_id in wanted if contact_id in repeats and repeats[contact_id].products]
    found = dict(zip(buyers, _repeated(generation, [repeats[each] for each in buyers], limit), strict=True))
    asked = {contact_id: found.get(contact_id, []) for contact_id in wanted}
    seeds = {contact_id: list(repeats[contact_id].products) for contact_id in buyers}
    return fill_up(generation, asked, seeds, {}, limit)


def _repeated(generation: int, buyers: Sequence[Repeats], limit: int) -> list[list[Recommendation]]:
    if not buyers:
        return []
    counts: list[Mapping[int, float]] = [each.products for each in buyers]
    products = set().union(*counts)
    listed = read_neighbours(generation, NeighbourKind.TASTE, products)
    grounds = Grounds.of(listed, products)
    # What was never trained on, because it is new, sells as it always did.
    paces = np.array([listed[key].pace if key in listed else 1.0 for key in grounds.numbering.products])
    lines = grounds.rows_of(counts)
    bought = lines.copy()
    bought.data = np.ones_like(bought.data)
    orders = np.array([each.orders_count for each in buyers], np.int64)
    fading = np.minimum(paces, 1.0) ** tuning.PACE_OF_REPEATS
    scores = ranking.next_basket(lines, orders, fading, ranking.taste(bought, grounds.matrix))
    explained = grounds.explained(ranking.best(scores, limit), counts, ReasonKind.BOUGHT_WITH)
    return [
        [
            Recommendation(each.product_id, each.score, Reason(ReasonKind.BOUGHT_BEFORE, each.product_id, count))
            if (count := buyer.products.get(each.product_id))
            else each
            for each in answer
        ]
        for answer, buyer in zip(explained, buyers, strict=True)
    ]


def complete_cart(carts: Mapping[Key, Sequence[int]], limit: int) -> dict[Key, list[Recommendation]]:
    """Return what goes with the products of each cart together; what is in the cart is left out.

    An empty cart gets the best sellers. At most six statements.
    """
    generation = newest()
    if generation is None or not carts:
        return {}
    histories: list[Mapping[int, float]] = [dict.fromkeys(each, 1.0) for each in carts.values()]
    products = set().union(*histories)
    grounds = Grounds.of(read_neighbours(generation, NeighbourKind.CART, products), products)
    ranked = best_of(grounds, histories, grounds.rows_of(histories), limit)
    found = dict(zip(carts, grounds.explained(ranked, histories, ReasonKind.BOUGHT_WITH), strict=True))
    return fill_up(generation, found, carts, carts, limit)


def after_views(sessions: Mapping[Key, Sequence[int]], limit: int) -> dict[Key, list[Recommendation]]:
    """Return what people look at after the products of each session, which are given oldest first.

    The latest count most; what was looked at already is left out. At most six statements.
    """
    generation = newest()
    if generation is None or not sessions:
        return {}
    found = _after(generation, sessions, limit)
    return fill_up(generation, found, sessions, sessions, limit)


def _after(generation: int, sessions: Mapping[Key, Sequence[int]], limit: int) -> dict[Key, list[Recommendation]]:
    """Return what people look at after these products, without the products themselves; one statement."""
    if not sessions:
        return {}
    histories = [_fading(each) for each in sessions.values()]
    products = set().union(*histories)
    grounds = Grounds.of(read_neighbours(generation, NeighbourKind.VIEWED, products), products)
    ranked = best_of(grounds, histories, grounds.rows_of(histories), limit)
    return dict(zip(sessions, grounds.explained(ranked, histories, ReasonKind.VIEWED_WITH), strict=True))


def _fading(products: Sequence[int]) -> Mapping[int, float]:
    """Weigh each product by how long ago in the session it was looked at last."""
    latest = list(dict.fromkeys(reversed(products)))[:VIEWS_COUNTED]
    return {product_id: tuning.VIEW_DECAY**place for place, product_id in enumerate(latest)}


def _lately_viewed(past: Past | None, now: datetime) -> list[int]:
    """Return what somebody looked at lately, oldest first."""
    if past is None:
        return []
    fresh = [(moment, product_id) for product_id, moment in past.viewed.items() if moment > now - FRESH_VIEWS]
    return [product_id for _, product_id in sorted(fresh)]
