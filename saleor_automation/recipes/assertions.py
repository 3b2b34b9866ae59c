"""What a recipe promises of itself: a made-up person, what happens to them, and what they must get.

Pure data; simulation/assertions.py runs it with the real engine. How to write them: docs/howto/recipes-as-code.md.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from ..events.kinds import CUSTOM_PREFIX, is_known
from ..journeys.durations import parse_duration

BEGINNING = datetime(2024, 3, 4, 9, tzinfo=UTC)
"""A Monday without a change of clocks near: where an assertion begins that does not say otherwise."""

LONGEST = timedelta(days=800)

_OFFSET = re.compile(r"-?\d{1,6} (minute|hour|day|week)s?")
Name = Annotated[str, Field(min_length=1, max_length=100)]


def parse_offset(text: Any) -> timedelta:
    """Return the time from the beginning: 0, "90 minutes", "3 days", or "-90 days" for before it.

    Raises ValueError with the remedy for anything else.
    """
    if isinstance(text, timedelta):
        return text
    if text == 0 and not isinstance(text, bool):
        return timedelta(0)
    if not isinstance(text, str) or not _OFFSET.fullmatch(text):
        raise ValueError(f"{text!r} is no time from the beginning; write 0, '90 minutes', '3 days' or '-90 days'.")
    offset = parse_duration(text.removeprefix("-"))
    if offset > LONGEST:
        raise ValueError(f"{text!r} is too far away; stay within {LONGEST.days} days.")
    return -offset if text.startswith("-") else offset


Offset = Annotated[timedelta, BeforeValidator(parse_offset)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Somebody(_Part):
    """The person at the beginning; consent is about e-mail, none means that they never said anything."""

    consent: Literal["subscribed", "none", "pending", "unsubscribed", "bounced", "complained"] = "subscribed"
    language: str = "en"
    country: str = ""
    time_zone: str = "UTC"
    first_name: str = "Ada"
    known_since: Offset = timedelta(days=-1)
    lists: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    fields: dict[str, Any] = {}
    scores: dict[str, int] = {}


class Happening(_Part):
    """Something that happens to the person, or that they do, at a time from the beginning.

    order and checkout are names of your own for an order or a cart, so that what happens to it later can say which one
    is meant; products are the numbers of made-up products; mail is the one that is opened or clicked, the newest if
    several were sent; data is added to what the event carries. A tag is about the first of the products that are named.
    """

    at: Offset = timedelta(0)
    event: str
    order: Name = "order"
    checkout: Name = "cart"
    products: tuple[Annotated[int, Field(ge=1, le=1_000_000)], ...] = (1,)
    gross: Decimal = Field(Decimal("50.00"), ge=0)
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    list: str = ""
    tag: str = ""
    field: str = ""
    value: Any = None
    mail: str = ""
    url: str = ""
    data: dict[str, Any] = {}

    @field_validator("event")
    @classmethod
    def _is_known(cls, event: str) -> str:
        if not is_known(event):
            raise ValueError(
                f"There is no event {event!r}; see docs/reference/events.md, or use '{CUSTOM_PREFIX}<name>'."
            )
        return event

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        for noun, events in _NEEDED.items():
            if self.event in events and not getattr(self, noun):
                raise ValueError(f"{self.event} is about a {noun}; say which with {noun}: ...")
        return self


_NEEDED = {
    "list": {"list_joined", "list_left"},
    "tag": {"tag_added", "tag_removed"},
    "field": {"field_changed"},
    "mail": {"message_opened", "message_clicked"},
}


class ExpectedMessage(_Part):
    """A mail the person gets, and when, to the minute."""

    mail: str
    at: Offset


class Expected(_Part):
    """What must have come of it in the end; what is not said is not looked at.

    messages are all mails the person gets, in order; skipped are those that were planned and not sent, as
    {mail: reason}. entered counts the runs begun, finish is why the last one ended, or "inside".
    """

    messages: tuple[ExpectedMessage, ...] | None = None
    at_most: int | None = Field(None, ge=0)
    skipped: dict[str, str] | None = None
    entered: int | None = Field(None, ge=0)
    finish: str | None = None
    coupons: int | None = Field(None, ge=0)
    tags: tuple[Name, ...] = ()
    no_tags: tuple[Name, ...] = ()
    lists: tuple[Name, ...] = ()
    no_lists: tuple[Name, ...] = ()
    fields: dict[str, Any] = {}
    scores: dict[str, int] = {}

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("Say what is expected, for instance messages: [].")
        return self


class Assertion(_Part):
    """One promise. lasts is how long the person is followed; parameters are those of an import.

    beside are slugs of recipes that are imported as they are offered, and switched on before this one: those it builds
    on.
    """

    name: str = Field(min_length=3, max_length=200)
    beside: tuple[Name, ...] = ()
    begins: datetime = BEGINNING
    lasts: Offset = timedelta(days=400)
    parameters: dict[str, Any] = {}
    person: Somebody = Somebody()
    given: tuple[Happening, ...] = ()
    expect: Expected

    @field_validator("begins")
    @classmethod
    def _has_a_zone(cls, begins: datetime) -> datetime:
        if begins.tzinfo is None:
            raise ValueError("begins has no time zone; end it with one, for instance 2024-03-04T09:00:00+00:00.")
        return begins

    @model_validator(mode="after")
    def _ends_behind_the_last_event(self) -> Self:
        if not timedelta(0) < self.lasts <= LONGEST:
            raise ValueError(f"lasts must lie between a minute and {LONGEST.days} days.")
        late = [happening.event for happening in self.given if happening.at > self.lasts]
        if late:
            raise ValueError(f"{late[0]} happens after the end; let it last longer.")
        return self
