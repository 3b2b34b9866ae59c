"""Can these journeys be published? Everything that stands in the way, found with few statements for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from ..core.exceptions import InvalidDefinition
from ..messages.list_usage import list_variables
from ..messages.models import Template
from ..messages.templates import template_problems
from ..segments import references as conditions
from ..segments.conditions import AllOf
from ..shop.database import allow_writer
from .complaints import place_of
from .definition import Definition, parse_definition
from .existing import Existing, find_existing
from .models import Journey
from .steps.add_tag import AddTag
from .steps.base import Known
from .triggers import references_of

Problem = tuple[str, str]
_NOUNS = {"field": "custom field"}


def draft_problems(
    journeys: Sequence[Journey], using: str = DEFAULT_DB_ALIAS, *, today: date | None = None
) -> dict[int, list[Problem]]:
    """Return, by journey id, the problems of each draft as (place, text); an empty list means it can be published."""
    problems: dict[int, list[Problem]] = {}
    definitions: dict[int, Definition] = {}
    for journey in journeys:
        try:
            definitions[journey.pk] = parse_definition(journey.draft, f"Journey '{journey.slug}'")
        except InvalidDefinition as error:
            problems[journey.pk] = error.problems
    found = reference_problems(list(definitions.values()), using, today=today)
    return problems | dict(zip(definitions, found, strict=True))


def reference_problems(
    definitions: Sequence[Definition], using: str = DEFAULT_DB_ALIAS, *, today: date | None = None
) -> list[list[Problem]]:
    """Return, for each definition, what it names that is missing, or there and not fit for it.

    today is the day against which dates in steps are looked at; without it they are not.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for definition in definitions:
        for _, kind, name in _references(definition):
            wanted[kind].add(name)
    templates = {each.slug: each for each in Template.objects.using(using).filter(slug__in=wanted.pop("template", ()))}
    existing = find_existing(wanted, using)
    lists = list_variables(templates.values())
    is_doubtful = _are_conditions_doubtful(definitions)
    return [
        [
            *_missing(definition, templates, existing, lists),
            *_misfits(definition, existing, today),
            *(_unknown(definition) if is_doubtful else ()),
        ]
        for definition in definitions
    ]


def _references(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Yield (place, kind, name) of everything the definition names."""
    for kind, name in references_of(definition.trigger, definition.entry):
        yield "trigger", kind, name
    for step in definition.steps:
        for kind, name in step.references():
            yield place_of(step.id), kind, name


def _missing(
    definition: Definition, templates: dict[str, Template], existing: Existing, lists: set[str]
) -> Iterator[Problem]:
    made = {step.tag.upper() for step in definition.steps if isinstance(step, AddTag)}
    for place, kind, name in _references(definition):
        if kind == "template":
            if name not in templates:
                yield place, f"There is no template {name!r}; create it or choose another."
            else:
                for problem in template_problems(templates[name], lists):
                    yield place, problem
        elif not existing.has(kind, name) and not (kind == "tag" and name.upper() in made):
            yield place, f"There is no {_NOUNS.get(kind, kind)} {name!r}; create it or choose another."


def _misfits(definition: Definition, existing: Existing, today: date | None) -> Iterator[Problem]:
    if today is None:
        return
    known = Known(existing.fields, today)
    for step in definition.steps:
        for text in step.misfits(known):
            yield place_of(step.id), text
    field = existing.fields.get(getattr(definition.trigger, "field", ""))
    if field is not None and field.type not in ("date", "date_time"):
        yield "trigger", f"Field {field.slug!r} holds no date; choose a field that does."


def _conditions(definition: Definition) -> Iterator[tuple[str, Any]]:
    entry = definition.entry
    for condition in (entry.condition, entry.backfill.condition if entry.backfill else None):
        if condition is not None:
            yield "entry", condition
    for number, exit_ in enumerate(definition.exits):
        if exit_.condition is not None:
            yield f"exits.{number}", exit_.condition
    for step in definition.steps:
        for condition in step.conditions():
            yield place_of(step.id), condition


def _are_conditions_doubtful(definitions: Sequence[Definition]) -> bool:
    """Tell whether any condition names something that is not there, asked of all of them at once."""
    every = [condition for definition in definitions for _, condition in _conditions(definition)]
    if not every:
        return False
    with allow_writer():
        return any(True for _ in conditions.reference_problems(AllOf(all=every)))


def _unknown(definition: Definition) -> Iterator[Problem]:
    for place, condition in _conditions(definition):
        with allow_writer():
            found = list(conditions.reference_problems(condition))
        for fact, text in found:
            yield place, f"Condition '{fact}': {text}"
