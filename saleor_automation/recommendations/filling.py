"""Fill up answers that are too short: new products, new people and tiny shops get what sells best around them."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..shop.kinship import categories_of
from .answers import Reason, ReasonKind, Recommendation
from .reading import read_best_sellers

Key = TypeVar("Key", bound=Hashable)

SHOP = 0
"""The category number under which the best sellers of the whole shop are kept."""

SEEDS = 10
"""Products of a person or cart whose categories are looked at."""


def fill_up(
    generation_id: int,
    found: Mapping[Key, Sequence[Recommendation]],
    seeds: Mapping[Key, Sequence[int]],
    hidden: Mapping[Key, Collection[int]],
    limit: int,
) -> dict[Key, list[Recommendation]]:
    """Return the answers, filled up to limit where there are best sellers left; keys of seeds are answered, too.

    seeds are the products whose categories come first, from the product's own up to the root; then comes the shop.
    hidden is never added. Scores go on below the last one found. Four statements, none if every answer is full.
    """
    answers = {key: list(found.get(key, ())) for key in {**found, **seeds}}
    short = [key for key, answer in answers.items() if len(answer) < limit]
    if not short:
        return answers
    firsts = {key: list(dict.fromkeys(seeds.get(key, ())))[:SEEDS] for key in short}
    paths = categories_of({product_id for those in firsts.values() for product_id in those})
    longest = limit + max((len(hidden.get(key, ())) + len(answers[key]) for key in short), default=0)
    categories = {category_id for path in paths.values() for category_id in path}
    sellers = read_best_sellers(generation_id, {SHOP, *categories}, longest)
    for key in short:
        answer = answers[key]
        known = {each.product_id for each in answer} | set(hidden.get(key, ()))
        for product_id, reason in _around(firsts[key], paths, sellers):
            if len(answer) == limit:
                break
            if product_id not in known:
                known.add(product_id)
                # Half of the one before: always below it, always above 0 for lists people look at.
                answer.append(Recommendation(product_id, answer[-1].score / 2 if answer else 1.0, reason))
    return answers


def _around(
    seeds: Sequence[int], paths: Mapping[int, Sequence[int]], sellers: Mapping[int, Sequence[tuple[int, float]]]
) -> Iterator[tuple[int, Reason]]:
    """Yield best sellers: of the nearest category of each seed in turn, of the ones above, then of the shop."""
    deepest = max((len(paths.get(seed, ())) for seed in seeds), default=0)
    for level in range(deepest):
        for seed in seeds:
            path = paths.get(seed, ())
            if level < len(path):
                for product_id, _ in sellers.get(path[level], ()):
                    yield product_id, Reason(ReasonKind.SAME_CATEGORY, seed)
    for product_id, _ in sellers.get(SHOP, ()):
        yield product_id, Reason(ReasonKind.POPULAR)
