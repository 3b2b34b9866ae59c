"""What each journey did, counted in the database: a constant number of statements, however many journeys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True)
class Passage:
    """Runs and what was planned for them: entered = active + all finished, messages are by (state, reason)."""

    entered: int = 0
    active: int = 0
    stuck: int = 0
    finished: dict[str, int] = field(default_factory=dict)
    messages: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def ghosts(self) -> int:
        """Messages that would have been sent but for their reader being held out."""
        return sum(count for (state, _), count in self.messages.items() if state == "ghost")


@dataclass(frozen=True)
class JourneyCounts(Passage):
    """What a journey did to people; held_out is what became of those who were left without it, counted apart.

    clicked and opened count messages, not clicks: one that was opened twice counts once. Money is gross, by currency.
    Transactional messages go to everybody, so those of people held out are among the journey's own.
    """

    held_out: Passage = field(default_factory=Passage)
    opened: int = 0
    clicked: int = 0
    coupons_issued: int = 0
    coupons_redeemed: int = 0
    orders_attributed: int = 0
    revenue_attributed: dict[str, Decimal] = field(default_factory=dict)


_ENROLLMENTS = """
    SELECT journey_id, is_held_out, is_active, finish_reason, COUNT(*),
        COUNT(*) FILTER (WHERE is_active AND problem <> '')
    FROM automation_enrollment WHERE journey_id = ANY(%s) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
_MESSAGES = """
    SELECT journey_id, is_held_out, state, reason, COUNT(*), COUNT(opened_at), COUNT(clicked_at)
    FROM automation_message WHERE journey_id = ANY(%s) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
_COUPONS = """
    SELECT e.journey_id, COUNT(*), COUNT(c.redeemed_at)
    FROM automation_coupon c JOIN automation_enrollment e ON e.id = c.enrollment_id
    WHERE e.journey_id = ANY(%s) GROUP BY 1
"""
_ORDERS = """
    SELECT journey_id, currency, COUNT(*), SUM(amount)
    FROM automation_attribution WHERE journey_id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2
"""
_STEPS = """
    SELECT journey_id, step_id, COUNT(*)
    FROM automation_enrollment WHERE journey_id = ANY(%s) AND is_active GROUP BY 1, 2
"""


def journey_counts(journey_ids: Sequence[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, JourneyCounts]:
    """Return the counts of every journey asked for; four statements."""
    counts: dict[int, dict[str, Any]] = {journey_id: _zero() for journey_id in journey_ids}
    for journey_id, is_held_out, is_active, reason, count, stuck in _rows(using, _ENROLLMENTS, journey_ids):
        passage = counts[journey_id]["held_out"] if is_held_out else counts[journey_id]
        passage["entered"] += count
        passage["stuck"] += stuck
        if is_active:
            passage["active"] += count
        else:
            passage["finished"][reason] = count
    for journey_id, is_held_out, state, reason, count, opened, clicked in _rows(using, _MESSAGES, journey_ids):
        of_journey = counts[journey_id]
        passage = of_journey["held_out"] if is_held_out else of_journey
        passage["messages"][state, reason] = count
        of_journey["opened"] += opened
        of_journey["clicked"] += clicked
    for journey_id, issued, redeemed in _rows(using, _COUPONS, journey_ids):
        counts[journey_id]["coupons_issued"] = issued
        counts[journey_id]["coupons_redeemed"] = redeemed
    for journey_id, currency, count, amount in _rows(using, _ORDERS, journey_ids):
        counts[journey_id]["orders_attributed"] += count
        counts[journey_id]["revenue_attributed"][currency] = amount
    return {
        journey_id: JourneyCounts(**values | {"held_out": Passage(**values["held_out"])})
        for journey_id, values in counts.items()
    }


def step_counts(journey_ids: Sequence[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, dict[str, int]]:
    """Return, for every journey asked for, how many people are at each of its steps now; one statement."""
    counts: dict[int, dict[str, int]] = {journey_id: {} for journey_id in journey_ids}
    for journey_id, step_id, count in _rows(using, _STEPS, journey_ids):
        counts[journey_id][step_id] = count
    return counts


def _nobody() -> dict[str, Any]:
    return {"entered": 0, "active": 0, "stuck": 0, "finished": {}, "messages": {}}


def _zero() -> dict[str, Any]:
    return {
        **_nobody(),
        "held_out": _nobody(),
        "opened": 0,
        "clicked": 0,
        "coupons_issued": 0,
        "coupons_redeemed": 0,
        "orders_attributed": 0,
        "revenue_attributed": {},
    }


def _rows(using: str, sql: str, journey_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [list(journey_ids)])
        return list(cursor.fetchall())
