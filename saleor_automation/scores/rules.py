"""Let the events of a batch move lead scores: which rule each event meets, how often it happened, what may be given.

A rule that wants several events ("page X three times in 7 days") gives its points for the event that completes the
number, and counts anew from there: the sixth visit within the days completes the next one. Days of most_per_day are
those of UTC, by the time of the event. What a scanner opened or clicked is nobody's interest and counts for nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..core import sql
from ..core.settled import read_once
from ..events.log import StoredEvent
from .filters import compile_filter, stored_filter
from .ledger import AWARD, Movement, move

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the pass reads it; filter is the parsed tree, or None."""

    id: int
    score_id: int
    name: str
    event: str
    filter: Any
    times: int
    within_days: int | None
    points: int
    expires_after_days: int | None
    most_per_day: int | None
    most_at_once: int | None

    @property
    def needs_past(self) -> bool:
        return self.times > 1 or self.most_per_day is not None or self.most_at_once is not None


@dataclass(slots=True)
class Past:
    """What a rule has already given to a contact: its last award, awards by day, ends of those that last."""

    last_at: datetime = LONG_AGO
    by_day: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    ends: list[datetime | None] = field(default_factory=list)

    def add(self, moment: datetime, ends_at: datetime | None) -> None:
        self.last_at = max(self.last_at, moment)
        self.by_day[moment.date()] += 1
        self.ends.append(ends_at)

    def allows(self, rule: Rule, moment: datetime) -> bool:
        if rule.most_per_day is not None and self.by_day[moment.date()] >= rule.most_per_day:
            return False
        lasting = sum(1 for ends_at in self.ends if ends_at is None or ends_at > moment)
        return rule.most_at_once is None or lasting < rule.most_at_once


Match = tuple[Rule, StoredEvent]


def apply(events: Sequence[StoredEvent], now: datetime) -> int:
    """Move the scores of the contacts of these events and return how many awards were given.

    The contacts must be locked (lock_contacts). The number of statements does not depend on the number of events or
    rules. An event gives the points of a rule once, however often it is processed.
    """
    events = [event for event in events if event.contact_id is not None and not event.data.get("machine")]
    rules = _rules(frozenset(event.kind for event in events))
    if not rules:
        return 0
    matches = _matches(events, rules)
    pasts = _pasts(matches)
    befores = _befores(matches, pasts)
    seen: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    movements = []
    for rule, event in matches:
        place = (rule.id, event.contact_id or 0)
        past = pasts[place]
        is_complete = _is_complete(rule, event, past, [*befores.get((rule.id, event.id), ()), *seen[place]])
        seen[place].append(event.occurred_at)
        if is_complete and past.allows(rule, event.occurred_at):
            movement = _award(rule, event)
            past.add(event.occurred_at, movement.expires_at)
            movements.append(movement)
    return len(move(movements, now))


def _award(rule: Rule, event: StoredEvent) -> Movement:
    days = rule.expires_after_days
    return Movement(
        key=f"rule:{rule.id}:event:{event.id}",
        contact_id=event.contact_id or 0,
        score_id=rule.score_id,
        kind=AWARD,
        points=rule.points,
        occurred_at=event.occurred_at,
        rule_id=rule.id,
        reason=rule.name,
        source=f"rule:{rule.id}",
        expires_at=None if days is None else event.occurred_at + timedelta(days=days),
    )


def _is_complete(rule: Rule, event: StoredEvent, past: Past, others: Sequence[datetime]) -> bool:
    """Tell whether this event is the last one of the number the rule wants; others are the same before it."""
    if rule.times == 1:
        return True
    since = max(past.last_at, event.occurred_at - timedelta(days=rule.within_days or 0))
    return 1 + sum(1 for moment in others if since < moment <= event.occurred_at) >= rule.times


@read_once
def _rules(kinds: frozenset[str]) -> list[Rule]:
    rows = sql.fetch_all(
        """
        SELECT r.id, r.score_id, r.name, r.event, r.filter::text, r.times, r.within_days, r.points,
               r.expires_after_days, r.most_per_day, r.most_at_once
        FROM automation_scorerule r JOIN automation_score s ON s.id = r.score_id
        WHERE r.is_active AND s.is_active AND r.event = ANY(%s) ORDER BY r.id
        """,
        [list(kinds)],
    )
    return [Rule(*[*row[:4], stored_filter(row[4]), *row[5:]]) for row in rows]


def _matches(events: Sequence[StoredEvent], rules: Sequence[Rule]) -> list[Match]:
    """Return which event meets which rule, events in their order; one statement if any rule has a filter."""
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.event].append(rule)
    filtered = {rule.id for rule in rules if rule.filter is not None}
    asked = [e for e in events if e.contact_id is not None and any(r.id in filtered for r in by_kind.get(e.kind, ()))]
    passed = _passed(asked, [rule for rule in rules if rule.id in filtered])
    return [
        (rule, event)
        for event in events
        if event.contact_id is not None
        for rule in by_kind.get(event.kind, ())
        if rule.id not in filtered or (rule.id, event.id) in passed
    ]


