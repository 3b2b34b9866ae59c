"""Write a journey of the shop as a recipe folder that imports back to an equal draft."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..contacts.field_models import CustomField
from ..contacts.models import ContactList
from ..core.exceptions import Conflict, NotFound
from ..coupons.models import CouponPolicy
from ..journeys.definition import Definition, parse_definition
from ..journeys.durations import format_duration
from ..journeys.models import Journey
from ..journeys.steps.send import Send
from ..journeys.steps.wait import Wait
from ..journeys.triggers import references_of
from ..messages.models import Template
from ..product_lists.models import ProductList
from ..scores.models import Score
from ..segments.models import Segment
from .filling import escaped, renamed
from .loader import get_recipe
from .models import RecipeImport


@dataclass
class _Used:
    """What a journey names, by kind; own are the parts that come along under a name of the recipe's."""

    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, names: Iterable[str]) -> None:
        self.names.setdefault(kind, set()).update(name for name in names if name)

    def of(self, kind: str) -> list[str]:
        return sorted(self.names.get(kind, ()))


def export_journey(slug: str, folder: Path) -> Path:
    """Write the draft of a journey, and all it needs, to a folder of its slug inside folder; returns that folder.

    Raises NotFound for an unknown journey, Conflict if the folder is there, InvalidDefinition for a draft that is not
    complete.
    """
    journey = Journey.objects.filter(slug=slug).first()
    if journey is None:
        raise NotFound(f"There is no journey {slug!r}.")
    target = folder / slug
    if target.exists():
        raise Conflict(f"{target} is there already; remove it or choose another folder.")
    files = dict(_files(journey, _further(journey)))
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return target


def _further(journey: Journey) -> list[Journey]:
    """Return the other journeys that came with the same import, in their order."""
    record = RecipeImport.objects.filter(journey_slug=journey.slug).first()
    slugs = [key.partition(":")[2] for key in (record.parts if record else {}) if key.startswith("journey:")]
    return [each for each in Journey.objects.filter(slug__in=slugs).order_by("pk") if each.pk != journey.pk]


def _files(journey: Journey, further: list[Journey]) -> Iterator[tuple[str, str]]:
    definitions = {each.slug: parse_definition(each.draft, f"Journey '{each.slug}'") for each in (journey, *further)}
    used = _Used()
    for definition in definitions.values():
        _note(used, definition)
    templates = list(Template.objects.filter(slug__in=used.of("template")).order_by("slug"))
    for template in templates:
        for content in template.content.values():
            used.add("product_list", _sources(content))
    used.names.get("product_list", set()).discard("products")
    names = {
        kind: {slug: slug.removeprefix(f"{journey.slug}-") for slug in used.of(kind)}
        for kind in ("template", "coupon", "segment", "product_list")
    }
    names["journey"] = {each.slug: each.slug.removeprefix(f"{journey.slug}-") for each in further}
    yield "recipe.yaml", _text(dict(_recipe(journey, further, used, names)))
    for template in templates:
        for language, content in sorted(template.content.items()):
            name = names["template"][template.slug]
            yield f"mails/{name}.{language}.yaml", _text(escaped(renamed(content, names)))
    yield "README.md", _readme(journey, definitions[journey.slug], names["template"])


def _note(used: _Used, definition: Definition) -> None:
    for kind, name in references_of(definition.trigger, definition.entry):
        used.add(kind, [name])
    for step in definition.steps:
        for kind, name in step.references():
            used.add(kind, [name])
    data = definition.model_dump(mode="json", by_alias=True)
    for condition in _conditions(data):
        _note_condition(used, condition)
    for slug in used.of("segment"):
        stored = Segment.objects.filter(slug=slug).values_list("condition", flat=True).first()
        for condition in _conditions(stored):
            _note_condition(used, condition)


