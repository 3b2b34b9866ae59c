"""What lets people into a journey, and how often. Pure; entry.py, reactions.py and scans.py act on it."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ..events.kinds import EventKind
from ..segments.conditions import RootCondition
from .dates import is_own_field
from .durations import LONGEST, Duration
from .event_filters import EventFilter, EventName, named_in
from .local_time import Weekday

MORNING = time(9)


class Part(BaseModel):
    """A part of a definition: nothing may stand in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Meant(Part):
    """One kind of event, and which of them."""

    event: EventName
    filter: EventFilter = {}


class EventTrigger(Meant):
    """People enter when this happens to them; filter is about what the event carries."""

    kind: Literal["event"] = "event"

    @property
    def meant(self) -> tuple[Meant, ...]:
        return (self,)


class AnyEventTrigger(Part):
    """People enter when any of these happens to them."""

    kind: Literal["any_event"] = "any_event"
    events: Annotated[tuple[Meant, ...], Field(min_length=1, max_length=20)]

    @property
    def meant(self) -> tuple[Meant, ...]:
        return self.events


class InterestTrigger(Part):
    """People enter when they look at the same product, or into the same category, so many times within so many days.

    Of a category count the pages that name it (data.category_id) and the pages of its products; one below it is
    another category. The run is about that product or category.
    """

    kind: Literal["interest"] = "interest"
    about: Literal["product", "category"] = "product"
    times: int = Field(default=2, ge=1, le=50)
    within_days: int = Field(default=7, ge=1, le=90)

    @property
    def meant(self) -> tuple[Meant, ...]:
        viewed = Meant(event=EventKind.PRODUCT_VIEWED)
        if self.about == "product":
            return (viewed,)
        named = {"field": "data.category_id", "op": "exists", "value": True}
        return (viewed, Meant(event=EventKind.PAGE_VIEWED, filter=named))


class DateTrigger(Part):
    """People enter when a date of theirs is this long ago, once for each value of the date."""

    kind: Literal["date"] = "date"
    field: Literal["last_order_at", "first_order_at", "last_cart_abandoned_at", "last_engaged_at", "created_at"]
    after: Duration


class DayTrigger(Part):
    """People enter on a day of their own, so many days before (negative) or after it, at an hour of their clocks.

    field is a custom field that holds a date, or one of the shop's dates. With yearly it is every anniversary of the
    day; that of 29 February is 28 February in years without one.
    """

    kind: Literal["day"] = "day"
    field: str = Field(min_length=1, max_length=63)
    days: int = Field(default=0, ge=-LONGEST.days, le=LONGEST.days)
    yearly: bool = False
    at: time = MORNING

    @field_validator("at")
    @classmethod
    def _of_the_persons_clock(cls, at: time) -> time:
        return _without_zone(at, "the person's own clock")


class ScheduleTrigger(Part):
    """Everybody of a segment, or of all contacts, enters on some weekdays or days of the month, at an hour of the shop.

    A day of the month that a month does not have is its last one.
    """

    kind: Literal["schedule"] = "schedule"
    weekdays: tuple[Weekday, ...] = ()
    days_of_month: tuple[Annotated[int, Field(ge=1, le=31)], ...] = ()
    at: time = MORNING
    segment: str = ""

    @field_validator("at")
    @classmethod
    def _of_the_shops_clock(cls, at: time) -> time:
        return _without_zone(at, "the shop's clock")

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if bool(self.weekdays) == bool(self.days_of_month):
            raise ValueError("Name weekdays, or days of the month; one of the two.")
        return self


class ManualTrigger(Part):
    """Nobody enters by themselves: staff, or a start_journey step of another journey, let people in."""

    kind: Literal["manual"] = "manual"


Trigger = Annotated[
    EventTrigger | AnyEventTrigger | InterestTrigger | DateTrigger | DayTrigger | ScheduleTrigger | ManualTrigger,
    Field(discriminator="kind"),
]

EVENTFUL = (EventTrigger, AnyEventTrigger, InterestTrigger)
"""Triggers that events pull; meant says which."""


CLOCKED = (DateTrigger, DayTrigger, ScheduleTrigger)
"""Triggers that time pulls: a version with one of them has a scan."""


def _without_zone(at: time, whose: str) -> time:
    if at.tzinfo is not None:
        raise ValueError(f"The hour is one of {whose}; write it without a time zone.")
    return at


class Backfill(Part):
    """Who is let in when a version is published, beside what the trigger does from then on.

    segment or condition says who: the entry condition and the entry rule hold for them as for anybody.
    """

    segment: str = ""
    condition: RootCondition | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if (not self.segment) == (self.condition is None):
            raise ValueError("Say who is let in: a segment, or a condition; one of the two.")
        return self


class Entry(Part):
    """How often the same person may enter: once, once for each checkout or order, or again after a pause."""

    rule: Literal["once", "once_per_key", "again"] = "once"
    key: Literal["", "checkout", "order", "product", "category", "date"] = ""
    pause: Duration | None = None
    condition: RootCondition | None = None
    backfill: Backfill | None = None


class Exit(Part):
    """What ends the journey from anywhere: an event, a condition, or an event while a condition holds.

    A condition alone is looked at when the person comes up, and at each of their events. A goal is an exit that counts
    as success.
    """

    event: EventName | None = None
    filter: EventFilter = {}
    condition: RootCondition | None = None
    reason: str = Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")
    is_goal: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.event is None and self.condition is None:
            raise ValueError("Say what ends the journey: an event, a condition, or both.")
        if self.filter and self.event is None:
            raise ValueError("A filter looks at an event; name the event, or remove the filter.")
        return self


def references_of(trigger: Any, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what must exist for people to enter."""
    if isinstance(trigger, EVENTFUL):
        for meant in trigger.meant:
            yield from named_in(meant.filter)
    if isinstance(trigger, ScheduleTrigger) and trigger.segment:
        yield "segment", trigger.segment
    if isinstance(trigger, DayTrigger) and is_own_field(trigger.field):
        yield "field", trigger.field
    if entry.backfill is not None and entry.backfill.segment:
        yield "segment", entry.backfill.segment


def entry_problems(trigger: Any, entry: Entry) -> Iterator[str]:
    """Yield where the trigger and the entry rule do not go together."""
    if entry.rule == "again" and entry.pause is None:
        yield "Entering again needs a pause, for instance '7 days'."
    if entry.rule == "once_per_key" and not entry.key:
        yield "Entering once per key needs a key: checkout, order, product, category or date."
    comes_back = isinstance(trigger, ScheduleTrigger) or (isinstance(trigger, DayTrigger) and trigger.yearly)
    if comes_back and entry.rule == "once":
        yield "Everybody would enter the first time only; enter once_per_key with the key date, or again."
    if comes_back and entry.rule == "once_per_key" and entry.key not in ("", "date"):
        yield f"This trigger knows no {entry.key}; use the key date."
