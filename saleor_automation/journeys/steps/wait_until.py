"""Wait until a day: one that is written here, or one of the person's own, so many days before or after it.

Hours are those of the person's clocks. A moment that has passed when the person comes here holds nobody up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from ..dates import dates_of, is_own_field
from ..durations import LONGEST
from ..local_time import moment_of, same_day_in, zones_of
from .base import Advance, Known, Outcome, Sleep, StepConfig, StepContext

Day = date
"""The step has a field of the name date, which hides the type in its class."""

MORNING = time(9)
MAX_DAYS = LONGEST.days


class Loaded(NamedTuple):
    zone: ZoneInfo
    value: Day | datetime | None


class WaitUntil(StepConfig):
    """Give date or field. field is a custom field that holds a date, or one of the shop's dates (journeys/dates.py).

    days moves the day, backwards when negative. yearly takes the next anniversary. at is the hour; without it a
    date-time keeps its own and a day is reached at 9. on_missing is the step for people who have no such date.
    """

    kind: Literal["wait_until"] = "wait_until"
    titles = {"en": "Wait until a date", "it": "Attendi fino a una data"}
    is_wait = True

    date: Day | None = None
    field: str = Field(default="", max_length=63)
    days: int = Field(default=0, ge=-MAX_DAYS, le=MAX_DAYS)
    at: time | None = None
    yearly: bool = False
    on_missing: str = ""

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.date is None) == (not self.field):
            raise ValueError("Say until which date, or name the field that holds it; one of the two.")
        if self.at is not None and self.at.tzinfo is not None:
            raise ValueError("The hour is one of the person's own clocks; write it without a time zone.")
        return self

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.on_missing) if target]

    def references(self) -> Sequence[tuple[str, str]]:
        return [("field", self.field)] if is_own_field(self.field) else []

    def misfits(self, known: Known) -> Iterator[str]:
        if self.field in known.fields and known.fields[self.field].type not in ("date", "date_time"):
            yield f"Field {self.field!r} holds no date; choose a field that does."
        if self.date is None or self.yearly:
            return
        ahead = (self.date + timedelta(days=self.days) - known.today).days
        if ahead < 0:
            yield f"{self.date} has passed; choose a date to come."
        elif ahead > MAX_DAYS:
            yield f"{self.date} is {ahead} days ahead; a journey waits for at most {MAX_DAYS} days."

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        ids = {context.contact_id for context in contexts}
        if not ids:
            return {}
        zones = zones_of(ids)
        values = dates_of(self.field, ids) if self.field else dict.fromkeys(ids, self.date)
        return {c.enrollment_id: Loaded(zones[c.contact_id], values.get(c.contact_id)) for c in contexts}

    def run(self, context: StepContext) -> Outcome:
        loaded: Loaded = context.loaded
        if loaded.value is None:
            return Advance(to=self.on_missing or None, reason="no date")
        moment = self._moment(loaded.value, loaded.zone, context.reached_at)
        facts = {"date": str(loaded.value), "until": moment.isoformat()}
        if context.now >= moment:
            return Advance(reason="waited" if moment > context.reached_at else "past", facts=facts)
        # A date that is changed meanwhile is looked at again.
        return Sleep(moment, waiting_for="field_changed" if is_own_field(self.field) else "")

    def _moment(self, value: Day | datetime, zone: ZoneInfo, reached_at: datetime) -> datetime:
        day, hour = (value, MORNING) if not isinstance(value, datetime) else _on_the_clock(value, zone)
        hour = self.at or hour
        shift = timedelta(days=self.days)
        if not self.yearly:
            return moment_of(day + shift, hour, zone)
        year = (reached_at.astimezone(zone).date() - shift).year
        turns = [moment_of(same_day_in(year + ahead, day) + shift, hour, zone) for ahead in (-1, 0, 1)]
        return next((moment for moment in turns if moment >= reached_at), turns[-1])


def _on_the_clock(moment: datetime, zone: ZoneInfo) -> tuple[Day, time]:
    shown = moment.astimezone(zone)
    return shown.date(), shown.time()
