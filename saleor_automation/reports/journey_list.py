"""What a list of journeys shows of each: a constant number of statements, however many journeys.

People who are held out are not counted: they are inside on paper only (see journeys/holdout.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

RECENT = timedelta(days=30)


@dataclass(slots=True)
class JourneySummary:
    """inside now, entered within RECENT, delivered and revenue since the journey was made; revenue by currency."""

    inside: int = 0
    entered_recently: int = 0
    delivered: int = 0
    revenue: dict[str, Decimal] = field(default_factory=dict)


_RUNS = """
    SELECT journey_id, count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE entered_at >= %s)
    FROM automation_enrollment WHERE journey_id = ANY(%s) AND NOT is_held_out GROUP BY 1
"""
_DELIVERED = """
    SELECT journey_id, count(*) FROM automation_message
    WHERE state = 'delivered' AND journey_id = ANY(%s) GROUP BY 1
"""
_REVENUE = """
    SELECT journey_id, currency, sum(amount) FROM automation_attribution
    WHERE journey_id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2
"""


def journey_summaries(
    journey_ids: Sequence[int], now: datetime, using: str = DEFAULT_DB_ALIAS
) -> dict[int, JourneySummary]:
    """Return the summary of every journey asked for; three statements."""
    found = {journey_id: JourneySummary() for journey_id in journey_ids}
    for journey_id, inside, entered in _rows(using, _RUNS, [now - RECENT, list(journey_ids)]):
        found[journey_id].inside, found[journey_id].entered_recently = inside, entered
    for journey_id, count in _rows(using, _DELIVERED, [list(journey_ids)]):
        found[journey_id].delivered = count
    for journey_id, currency, amount in _rows(using, _REVENUE, [list(journey_ids)]):
        found[journey_id].revenue[currency] = amount
    return found


# An index holds just these, so that asking costs nothing while all is well.
_STUCK = """
    SELECT journey_id, count(*) FROM automation_enrollment
    WHERE is_active AND problem <> '' AND NOT is_held_out AND journey_id = ANY(%s) GROUP BY 1
"""


def stuck_counts(journey_ids: Sequence[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, int]:
    """Return how many runs of each journey a problem keeps from moving on; one statement, none is left out."""
    return dict.fromkeys(journey_ids, 0) | dict(_rows(using, _STUCK, [list(journey_ids)]))


def _rows(using: str, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
