"""Generations of what was learned: written whole, read by number, and the old ones removed.

A reader takes the number of the newest generation and reads by it; the one before is kept, so that a reader who began
before the swap still finds everything. Writing happens in the transaction of the training: until it commits, and if
it dies, everybody reads the old one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from ..core import sql
from .interactions import Ints
from .models import RecommendationGeneration
from .neighbours import Neighbours

KEPT = 2
"""The newest, and the one readers may still be reading."""


class NeighbourKind(StrEnum):
    TOGETHER = "together"
    TASTE = "taste"
    CART = "cart"
    VIEWED = "viewed"


@dataclass(frozen=True)
class Learned:
    """Neighbours of one kind, by dense number; product_ids says which product each number is, paces may be empty."""

    kind: NeighbourKind
    product_ids: Ints
    neighbours: Neighbours
    paces: Any = ()


@dataclass(frozen=True)
class Sellers:
    """The best sellers of a category (0 is the shop), best first; scores are lines a day."""

    category_id: int
    product_ids: list[int]
    scores: list[float]


def newest() -> int | None:
    """Return the number of the generation to read, or None before the first training; one query."""
    rows = sql.fetch_all("SELECT max(id) FROM automation_recommendationgeneration")
    return None if rows[0][0] is None else int(rows[0][0])


def last_trained() -> RecommendationGeneration | None:
    """Return what is known of the newest generation; one query."""
    return RecommendationGeneration.objects.order_by("-id").first()


def write(
    facts: dict[str, Any], learned: Iterable[Learned], sellers: Iterable[Sellers], now: datetime
) -> RecommendationGeneration:
    """Write a generation and remove all but the newest KEPT; must run in the transaction of the training."""
    generation = RecommendationGeneration.objects.create(trained_at=now, **facts)
    columns = "generation_id, kind, product_id, neighbour_ids, scores, counts, pace"
    _copy(f"automation_productneighbours ({columns})", _neighbour_rows(generation.pk, learned))
    _copy(
        "automation_bestsellers (generation_id, category_id, product_ids, scores)",
        ((generation.pk, each.category_id, _array(each.product_ids), _array(each.scores)) for each in sellers),
    )
    old = sql.fetch_all(
        "SELECT id FROM automation_recommendationgeneration ORDER BY id DESC OFFSET %s FOR UPDATE", [KEPT]
    )
    for table, column in (
        ("automation_productneighbours", "generation_id"),
        ("automation_bestsellers", "generation_id"),
        ("automation_recommendationgeneration", "id"),
    ):
        sql.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s::bigint[])", [[row[0] for row in old]])  # noqa: S608
    return generation


def _neighbour_rows(generation_id: int, learned: Iterable[Learned]) -> Iterator[tuple[Any, ...]]:
    for each in learned:
        found = each.neighbours
        # Neighbours carry dense numbers; the table speaks of products.
        ids = each.product_ids[found.ids] if len(found.ids) else found.ids
        for number, product_id in enumerate(each.product_ids.tolist()):
            part = found.of(number)
            scores = [float(f"{score:.6g}") for score in found.scores[part].tolist()]
            pace = float(each.paces[number]) if len(each.paces) else 1.0
            yield (
                *(generation_id, each.kind.value, product_id),
                *(_array(ids[part].tolist()), _array(scores), _array(found.counts[part].tolist()), pace),
            )


def _array(values: Iterable[float]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _copy(target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows in one COPY; they must come without a query, for the connection can do nothing else meanwhile."""
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
