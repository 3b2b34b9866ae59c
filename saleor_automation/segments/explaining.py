"""Why a condition holds for one person or not: each of its questions with its answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core import sql
from .compilation import PEOPLE, compile_with
from .conditions import Condition, FactCondition, as_json, facts_of
from .knowing import learn_about
from .naming import names_in
from .wording import in_words

_READABLE = {
    "orders_count": "COALESCE(t.orders_count, 0)",
    "carts_abandoned_count": "COALESCE(t.carts_abandoned_count, 0)",
    "visits_count": "COALESCE(t.visits_count, 0)",
    "messages_count": "COALESCE(t.messages_count, 0)",
    "opens_count": "COALESCE(t.opens_count, 0)",
    "clicks_count": "COALESCE(t.clicks_count, 0)",
    "last_order_age_days": "t.last_order_at",
    "first_order_age_days": "t.first_order_at",
    "last_cart_abandoned_age_days": "t.last_cart_abandoned_at",
    "last_visit_age_days": "t.last_visit_at",
    "last_click_age_days": "t.last_click_at",
    "contact_age_days": "c.created_at",
    "email": "c.email",
    "full_name": "c.first_name || ' ' || c.last_name",
    "country": "c.country_code",
    "country_area": "c.country_area",
    "city": "c.city",
    "postal_code": "c.postal_code",
    "language": "c.language_code",
    "channel": "c.channel_slug",
    "origin": "c.origin",
}
"""Where in PEOPLE the value of a question without a window stands; the others are answered with yes or no alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """words say what was asked; value is what the person has there, None where that is no single value."""

    condition: dict[str, Any]
    words: str
    holds: bool
    value: Any


@dataclass(frozen=True, slots=True)
class Explanation:
    holds: bool
    words: str
    answers: tuple[Answer, ...]


def explain(condition: Condition, contact_id: int, now: datetime, language: str = "en") -> Explanation | None:
    """Ask a condition, and every question in it, of one person; None if there is no such contact. One statement for
    the answers, and those that find out what the condition is about."""
    known, names = learn_about([condition]), names_in([condition])
    facts = list(facts_of(condition))
    columns: list[str] = []
    params: list[Any] = []
    for each in (condition, *facts):
        compiled = compile_with(each, now, known)
        columns.append(f"({compiled.where}) IS TRUE")
        params += compiled.params
    values = [_value(fact) for fact in facts]
    rows = sql.fetch_all(
        f"SELECT {', '.join([*columns, *values])} FROM {PEOPLE} WHERE c.id = %s",  # noqa: S608
        [*params, contact_id],
    )
    if not rows:
        return None
    row, count = rows[0], len(facts)
    answers = tuple(
        Answer(as_json(fact), in_words(fact, language, names), holds, value)
        for fact, holds, value in zip(facts, row[1 : count + 1], row[count + 1 :], strict=True)
    )
    return Explanation(row[0], in_words(condition, language, names), answers)


def _value(fact: FactCondition) -> str:
    return "NULL" if fact.within_days is not None else _READABLE.get(fact.fact, "NULL")
