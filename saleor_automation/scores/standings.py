"""Where people stand in the loyalty programme, as a mail tells them."""

from collections.abc import Collection
from dataclasses import dataclass

from ..core import sql


@dataclass(frozen=True, slots=True)
class Standing:
    """available may be spent (below zero if some are owed); what lies ahead is empty and 0 at the top.

    to_next_tier counts earned points, to_next_reward points that may be spent: a reward that is already within reach
    is not ahead.
    """

    available: int
    pending: int
    tier: str
    next_tier: str
    to_next_tier: int
    next_reward: str
    to_next_reward: int


def standings(contact_ids: Collection[int]) -> dict[int, Standing]:
    """Return where each of these people stands, also those without a single point. One statement."""
    rows = sql.fetch_all(
        """
        SELECT v.id, COALESCE(b.confirmed, 0), COALESCE(b.pending, 0), COALESCE(t.name, ''),
               COALESCE(n.name, ''), COALESCE(n.threshold - COALESCE(b.earned, 0), 0),
               COALESCE(r.name, ''), COALESCE(r.points - COALESCE(b.confirmed, 0), 0)
        FROM unnest(%s::bigint[]) AS v(id)
        LEFT JOIN automation_pointsbalance b ON b.contact_id = v.id
        LEFT JOIN automation_tier t ON t.id = b.tier_id
        LEFT JOIN LATERAL (
            SELECT name, threshold FROM automation_tier WHERE threshold > GREATEST(COALESCE(b.earned, 0), 0)
            ORDER BY threshold LIMIT 1
        ) n ON TRUE
        LEFT JOIN LATERAL (
            SELECT name, points FROM automation_reward WHERE is_active AND points > COALESCE(b.confirmed, 0)
            ORDER BY points, id LIMIT 1
        ) r ON TRUE
        """,
        [sorted(contact_ids)],
    )
    return {row[0]: Standing(*row[1:]) for row in rows}
