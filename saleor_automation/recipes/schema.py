"""What a recipe.yaml may say. docs/howto/recipes-as-code.md tells it to people who write one.

Anything that stands in a list (a step, an exit, a block of a mail, a coupon …) may carry `if: <parameter>` or
`unless: <parameter>`, or `if: <parameter> is <value>`: it is there only when the parameter says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .assertions import Assertion
from .filling import condition_problem, placeholders_in
from .parameters import LocalText, Parameter, Part, Words

AREAS = ("carts", "segments", "win_back", "products", "loyalty", "nurturing", "selling", "own")
MOMENTS = ("acquisition", "conversion", "reactivation", "first_loyalty", "repeated_loyalty", "always")
NEEDS = ("orders", "carts", "product_views", "page_views", "opens_and_clicks", "birthdays", "accounts", "fulfilments")
LANGUAGES = ("en", "it")

__all__ = ["AREAS", "LANGUAGES", "MOMENTS", "NEEDS", "LocalText", "Parameter", "Recipe"]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]


class Conditional(Part):
    """if and unless say when a part is used; see filling.is_used."""

    if_: str = Field("", alias="if")
    unless: str = ""


class RecipeList(Conditional):
    """A list, made when the shop has none of this slug."""

    slug: Slug
    name: Words
    description: Words | None = None
    is_double_opt_in: bool = False
    is_public: bool = True


class RecipeField(Conditional):
    """A custom field, made when the shop has none of this slug. choices: [{value, label}]."""

    slug: Slug
    name: Words
    type: Literal["text", "number", "boolean", "date", "date_time", "choice", "many_choice"]
    choices: tuple[dict[str, str], ...] = ()


class RecipeRule(Conditional):
    """A rule of a score, made when the score has none of this name. Numbers may be ${parameters}."""

    name: Words
    event: str
    filter: dict[str, Any] = {}
    times: int | str = 1
    within_days: int | str | None = None
    points: int | str
    expires_after_days: int | str | None = None
    most_per_day: int | str | None = None
    most_at_once: int | str | None = None


class RecipeScore(Conditional):
    """A lead score, made when the shop has none of this slug; its rules are added to one that is there."""

    slug: Slug
    name: Words
    minimum: int | str | None = None
    maximum: int | str | None = None
    thresholds: tuple[int | str, ...] = ()
    rules: tuple[RecipeRule, ...] = ()


class RecipeTier(Conditional):
    """A tier, made when the shop has none of this slug and none of this threshold."""

    slug: Slug
    name: Words
    threshold: int | str


class RecipeProgramme(Part):
    """The loyalty programme, begun when the shop has none. rates: points for one unit of money, by currency."""

    name: Words
    rates: dict[str, Any] | str
    expires_after_days: int | str | None = None
    tier_days: int | str | None = None


class RecipeReward(Conditional):
    """What points buy, made when the shop has none of this slug; coupon is one of the recipe's coupons."""

    slug: Slug
    name: Words
    points: int | str
    coupon: str


class RecipeSegment(Conditional):
    """A segment of the recipe's own: in the shop its slug begins with that of the journey."""

    slug: Slug
    name: Words
    condition: dict[str, Any]


class RecipeProductList(Conditional):
    """A product list of the recipe's own: in the shop its slug begins with that of the journey."""

    slug: Slug
    name: Words
    definition: dict[str, Any]


class RecipeCoupon(Conditional):
    """A coupon of the recipe's own: the short form with kind and value, or definition as in coupons.md."""

    slug: Slug
    name: Words
    kind: Literal["percentage", "fixed", "free_shipping"] | None = None
    value: dict[str, Any] | str = {}
    minimum_spend: dict[str, Any] | str = {}
    valid_days: str | int | None = None
    prefix: str = ""
    definition: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> RecipeCoupon:
        if (self.definition is None) == (self.kind is None):
            raise ValueError("Give either definition, or kind with value and valid_days.")
        if self.kind is not None and self.valid_days is None:
            raise ValueError("Say how many days it is good for: valid_days.")
        return self


class FurtherJourney(Conditional):
    """Another graph of the same recipe; key names it, and its slug is that of the journey, a dash and the key."""

    key: Slug
    name: Words
    journey: dict[str, Any]
    priority: int = 0
    holdout_percent: int | None = Field(None, ge=0, le=50)


class Recipe(Part):
    slug: Slug
    version: int = Field(1, ge=1)
    area: Literal[AREAS]  # type: ignore[valid-type]
    moment: Literal[MOMENTS] = "always"  # type: ignore[valid-type]
    name: Words
    summary: Words
    needs: tuple[Literal[NEEDS], ...] = ()  # type: ignore[valid-type]
    priority: int = Field(0, ge=-100, le=100)
    holdout_percent: int | None = Field(None, ge=0, le=50)
    parameters: tuple[Parameter, ...] = ()
    lists: tuple[RecipeList, ...] = ()
    tags: tuple[str, ...] = ()
    fields_: Annotated[tuple[RecipeField, ...], Field(alias="fields")] = ()
    scores: tuple[RecipeScore, ...] = ()
    programme: RecipeProgramme | None = None
    tiers: tuple[RecipeTier, ...] = ()
    coupons: tuple[RecipeCoupon, ...] = ()
    rewards: tuple[RecipeReward, ...] = ()
    segments: tuple[RecipeSegment, ...] = ()
    product_lists: tuple[RecipeProductList, ...] = ()
    mails: tuple[Slug, ...] = ()
    journey: dict[str, Any]
    further_journeys: tuple[FurtherJourney, ...] = ()
    assertions: tuple[Assertion, ...] = ()

    @property
    def graphs(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The key of each graph, empty for the main one, and the graph with its placeholders."""
        yield "", self.journey
        yield from ((further.key, further.journey) for further in self.further_journeys)

    @model_validator(mode="after")
    def _speaks_of_what_it_has(self) -> Recipe:
        known = {parameter.name: parameter for parameter in self.parameters}
        if len(known) != len(self.parameters):
            raise ValueError("Two parameters have the same name; rename one.")
        written = self.model_dump(mode="json", by_alias=True, exclude={"parameters", "name", "summary"})
        unknown = sorted(set(placeholders_in(written)) - set(known))
        if unknown:
            raise ValueError(f"It uses ${{{unknown[0]}}}, which is no parameter of it.")
        problem = condition_problem(written, known)
        if problem:
            raise ValueError(problem)
        return self
