"""Who depends on something that is named by slug: before it is deleted or changed, the marketer is told."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections

_GIVES = '$.steps[*] ? (@.kind == "give_coupon" && @.policy == $slug)'
_USERS = """
    SELECT w.slug, 'journey ''' || j.slug || '''' AS name
    FROM unnest(%s::text[]) AS w(slug) JOIN automation_journey j ON j.status <> 'archived' AND (
        jsonb_path_exists(j.draft, %s, jsonb_build_object('slug', w.slug))
        OR EXISTS (
            SELECT FROM automation_journeyversion v
            WHERE v.journey_id = j.id AND jsonb_path_exists(v.definition, %s, jsonb_build_object('slug', w.slug))
              AND (v.id = j.version_id OR EXISTS (
                SELECT FROM automation_enrollment e
                WHERE e.journey_id = j.id AND e.version_id = v.id AND e.is_active
              ))
        )
    )
    UNION SELECT policy_slug, 'reward ''' || slug || '''' FROM automation_reward WHERE policy_slug = ANY(%s)
    ORDER BY 1, 2
"""


def users_of_coupons(slugs: Sequence[str], using: str = DEFAULT_DB_ALIAS) -> dict[str, list[str]]:
    """Return, by slug, what gives these coupons, in words; one statement.

    Journeys that are not archived count with their draft, their published version, and any older one that still has
    people inside; rewards for points count too.
    """
    users: dict[str, list[str]] = defaultdict(list)
    with connections[using].cursor() as cursor:
        cursor.execute(_USERS, [list(slugs), _GIVES, _GIVES, list(slugs)])
        for slug, name in cursor.fetchall():
            users[slug].append(name)
    return users


def users_of_coupon(slug: str) -> list[str]:
    """Return what gives one coupon; see users_of_coupons."""
    return users_of_coupons([slug])[slug]
