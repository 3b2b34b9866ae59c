"""The next moment at which anything is due: a virtual clock that jumps from one to the next, and never waits."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from saleor_automation.journeys.dates import SHOP_DATES
from saleor_automation.journeys.local_time import moment_of
from saleor_automation.journeys.running import running_journeys
from saleor_automation.journeys.triggers import DateTrigger, DayTrigger, ScheduleTrigger

DAY = timedelta(days=1)

_TIMERS = (
    ("automation_enrollment", "wake_at", "is_active"),
    ("automation_message", "send_at", "state = 'queued'"),
    ("automation_cart", "idle_at", "TRUE"),
    ("automation_segmenttimer", "due_at", "TRUE"),
    ("automation_coupon", "remind_at", "TRUE"),
    ("automation_coupon", "settle_at", "TRUE"),
    ("automation_scoreentry", "expires_at", "expired_at IS NULL"),
    ("automation_pointsentry", "expires_at", "expired_at IS NULL"),
    ("automation_catalogueturn", "wave_at", "TRUE"),
    ("automation_event", "occurred_at", "processed_at IS NULL AND problem = ''"),
)


def next_due(now):
    """Return the next moment after now at which a row or a trigger is due, None if nothing ever will be."""
    moments = [_first(f"SELECT min({c}) FROM {table} WHERE {where} AND {c} > %s", now) for table, c, where in _TIMERS]
    for journey in running_journeys():
        trigger = journey.definition.trigger
        if isinstance(trigger, DateTrigger):
            column = SHOP_DATES[trigger.field]
            people = "automation_contact c JOIN automation_contacttotals t ON t.contact_id = c.id"
            date = _first(f"SELECT min({column}) FROM {people} WHERE {column} > %s", now - trigger.after)
            moments.append(date and date + trigger.after)
        elif isinstance(trigger, DayTrigger | ScheduleTrigger):
            moments += [_next_hour(now, trigger.at, zone) for zone in _zones(trigger)]
    return min((moment for moment in moments if moment is not None), default=None)


def _zones(trigger):
    zones = {settings.TIME_ZONE}
    if isinstance(trigger, DayTrigger):
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT time_zone FROM automation_contact WHERE time_zone <> ''")
            zones |= {row[0] for row in cursor.fetchall()}
    return [ZoneInfo(zone) for zone in zones]


def _next_hour(now, at, zone):
    days = [now.astimezone(zone).date() + n * DAY for n in range(3)]
    return next(moment for day in days if (moment := moment_of(day, at, zone)) > now)


def _first(statement, moment):
    with connection.cursor() as cursor:
        cursor.execute(statement, [moment])
        return cursor.fetchone()[0]
