"""Who sends a template: before it is deleted or changed, the marketer is told."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections

_SENDS = "$.steps[*] ? (@.template == $slug)"
_USERS = """
    SELECT w.slug, j.slug
    FROM unnest(%s::text[]) AS w(slug) JOIN automation_journey j ON j.status = ANY(%s) AND (
        (%s AND jsonb_path_exists(j.draft, %s, jsonb_build_object('slug', w.slug)))
        OR EXISTS (
            SELECT FROM automation_journeyversion v
            WHERE v.journey_id = j.id AND jsonb_path_exists(v.definition, %s, jsonb_build_object('slug', w.slug))
              AND (v.id = j.version_id OR EXISTS (
                SELECT FROM automation_enrollment e
                WHERE e.journey_id = j.id AND e.version_id = v.id AND e.is_active
              ))
        )
    )
    ORDER BY 1, 2
"""


def users_of_templates(slugs: Sequence[str], using: str = DEFAULT_DB_ALIAS) -> dict[str, list[str]]:
    """Return, by slug, the journeys that send these templates, in words; one statement.

    Journeys that are not archived count with their draft, their published version, and any older one that still has
    people inside.
    """
    return _users(slugs, ["draft", "active", "paused"], with_drafts=True, using=using)


def users_of_template(slug: str) -> list[str]:
    """Return what sends one template; see users_of_templates."""
    return users_of_templates([slug])[slug]


def running_users_of_template(slug: str) -> list[str]:
    """Return the journeys that may send a template any moment: those people are in, paused ones included."""
    return _users([slug], ["active", "paused"], with_drafts=False, using=DEFAULT_DB_ALIAS)[slug]


def _users(slugs: Sequence[str], states: list[str], *, with_drafts: bool, using: str) -> dict[str, list[str]]:
    users: dict[str, list[str]] = defaultdict(list)
    with connections[using].cursor() as cursor:
        cursor.execute(_USERS, [list(slugs), states, with_drafts, _SENDS, _SENDS])
        for slug, journey in cursor.fetchall():
            users[slug].append(f"journey '{journey}'")
    return users
