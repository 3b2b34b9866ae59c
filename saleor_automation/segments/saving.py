"""Create, change and delete segments; every refusal leaves everything as it was."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core import sql
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..core.revisions import refuse_stale, revision_of
from .compilation import compile_with
from .conditions import Condition, as_json
from .keeping import begin_refresh, start_building
from .knowing import learn_about
from .lock_objects import change_definitions
from .models import Segment
from .references import read_condition

MAX_NAME = 250


@transaction.atomic
def create_segment(name: str, condition: Any, now: datetime, *, slug: str = "") -> Segment:
    """Save a new segment and have it built by the next passes.

    Raises InvalidDefinition for a condition or name that is wrong, Conflict if the slug is taken.
    """
    name = _checked_name(name)
    slug = slug or slugify(name)[:120]
    if not slug or slug != slugify(slug) or len(slug) > 150:
        raise InvalidDefinition("Segment", [("slug", "Use letters, digits and hyphens; or leave it out.")])
    change_definitions()
    checked = read_condition(condition, f"Segment '{name}'", slug)
    try:
        with transaction.atomic():
            return Segment.objects.create(
                slug=slug, name=name, created_at=now, updated_at=now, **_columns_of(checked, now)
            )
    except IntegrityError as error:
        raise Conflict(f"There is a segment '{slug}' already; choose another name.") from error


@transaction.atomic
def update_segment(
    segment_id: int, now: datetime, *, name: str | None = None, condition: Any = None, revision: str | None = None
) -> Segment:
    """Rename a segment or change its condition; a changed condition is built anew, and so is what contains it.

    Until the build is done the members are those of the condition before. revision is the edited_revision the change
    was made from; without one it is made over whatever is there.
    Raises NotFound, Stale if somebody else has saved meanwhile, and InvalidDefinition for a condition or name that is
    wrong.
    """
    change_definitions()
    segment = _get(segment_id)
    refuse_stale(f"Segment '{segment.slug}'", revision, edited_revision(segment))
    if name is not None:
        segment.name = _checked_name(name)
        Segment.objects.filter(pk=segment_id).update(name=segment.name, updated_at=now)
    if condition is not None:
        checked = read_condition(condition, f"Segment '{segment.name}'", segment.slug)
        columns = _columns_of(checked, now)
        if columns["condition"] != segment.condition:
            Segment.objects.filter(pk=segment_id).update(**columns)
            start_building("id = %s", [segment_id], None, now)
            _rebuild_containing(segment.slug, now)
    segment.refresh_from_db()
    return segment


def edited_revision(segment: Segment) -> str:
    """Return the revision of what people edit; the row's own counts how often its members were to be found anew."""
    return revision_of(segment.name, segment.condition)


Users = Callable[[str], list[str]]
"""Tells in words what uses the segment of a slug; the slices that may use one stand below this one."""


@transaction.atomic
def delete_segment(segment_id: int, users_of: Users) -> str:
    """Delete a segment with its members, and return its slug.

    Raises NotFound, and Conflict naming the segments, journeys and operations that need it; then nothing is deleted.
    """
    change_definitions()
    segment = _get(segment_id)
    users = {f"segment '{slug}'" for slug in segments_containing(segment.slug)}
    users |= {*users_of(segment.slug), *_operations_over(segment.slug)}
    if users:
        raise Conflict(f"Segment '{segment.slug}' is used by {', '.join(sorted(users))}; take it out there first.")
    # Members by the hundred thousand: without loading them, unlike Django's own cascade.
    for table in ("segmentmember", "segmenttimer", "segmentbuild", "segmentdebt"):
        sql.execute(f"DELETE FROM automation_{table} WHERE segment_id = %s", [segment_id])  # noqa: S608
    sql.execute("DELETE FROM automation_segment WHERE id = %s", [segment_id])
    return segment.slug


def _operations_over(slug: str) -> list[str]:
    rows = sql.fetch_all(
        "SELECT id FROM automation_bulkoperation WHERE state = 'waiting' AND audience->>'segment' = %s", [slug]
    )
    return [f"operation {row[0]} over its members" for row in rows]


def refresh_segment(segment_id: int, now: datetime) -> Segment:
    """Have a segment compared with all contacts by the next passes, and return it. Raises NotFound."""
    _get(segment_id)
    begin_refresh(now, segment_id=segment_id)
    return _get(segment_id)


def _get(segment_id: int) -> Segment:
    segment = Segment.objects.filter(pk=segment_id).first()
    if segment is None:
        raise NotFound("There is no such segment; it may have been deleted.")
    return segment


def segments_containing(slug: str) -> list[str]:
    """Return the slugs of the segments whose condition asks about this one, in alphabetical order."""
    rows = sql.fetch_all(
        f"SELECT slug FROM automation_segment WHERE {contains('condition')} ORDER BY slug",  # noqa: S608
        [json.dumps({"slug": slug})],
    )
    return [row[0] for row in rows]


def contains(column: str) -> str:
    """Return SQL that tells whether a jsonb column asks about a segment anywhere; its parameter is {"slug": ...}."""
    path = '$.** ? (@.fact == "segment" && @.value == $slug)'
    return f"jsonb_path_exists({column}, '{path}', %s::jsonb)"


def _rebuild_containing(slug: str, now: datetime) -> None:
    """Have built anew what contains a segment, directly or through others."""
    seen, wanted = {slug}, segments_containing(slug)
    while wanted:
        start_building("slug = ANY(%s)", [wanted], None, now)
        seen |= set(wanted)
        wanted = sorted({outer for inner in wanted for outer in segments_containing(inner)} - seen)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME or "\x00" in name:
        raise InvalidDefinition("Segment", [("name", f"Write a name of 1 to {MAX_NAME} characters.")])
    return name


def _columns_of(condition: Condition, now: datetime) -> dict[str, Any]:
    known = learn_about([condition])
    has_clock = compile_with(condition, now, known).has_clock
    return {"condition": as_json(condition), "known": known.as_json(), "has_clock": has_clock}
