"""Ready-made lists for each moment of a customer's path, with the one we would take and why."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from .definition import parse_list


@dataclass(frozen=True, slots=True)
class Choice:
    """A list ready to be saved; reason says why it fits the moment, is_default that it is the one to begin with."""

    name: str
    reason: str
    definition: dict[str, Any]
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    slug: str
    name: str
    description: str
    choices: tuple[Choice, ...]


_BEST = {"kind": "best_sellers"}
_NEW = {"kind": "novelties"}
_FOR_THEM = {"kind": "cross_selling", "reference": "person"}
_NOT_AGAIN = {"bought": True, "shown_within_days": 14}


def _list(source: dict[str, Any], *fallbacks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"source": source, **({"fallbacks": list(fallbacks)} if fallbacks else {}), **more}


@cache
def moments() -> tuple[Moment, ...]:
    """Return the six moments in the order of the path."""
    found = _moments()
    for moment in found:
        for choice in moment.choices:
            parse_list(choice.definition, choice.name)
    return found


def _moments() -> tuple[Moment, ...]:
    return (
        Moment(
            "acquisition",
            "Acquisition",
            "Nothing is known of the person yet, or only what they looked at in this visit.",
            (
                Choice(
                    "Best sellers of the catalogue",
                    "With nothing known of the person, what most people buy is the best guess there is.",
                    _list(_BEST, _NEW),
                    is_default=True,
                ),
                Choice(
                    "Best sellers of the category they are in",
                    "Whoever came in through a category has said what they are looking for.",
                    _list({"kind": "best_sellers_visited_category"}, _BEST),
                ),
                Choice(
                    "Novelties",
                    "For shops whose customers come back to see what is new, such as fashion.",
                    _list(_NEW, _BEST),
                ),
            ),
        ),
        Moment(
            "conversion",
            "Conversion",
            "They looked at products or filled a cart, and have not bought.",
            (
                Choice(
                    "Viewed lately and not bought",
                    "People mostly buy what they already looked at; what goes with it fills the rest.",
                    _list(
                        {"kind": "viewed_not_bought"},
                        {"kind": "cross_selling", "reference": "visit"},
                        {"kind": "best_sellers_product_category"},
                        exclude={"in_cart": True},
                        minimum=2,
                    ),
                    is_default=True,
                ),
                Choice(
                    "What completes the cart",
                    "Beside a reminder of the cart: what others bought together with it.",
                    _list(
                        {"kind": "cross_selling", "reference": "cart"},
                        {"kind": "best_sellers_top_category", "reference": "cart"},
                        exclude={"in_cart": True, "bought": True},
                    ),
                ),
                Choice(
                    "Best sellers of the last category seen",
                    "When the product they saw was not the right one, the next one in the same category may be.",
                    _list({"kind": "best_sellers_last_category"}, _BEST, exclude={"in_cart": True}),
                ),
            ),
        ),
        Moment(
            "reactivation",
            "Reactivation",
            "They bought once upon a time and have been away for long.",
            (
                Choice(
                    "What they may like now",
                    "What they bought says what they like; showing what they do not own yet gives a reason to return.",
                    _list(_FOR_THEM, _NEW, _BEST, exclude=_NOT_AGAIN, minimum=2),
                    is_default=True,
                ),
                Choice(
                    "What is new since they left",
                    "For people who know the range and have to hear what has changed.",
                    _list(_NEW, _BEST, exclude=_NOT_AGAIN),
                ),
                Choice(
                    "What they bought before",
                    "For goods that are used up and bought again: coffee, filters, creams.",
                    _list({"kind": "bought"}, {"kind": "cross_selling", "reference": "next_basket"}),
                ),
            ),
        ),
        Moment(
            "first-loyalty",
            "First loyalty",
            "They have ordered once, lately; the second order makes a customer.",
            (
                Choice(
                    "What goes with the order",
                    "What others bought together with it is what is most often missing.",
                    _list(
                        {"kind": "cross_selling", "reference": "order"},
                        {"kind": "best_sellers_top_category", "reference": "order"},
                        _BEST,
                        exclude={"bought": True},
                    ),
                    is_default=True,
                ),
                Choice(
                    "The products of the order",
                    "To ask for a review, or to say how to take care of them.",
                    _list({"kind": "order_products"}, filters={"in_stock": False}),
                ),
                Choice(
                    "Best sellers of the order's main product's category",
                    "For shops too young to know what is bought together.",
                    _list(
                        {"kind": "best_sellers_top_product_category", "reference": "order"}, exclude={"bought": True}
                    ),
                ),
            ),
        ),
        Moment(
            "repeated-loyalty",
            "Repeated loyalty",
            "They buy again and again.",
            (
                Choice(
                    "Their next basket",
                    "Regulars buy much of the same; what they are about to run out of comes first.",
                    _list(
                        {"kind": "cross_selling", "reference": "next_basket"},
                        {"kind": "bought"},
                        exclude={"in_cart": True},
                    ),
                    is_default=True,
                ),
                Choice(
                    "Novelties before the others",
                    "Regulars like to be the first; what they own or were shown lately is left out.",
                    _list(_NEW, _FOR_THEM, exclude=_NOT_AGAIN),
                ),
                Choice(
                    "Best sellers of the brand they look at most",
                    "For shops whose customers follow brands.",
                    _list({"kind": "best_sellers_visited_brand"}, _FOR_THEM, exclude=_NOT_AGAIN),
                ),
            ),
        ),
        Moment(
            "business",
            "Business customers",
            "They order for a company: regularly, in quantities, often the same.",
            (
                Choice(
                    "What they order regularly",
                    "A purchaser wants the reorder list, not inspiration.",
                    _list(
                        {"kind": "cross_selling", "reference": "next_basket"}, {"kind": "bought"}, limit=8, minimum=2
                    ),
                    is_default=True,
                ),
                Choice(
                    "What completes the cart",
                    "Accessories and consumables that others ordered with it.",
                    _list({"kind": "cross_selling", "reference": "cart"}, exclude={"in_cart": True}, limit=8),
                ),
                Choice(
                    "Best sellers by revenue",
                    "Among companies the money says more than the pieces.",
                    _list({"kind": "best_sellers", "by": "revenue", "window_days": 90}, limit=8),
                ),
            ),
        ),
    )
