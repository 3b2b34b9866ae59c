"""What an import comes to: every part of the recipe filled in and named as the shop will know it. Writes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date

from ..core.exceptions import InvalidDefinition
from ..core.translating import in_language
from ..coupons.definition import parse_definition as parse_coupon
from ..coupons.policies import definition_from_columns
from ..journeys.definition import Definition, parse_definition
from ..journeys.holdout import usual_percent
from ..messages.content import parse_content
from ..product_lists.definition import parse_list
from ..product_lists.editing import as_json as list_as_json
from ..segments.conditions import ROOT
from ..segments.conditions import as_json as condition_as_json
from ..segments.problems import condition_problems
from .filling import Names, filled, is_used, renamed
from .loader import LoadedRecipe
from .owned import OwnCoupon, OwnJourney, OwnPart, OwnProductList, OwnSegment, OwnTemplate
from .parameters import Parameter
from .schema import Recipe


@dataclass(frozen=True)
class Plan:
    """own are in the order in which they can be made; journeys are last, the main one before the others."""

    shared: Mapping[str, Any]
    own: list[OwnPart]
    rewards: list[dict[str, Any]]

    @property
    def journeys(self) -> list[OwnJourney]:
        return [part for part in self.own if isinstance(part, OwnJourney)]


@dataclass(frozen=True)
class _Import:
    """What all parts of one import are filled in with."""

    loaded: LoadedRecipe
    values: Mapping[str, Any]
    slug: str
    title: str
    language: str
    names: Names

    @property
    def recipe(self) -> Recipe:
        return self.loaded.recipe

    def fill(self, data: Any) -> Any:
        return renamed(filled(data, self.values), self.names)

    def graph(self, data: Any) -> dict[str, Any]:
        """Return a definition filled in, with the labels of its steps in the language of the import."""
        filled_in: dict[str, Any] = self.fill(data)
        steps = [
            step | {"label": in_language(step["label"], self.language)} if step.get("label") else step
            for step in filled_in["steps"]
        ]
        return filled_in | {"steps": steps}

    def words(self, text: Any) -> str:
        return str(filled(text.in_language(self.language), self.values))

    def parts(self, parts: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Yield those of the parts that are used, with their columns filled in and their name in one language."""
        for part in parts:
            raw = part.model_dump(by_alias=True)
            if is_used(raw, self.values):
                columns = self.fill({key: value for key, value in raw.items() if key not in ("if", "unless")})
                yield part, columns | {"name": self.words(part.name)}


def make_plan(loaded: LoadedRecipe, values: Mapping[str, Any], slug: str, title: str, language: str) -> Plan:
    """Return what an import under this slug would write. Raises InvalidDefinition for a part that does not fit."""
    recipe = loaded.recipe
    names = {
        "template": {mail: f"{slug}-{mail}" for mail in recipe.mails},
        "coupon": {coupon.slug: f"{slug}-{coupon.slug}" for coupon in recipe.coupons},
        "segment": {segment.slug: f"{slug}-{segment.slug}" for segment in recipe.segments},
        "product_list": {each.slug: f"{slug}-{each.slug}" for each in recipe.product_lists},
        "journey": {further.key: f"{slug}-{further.key}" for further in recipe.further_journeys} | {recipe.slug: slug},
    }
    bringing = _Import(loaded, values, slug, title, language, names)
    journeys = list(_journeys(bringing))
    return Plan(
        shared=_shared(bringing),
        own=[
            *_coupons(bringing),
            *_segments(bringing),
            *_product_lists(bringing),
            *_templates(bringing, journeys),
            *journeys,
        ],
        rewards=[
            {key: columns[key] for key in ("slug", "name", "points")}
            | {"policy_slug": names["coupon"].get(columns["coupon"], columns["coupon"])}
            for _, columns in bringing.parts(recipe.rewards)
        ],
    )


def _shared(bringing: _Import) -> dict[str, Any]:
    recipe = bringing.recipe
    lists = []
    for part, columns in bringing.parts(recipe.lists):
        description = bringing.words(part.description) if part.description else None
        lists.append(columns | {"description": description})
    scores = []
    for part, columns in bringing.parts(recipe.scores):
        rules = [rule for _, rule in bringing.parts(part.rules)]
        scores.append(columns | {"rules": rules})
    programme = None
    if recipe.programme is not None:
        programme = bringing.fill(recipe.programme.model_dump()) | {"name": bringing.words(recipe.programme.name)}
    return {
        "lists": lists,
        "tags": [str(filled(tag, bringing.values)) for tag in recipe.tags],
        "fields": [columns for _, columns in bringing.parts(recipe.fields_)],
        "scores": scores,
        "tiers": [columns for _, columns in bringing.parts(recipe.tiers)],
        "programme": programme,
    }


