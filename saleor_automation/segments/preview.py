"""How many people a condition finds, and some of them, before it is saved."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from .compilation import PEOPLE, Compiled, compile_with
from .conditions import Condition
from .knowing import learn_about

MOST_COST = 400_000
"""PostgreSQL's own estimate of the work, in pages read in order: beyond it the number is estimated."""

SAMPLE_CONTACTS = 20_000
"""Contacts asked for an estimate, chosen by chance: with 5 % found it is right to about 6 % of its value."""


@dataclass(frozen=True, slots=True)
class Preview:
    """total is how many contacts there are; an estimate is exact False, and rounded to what it can tell."""

    count: int
    is_exact: bool
    total: int
    sample: list[int]


def preview(condition: Condition, now: datetime, *, sample_size: int = 10, using: str = "default") -> Preview:
    """Count who meets the condition and return the ids of the newest of them. Reads only."""
    compiled = compile_with(condition, now, learn_about([condition]))
    total = _rows("SELECT count(*) FROM automation_contact", [], using)[0][0]
    sample = _sample(compiled, sample_size, using)
    counting = f"SELECT count(*) FROM {PEOPLE} WHERE {compiled.where}"  # noqa: S608
    if _cost(counting, list(compiled.params), using) <= MOST_COST:
        return Preview(_rows(counting, list(compiled.params), using)[0][0], True, total, sample)
    return Preview(_estimate(compiled, total, using), False, total, sample)


def _sample(compiled: Compiled, size: int, using: str) -> list[int]:
    """Return the newest who meet the condition; of many contacts only the newest are looked at."""
    rows = _rows(
        f"""
        SELECT c.id FROM (
            SELECT * FROM automation_contact ORDER BY created_at DESC, id DESC LIMIT {SAMPLE_CONTACTS}
        ) c LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
        WHERE {compiled.where} ORDER BY c.created_at DESC, c.id DESC LIMIT %s
        """,  # noqa: S608
        [*compiled.params, size],
        using,
    )
    return [row[0] for row in rows]


def _estimate(compiled: Compiled, total: int, using: str) -> int:
    share = min(100.0, 100.0 * SAMPLE_CONTACTS / max(total, 1))
    asked, found = _rows(
        f"""
        SELECT count(*), count(*) FILTER (WHERE {compiled.where})
        FROM automation_contact c TABLESAMPLE BERNOULLI (%s)
        LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
        """,  # noqa: S608
        [*compiled.params, share],
        using,
    )[0]
    return round(total * found / asked) if asked else 0


def _cost(statement: str, params: list[Any], using: str) -> float:
    plan = _rows(f"EXPLAIN (FORMAT JSON) {statement}", params, using)[0][0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return float(plan[0]["Plan"]["Total Cost"])


def _rows(statement: str, params: list[Any], using: str) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
