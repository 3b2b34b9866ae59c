"""Templates as the outbox and publishing use them: the right language, compiled once per process."""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ..core.exceptions import InvalidDefinition
from ..core.settled import read_once
from ..shop.configuration import ShopConfiguration, load_configuration
from .brand import BrandStyle
from .checking import check_mail
from .compilation import CompiledMail, compile_mail
from .content import parse_content
from .custom_fields import field_kinds
from .list_usage import list_variables
from .models import Template
from .variables import Variables, mail_variables


def brand_of(configuration: ShopConfiguration) -> BrandStyle:
    """Return how the shop looks in its mails."""
    return BrandStyle(
        shop_name=configuration.shop_name,
        shop_url=configuration.storefront_url,
        logo_url=configuration.logo_url,
        primary_color=configuration.accent_color or BrandStyle.primary_color,
        postal_address=configuration.postal_address,
    )


def choose_language(languages: Iterable[str], wanted: str, default: str) -> str:
    """Return the best of these languages: the one wanted, its base ("it" for "it-CH"), the shop's, or the first."""
    return _chosen(tuple(languages), wanted, default)


@lru_cache(maxsize=1024)
def _chosen(languages: tuple[str, ...], wanted: str, default: str) -> str:
    by_name = {language.lower(): language for language in languages}
    for candidate in (wanted, default):
        name = candidate.lower().replace("_", "-")
        for key in (name, name.split("-")[0]):
            if key in by_name:
                return by_name[key]
    return sorted(languages)[0]


@read_once
def templates_by_id(template_ids: frozenset[int]) -> dict[int, Template]:
    """Return these templates, of those that exist; one query."""
    return Template.objects.in_bulk(template_ids)


def compiled_template(template: Template, language: str, brand: BrandStyle) -> CompiledMail:
    """Return a template in one of its languages, compiled. Raises InvalidDefinition if it cannot be sent."""
    raw = json.dumps(template.content[language], sort_keys=True)
    return _compiled(raw, f"Template '{template.slug}'", language, brand)


def template_problems(template: Template, lists: Collection[str] | None = None) -> Iterator[str]:
    """Yield what keeps a template from being sent, each with its language, block and field.

    lists are the names of the product lists there are, of those it shows; looked up when not given.
    """
    lists = list_variables([template]) if lists is None else lists
    yield from _problems(template, mail_variables(lists, field_kinds()), brand_of(load_configuration()))


def problems_of_templates(templates: Iterable[Template]) -> dict[int, list[str]]:
    """Return what keeps each template from being sent, by its id; a constant number of statements."""
    templates = list(templates)
    variables, brand = mail_variables(list_variables(templates), field_kinds()), brand_of(load_configuration())
    return {template.pk: list(_problems(template, variables, brand)) for template in templates}


def _problems(template: Template, variables: Variables, brand: BrandStyle) -> Iterator[str]:
    if not template.content:
        yield f"Template '{template.slug}' has no text in any language; write one."
    for language, raw in sorted(template.content.items()):
        try:
            content = parse_content(raw, f"Template '{template.slug}'")
            check_mail(content, language, brand, variables)
        except InvalidDefinition as error:
            for place, text in error.problems:
                where = f"{language}, {place}" if place else language
                yield f"Template '{template.slug}' ({where}): {text}"


def invitation_problems(template: Template) -> Iterator[str]:
    """Yield why a mail that needs no consent is none that may do without: it has to show the order, and ask."""
    for language, raw in sorted(template.content.items()):
        text = json.dumps(raw)
        where = f"Template '{template.slug}' ({language})"
        if '"order_lines"' not in text and "order.number" not in text:
            yield f"{where}: It invites people who agreed to nothing and must be about their order; show order_lines."
        if "confirm_url" not in text:
            yield f"{where}: Nothing in it leads to {{{{ confirm_url }}}}, where people say yes; add a button."


@lru_cache(maxsize=256)
def _compiled(raw: str, subject: str, language: str, brand: BrandStyle) -> CompiledMail:
    return compile_mail(parse_content(json.loads(raw), subject), language, brand)
