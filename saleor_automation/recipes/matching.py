"""How many people a recipe is about in this shop, before it is imported: who matches now, and how many a month."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from ..core.exceptions import InvalidDefinition
from ..journeys.chores import audience
from ..journeys.dates import SHOP_DATES
from ..journeys.definition import Definition, parse_definition
from ..journeys.triggers import EVENTFUL, DateTrigger, DayTrigger, Entry, InterestTrigger, ScheduleTrigger
from ..scores.filters import compile_filter, parse_filter
from ..segments.compilation import PEOPLE, compile_condition
from .asking import missing_text, shop_defaults, value_problems
from .loader import LoadedRecipe
from .planning import check_values, make_plan

MONTH = timedelta(days=30)
MOST_COST = 400_000
"""PostgreSQL's own estimate of the work: beyond it a sample of the table is counted, as large as that allows."""


@dataclass(frozen=True, slots=True)
class Match:
    """people match now; monthly is how many entries a month to expect by the last 30 days, or the next 30.

    Where the same person enters once at most in such a time, monthly counts people, else what lets them in. None
    stands for what cannot be said of a trigger. An estimate is exact False.
    """

    people: int | None
    monthly: int | None
    is_exact: bool


def match(loaded: LoadedRecipe, parameters: Mapping[str, Any], now: datetime, using: str = DEFAULT_DB_ALIAS) -> Match:
    """Count for a recipe with these parameters; what is not given has its value in this shop. Reads only.

    Events of the trigger are counted whether their people may enter or not: who enters is decided when they happen.
    Raises InvalidDefinition for a parameter that is missing or does not fit.
    """
    recipe = loaded.recipe
    values = check_values(recipe, parameters, shop_defaults(recipe), missing_text)
    problems = list(value_problems(recipe, values))
    if problems:
        raise InvalidDefinition(f"Recipe '{recipe.slug}'", problems)
    plan = make_plan(loaded, values, recipe.slug, recipe.name.en, "en")
    definition = parse_definition(plan.journeys[0].content, f"Recipe '{recipe.slug}'")
    counts = _Counts(using)
    people = _people(definition, counts, now)
    monthly = _monthly(definition, counts, now)
    return Match(people, monthly, counts.is_exact)


class _Counts:
    """Counting with an eye on the work; is_exact turns False with the first number that is estimated."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.is_exact = True

    def count(self, table: str, source: str, where: str, params: list[Any]) -> int:
        """Count the rows of a source; table is the part of it that a sample is taken of when there is too much."""
        statement = f"SELECT count(*) FROM {source} WHERE {where}"  # noqa: S608
        cost = self._cost(statement, params)
        if cost <= MOST_COST:
            return int(self._rows(statement, params)[0][0])
        self.is_exact = False
        share = max(0.01, 100 * MOST_COST / cost)
        # The same sample each time, as long as the table stays: nobody wonders at a number that changes by itself.
        sampled = source.replace(table, f"{table} TABLESAMPLE SYSTEM ({share:.4f}) REPEATABLE (0)", 1)
        rows = self._rows(f"SELECT count(*) FROM {sampled} WHERE {where}", params)  # noqa: S608
        return round(int(rows[0][0]) * 100 / share)

    def _cost(self, statement: str, params: list[Any]) -> float:
        plan = self._rows(f"EXPLAIN (FORMAT JSON) {statement}", params)[0][0]
        return float((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Total Cost"])

    def _rows(self, statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connections[self.using].cursor() as cursor:
            cursor.execute(statement, params)
            return list(cursor.fetchall())


_CONTACTS = "automation_contact c"
_EVENTS = "automation_event e"


def _people(definition: Definition, counts: _Counts, now: datetime) -> int | None:
    trigger, entry = definition.trigger, definition.entry
    where, params = ("TRUE", []) if entry.condition is None else compile_condition(entry.condition, now)
    params = list(params)
    if entry.backfill is not None:
        found = audience(definition, now)
        source, _, condition = (found[0] if found else "").partition(" WHERE ")
        return counts.count(_CONTACTS, source, condition, found[1] if found else [])
    if isinstance(trigger, DateTrigger):
        due = f"{SHOP_DATES[trigger.field]} <= %s AND {where}"
        return counts.count(_CONTACTS, PEOPLE, due, [now - trigger.after, *params])
    if isinstance(trigger, DayTrigger):
        return counts.count(_CONTACTS, *_with_day(trigger, where, params))
    if isinstance(trigger, ScheduleTrigger):
        source = PEOPLE
        if trigger.segment:
            source += """ JOIN automation_segmentmember m ON m.contact_id = c.id
                JOIN automation_segment s ON s.id = m.segment_id AND s.slug = %s"""
            params = [trigger.segment, *params]
        return counts.count(_CONTACTS, source, where, params)
    return None


def _with_day(trigger: DayTrigger, where: str, params: list[Any]) -> tuple[str, str, list[Any]]:
    if trigger.field in SHOP_DATES:
        return PEOPLE, f"{SHOP_DATES[trigger.field]} IS NOT NULL AND {where}", params
    source = f"""{PEOPLE} JOIN automation_fieldvalue v ON v.contact_id = c.id
        JOIN automation_customfield f ON f.id = v.field_id AND f.slug = %s"""
    return source, f"COALESCE(v.date_value, v.datetime_value::date) IS NOT NULL AND {where}", [trigger.field, *params]


def _monthly(definition: Definition, counts: _Counts, now: datetime) -> int | None:
    trigger = definition.trigger
    if isinstance(trigger, DateTrigger):
        column = SHOP_DATES[trigger.field]
        begin = now - trigger.after
        return counts.count(_CONTACTS, PEOPLE, f"{column} > %s AND {column} <= %s", [begin, begin + MONTH])
    if not isinstance(trigger, EVENTFUL):
        return None
    parts: list[str] = []
    params: list[Any] = []
    for meant in trigger.meant:
        part, part_params = compile_filter(parse_filter(meant.filter, "Filter"), "e") if meant.filter else ("TRUE", [])
        parts.append(f"(e.kind = %s AND {part})")
        params += [meant.event, *part_params]
    where = f"e.occurred_at > %s AND e.occurred_at <= %s AND ({' OR '.join(parts)})"
    params = [now - MONTH, now, *params]
    # From a sample of people all can be reckoned; in a sample of events who did something twice is seldom there twice.
    whose = f"SELECT FROM {_EVENTS} WHERE e.contact_id = c.id AND {where}"
    if isinstance(trigger, InterestTrigger):
        group = "GROUP BY e.product_id" if trigger.about == "product" else ""
        source = f"{_CONTACTS} CROSS JOIN LATERAL ({whose} {group} HAVING count(*) >= %s) AS interest"
        return counts.count(_CONTACTS, source, "TRUE", [*params, trigger.times])
    if _enters_once_a_month(definition.entry):
        return counts.count(_CONTACTS, _CONTACTS, f"EXISTS ({whose})", params)
    return counts.count(_EVENTS, _EVENTS, f"{where} AND e.contact_id IS NOT NULL", params)


def _enters_once_a_month(entry: Entry) -> bool:
    return entry.rule == "once" or (entry.rule == "again" and entry.pause is not None and entry.pause >= MONTH)
