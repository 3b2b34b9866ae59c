"""Create, change and delete templates; every refusal leaves everything as it was.

A template that a running journey sends must stay fit to be sent. Any other may be saved half done, as long as its
blocks can be read: `templates.template_problems` says what is still missing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from .content import parse_content
from .models import Template
from .templates import template_problems

MAX_NAME, MAX_SLUG = 250, 150

Users = Callable[[str], Sequence[str]]
"""Tells in words what sends a template, by its slug."""


def create_template(name: str, content: Mapping[str, Any], now: datetime, *, slug: str = "") -> Template:
    """Save a new template; content maps language codes to mails (content.py).

    Raises InvalidDefinition for a name, slug or content that is wrong, Conflict if the slug is taken.
    """
    name = _checked_name(name)
    slug = _checked_slug(slug or slugify(name)[:MAX_SLUG])
    checked = checked_content(content, slug)
    try:
        with transaction.atomic():
            return Template.objects.create(slug=slug, name=name, content=checked, updated_at=now)
    except IntegrityError as error:
        raise Conflict(f"There is a template '{slug}' already; choose another slug.") from error


@transaction.atomic
def update_template(
    template_id: int,
    now: datetime,
    *,
    running: Users,
    name: str | None = None,
    content: Mapping[str, Any] | None = None,
    revision: int | None = None,
) -> Template:
    """Rename a template or change its content; mails show the change from the next one on. Its slug never changes.

    running tells which running journeys send it: for those the content must be fit to be sent. revision is the one
    the change was made from, so that nobody overwrites what somebody else has saved meanwhile.

    Raises NotFound, Conflict for a revision that is no longer the last, InvalidDefinition for what is wrong.
    """
    template = lock_template(template_id)
    if revision is not None and revision != template.revision:
        raise Conflict(
            f"Template '{template.slug}' was changed meanwhile: you began with revision {revision}, it is at "
            f"{template.revision} now. Load it again and repeat your change."
        )
    if name is not None:
        template.name = _checked_name(name)
    if content is not None:
        template.content = checked_content(content, template.slug)
        _refuse_unfit(template, running(template.slug))
        template.revision += 1
    template.updated_at = now
    template.save()
    return template


@transaction.atomic
def delete_template(template_id: int, users: Users) -> str:
    """Delete a template and return its slug. One of the package's own comes back as it was shipped when it is needed.

    Raises NotFound, and Conflict naming what sends it.
    """
    template = lock_template(template_id)
    found = users(template.slug)
    if found:
        shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        raise Conflict(f"Template '{template.slug}' is sent by {shown}; take it out there first.")
    template.delete()
    return template.slug


def lock_template(template_id: int) -> Template:
    """Return a template, locked until the transaction ends. Raises NotFound."""
    template = Template.objects.select_for_update().filter(pk=template_id).first()
    if template is None:
        raise NotFound(f"There is no template with the id {template_id}.")
    return template


def checked_content(content: object, slug: str) -> dict[str, Any]:
    """Return content by language if it can be read. Raises InvalidDefinition with every problem and its language."""
    subject = f"Template '{slug}'"
    if not isinstance(content, Mapping):
        raise InvalidDefinition(subject, [("", 'is not an object; give a mail for each language, {"en": {…}}.')])
    problems: list[tuple[str, str]] = []
    for language, mail in content.items():
        if not _is_language(language):
            problems.append((str(language), f"{language!r} is no language code; use one like en, it or pt-BR."))
            continue
        try:
            parse_content(mail, subject)
        except InvalidDefinition as error:
            problems += [(f"{language}, {place}" if place else language, text) for place, text in error.problems]
    if problems:
        raise InvalidDefinition(subject, problems)
    return dict(content)


def _refuse_unfit(template: Template, journeys: Sequence[str]) -> None:
    if not journeys:
        return
    problems = list(template_problems(template))
    if problems:
        sent_by = f"It is sent by {', '.join(journeys)}, so it must stay fit to be sent"
        raise InvalidDefinition(f"Template '{template.slug}'", [("", f"{sent_by}. {text}") for text in problems])


def _is_language(code: object) -> bool:
    try:
        return isinstance(code, str) and bool(Locale.parse(code, sep="-"))
    except (ValueError, UnknownLocaleError):
        return False


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME:
        raise InvalidDefinition("Template", [("name", f"Use 1 to {MAX_NAME} characters, not {len(name)}.")])
    return name


def _checked_slug(slug: str) -> str:
    if not slug or slug != slugify(slug) or len(slug) > MAX_SLUG:
        raise InvalidDefinition("Template", [("slug", f"Use at most {MAX_SLUG} small letters, digits and hyphens.")])
    return slug
