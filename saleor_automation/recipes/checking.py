"""Is a recipe right? It is imported for real, published in thought, in every way its switches allow, and undone."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from ..contacts.list_editing import create_list
from ..contacts.models import ContactList
from ..core.exceptions import AutomationError, InvalidDefinition
from ..journeys.checking import draft_problems
from ..journeys.models import Journey
from .asking import shop_defaults
from .importing import write_import
from .lines import line_of_step
from .loader import LoadedRecipe, load
from .models import RecipeImport
from .parameters import Parameter
from .planning import Plan, check_values, make_plan
from .schema import Recipe

_EXAMPLES: Mapping[str, Any] = {
    "duration": "1 day",
    "percent": 10,
    "date": "2030-01-01",
    "text": "Example",
    "boolean": True,
    "tag": "Example",
    "product": 1,
    "category": 1,
    "collection": 1,
    "email": "team@example.com",
}
"""Stand for what an import would ask for; products and the like are looked up in no shop."""

ASIDE = "check-aside"
_STEP = re.compile(r"step '([^']+)'")
_ASKED_OF_THE_SHOP = re.compile(r"There is no (product|category|collection|journey) ")


def problems_of(folder: Path, now: datetime) -> list[str]:
    """Return everything that is wrong with the recipe in a folder, each with file and line where one can be named.

    Nothing stays of what is tried out. What only a shop can tell (its products, other journeys) is not asked.
    """
    try:
        loaded = load(folder)
    except InvalidDefinition as error:
        return [f"{place}: {text}" if place else text for place, text in error.problems]
    found: dict[str, None] = {}
    plans: list[Plan | None] = []
    for values in _ways(loaded.recipe):
        plan, problems = _try_out(loaded, values, now)
        found |= dict.fromkeys(problems)
        plans.append(plan)
    if not found and None not in plans:
        sent = {part.slug for plan in plans if plan is not None for part in plan.own if part.kind == "template"}
        unused = [mail for mail in loaded.recipe.mails if f"{loaded.recipe.slug}-{mail}" not in sent]
        found |= dict.fromkeys(f"mails/{mail}: No step sends it; send it or remove it." for mail in unused)
    return [*found, *_readme_problems(loaded)]


def _ways(recipe: Recipe) -> Iterator[dict[str, Any]]:
    """Yield values for an import as it is offered, then some for each switch, choice and optional value there is."""
    base = example_values(recipe)
    yield base
    for parameter in recipe.parameters:
        if parameter.type == "boolean":
            yield base | {parameter.name: not base[parameter.name]}
        elif parameter.type == "choice":
            yield from (base | {parameter.name: choice.value} for choice in parameter.choices)
        elif parameter.optional:
            yield base | {parameter.name: None}


def example_values(recipe: Recipe) -> dict[str, Any]:
    """Return values for an import as it is offered, with made-up ones where it would ask."""
    return {each.name: _usual(each) for each in recipe.parameters}


def _usual(parameter: Parameter) -> Any:
    if parameter.default is not None:
        return parameter.default
    match parameter.type:
        case "money":
            return {"EUR": "10.00"}
        case "integer":
            return parameter.minimum
        case "choice":
            return parameter.choices[0].value
        case kind:
            return _EXAMPLES.get(kind, "check-example")


def _try_out(loaded: LoadedRecipe, values: Mapping[str, Any], now: datetime) -> tuple[Plan | None, list[str]]:
    """Import and look at everything publishing looks at; the transaction is undone."""
    recipe = loaded.recipe
    try:
        with transaction.atomic():
            checked = check_values(recipe, values, shop_defaults(recipe))
            _make_what_is_asked_for(recipe, checked, now)
            plan = make_plan(loaded, checked, recipe.slug, recipe.name.en, "en")
            # A shop that has imported the recipe already: its journeys step aside until all is undone.
            for number, journey in enumerate(Journey.objects.filter(slug__in=[each.slug for each in plan.journeys])):
                Journey.objects.filter(pk=journey.pk).update(slug=f"{ASIDE}-{number}")
            record = RecipeImport(journey_slug=ASIDE, language="en", imported_at=now)
            imported = write_import(record, recipe, plan, checked, now, overwrite=True)
            problems = draft_problems(imported.journeys, today=now.date())
            raise _Undo(plan, [problem for each in problems.values() for problem in each])
    except _Undo as undo:
        asked_here = [problem for problem in undo.problems if not _ASKED_OF_THE_SHOP.search(problem[1])]
        return undo.plan, [_worded(loaded, *problem) for problem in asked_here]
    except InvalidDefinition as error:
        asked_here = [problem for problem in error.problems if not _ASKED_OF_THE_SHOP.search(problem[1])]
        return None, [_worded(loaded, *problem, error.subject) for problem in asked_here]
    except AutomationError as error:
        return None, [f"recipe.yaml: {error}"]


class _Undo(Exception):
    """Carries what was found out of the transaction that is undone with it."""

    def __init__(self, plan: Plan, problems: list[tuple[str, str]]) -> None:
        super().__init__()
        self.plan, self.problems = plan, problems


def _make_what_is_asked_for(recipe: Recipe, values: Mapping[str, Any], now: datetime) -> None:
    for parameter in recipe.parameters:
        slug = values.get(parameter.name)
        if parameter.type == "list" and slug and not ContactList.objects.filter(slug=slug).exists():
            create_list({"slug": slug, "name": slug}, now)


def _worded(loaded: LoadedRecipe, place: str, text: str, subject: str = "") -> str:
    """Name the file of a problem, and the line on which its step begins."""
    path = loaded.folder / "recipe.yaml"
    file = re.search(r"mails/\S+\.yaml", subject)
    step = _STEP.search(place)
    if file:
        return f"{file[0]}: {place}: {text}"
    if step:
        further = range(len(loaded.recipe.further_journeys))
        graphs: list[tuple[int | str, ...]] = [("journey",), *(("further_journeys", n, "journey") for n in further)]
        lines = (line_of_step(path, graph, step[1]) for graph in graphs)
        line = next((number for number in lines if number is not None), 1)
        return f"recipe.yaml:{line} {place}: {text}"
    part = subject.partition(", ")[2]
    where = " ".join(each for each in (part, place) if each)
    return f"recipe.yaml: {where}: {text}" if where else f"recipe.yaml: {text}"


def _readme_problems(loaded: LoadedRecipe) -> Iterator[str]:
    path = loaded.folder / "README.md"
    if not path.is_file():
        yield "README.md: The file is missing; say what the recipe is for, with a timeline."
        return
    text = path.read_text(encoding="utf-8")
    if "|---|" not in text:
        yield "README.md: It has no timeline; write a table of what happens when."
    for mail in loaded.recipe.mails:
        if f"*{mail}*" not in text and f"*{mail.replace('-', ' ')}*" not in text:
            yield f"README.md: It does not speak of mail *{mail}*; add it to the timeline."
