"""Can these journeys be published? Everything that stands in the way, found with few statements for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from ..messages.list_usage import list_variables
from ..messages.models import Template
from ..messages.templates import invitation_problems, template_problems
from ..segments import references as conditions
from ..segments.conditions import AllOf, facts_of
from ..shop.database import allow_writer
from .complaints import place_of
from .definition import Definition
from .existing import Existing, find_existing
from .graph import graph_problems
from .half_done import read_half_done
from .models import Journey
from .steps.add_tag import AddTag
from .steps.base import Known
from .triggers import references_of

Problem = tuple[str, str]
_NOUNS = {"field": "custom field"}


def draft_problems(
    journeys: Sequence[Journey], using: str = DEFAULT_DB_ALIAS, *, today: date | None = None
) -> dict[int, list[Problem]]:
    """Return, by journey id, the problems of each draft as (place, text); an empty list means it can be published.

    All of them at once: what cannot be read in one step keeps no other from being looked at.
    """
    found = every_problem([journey.draft for journey in journeys], using, today=today)
    return {journey.pk: problems for journey, problems in zip(journeys, found, strict=True)}


def every_problem(
    drafts: Sequence[Any], using: str = DEFAULT_DB_ALIAS, *, today: date | None = None
) -> list[list[Problem]]:
    """Return, for each raw definition, what keeps it from being published."""
    read = [read_half_done(draft) for draft in drafts]
    readable = [definition for definition, _ in read if definition is not None]
    missing = iter(reference_problems(readable, using, today=today))
    return [
        problems if definition is None else [*problems, *graph_problems(definition), *next(missing)]
        for definition, problems in read
    ]


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
    unknown = _unknown_in_conditions(definitions)
    return [
        [
            *_missing(definition, templates, existing, lists),
            *_misfits(definition, existing, today),
            *unknown[number],
        ]
        for number, definition in enumerate(definitions)
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
        elif kind == "invitation":
            if name in templates:
                for problem in invitation_problems(templates[name]):
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


def _unknown_in_conditions(definitions: Sequence[Definition]) -> list[list[Problem]]:
    """Return, for each definition, what its conditions name that is not there.

    All conditions of all definitions are asked about together; only where the answer names a fact they ask, which is
    where something is wrong, are they asked about one by one.
    """
    asked = [list(_conditions(definition)) for definition in definitions]
    every = [condition for places in asked for _, condition in places]
    if not every:
        return [[] for _ in definitions]
    with allow_writer():
        doubtful = {fact for fact, _ in conditions.reference_problems(AllOf(all=every))}
        return [
            [
                (place, f"Condition '{fact}': {text}")
                for place, condition in places
                if doubtful & {question.fact for question in facts_of(condition)}
                for fact, text in conditions.reference_problems(condition)
            ]
            for places in asked
        ]
