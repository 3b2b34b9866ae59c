"""Who depends on something that is named by slug: before it is deleted or changed, the marketer is told."""

from ..core import sql


def users_of_coupon(slug: str) -> list[str]:
    """Return what gives this coupon, in words: journeys that are not archived, and rewards for points.

    A journey counts with its draft, its published version, and any older one that still has people inside.
    """
    rows = sql.fetch_all(
        """
        SELECT DISTINCT 'journey ''' || j.slug || ''''
        FROM automation_journey j
        WHERE j.status <> 'archived' AND (
            jsonb_path_exists(j.draft, %s, jsonb_build_object('slug', %s::text))
            OR EXISTS (
                SELECT FROM automation_journeyversion v
                WHERE v.journey_id = j.id
                  AND jsonb_path_exists(v.definition, %s, jsonb_build_object('slug', %s::text))
                  AND (v.id = j.version_id OR EXISTS (
                    SELECT FROM automation_enrollment e
                    WHERE e.journey_id = j.id AND e.version_id = v.id AND e.is_active
                  ))
            )
        )
        UNION SELECT 'reward ''' || slug || '''' FROM automation_reward WHERE policy_slug = %s
        ORDER BY 1
        """,
        [_GIVES, slug, _GIVES, slug, slug],
    )
    return [row[0] for row in rows]


_GIVES = '$.steps[*] ? (@.kind == "give_coupon" && @.policy == $slug)'
