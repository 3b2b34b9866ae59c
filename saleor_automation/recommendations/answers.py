"""What serving answers with."""

from dataclasses import dataclass
from enum import StrEnum


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
    POPULAR. count is how often the two were bought (looked at) together, or in how many orders the person had it
    before; 0 where nothing was counted.
    """

    kind: ReasonKind
    product_id: int | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    product_id: int
    score: float
    reason: Reason
