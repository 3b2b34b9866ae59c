"""Which parameters an import has to ask for in this shop, and with what values it can do without asking."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..contacts.field_models import CustomField
from ..contacts.models import ContactList
from ..journeys.models import Journey, JourneyStatus
from ..scores.models import Score
from ..segments.models import Segment
from ..shop.assortment import missing_groups, missing_products
from ..shop.channels import channel_currencies
from ..shop.configuration import load_configuration
from .parameters import Parameter
from .schema import Recipe


@dataclass(frozen=True, slots=True)
class ShopParameter:
    """A parameter, and the value it has in this shop if nobody gives one; without one it is asked for."""

    parameter: Parameter
    value: Any

    @property
    def is_asked(self) -> bool:
        return self.value is None and not self.parameter.optional


def parameters_in_shop(recipe: Recipe) -> list[ShopParameter]:
    """Return all parameters with their values in this shop."""
    defaults = shop_defaults(recipe)
    return [ShopParameter(each, defaults.get(each.name)) for each in recipe.parameters]


def shop_defaults(recipe: Recipe) -> dict[str, Any]:
    """Return the value of each parameter that has one in this shop.

    That is its default if the shop has what it names; the only list, field, score or segment there is; and the address
    the shop answers from, for notes to the team.
    """
    found = {}
    for parameter in recipe.parameters:
        value = parameter.default
        if value is not None and not list(_missing(parameter, value, recipe)):
            found[parameter.name] = parameter.check(value)
        elif value is None and not parameter.optional:
            only = _the_only_one(parameter, recipe)
            if only is not None:
                found[parameter.name] = only
    return found


def value_problems(recipe: Recipe, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (parameter, text) for each value that names what the shop does not have."""
    for parameter in recipe.parameters:
        if values.get(parameter.name) is not None:
            for text in _missing(parameter, values[parameter.name], recipe):
                yield parameter.name, text


_SLUGS: Mapping[str, tuple[Callable[[], Any], Callable[[Recipe], Any]]] = {
    "list": (ContactList.objects.all, lambda recipe: recipe.lists),
    "field": (CustomField.objects.all, lambda recipe: recipe.fields_),
    "score": (Score.objects.all, lambda recipe: recipe.scores),
    "segment": (Segment.objects.all, lambda recipe: ()),
    "journey": (lambda: Journey.objects.exclude(status=JourneyStatus.ARCHIVED), lambda recipe: ()),
}
"""What each kind of name is looked up in, and what of it the recipe brings itself."""


def _missing(parameter: Parameter, value: Any, recipe: Recipe) -> Iterator[str]:
    match parameter.type:
        case "list" | "field" | "score" | "segment" | "journey":
            rows, own = _SLUGS[parameter.type]
            made = {part.slug for part in own(recipe)}
            if value not in made and not rows().filter(slug=value).exists():
                yield f"There is no {parameter.type} {value!r}; {_choices(rows())}."
        case "product":
            if missing_products({value}):
                yield f"There is no product {value}; choose another."
        case "category" | "collection":
            categories, collections = missing_groups(
                {value} if parameter.type == "category" else set(), {value} if parameter.type == "collection" else set()
            )
            if categories or collections:
                yield f"There is no {parameter.type} {value}; choose another."
        case "money":
            lacking = sorted(channel_currencies() - set(value))
            if lacking:
                yield f"The shop also sells in {', '.join(lacking)}; say how much it is there."


def missing_text(parameter: Parameter) -> str:
    """Return what to say when a parameter has no value: what there is to choose from."""
    if parameter.type in _SLUGS:
        rows, _ = _SLUGS[parameter.type]
        return f"It is missing; {_choices(rows())}."
    return "It is missing; fill it in."


def _choices(rows: Any) -> str:
    slugs = list(rows.order_by("slug").values_list("slug", flat=True)[:10])
    return f"choose one of {', '.join(slugs)}" if slugs else "make it first"


def _the_only_one(parameter: Parameter, recipe: Recipe) -> Any | None:
    if parameter.type in _SLUGS and parameter.type != "journey":
        rows, own = _SLUGS[parameter.type]
        slugs = set(rows().values_list("slug", flat=True)[:2]) | {part.slug for part in own(recipe)}
        return slugs.pop() if len(slugs) == 1 else None
    if parameter.type == "email":
        configuration = load_configuration()
        return configuration.reply_to or configuration.sender_address or None
    return None
