"""Who speaks of a tag, field, score, tier or reward: what a journey, segment, rule or mail needs is not deleted.

Definitions are read as plain JSON, so that a draft that is not right yet counts as well.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from ..contacts import fields, tags
from ..core import sql
from ..core.exceptions import Conflict
from ..scores import programme_editing, score_editing

MOST_NAMED = 5

_JOURNEYS = """
    SELECT 'journey ''' || j.slug || '''', j.draft::text FROM automation_journey j WHERE j.status <> 'archived'
    UNION ALL
    SELECT 'journey ''' || j.slug || '''', v.definition::text
    FROM automation_journey j JOIN automation_journeyversion v ON v.journey_id = j.id
    WHERE j.status <> 'archived' AND (v.id = j.version_id OR EXISTS (
        SELECT 1 FROM automation_enrollment e WHERE e.journey_id = j.id AND e.version_id = v.id AND e.is_active))
"""
_SEGMENTS = "SELECT 'segment ''' || slug || '''', condition::text FROM automation_segment"
_RULES = """
    SELECT 'rule ''' || r.name || ''' of score ''' || s.slug || '''', r.filter::text
    FROM automation_scorerule r JOIN automation_score s ON s.id = r.score_id
"""
_SLOTS = "SELECT 'slot ''' || slug || '''', definition::text FROM automation_contentslot"
_MAILS = "SELECT 'mail ''' || slug || '''', content::text FROM automation_template"


def users_of(noun: str, name: str) -> list[str]:
    """Return, in words, what speaks of a tag, field and so on by its name; archived journeys do not count."""
    wanted = name.upper() if noun == "tag" else name
    found = set()
    for who, text in sql.fetch_all(f"{_JOURNEYS} UNION ALL {_SEGMENTS} UNION ALL {_RULES} UNION ALL {_SLOTS}"):
        if any(_is_about(node, noun, wanted) for node in _objects(json.loads(text))):
            found.add(who)
    if noun == "field":
        shown = re.compile(rf"\bfields(\.{re.escape(name)}\b|\[\W+{re.escape(name)}\W)")
        found |= {who for who, text in sql.fetch_all(_MAILS) if shown.search(text)}
    return sorted(found)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack += node.values()
        elif isinstance(node, list):
            stack += node


def _is_about(node: dict[str, Any], noun: str, name: str) -> bool:
    """Tell whether one object of a definition names it: a condition, a step, or a filter on the data of an event."""
    value = node.get("value")
    values = value if isinstance(value, list) else [value]
    named: list[Any] = [node.get(noun)] if "kind" in node or "id" in node else []
    if node.get("fact") == noun:
        named += [node.get("name")] if noun in ("field", "score") else values
    if node.get("field") == f"data.{noun}":
        named += values
    return any(isinstance(each, str) and (each.upper() if noun == "tag" else each) == name for each in named)


def refuse_if_used(noun: str, name: str) -> None:
    """Raise Conflict naming what speaks of it, if anything does."""
    users = users_of(noun, name)
    if users:
        shown = ", ".join(users[:MOST_NAMED]) + (
            f" and {len(users) - MOST_NAMED} more" if len(users) > MOST_NAMED else ""
        )
        raise Conflict(f"{noun.capitalize()} {name!r} is used by {shown}; change that first.")


@transaction.atomic
def delete_tag(tag_id: int, source: str, now: datetime) -> Any:
    """Delete a tag nobody speaks of. Raises NotFound, Conflict naming its users."""
    refuse_if_used("tag", tags.lock_tag(tag_id).name)
    return tags.delete_tag(tag_id, source, now)


@transaction.atomic
def rename_tag(tag_id: int, name: str) -> Any:
    """Rename a tag; journeys and segments name tags by name, so only a change of case is free while any does.

    Raises NotFound, PermanentError, Conflict naming its users.
    """
    known = tags.lock_tag(tag_id).name
    if known.upper() != tags.clean_name(name).upper():
        refuse_if_used("tag", known)
    return tags.rename_tag(tag_id, name)


@transaction.atomic
def delete_field(field_id: int) -> Any:
    """Delete a field nobody speaks of, with its values. Raises NotFound, Conflict naming its users."""
    refuse_if_used("field", fields.lock_field(field_id).slug)
    return fields.delete_field(field_id)


@transaction.atomic
def delete_score(score_id: int) -> Any:
    """Delete a score nobody speaks of, with its ledger. Raises NotFound, Conflict naming its users."""
    refuse_if_used("score", score_editing.lock_score(score_id).slug)
    return score_editing.delete_score(score_id)


@transaction.atomic
def delete_tier(tier_id: int) -> Any:
    """Delete a tier nobody speaks of or stands in. Raises NotFound, Conflict naming its users."""
    refuse_if_used("tier", programme_editing.lock_tier(tier_id).slug)
    return programme_editing.delete_tier(tier_id)


@transaction.atomic
def delete_reward(reward_id: int) -> Any:
    """Delete a reward nobody speaks of and nobody ever got. Raises NotFound, Conflict naming its users."""
    refuse_if_used("reward", programme_editing.lock_reward(reward_id).slug)
    return programme_editing.delete_reward(reward_id)
