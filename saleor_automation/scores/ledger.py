"""The one way a lead score moves: an entry in the ledger and the sum beside it, in one transaction.

An entry holds what really moved. A score that may not go above 100 and stands at 95 moves by 5 when a rule gives 10;
taking that award back later moves it by -5. So the entries always add up to the value, whatever the limits were when
each was written. A value that lies outside of limits set later stays there until it moves, and then only inwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..contacts.touched import touch
from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record

AWARD, EXPIRY, ADJUSTMENT = "award", "expiry", "adjustment"
FARTHEST = 1_000_000_000
"""No score goes farther from zero than this, limits or not: the column holds four bytes."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Points a contact is to get; key makes it happen once, occurred_at dates it and decides when it is over."""

    key: str
    contact_id: int
    score_id: int
    kind: str
    points: int
    occurred_at: datetime
    rule_id: int | None = None
    reason: str = ""
    source: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the ledger must know of a score."""

    slug: str
    minimum: int
    maximum: int
    thresholds: tuple[int, ...]


def move(movements: Sequence[Movement], now: datetime) -> dict[str, int]:
    """Write movements in the order given, and what crossed a threshold as events; returns what moved, by key.

    A key the ledger has already is passed over. The contacts must be locked (lock_contacts). Seven statements
    whatever the number of movements.
    """
    done = _known_keys([movement.key for movement in movements])
    fresh = {m.key: m for m in movements if m.key not in done}
    if not fresh:
        return {}
    terms = _terms({movement.score_id for movement in fresh.values()})
    values = _values(list(fresh.values()))
    moved: dict[str, int] = {}
    crossings: list[NewEvent] = []
    for movement in fresh.values():
        place = (movement.contact_id, movement.score_id)
        before = values.get(place, 0)
        after = _limited(before, movement.points, terms[movement.score_id])
        values[place] = after
        moved[movement.key] = after - before
        crossings += _crossings(movement, before, after, terms[movement.score_id])
    _write(list(fresh.values()), moved, values, now)
    record(crossings, now)
    touch((movement.contact_id for movement in fresh.values()), now)
    return moved


def _limited(before: int, points: int, terms: Terms) -> int:
    if points > 0:
        return min(before + points, max(terms.maximum, before))
    return max(before + points, min(terms.minimum, before))


def _crossings(movement: Movement, before: int, after: int, terms: Terms) -> Iterator[NewEvent]:
    """Yield an event for each threshold passed, in the order they were passed; reaching it counts as being above."""
    low, high = sorted((before, after))
    passed = [each for each in terms.thresholds if low < each <= high]
    for threshold in passed if after > before else reversed(passed):
        yield NewEvent(
            kind=EventKind.SCORE_CROSSED,
            key=f"crossed:{movement.key}:{threshold}",
            occurred_at=movement.occurred_at,
            contact_id=movement.contact_id,
            data={
                "score": terms.slug,
                "threshold": threshold,
                "direction": "up" if after > before else "down",
                "value": after,
                "value_before": before,
            },
        )


def _known_keys(keys: list[str]) -> set[str]:
    return {row[0] for row in sql.fetch_all("SELECT key FROM automation_scoreentry WHERE key = ANY(%s)", [keys])}


def _terms(score_ids: set[int]) -> dict[int, Terms]:
    rows = sql.fetch_all(
        "SELECT id, slug, minimum, maximum, thresholds FROM automation_score WHERE id = ANY(%s)", [sorted(score_ids)]
    )
    return {
        row[0]: Terms(
            slug=row[1],
            minimum=-FARTHEST if row[2] is None else row[2],
            maximum=FARTHEST if row[3] is None else row[3],
            thresholds=tuple(sorted(row[4])),
        )
        for row in rows
    }


def _values(movements: Sequence[Movement]) -> dict[tuple[int, int], int]:
    rows = sql.fetch_all(
        """
        SELECT contact_id, score_id, value FROM automation_contactscore
        WHERE contact_id = ANY(%s) AND score_id = ANY(%s)
        """,
        [sorted({m.contact_id for m in movements}), sorted({m.score_id for m in movements})],
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _write(
    movements: Sequence[Movement], moved: Mapping[str, int], values: Mapping[tuple[int, int], int], now: datetime
) -> None:
    sql.insert_rows(
        "automation_scoreentry",
        {
            "key": "text",
            "contact_id": "bigint",
            "score_id": "bigint",
            "rule_id": "bigint",
            "kind": "text",
            "points": "int",
            "asked_points": "int",
            "reason": "text",
            "source": "text",
            "occurred_at": "timestamptz",
            "created_at": "timestamptz",
            "expires_at": "timestamptz",
        },
        [
            (
                *(m.key, m.contact_id, m.score_id, m.rule_id, m.kind, moved[m.key], m.points),
                *(m.reason, m.source, m.occurred_at, now, m.expires_at),
            )
            for m in movements
        ],
    )
    places = sorted({(m.contact_id, m.score_id) for m in movements})
    sql.insert_rows(
        "automation_contactscore",
        {"contact_id": "bigint", "score_id": "bigint", "value": "int", "updated_at": "timestamptz"},
        [(*place, values[place], now) for place in places],
        on_conflict="(score_id, contact_id) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at",
    )