def _coupons(bringing: _Import) -> Iterator[OwnPart]:
    for part, columns in bringing.parts(bringing.recipe.coupons):
        slug = bringing.names["coupon"][part.slug]
        definition = columns["definition"] or definition_from_columns(
            part.kind, columns["value"], columns["minimum_spend"], int(columns["valid_days"]), columns["prefix"]
        )
        checked = parse_coupon(definition, f"Recipe '{bringing.recipe.slug}', coupon '{part.slug}'")
        yield OwnCoupon(slug, columns["name"], checked.model_dump(mode="json"))


def _segments(bringing: _Import) -> Iterator[OwnPart]:
    for part, columns in bringing.parts(bringing.recipe.segments):
        subject = f"Recipe '{bringing.recipe.slug}', segment '{part.slug}'"
        problems = condition_problems(columns["condition"])
        if problems:
            raise InvalidDefinition(subject, problems)
        condition = condition_as_json(ROOT.validate_python(columns["condition"]))
        yield OwnSegment(bringing.names["segment"][part.slug], columns["name"], condition)


def _product_lists(bringing: _Import) -> Iterator[OwnPart]:
    for part, columns in bringing.parts(bringing.recipe.product_lists):
        definition = parse_list(columns["definition"], f"Recipe '{bringing.recipe.slug}', product list '{part.slug}'")
        yield OwnProductList(bringing.names["product_list"][part.slug], columns["name"], list_as_json(definition))


def _templates(bringing: _Import, journeys: list[OwnPart]) -> Iterator[OwnPart]:
    """Yield the mails that the journeys send; those of steps that are switched off are not made."""
    sent = set().union(*(_named(journey.content) for journey in journeys))
    for mail, languages in bringing.loaded.mails.items():
        slug = bringing.names["template"][mail]
        if slug not in sent:
            continue
        content = {}
        for language, raw in languages.items():
            content[language] = renamed(filled(raw, _as_shown(bringing, language)), bringing.names)
            parse_content(content[language], f"Recipe '{bringing.recipe.slug}', mails/{mail}.{language}.yaml")
        yield OwnTemplate(slug, slug, content)


def _named(data: Any) -> set[str]:
    """Return the templates that a journey names, in steps of any kind."""
    if isinstance(data, list | tuple):
        return set().union(*(_named(item) for item in data))
    if not isinstance(data, Mapping):
        return set()
    own = {data["template"]} if isinstance(data.get("template"), str) else set()
    return own.union(*(_named(value) for value in data.values()))


def _as_shown(bringing: _Import, language: str) -> dict[str, Any]:
    """Return the values as a mail shows them: days are written out."""
    shown = dict(bringing.values)
    for parameter in bringing.recipe.parameters:
        value = shown.get(parameter.name)
        if parameter.type == "date" and value:
            locale = Locale.parse(language.split("-")[0])
            shown[parameter.name] = format_date(date.fromisoformat(value), "d MMMM", locale=locale)
    return shown


def _journeys(bringing: _Import) -> Iterator[OwnPart]:
    recipe = bringing.recipe
    subject = f"Recipe '{recipe.slug}'"
    main = bringing.graph(recipe.journey)
    definition = parse_definition(main, subject)
    yield OwnJourney(bringing.slug, bringing.title, main, _settings(recipe.slug, recipe, definition))
    for part, columns in bringing.parts(recipe.further_journeys):
        graph = bringing.graph(part.journey)
        definition = parse_definition(graph, f"{subject}, journey '{part.key}'")
        name = f"{bringing.title}: {columns['name']}"[:250]
        slug = bringing.names["journey"][part.key]
        yield OwnJourney(slug, name, graph, _settings(recipe.slug, part, definition))


def _settings(recipe: str, part: Any, definition: Definition) -> dict[str, Any]:
    percent = usual_percent(definition) if part.holdout_percent is None else part.holdout_percent
    return {"recipe": recipe, "priority": part.priority, "holdout_percent": percent}


def check_values(
    recipe: Recipe,
    parameters: Mapping[str, Any],
    defaults: Mapping[str, Any],
    ask: Callable[[Parameter], str] = lambda parameter: "It is missing; fill it in.",
) -> dict[str, Any]:
    """Return every parameter with its value; defaults are those of this shop, ask words what is missing.

    Raises InvalidDefinition naming each that is unknown, missing or does not fit.
    """
    known = {parameter.name: parameter for parameter in recipe.parameters}
    problems = [
        (name, f"Recipe '{recipe.slug}' has no such parameter; it has {', '.join(known) or 'none'}.")
        for name in parameters
        if name not in known
    ]
    values = {}
    for name, parameter in known.items():
        value = parameters[name] if name in parameters else defaults.get(name)
        if value is None and not parameter.optional:
            problems.append((name, ask(parameter)))
            continue
        try:
            values[name] = parameter.check(value)
        except ValueError as error:
            problems.append((name, str(error)))
    if problems:
        raise InvalidDefinition(f"Recipe '{recipe.slug}'", problems)
    return values
