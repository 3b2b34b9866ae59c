"""Make a draft journey out of a recipe: its mails become templates, its coupons policies, its graph the draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition
from ..coupons.policies import definition_from_columns, ensure_policy
from ..journeys.definition import parse_definition
from ..journeys.models import Journey
from ..messages.models import Template
from .loader import LoadedRecipe, get_recipe
from .schema import PLACEHOLDER, Recipe


@transaction.atomic
def import_recipe(
    slug: str, parameters: Mapping[str, Any], now: datetime, *, name: str = "", language: str = "en"
) -> Journey:
    """Create a draft journey from a recipe; what is not given in parameters keeps its default.

    Raises NotFound for an unknown recipe, InvalidDefinition for a parameter that does not fit, Conflict if a
    journey of that name is there already.
    """
    loaded = get_recipe(slug)
    recipe = loaded.recipe
    values = _values(recipe, parameters)
    title = name.strip() or recipe.name.in_language(language)
    journey_slug = slugify(name)[:120] if name.strip() else recipe.slug
    if not journey_slug:
        raise InvalidDefinition(f"Recipe '{slug}'", [("name", f"{name!r} has no letters; choose another name.")])
    if Journey.objects.filter(slug=journey_slug).exists():
        raise Conflict(f"Recipe '{slug}' is already there as journey '{journey_slug}'; import it under another name.")
    names = {mail: f"{journey_slug}-{mail}" for mail in recipe.mails}
    names |= {coupon.slug: f"{journey_slug}-{coupon.slug}" for coupon in recipe.coupons}
    draft = _with_names(_filled(recipe.journey, values), names)
    parse_definition(draft, f"Recipe '{slug}'")
    _create_templates(loaded, names, now)
    _create_coupons(recipe, names, values, now)
    return Journey.objects.create(
        slug=journey_slug, name=title, recipe=slug, draft=draft, created_at=now, updated_at=now
    )


def _values(recipe: Recipe, parameters: Mapping[str, Any]) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in recipe.parameters}
    problems = [
        (name, f"Recipe '{recipe.slug}' has no such parameter; it has {', '.join(known)}.")
        for name in parameters
        if name not in known
    ]
    values = {}
    for name, parameter in known.items():
        try:
            values[name] = parameter.check(parameters.get(name, parameter.default))
        except ValueError as error:
            problems.append((name, str(error)))
    if problems:
        raise InvalidDefinition(f"Recipe '{recipe.slug}'", problems)
    return values


def _filled(data: Any, values: Mapping[str, Any]) -> Any:
    """Put the values in the place of ${name}; a text that is nothing but a placeholder takes the value's type."""
    if isinstance(data, dict):
        return {key: _filled(value, values) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_filled(item, values) for item in data]
    if not isinstance(data, str):
        return data
    whole = PLACEHOLDER.fullmatch(data)
    if whole:
        return values[whole[1]]
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), data)


def _with_names(draft: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Name the journey's own templates and coupons in its steps."""
    steps = []
    for step in draft["steps"]:
        renamed = {key: names.get(step[key], step[key]) for key in ("template", "policy") if key in step}
        steps.append(step | renamed)
    return draft | {"steps": steps}


def _create_templates(loaded: LoadedRecipe, names: Mapping[str, str], now: datetime) -> None:
    for mail, content in loaded.mails.items():
        Template.objects.update_or_create(
            slug=names[mail], defaults={"name": names[mail], "content": content, "updated_at": now}
        )


def _create_coupons(recipe: Recipe, names: Mapping[str, str], values: Mapping[str, Any], now: datetime) -> None:
    for coupon in recipe.coupons:
        filled = _filled(coupon.model_dump(), values)
        definition = definition_from_columns(
            coupon.kind, filled["value"], filled["minimum_spend"], int(filled["valid_days"]), coupon.prefix
        )
        # A draft may be imported before the shop has its channels; publishing is when it has to fit.
        ensure_policy(names[coupon.slug], coupon.name, definition, now)
