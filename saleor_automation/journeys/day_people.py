"""Whose day it is: the people with a date, in some time zones, page by page. Every statement goes along an index."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..core import sql
from ..core.clock import zone_of
from ..segments.compilation import PEOPLE
from .dates import SHOP_DATES, is_own_field
from .local_time import days_celebrated_on, moment_of
from .triggers import DayTrigger


def people_of_day(
    trigger: DayTrigger,
    day: date,
    zones: Collection[str],
    known_zones: Collection[str],
    after: int,
    limit: int,
    condition: tuple[str, Sequence[Any]],
) -> list[int]:
    """Return up to limit ids behind after of people in these zones whose date is this day, ascending.

    People whose zone is not known count as living in that of the installation. A moment of the shop lies on the day
    it was on the clocks of these zones.
    """
    days = days_celebrated_on(day) if trigger.yearly else [day]
    if not is_own_field(trigger.field):
        days = _since_the_first(trigger.field, days)
    if not days:
        return []
    # An array is read first and looked up by id. As a subquery it came second: of a time zone nobody is known in
    # PostgreSQL expects one person, and reads all contacts to find them.
    find = _of_field if is_own_field(trigger.field) else _of_shop
    source, params = find(trigger.field, days, zones)
    home = str(zone_of())
    where, where_params = condition
    rows = sql.fetch_all(
        f"""
        SELECT c.id FROM {PEOPLE}
        WHERE c.id = ANY(ARRAY({source})) AND c.id > %s AND {where}
          AND (c.time_zone = ANY(%s) OR (%s AND NOT c.time_zone = ANY(%s)))
        ORDER BY c.id LIMIT %s
        """,  # noqa: S608
        # Six hundred names take longer to hand over than to compare, and are asked for in one hour of the day only.
        [
            *params,
            after,
            *where_params,
            sorted(zones),
            home in zones,
            sorted(known_zones) if home in zones else [],
            limit,
        ],
    )
    return [row[0] for row in rows]


def _since_the_first(name: str, days: Sequence[date]) -> list[date]:
    """Leave out the days of years in which nobody was there yet: of 130 years a shop has been open for few."""
    column, table, _ = _place(name)
    first = sql.fetch_all(f"SELECT min({column}) FROM {table} o")[0][0]  # noqa: S608
    return [] if first is None else [day for day in days if day >= first.date() - timedelta(days=1)]


def _of_field(slug: str, days: Sequence[date], zones: Collection[str]) -> tuple[str, list[Any]]:
    """A field holds dates or moments: conditions for the other kind would cost more to plan than the answer."""
    kinds = sql.fetch_all("SELECT type FROM automation_customfield WHERE slug = %s", [slug])
    within = "v.date_value = ANY(%s::date[])"
    bounds: list[Any] = [list(days)]
    if kinds == [("date_time",)]:
        within, bounds = _within("v.datetime_value", days, zones)
    source = "automation_fieldvalue v JOIN automation_customfield f ON f.id = v.field_id"
    return f"SELECT v.contact_id FROM {source} WHERE f.slug = %s AND ({within})", [slug, *bounds]  # noqa: S608


def _of_shop(name: str, days: Sequence[date], zones: Collection[str]) -> tuple[str, list[Any]]:
    column, table, key = _place(name)
    within, bounds = _within(column, days, zones)
    return f"SELECT o.{key} FROM {table} o WHERE {within}", bounds  # noqa: S608


def _place(name: str) -> tuple[str, str, str]:
    """Return the column that holds one of the shop's dates, its table, called o, and the column of the contact."""
    column = SHOP_DATES[name].replace("c.", "o.").replace("t.", "o.")
    is_contact = SHOP_DATES[name].startswith("c.")
    return column, *(("automation_contact", "id") if is_contact else ("automation_contacttotals", "contact_id"))


def _within(column: str, days: Sequence[date], zones: Collection[str]) -> tuple[str, list[datetime]]:
    """Return a condition that a moment lies on one of these days, and its parameters.

    The bounds are spelled out, so that PostgreSQL sees how few people they let through; of a list of bounds to join it
    expects a ninth of all. Zones whose clocks show the same hour now share their days.
    """
    zone = ZoneInfo(min(zones))
    bounds = [moment_of(each, time(0), zone) for day in days for each in (day, day + timedelta(days=1))]
    return " OR ".join([f"({column} >= %s AND {column} < %s)"] * len(days)) or "FALSE", bounds
