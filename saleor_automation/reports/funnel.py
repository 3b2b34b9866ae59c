"""How far people got in a journey, and what each mail on the way did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(slots=True)
class StepCounts:
    """One step, for the people who entered since a moment. reached are runs; messages is by state.

    opened, clicked and orders are those of its messages, orders by last touch; revenue is gross, by currency.
    """

    step_id: str
    reached: int = 0
    messages: dict[str, int] = field(default_factory=dict)
    opened: int = 0
    clicked: int = 0
    orders: int = 0
    revenue: dict[str, Decimal] = field(default_factory=dict)


_RUNS = "automation_enrollment WHERE journey_id = %s AND entered_at >= %s AND NOT is_held_out"
_REACHED = f"""
    SELECT d.step_id, count(DISTINCT d.enrollment_id)
    FROM (SELECT id FROM {_RUNS}) e JOIN automation_decision d ON d.enrollment_id = e.id GROUP BY 1
"""  # noqa: S608
_MESSAGES = f"""
    SELECT m.step_id, m.state, count(*), count(m.opened_at), count(m.clicked_at)
    FROM (SELECT id FROM {_RUNS}) e JOIN automation_message m ON m.enrollment_id = e.id GROUP BY 1, 2
"""  # noqa: S608
_ORDERS = """
    SELECT m.step_id, a.currency, count(*), sum(a.amount)
    FROM automation_attribution a
    JOIN automation_message m ON m.id = a.message_id
    JOIN automation_enrollment e ON e.id = m.enrollment_id AND e.entered_at >= %s
    WHERE a.journey_id = %s AND a.ordered_at >= %s GROUP BY 1, 2
"""


def step_funnel(journey_id: int, since: datetime, using: str = DEFAULT_DB_ALIAS) -> Mapping[str, StepCounts]:
    """Return the counts of each step that somebody who entered since then reached; three statements.

    People held out are left out: reports/lift.py compares with them.
    """
    found: dict[str, StepCounts] = {}

    def of(step_id: str) -> StepCounts:
        return found.setdefault(step_id, StepCounts(step_id))

    with connections[using].cursor() as cursor:
        cursor.execute(_REACHED, [journey_id, since])
        for step_id, reached in cursor.fetchall():
            of(step_id).reached = reached
        cursor.execute(_MESSAGES, [journey_id, since])
        for step_id, state, count, opened, clicked in cursor.fetchall():
            step = of(step_id)
            step.messages[state] = count
            step.opened += opened
            step.clicked += clicked
        cursor.execute(_ORDERS, [since, journey_id, since])
        for step_id, currency, count, amount in cursor.fetchall():
            step = of(step_id)
            step.orders += count
            step.revenue[currency] = amount
    return found
