"""What became of each variant of the A/B tests of journeys, counted from their messages; one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True, slots=True)
class VariantCounts:
    """planned are all messages of a variant, skipped and waiting ones too; opened and clicked count messages."""

    step_id: str
    variant: str
    planned: int
    delivered: int
    opened: int
    clicked: int
    orders: int


_VARIANTS = """
    WITH drawn AS (
        SELECT DISTINCT v.journey_id, s ->> 'id' AS step_id, w ->> 'name' AS variant, w ->> 'template' AS template
        FROM automation_journeyversion v, jsonb_array_elements(v.definition -> 'steps') s,
            jsonb_array_elements(CASE WHEN s ->> 'kind' = 'ab_test' THEN s -> 'variants' ELSE '[]' END) w
        WHERE v.journey_id = ANY(%s)
    )
    SELECT d.journey_id, d.step_id, d.variant, count(m.id), count(m.id) FILTER (WHERE m.state = 'delivered'),
           count(m.opened_at), count(m.clicked_at), COALESCE(sum(o.orders), 0)
    FROM drawn d
    LEFT JOIN automation_template t ON t.slug = d.template
    LEFT JOIN automation_message m ON m.journey_id = d.journey_id AND m.step_id = d.step_id AND m.template_id = t.id
        AND NOT m.is_held_out
    LEFT JOIN LATERAL (SELECT count(*) AS orders FROM automation_attribution a WHERE a.message_id = m.id) o ON TRUE
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def variant_counts(journey_ids: Sequence[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, list[VariantCounts]]:
    """Return, for every journey asked for, the counts of the variants of all its versions."""
    found: dict[int, list[VariantCounts]] = {journey_id: [] for journey_id in journey_ids}
    with connections[using].cursor() as cursor:
        cursor.execute(_VARIANTS, [list(journey_ids)])
        for journey_id, *counts in cursor.fetchall():
            found[journey_id].append(VariantCounts(*counts))
    return found
