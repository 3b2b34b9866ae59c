"""Which product lists a mail shows: those of its product grids, and those its tags name."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from minijinja import TemplateError

from ..core.exceptions import InvalidDefinition
from ..product_lists.ready_made import slugs_by_variable, variable_of
from .blocks import ProductGrid
from .content import BlockContent, parse_content, written_texts
from .models import Template
from .template_engine import new_environment
from .template_tags import FUNCTIONS
from .variables import mail_variables


@dataclass(frozen=True, slots=True)
class ListUse:
    """A list a mail shows; is_needed says that the mail is left out when the list is too short, not just the block."""

    slug: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class _Names:
    """What one mail names: lists of grids by slug with whether they are needed, and unknown variables of its tags."""

    grids: tuple[tuple[str, bool], ...]
    variables: frozenset[str]


def lists_of_mails(mails: Collection[tuple[int, str, Any]]) -> dict[tuple[int, str], tuple[ListUse, ...]]:
    """Return the lists of mails given as (template id, language, content), in the order they are shown.

    One query for all of them together, none if their tags name nothing but what every mail knows.
    """
    names = {(pk, language): _names(json.dumps(content, sort_keys=True)) for pk, language, content in mails}
    in_grids = {variable_of(slug) for each in names.values() for slug, _ in each.grids}
    known = slugs_by_variable({name for each in names.values() for name in each.variables} - in_grids)
    return {key: tuple(_uses(each, known)) for key, each in names.items()}


def _uses(names: _Names, known: dict[str, str]) -> Iterator[ListUse]:
    needed = {slug for slug, is_needed in names.grids if is_needed}
    slugs = dict.fromkeys(slug for slug, _ in names.grids)
    by_variable = {variable_of(slug) for slug in slugs}
    for slug in slugs:
        yield ListUse(slug, slug in needed)
    for variable in sorted(names.variables - by_variable):
        if variable in known:
            yield ListUse(known[variable], False)


def templates_with(slugs: Collection[str]) -> dict[str, list[str]]:
    """Return, by list, the slugs of the templates that show it. One query; reads those whose text mentions one."""
    spellings = {spelling for slug in slugs for spelling in (slug, variable_of(slug))}
    mentions = Q(pk__in=[])
    for spelling in sorted(spellings):
        mentions |= Q(text__contains=spelling)
    mentioning = Template.objects.annotate(text=Cast("content", TextField())).filter(mentions).order_by("slug")
    found: dict[str, list[str]] = {slug: [] for slug in slugs}
    for template in mentioning:
        names = [_names(json.dumps(content, sort_keys=True)) for content in template.content.values()]
        shown = {slug for each in names for slug, _ in each.grids} | {name for each in names for name in each.variables}
        for slug in slugs:
            if slug in shown or variable_of(slug) in shown:
                found[slug].append(template.slug)
    return found


def list_variables(templates: Iterable[Template]) -> set[str]:
    """Return the names of those lists that these templates show and that exist; at most one query for all of them."""
    names: set[str] = set()
    for template in templates:
        for content in template.content.values():
            found = _names(json.dumps(content, sort_keys=True))
            names |= {variable_of(slug) for slug, _ in found.grids} | found.variables
    return set(slugs_by_variable(names))


@lru_cache(maxsize=512)
def _names(raw: str) -> _Names:
    """Read a mail's names; one that cannot be read names nothing, and fails with its own words when it is made."""
    try:
        content = parse_content(json.loads(raw))
    except InvalidDefinition:
        return _Names((), frozenset())
    blocks = content.blocks if isinstance(content, BlockContent) else ()
    grids = tuple(
        (block.source, block.when_short == "leave_out_mail") for block in blocks if isinstance(block, ProductGrid)
    )
    engine = new_environment()
    variables: set[str] = set()
    for _, text in written_texts(content):
        try:
            variables |= engine.undeclared_variables_in_str(text)
        except TemplateError:
            continue
    return _Names(grids, frozenset(variables - FUNCTIONS - set(mail_variables().by_name)))
