"""Can these journeys be published? Everything that stands in the way, found with a constant number of statements."""

from collections.abc import Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS

from ..core.exceptions import InvalidDefinition
from ..coupons.models import CouponPolicy
from ..messages.list_usage import list_variables
from ..messages.models import Template
from ..messages.templates import template_problems
from .definition import Definition, parse_definition
from .models import Journey

Problem = tuple[str, str]


def draft_problems(journeys: Sequence[Journey], using: str = DEFAULT_DB_ALIAS) -> dict[int, list[Problem]]:
    """Return, by journey id, the problems of each draft as (place, text); an empty list means it can be published."""
    problems: dict[int, list[Problem]] = {}
    definitions: dict[int, Definition] = {}
    for journey in journeys:
        try:
            definitions[journey.pk] = parse_definition(journey.draft, f"Journey '{journey.slug}'")
        except InvalidDefinition as error:
            problems[journey.pk] = error.problems
    found = reference_problems(list(definitions.values()), using)
    return problems | dict(zip(definitions, found, strict=True))


def reference_problems(definitions: Sequence[Definition], using: str = DEFAULT_DB_ALIAS) -> list[list[Problem]]:
    """Return, for each definition, the templates and coupons that are missing or not fit to be sent."""
    wanted = {reference for definition in definitions for step in definition.steps for reference in step.references()}
    slugs = {kind: [name for each, name in wanted if each == kind] for kind in ("template", "coupon")}
    templates = {
        template.slug: template for template in Template.objects.using(using).filter(slug__in=slugs["template"])
    }
    policies = CouponPolicy.objects.using(using).filter(slug__in=slugs["coupon"])
    coupons = set(policies.values_list("slug", flat=True))
    lists = list_variables(templates.values())
    return [list(_missing(definition, templates, coupons, lists)) for definition in definitions]


def _missing(
    definition: Definition, templates: dict[str, Template], coupons: set[str], lists: set[str]
) -> Iterator[Problem]:
    for step in definition.steps:
        place = f"step '{step.id}'"
        for kind, name in step.references():
            if kind == "coupon" and name not in coupons:
                yield place, f"There is no coupon {name!r}; create it or choose another."
            elif kind == "template" and name not in templates:
                yield place, f"There is no template {name!r}; create it or choose another."
            elif kind == "template":
                for problem in template_problems(templates[name], lists):
                    yield place, problem
