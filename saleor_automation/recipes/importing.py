"""Make a draft journey out of a recipe, with everything it needs; or bring one that was imported up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ..core import sql
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..journeys.models import Journey, JourneyStatus
from .asking import missing_text, shop_defaults, value_problems
from .loader import LoadedRecipe, get_recipe
from .models import RecipeImport
from .owned import OwnPart, fingerprint
from .planning import Plan, check_values, make_plan
from .schema import Recipe
from .shared import make_rewards, make_shared

MAX_SLUG = 100


@dataclass(frozen=True)
class Imported:
    """What came of an import. The parts are named "kind:slug"; kept are those people had edited, or that were there."""

    journey: Journey
    journeys: list[Journey]
    created: list[str]
    updated: list[str]
    kept: list[str]
    values: dict[str, Any]


def import_recipe(
    slug: str, parameters: Mapping[str, Any], now: datetime, *, name: str = "", language: str = "en"
) -> Journey:
    """Create a draft journey from a recipe and return it; see bring_in."""
    return bring_in(get_recipe(slug), parameters, now, name=name, language=language).journey


@transaction.atomic
def bring_in(
    loaded: LoadedRecipe, parameters: Mapping[str, Any], now: datetime, *, name: str = "", language: str = "en"
) -> Imported:
    """Create a draft journey and all it needs; a parameter that is not given has its value in this shop.

    What the recipe shares with the shop (lists, tags, fields, scores, tiers) is used if it is there.
    Raises InvalidDefinition for a parameter that is missing or does not fit, Conflict if the journey is there already.
    """
    recipe = loaded.recipe
    slug = slug_for(recipe, name)
    _lock_imports()
    if Journey.objects.filter(slug=slug).exists():
        raise Conflict(_already_there(recipe, slug))
    values = _values(recipe, parameters, shop_defaults(recipe))
    plan = make_plan(loaded, values, slug, name.strip() or recipe.name.in_language(language), language)
    _refuse_taken(plan, slug)
    record = RecipeImport.objects.filter(journey_slug=slug).first() or RecipeImport(journey_slug=slug)
    record.imported_at = now
    record.parts = record.parts if record.recipe == recipe.slug else {}
    record.language = language
    return write_import(record, recipe, plan, values, now, overwrite=False)


@transaction.atomic
def bring_up_to_date(
    loaded: LoadedRecipe, parameters: Mapping[str, Any], now: datetime, *, journey_slug: str, overwrite: bool = False
) -> Imported:
    """Write anew, from the recipe as it is now, what nobody has edited since; with overwrite, the rest as well.

    Parameters that are not given keep the value they were imported with. A running journey stays as it is published:
    its draft changes, its mails are those of the recipe from the next one on.
    Raises NotFound if it was never imported, Conflict for an archived journey, InvalidDefinition.
    """
    recipe = loaded.recipe
    _lock_imports()
    record = RecipeImport.objects.filter(journey_slug=journey_slug, recipe=recipe.slug).first()
    journey = Journey.objects.filter(slug=journey_slug).first()
    if record is None or journey is None:
        raise NotFound(
            f"Recipe '{recipe.slug}' was not imported as journey '{journey_slug}'; import it without update."
        )
    if journey.status == JourneyStatus.ARCHIVED:
        raise Conflict(f"Journey '{journey_slug}' is archived; import recipe '{recipe.slug}' under another name.")
    known = {parameter.name for parameter in recipe.parameters}
    defaults = shop_defaults(recipe) | {key: value for key, value in record.parameters.items() if key in known}
    values = _values(recipe, parameters, defaults)
    plan = make_plan(loaded, values, journey_slug, journey.name, record.language)
    return write_import(record, recipe, plan, values, now, overwrite=overwrite)


def slug_for(recipe: Recipe, name: str) -> str:
    """Return the slug of the journey an import under this name makes. Raises InvalidDefinition for a bad name."""
    slug = slugify(name)[:MAX_SLUG] if name.strip() else recipe.slug
    if not slug:
        raise InvalidDefinition(f"Recipe '{recipe.slug}'", [("name", f"{name!r} has no letters; choose another name.")])
    return slug


def _lock_imports() -> None:
    """Let one import go on at a time: the next one finds what this one has made, also of what recipes share."""
    sql.fetch_all("SELECT pg_advisory_xact_lock(hashtextextended('automation:recipe', 0))::text")


def _already_there(recipe: Recipe, slug: str) -> str:
    journey = Journey.objects.get(slug=slug)
    if journey.status == JourneyStatus.ARCHIVED or not RecipeImport.objects.filter(journey_slug=slug).exists():
        return f"There is a journey '{slug}' already; import recipe '{recipe.slug}' under another name."
    return (
        f"Recipe '{recipe.slug}' is already there as journey '{slug}'; import it with update to bring that one up to "
        "date, or under another name."
    )


def _refuse_taken(plan: Plan, slug: str) -> None:
    taken = (
        Journey.objects.filter(slug__in=[part.slug for part in plan.journeys]).values_list("slug", flat=True).first()
    )
    if taken:
        raise Conflict(f"There is a journey '{taken}' already; import the recipe under another name than '{slug}'.")


def _values(recipe: Recipe, parameters: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    values = check_values(recipe, parameters, defaults, missing_text)
    problems = list(value_problems(recipe, values))
    if problems:
        raise InvalidDefinition(f"Recipe '{recipe.slug}'", problems)
    return values


def write_import(
    record: RecipeImport, recipe: Recipe, plan: Plan, values: Mapping[str, Any], now: datetime, *, overwrite: bool
) -> Imported:
    """Write the parts of a plan that nobody has edited, and note what was written. Must run in a transaction."""
    created = make_shared(plan.shared, now)
    updated: list[str] = []
    kept: list[str] = []
    parts: dict[str, str] = {}
    for part in plan.own:
        before = part.current()
        if before is not None and not overwrite and not _is_ours(record, part, before):
            kept.append(part.key)
            parts[part.key] = record.parts.get(part.key, "")
            continue
        if before is None or fingerprint(before) != fingerprint(part.content):
            part.write(now)
            (created if before is None else updated).append(part.key)
        parts[part.key] = fingerprint(part.current())
    created += make_rewards(plan.rewards, now)
    record.recipe, record.version, record.parameters = recipe.slug, recipe.version, dict(values)
    record.parts, record.updated_at = parts, now
    record.save()
    by_slug = Journey.objects.in_bulk([part.slug for part in plan.journeys], field_name="slug")
    journeys = [by_slug[part.slug] for part in plan.journeys]
    return Imported(journeys[0], journeys, created, updated, kept, dict(values))


def _is_ours(record: RecipeImport, part: OwnPart, before: Any) -> bool:
    return bool(record.parts.get(part.key) == fingerprint(before))