def _passed(events: Sequence[StoredEvent], rules: Sequence[Rule]) -> set[tuple[int, int]]:
    if not events:
        return set()
    choice, params = _choice(rules, "r.id", "e")
    rows = sql.fetch_all(
        f"""
        SELECT r.id, e.id FROM unnest(%s::bigint[], %s::timestamptz[]) AS b(id, occurred_at)
        JOIN automation_event e ON e.id = b.id AND e.occurred_at = b.occurred_at
            AND e.occurred_at BETWEEN %s AND %s
        JOIN unnest(%s::bigint[], %s::text[]) AS r(id, event) ON r.event = e.kind
        WHERE {choice}
        """,  # noqa: S608
        [
            *([event.id for event in events], [event.occurred_at for event in events]),
            *(min(event.occurred_at for event in events), max(event.occurred_at for event in events)),
            *([rule.id for rule in rules], [rule.event for rule in rules]),
            *params,
        ],
    )
    return {(row[0], row[1]) for row in rows}


def _choice(rules: Sequence[Rule], column: str, alias: str) -> tuple[str, list[Any]]:
    """Return an expression that asks an event the filter of the rule whose id stands in a column."""
    cases, params = [], []
    for rule in rules:
        if rule.filter is not None:
            part, part_params = compile_filter(rule.filter, alias)
            cases.append(f"WHEN {rule.id} THEN {part}")
            params += part_params
    return (f"CASE {column} {' '.join(cases)} ELSE TRUE END" if cases else "TRUE"), params


def _pasts(matches: Sequence[Match]) -> Mapping[tuple[int, int], Past]:
    """Return what rules with limits have given so far; one statement.

    Read from the day of the first event or the longest window on, and what lasts longer.
    """
    pasts: dict[tuple[int, int], Past] = defaultdict(Past)
    limited = [(rule, event) for rule, event in matches if rule.needs_past]
    if not limited:
        return pasts
    first = min(event.occurred_at for _, event in limited)
    longest = max(rule.within_days or 0 for rule, _ in limited)
    rows = sql.fetch_all(
        """
        SELECT rule_id, contact_id, (occurred_at AT TIME ZONE 'UTC')::date, count(*), max(occurred_at),
               array_agg(expires_at::text) FILTER (WHERE rule_id = ANY(%s) AND (expires_at IS NULL OR expires_at > %s))
        FROM automation_scoreentry
        WHERE kind = 'award' AND contact_id = ANY(%s) AND rule_id = ANY(%s) AND (
            occurred_at >= %s OR (rule_id = ANY(%s) AND (expires_at IS NULL OR expires_at > %s)))
        GROUP BY 1, 2, 3
        """,
        [
            *([rule.id for rule, _ in limited if rule.most_at_once is not None], first),
            sorted({event.contact_id for _, event in limited if event.contact_id is not None}),
            sorted({rule.id for rule, _ in limited}),
            first - timedelta(days=longest + 1),
            *([rule.id for rule, _ in limited if rule.most_at_once is not None], first),
        ],
    )
    for rule_id, contact_id, day, count, last_at, ends in rows:
        past = pasts[(rule_id, contact_id)]
        past.last_at = max(past.last_at, last_at)
        past.by_day[day] += count
        past.ends += [None if each is None else datetime.fromisoformat(each) for each in ends or ()]
    return pasts


def _befores(matches: Sequence[Match], pasts: Mapping[tuple[int, int], Past]) -> dict[tuple[int, int], list[datetime]]:
    """Return, by (rule, event), when the same happened before and was processed; one statement.

    No more of them than the rule could need, latest first. Events of this batch are not among them. The bounds over all
    let PostgreSQL leave out months it need not look at.
    """
    counting = [(rule, event) for rule, event in matches if rule.times > 1]
    if not counting:
        return {}
    rules = list({rule.id: rule for rule, _ in counting}.values())
    choice, params = _choice(rules, "p.rule_id", "e")
    since = [
        max(pasts[(r.id, e.contact_id or 0)].last_at, e.occurred_at - timedelta(days=r.within_days or 0))
        for r, e in counting
    ]
    rows = sql.fetch_all(
        f"""
        SELECT p.rule_id, p.event_id, ARRAY(
            SELECT e.occurred_at::text FROM automation_event e
            WHERE e.contact_id = p.contact_id AND e.kind = p.kind AND e.processed_at IS NOT NULL
              AND (e.data ->> 'machine') IS DISTINCT FROM 'true'
              AND e.occurred_at > p.since AND e.occurred_at <= p.until
              AND e.occurred_at > %s AND e.occurred_at <= %s AND {choice}
            ORDER BY e.occurred_at DESC LIMIT %s)
        FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])
            AS p(rule_id, event_id, contact_id, kind, since, until)
        """,  # noqa: S608
        [
            *(min(since), max(event.occurred_at for _, event in counting)),
            *(*params, max(rule.times for rule in rules) - 1),
            *([rule.id for rule, _ in counting], [event.id for _, event in counting]),
            *([event.contact_id for _, event in counting], [event.kind for _, event in counting]),
            *(since, [event.occurred_at for _, event in counting]),
        ],
    )
    return {(row[0], row[1]): [datetime.fromisoformat(each) for each in row[2]] for row in rows}
