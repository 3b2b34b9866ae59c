"""What to show whom: ranked products with the reason for each, for a thousand people in a handful of statements.

Scores are positive and comparable within one answer only. Whether a product is published, in stock or sold in a
channel is not known here: ask for more than will be shown, and filter.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


class ReasonKind(StrEnum):
    BOUGHT_WITH = "bought_with"
    VIEWED_WITH = "viewed_with"
    BOUGHT_BEFORE = "bought_before"
    SAME_CATEGORY = "same_category"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is recommended: "often bought with X".

    product_id is X: the product bought, in the cart or looked at that speaks most for the recommendation; None for
    POPULAR. count is how often the two were bought (looked at) together, or how often the person bought it before;
    0 where nothing was counted.
    """

    kind: ReasonKind
    product_id: int | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    product_id: int
    score: float
    reason: Reason


def neighbours(product_ids: Collection[int], limit: int) -> dict[int, list[Recommendation]]:
    """Return what is bought together with each product, best first; a new product gets its category's best sellers."""
    raise NotImplementedError


def for_people(
    contact_ids: Collection[int], limit: int, now: datetime, *, exclude_owned: bool = True
) -> dict[int, list[Recommendation]]:
    """Return what each contact may like, judged by what they bought and looked at until now, this moment included.

    exclude_owned leaves out whatever they bought before. Somebody without a past gets the best sellers.
    """
    raise NotImplementedError


def next_basket(contact_ids: Collection[int], limit: int, now: datetime) -> dict[int, list[Recommendation]]:
    """Return what each contact will probably buy next, what they buy again and again first."""
    raise NotImplementedError


def complete_cart(carts: Mapping[Key, Sequence[int]], limit: int) -> dict[Key, list[Recommendation]]:
    """Return what goes with the products of each cart together; what is in the cart is left out."""
    raise NotImplementedError


def after_views(sessions: Mapping[Key, Sequence[int]], limit: int) -> dict[Key, list[Recommendation]]:
    """Return what people look at after the products of each session, which are given oldest first."""
    raise NotImplementedError
