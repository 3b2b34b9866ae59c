"""Make and edit drafts. Whoever saves names the revision they edited: of two who edit at once the second is told.

A draft may be half done: it is saved as long as it is a JSON object of reasonable size, and `problems` of the journey
say what is missing. Versions are never edited; what they hold comes back as a draft (restore).
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..shop.accounts import name_of_source
from .mentions import users_of
from .models import MOST_HOLDOUT_PERCENT, Journey, JourneyStatus, JourneyVersion

MAX_NAME = 250
MAX_SLUG = 150
MAX_PRIORITY = 1000
MAX_BYTES = 1_000_000
MAX_DEPTH = 60
_ZERO = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
EMPTY: Mapping[str, Any] = {"trigger": {"kind": "manual"}, "steps": []}
"""What a journey that is made from nothing begins with: it can be shown at once, and says itself what it lacks."""


def create_draft(
    name: str, now: datetime, *, slug: str = "", definition: Any = None, source: str = "", **settings: Any
) -> Journey:
    """Create a journey nobody enters yet; without a slug the name gives one that is free.

    settings are priority and holdout_percent. Raises InvalidDefinition naming each argument that does not fit, Conflict
    for a slug that is taken.
    """
    name, problems = _checked(name, definition, settings)
    if slug and (slug != slugify(slug) or len(slug) > MAX_SLUG):
        text = f"{slug!r} is no slug; use up to {MAX_SLUG} small letters, digits and hyphens."
        problems.append(("slug", text))
    if problems:
        raise InvalidDefinition("Journey", problems)
    made = _insert(
        slug or _free_slug(name),
        name=name,
        draft=dict(EMPTY) if definition is None else definition,
        created_at=now,
        updated_at=now,
        edited_at=now,
        edited_by=source,
        **settings,
    )
    if made is None:
        raise Conflict(f"There is a journey with the slug {slug or slugify(name)!r} already; choose another.")
    return made


@transaction.atomic
def update_draft(
    journey_id: int,
    revision: int,
    now: datetime,
    *,
    name: str | None = None,
    definition: Any = None,
    source: str = "",
    **settings: Any,
) -> Journey:
    """Change what is given of a journey's draft; priority and holdout_percent count at once, for those who enter.

    Raises NotFound, Conflict if the journey is archived or somebody saved after this revision was read,
    InvalidDefinition naming each argument that does not fit. Nothing is changed then.
    """
    journey = _lock(journey_id, revision)
    checked, problems = _checked(journey.name if name is None else name, definition, settings)
    if problems:
        raise InvalidDefinition(f"Journey '{journey.slug}'", problems)
    wanted = {"name": checked, **settings, **({} if definition is None else {"draft": definition})}
    if all(getattr(journey, column) == value for column, value in wanted.items()):
        return journey
    for column, value in wanted.items():
        setattr(journey, column, value)
    return _save(journey, now, source)


@transaction.atomic
def restore_version(journey_id: int, number: int, revision: int, now: datetime, *, source: str = "") -> Journey:
    """Make the definition of a version the draft again. Raises NotFound, Conflict as update_draft."""
    journey = _lock(journey_id, revision)
    version = JourneyVersion.objects.filter(journey=journey, number=number).first()
    if version is None:
        raise NotFound(f"Journey '{journey.slug}' has no version {number}; its versions are listed with it.")
    journey.draft = version.definition
    return _save(journey, now, source)


@transaction.atomic
def duplicate(journey_id: int, now: datetime, *, name: str = "", source: str = "") -> Journey:
    """Create a draft with the draft of another journey, mails and coupons shared with it. Raises as create_draft."""
    found = Journey.objects.filter(pk=journey_id).first()
    if found is None:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    return create_draft(
        name.strip() or f"{found.name[: MAX_NAME - 7]} (copy)",
        now,
        definition=found.draft,
        source=source,
        priority=found.priority,
        holdout_percent=found.holdout_percent,
    )


@transaction.atomic
def delete_draft(journey_id: int) -> Journey:
    """Delete a journey that was never published. Raises NotFound, Conflict if it was, or if others name it."""
    journey = _lock(journey_id)
    if journey.version_id is not None or journey.versions.exists():
        raise Conflict(
            f"Journey '{journey.slug}' was published, and people's histories speak of it; archive it instead."
        )
    users = [user for user in users_of("journey", journey.slug) if user != f"journey '{journey.slug}'"]
    if users:
        raise Conflict(f"Journey '{journey.slug}' is used by {', '.join(users[:5])}; change that first.")
    Journey.objects.filter(pk=journey_id).delete()
    return journey


def refuse_stale(journey: Journey, revision: int | None) -> None:
    """Raise Conflict, saying who changed the draft and when, unless the revision is the present one; None is any."""
    if revision is None or revision == journey.revision:
        return
    if revision > journey.revision:
        raise Conflict(
            f"Journey '{journey.slug}' has no revision {revision} yet; load it again, it is at {journey.revision}."
        )
    who = f" by {name_of_source(journey.edited_by)}" if journey.edited_by else ""
    when = f" at {journey.edited_at:%Y-%m-%d %H:%M} UTC" if journey.edited_at else ""
    raise Conflict(
        f"Journey '{journey.slug}' was changed{who}{when}, after you loaded it: you edited revision {revision}, it is "
        f"at {journey.revision}. Nothing was overwritten; load it again and repeat your change."
    )


def _lock(journey_id: int, revision: int | None = None) -> Journey:
    """Return the journey, held until the transaction ends. Raises NotFound, Conflict."""
    journey = Journey.objects.select_for_update(of=("self",)).filter(pk=journey_id).first()
    if journey is None:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    if journey.status == JourneyStatus.ARCHIVED and revision is not None:
        raise Conflict(f"Journey '{journey.slug}' is archived and can only be read; duplicate it and edit the copy.")
    refuse_stale(journey, revision)
    return journey


def _save(journey: Journey, now: datetime, source: str) -> Journey:
    journey.revision += 1
    journey.updated_at, journey.edited_at, journey.edited_by = now, now, source
    journey.save()
    return journey


def _checked(name: str, definition: Any, settings: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Return the cleaned name, and what does not fit as (argument, text)."""
    problems = []
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        problems.append(("name", f"It has {len(name)} characters; use 1 to {MAX_NAME} that can be printed."))
    problems += [("definition", text) for text in [_unstorable(definition)] if definition is not None and text]
    ranges = {"priority": (-MAX_PRIORITY, MAX_PRIORITY), "holdout_percent": (0, MOST_HOLDOUT_PERCENT)}
    for argument, value in settings.items():
        least, most = ranges[argument]
        if not least <= value <= most:
            problems.append((argument, f"{value} is outside what is allowed; use {least} to {most}."))
    return name, problems