def _conditions(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every question of every condition in a definition."""
    if isinstance(data, Mapping):
        if "fact" in data:
            yield data
        for value in data.values():
            yield from _conditions(value)
    elif isinstance(data, list):
        for item in data:
            yield from _conditions(item)


def _note_condition(used: _Used, question: Mapping[str, Any]) -> None:
    fact, value = question["fact"], question.get("value")
    if fact in ("list", "tag", "segment"):
        used.add(fact, value if isinstance(value, list) else [str(value)])
    if fact in ("field", "score"):
        used.add(fact, [str(question.get("name", ""))])


def _sources(content: Any) -> Iterator[str]:
    for block in content.get("blocks", ()) if isinstance(content, Mapping) else ():
        if block.get("kind") == "product_grid":
            yield block.get("source", "products")


def _recipe(
    journey: Journey, further: list[Journey], used: _Used, names: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Any]]:
    original = get_recipe(journey.recipe).recipe if journey.recipe else None
    yield "slug", journey.slug
    yield "version", original.version if original else 1
    yield "area", "own"
    yield "moment", original.moment if original else "always"
    yield "name", escaped(journey.name)
    yield "summary", escaped(original.summary.en if original else journey.name)
    if original and original.needs:
        yield "needs", list(original.needs)
    if journey.priority:
        yield "priority", journey.priority
    yield "holdout_percent", journey.holdout_percent
    yield from _shared(used)
    yield (
        "coupons",
        [
            {
                "slug": names["coupon"][each.slug],
                "name": escaped(each.name),
                "definition": escaped(each.terms.definition),
            }
            for each in CouponPolicy.objects.select_related("terms").filter(slug__in=used.of("coupon")).order_by("slug")
            if each.terms is not None
        ],
    )
    yield (
        "segments",
        [
            {
                "slug": names["segment"][each.slug],
                "name": escaped(each.name),
                "condition": escaped(renamed(each.condition, names)),
            }
            for each in Segment.objects.filter(slug__in=used.of("segment")).order_by("slug")
        ],
    )
    yield (
        "product_lists",
        [
            {
                "slug": names["product_list"][each.slug],
                "name": escaped(each.name),
                "definition": escaped(each.definition),
            }
            for each in ProductList.objects.filter(slug__in=used.of("product_list")).order_by("slug")
        ],
    )
    yield "mails", [names["template"][slug] for slug in used.of("template")]
    yield "journey", escaped(renamed(journey.draft, names))
    yield (
        "further_journeys",
        [
            {
                "key": names["journey"][each.slug],
                "name": escaped(each.name.removeprefix(f"{journey.name}: ")),
                "priority": each.priority,
                "holdout_percent": each.holdout_percent,
                "journey": escaped(renamed(each.draft, names)),
            }
            for each in further
        ],
    )


def _shared(used: _Used) -> Iterator[tuple[str, Any]]:
    yield (
        "lists",
        [
            {
                "slug": each.slug,
                "name": escaped(each.name),
                "is_double_opt_in": each.is_double_opt_in,
                "is_public": each.is_public,
            }
            for each in ContactList.objects.filter(slug__in=used.of("list")).order_by("slug")
        ],
    )
    yield "tags", [escaped(name) for name in used.of("tag")]
    yield (
        "fields",
        [
            {"slug": each.slug, "name": escaped(each.name), "type": each.type, "choices": escaped(each.choices)}
            for each in CustomField.objects.filter(slug__in=used.of("field")).order_by("slug")
        ],
    )
    columns = (
        "event",
        "filter",
        "times",
        "within_days",
        "points",
        "expires_after_days",
        "most_per_day",
        "most_at_once",
    )
    yield (
        "scores",
        [
            {
                "slug": score.slug,
                "name": escaped(score.name),
                "minimum": score.minimum,
                "maximum": score.maximum,
                "thresholds": list(score.thresholds),
                "rules": [
                    {"name": escaped(rule.name), **{column: escaped(getattr(rule, column)) for column in columns}}
                    for rule in score.rules.order_by("pk")
                ],
            }
            for score in Score.objects.filter(slug__in=used.of("score")).order_by("slug")
        ],
    )


def _readme(journey: Journey, definition: Definition, mails: Mapping[str, str]) -> str:
    """Return a README with the timeline of the straight way through the journey."""
    rows, hours = [], "at once"
    total = None
    for step in definition.steps:
        if isinstance(step, Wait):
            total = step.duration if total is None else total + step.duration
            hours = format_duration(total)
        elif isinstance(step, Send):
            rows.append(f"| {hours} | mail *{mails.get(step.template, step.template)}* |")
    table = ["| after entering | what happens |", "|---|---|", *rows]
    return "\n".join([f"# {journey.name}", "", *table, "", f"Exported from journey `{journey.slug}`.", ""])


def _text(data: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in data.items() if value not in ([], {})}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120)
