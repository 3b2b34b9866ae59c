"""What journeys did day by day, in UTC: finished days are counted once a night, the running day when it is asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ..core import sql
from .models import CountedDay

SETTLING = timedelta(days=60)
"""What was planned or begun longer before a day is not looked at for it: its last opens and clicks are not counted."""

_DAY = timedelta(days=1)


@dataclass(slots=True)
class DayCounts:
    """What journeys did on one day; everything counts on the day it happened. Messages count, not opens and clicks.

    skipped are messages that were not sent, for whatever reason; revenue is gross, by last touch and currency.
    """

    day: date
    entered: int = 0
    delivered: int = 0
    opened: int = 0
    clicked: int = 0
    skipped: int = 0
    ghosts: int = 0
    orders: int = 0
    revenue: dict[str, Decimal] = field(default_factory=dict)


Days = dict[tuple[int, date], DayCounts]
"""By journey and day."""

_ENTERED = """
    SELECT journey_id, (entered_at AT TIME ZONE 'UTC')::date, count(*) FROM automation_enrollment
    WHERE id > %(enrollment)s AND entered_at >= %(since)s AND entered_at < %(until)s AND NOT is_held_out GROUP BY 1, 2
"""
_MESSAGES = """
    SELECT m.journey_id, (turn.at AT TIME ZONE 'UTC')::date, turn.what, count(*)
    FROM automation_message m CROSS JOIN LATERAL (VALUES
        (m.settled_at, CASE m.state WHEN 'delivered' THEN 'delivered' WHEN 'ghost' THEN 'ghosts'
                                    WHEN 'skipped' THEN 'skipped' WHEN 'expired' THEN 'skipped' END),
        (m.opened_at, 'opened'), (m.clicked_at, 'clicked')
    ) AS turn(at, what)
    WHERE m.id > %(message)s AND m.journey_id IS NOT NULL
      AND turn.at >= %(since)s AND turn.at < %(until)s AND turn.what IS NOT NULL
    GROUP BY 1, 2, 3
"""
_ORDERS = """
    SELECT journey_id, (ordered_at AT TIME ZONE 'UTC')::date, currency, count(*), sum(amount)
    FROM automation_attribution
    WHERE journey_id = ANY(ARRAY(SELECT id FROM automation_journey)) AND ordered_at >= %(since)s
      AND ordered_at < %(until)s
    GROUP BY 1, 2, 3
"""
_KEPT = """
    SELECT day, journey_id, entered, delivered, opened, clicked, skipped, ghosts, orders, revenue::text
    FROM automation_journeyday WHERE day >= %(first)s AND day < %(behind)s
"""
_FLOORS = """
    SELECT COALESCE((SELECT max(id) FROM automation_message WHERE planned_at < %s), 0),
           COALESCE((SELECT max(id) FROM automation_enrollment WHERE entered_at < %s), 0)
"""


def count_finished_days(now: datetime) -> int:
    """Count and keep the days that are over and not counted yet; returns how many. Once a night is enough.

    Reads each table once, whatever the number of days. Called twice at once, the second finds nothing to do.
    """
    today = now.astimezone(UTC).date()
    with transaction.atomic():
        sql.execute("SELECT pg_advisory_xact_lock(hashtext('automation_countedday'))")
        last = CountedDay.objects.order_by("-day").first()
        first = last.day + _DAY if last else _first_day(today)
        if first >= today:
            return 0
        days = _happened(_begin(first), _begin(today), last, DEFAULT_DB_ALIAS)
        _keep(days)
        message_id, enrollment_id = sql.fetch_all(_FLOORS, [_begin(today) - SETTLING, _begin(today)])[0]
        CountedDay.objects.create(
            day=today - _DAY, last_message_id=message_id, last_enrollment_id=enrollment_id, counted_at=now
        )
        return (today - first).days


def daily_counts(
    first: date, last: date, journey_ids: Sequence[int] | None = None, using: str = DEFAULT_DB_ALIAS
) -> list[DayCounts]:
    """Return one entry for each day from first to last, of all journeys together or of those asked for.

    Days that were counted are read as they were kept; the rest, usually today, is counted now.
    """
    counted = CountedDay.objects.using(using).order_by("-day").first()
    live_from = max(first, counted.day + _DAY) if counted else first
    days = _kept(first, live_from, using)
    if live_from <= last:
        days |= _happened(_begin(live_from), _begin(last + _DAY), counted, using)
    series = {first + _DAY * number: DayCounts(first + _DAY * number) for number in range((last - first).days + 1)}
    for (journey_id, day), counts in days.items():
        if day in series and (journey_ids is None or journey_id in journey_ids):
            _add(series[day], counts)
    return list(series.values())


def summed(days: Sequence[DayCounts]) -> DayCounts:
    """Return all these days, at least one, as one; its day is the first."""
    total = DayCounts(days[0].day)
    for counts in days:
        _add(total, counts)
    return total


def _first_day(today: date) -> date:
    moment = sql.fetch_all("SELECT min(entered_at) FROM automation_enrollment")[0][0]
    return moment.date() if moment else today


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _happened(since: datetime, until: datetime, counted: CountedDay | None, using: str) -> Days:
    """Count what happened from since until before until; what is counted already spares reading the rows before."""
    params = {
        "since": since,
        "until": until,
        "message": counted.last_message_id if counted else 0,
        "enrollment": counted.last_enrollment_id if counted else 0,
    }
    days: Days = {}

    def of(journey_id: int, day: date) -> DayCounts:
        return days.setdefault((journey_id, day), DayCounts(day))

    for journey_id, day, count in _rows(using, _ENTERED, params):
        of(journey_id, day).entered = count
    for journey_id, day, what, count in _rows(using, _MESSAGES, params):
        setattr(of(journey_id, day), what, count)
    for journey_id, day, currency, count, amount in _rows(using, _ORDERS, params):
        counts = of(journey_id, day)
        counts.orders += count
        counts.revenue[currency] = amount
    return days


def _kept(first: date, behind: date, using: str) -> Days:
    days: Days = {}
    for day, journey_id, *numbers, revenue in _rows(using, _KEPT, {"first": first, "behind": behind}):
        entered, delivered, opened, clicked, skipped, ghosts, orders = numbers
        amounts = {currency: Decimal(amount) for currency, amount in json.loads(revenue).items()}
        days[(journey_id, day)] = DayCounts(day, entered, delivered, opened, clicked, skipped, ghosts, orders, amounts)
    return days


def _keep(days: Days) -> None:
    sql.insert_rows(
        "automation_journeyday",
        {
            "journey_id": "bigint",
            "day": "date",
            "entered": "int",
            "delivered": "int",
            "opened": "int",
            "clicked": "int",
            "skipped": "int",
            "ghosts": "int",
            "orders": "int",
            "revenue": "jsonb",
        },
        [
            (
                journey_id,
                day,
                counts.entered,
                counts.delivered,
                counts.opened,
                counts.clicked,
                counts.skipped,
                counts.ghosts,
                counts.orders,
                {currency: str(amount) for currency, amount in counts.revenue.items()},
            )
            for (journey_id, day), counts in days.items()
        ],
        on_conflict="(day, journey_id) DO NOTHING",
    )


def _add(total: DayCounts, counts: DayCounts) -> None:
    for name in ("entered", "delivered", "opened", "clicked", "skipped", "ghosts", "orders"):
        setattr(total, name, getattr(total, name) + getattr(counts, name))
    for currency, amount in counts.revenue.items():
        total.revenue[currency] = total.revenue.get(currency, Decimal(0)) + amount


def _rows(using: str, statement: str, params: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, params)
        yield from cursor.fetchall()