def _unstorable(definition: Any) -> str:
    """Return why a draft cannot even be kept; empty if it can."""
    if not isinstance(definition, dict):
        return "It is no JSON object; give one with trigger and steps."
    if _depth(definition) > MAX_DEPTH:
        return f"It is nested more than {MAX_DEPTH} levels deep; flatten it."
    try:
        size = len(json.dumps(definition, ensure_ascii=False, allow_nan=False).encode())
    except ValueError:
        return "It holds a number that JSON cannot hold, such as infinity; write another."
    if size > MAX_BYTES:
        return f"It has {size} bytes; use at most {MAX_BYTES}."
    if _ZERO.search(json.dumps(definition)):
        return "It holds a character of code 0, which the database cannot keep; remove it."
    return ""


def _depth(data: Any) -> int:
    """Return how deep it is nested, counted no further than one level more than allowed."""
    level, depth = [data], 0
    while level and depth <= MAX_DEPTH:
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
        depth += 1
    return depth


def _free_slug(name: str) -> str:
    base = slugify(name)[:120] or "journey"
    taken = set(Journey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _insert(slug: str, **columns: Any) -> Journey | None:
    """Create the row; None if another worker took the slug meanwhile."""
    try:
        with transaction.atomic():
            return Journey.objects.create(slug=slug, **columns)
    except IntegrityError:
        return None
