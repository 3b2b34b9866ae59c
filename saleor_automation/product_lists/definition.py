"""A product list as data: where products come from, which may be shown, in what order, and what if there are few.

Pure; the shop and our tables are asked in resolution.py.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from ..core.exceptions import InvalidDefinition
from .fields import Brand, CategoryId, CollectionId, Once, Part, few
from .sources import Source

MOST_SHOWN = 24
MOST_FALLBACKS = 5
MOST_NAMED = 200


class PriceRange(Part):
    """From at_least to at_most in one currency; a product whose channel sells in a currency not named is dropped."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    at_least: Annotated[Decimal, Field(ge=0)] | None = None
    at_most: Annotated[Decimal, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> "PriceRange":
        if self.at_least is None and self.at_most is None:
            raise ValueError("The price range has no bound; give at_least, at_most or both.")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"The price range begins at {self.at_least} and ends at {self.at_most}; swap them.")
        return self

    def holds(self, price: Decimal) -> bool:
        return (self.at_least is None or price >= self.at_least) and (self.at_most is None or price <= self.at_most)


class Filters(Part):
    """What a product must be to be shown at all; categories count with everything below them."""

    categories: Annotated[tuple[CategoryId, ...], few("categories", MOST_NAMED), Once] = ()
    brands: Annotated[tuple[Brand, ...], few("brands", MOST_NAMED), Once] = ()
    collections: Annotated[tuple[CollectionId, ...], few("collections", MOST_NAMED), Once] = ()
    prices: Annotated[tuple[PriceRange, ...], few("price ranges", 20)] = ()
    in_stock: bool = True
    channels: Annotated[tuple[str, ...], few("channels", MOST_NAMED), Once] = ()

    @model_validator(mode="after")
    def _one_range_per_currency(self) -> "Filters":
        currencies = [each.currency for each in self.prices]
        for currency in currencies:
            if currencies.count(currency) > 1:
                raise ValueError(f"There are two price ranges in {currency}; give one.")
        return self

    def price_range(self, currency: str) -> PriceRange | None:
        return next((each for each in self.prices if each.currency == currency), None)


class Exclusions(Part):
    """What this one person is not shown; shown_within_days looks at what our mails showed them."""

    bought: bool = False
    in_cart: bool = False
    shown_within_days: Annotated[int, Field(ge=1, le=90)] | None = None


Order = Literal["source", "cheapest", "dearest", "newest", "shuffled"]


class ListDefinition(Part):
    """minimum: with fewer products than this after all fallbacks the list counts as empty; limit: most shown."""

    source: Source
    filters: Filters = Filters()
    exclude: Exclusions = Exclusions()
    order: Order = "source"
    fallbacks: Annotated[tuple[Source, ...], few("fallbacks", MOST_FALLBACKS)] = ()
    minimum: Annotated[int, Field(ge=1, le=MOST_SHOWN)] = 1
    limit: Annotated[int, Field(ge=1, le=MOST_SHOWN)] = 4

    @model_validator(mode="after")
    def _minimum_fits(self) -> "ListDefinition":
        if self.minimum > self.limit:
            raise ValueError(
                f"minimum is {self.minimum} and limit {self.limit}; a list cannot need more than it shows."
            )
        return self

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source, *self.fallbacks)


def parse_list(raw: Any, subject: str) -> ListDefinition:
    """Read and check a definition. Raises InvalidDefinition, naming subject, with each problem and its place."""
    if not isinstance(raw, dict):
        raise InvalidDefinition(
            subject, [("", 'is not an object; give at least {"source": {"kind": "best_sellers"}}.')]
        )
    try:
        return ListDefinition.model_validate(raw)
    except ValidationError as error:
        problems = [(_place(detail["loc"]), _text(dict(detail))) for detail in error.errors()]
        raise InvalidDefinition(subject, problems) from None


def _place(location: tuple[int | str, ...]) -> str:
    names: list[str] = []
    for part in location:
        if isinstance(part, int) and names:
            names[-1] += f" {part + 1}"
        elif not (names and names[-1].startswith(("source", "fallbacks")) and part in _kinds()):
            names.append(str(part))
    return ", ".join(names)


def _kinds() -> set[str]:
    from .sources import SOURCES

    return set(SOURCES)


def _text(detail: dict[str, Any]) -> str:
    match detail["type"]:
        case "missing":
            return "is missing; fill it in."
        case "extra_forbidden":
            return "is not known here; remove it."
        case "union_tag_invalid" | "union_tag_not_found":
            return f"needs a kind that exists; use one of {', '.join(sorted(_kinds()))}."
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return f"{detail['msg']}; it is {str(detail['input'])[:60]!r}."
