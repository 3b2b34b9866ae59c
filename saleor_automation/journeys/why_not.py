"""Why somebody is not in a journey: everything that has to be so for a person to enter, asked one by one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..contacts.consent import EMAIL, refusals
from ..core import sql
from ..events.log import StoredEvent
from ..segments.explaining import explain
from ..shop.configuration import load_configuration
from .dates import dates_of
from .definition import Definition, published_definition
from .entry_refusals import RefusalCode, refusals_of
from .event_filters import filtered, passing
from .models import Journey, JourneyStatus
from .running import RunningJourney
from .story_words import REASONS, Both, event_text, in_language, moment_text, said
from .triggers import DateTrigger, DayTrigger, ScheduleTrigger

LOOKED_AT = 20
"""So many of the latest events that could have let somebody in are looked at."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One thing that was asked. is_obstacle says that it keeps the person out; facts are the values read."""

    code: str
    is_obstacle: bool
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


_TEXTS: dict[str, Both] = {
    "never_published": ("The journey was never published.", "Il percorso non è mai stato pubblicato."),
    "paused": ("The journey is paused; nobody enters.", "Il percorso è in pausa; non entra nessuno."),
    "archived": ("The journey is archived; nobody enters.", "Il percorso è archiviato; non entra nessuno."),
    "inside_now": ("Is inside since {at}.", "È dentro dal {at}."),
    "entered_before": (
        "Was inside from {at} on, and people enter once.",
        "È già entrato il {at}, e si entra una volta sola.",
    ),
    "pause_not_over": (
        "Entered at {at}; may enter again from {until} on.",
        "È entrato il {at}; può rientrare dal {until}.",
    ),
    "entry_condition": ("The entry condition does not hold: {what}.", "La condizione d'ingresso non vale: {what}."),
    "entry_condition_holds": ("The entry condition holds: {what}.", "La condizione d'ingresso vale: {what}."),
    "no_event": (
        "What lets people in has not happened since {at}: {what}.",
        "Ciò che fa entrare non è successo dal {at}: {what}.",
    ),
    "event_filtered": (
        "It happened {count} times, and none passed the filter: {what}.",
        "È successo {count} volte, e nessuna ha passato il filtro: {what}.",
    ),
    "too_few_events": (
        "It happened {count} times lately; people enter after {times} times about the same thing: {what}.",
        "È successo {count} volte di recente; si entra dopo {times} volte per la stessa cosa: {what}.",
    ),
    "event_happened": ("It happened at {at}: {what}.", "È successo il {at}: {what}."),
    "event_waits": (
        "It happened at {at} and has not been taken in yet: {what}.",
        "È successo il {at} e non è ancora stato elaborato: {what}.",
    ),
    "no_date": ("Has no date in {what}.", "Non ha una data in {what}."),
    "date": ("The date {what} is {at}.", "La data {what} è {at}."),
    "date_to_come": ("Enters at {at}, because of {what}.", "Entra il {at}, per {what}."),
    "not_in_segment": ("Is not in the segment {what}.", "Non è nel segmento {what}."),
    "manual": (
        "People are let in by hand or by another journey only.",
        "Si entra solo a mano o da un altro percorso.",
    ),
    "mail_refused": (
        "Could enter, but would get no marketing mail: {what}.",
        "Potrebbe entrare, ma non riceverebbe email di marketing: {what}.",
    ),
}


def why_not(contact_id: int, journey: Journey, now: datetime, language: str = "en") -> list[WhyNot]:
    """Return what keeps a contact out of a journey, and what does not; a fixed number of statements.

    Runs of the journey under any key count. What cannot be known any more, because the log has forgotten it, is told
    as not having happened.
    """
    say = _Speaker(language)
    if journey.status != JourneyStatus.ACTIVE or journey.version_id is None:
        code = {"paused": "paused", "archived": "archived"}.get(str(journey.status), "never_published")
        return [say(code)]
    text = sql.fetch_all("SELECT definition::text FROM automation_journeyversion WHERE id = %s", [journey.version_id])
    definition = published_definition(journey.version_id, text[0][0])
    return [
        *_runs(journey, definition, contact_id, now, say),
        *_trigger(journey, definition, contact_id, now, say),
        *_condition(definition, contact_id, now, say),
        *_mail(contact_id, say),
    ]


class _Speaker:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(
        self, code: str, facts: dict[str, Any] | None = None, *, obstacle: bool = True, **values: str
    ) -> WhyNot:
        return WhyNot(code, obstacle, in_language(_TEXTS[code], self.language).format(**values), facts or {})

    def moment(self, moment: datetime) -> str:
        return moment_text(moment, self.language)


def _runs(journey: Journey, definition: Definition, contact_id: int, now: datetime, say: _Speaker) -> Iterator[WhyNot]:
    keys = sql.fetch_all(
        """
        SELECT key FROM automation_enrollment WHERE contact_id = %s AND journey_id = %s
        ORDER BY is_active DESC, entered_at DESC LIMIT 1
        """,
        [contact_id, journey.pk],
    )
    running = RunningJourney(
        id=journey.pk,
        slug=journey.slug,
        version_id=journey.version_id or 0,
        activated_at=journey.activated_at or now,
        holdout_percent=journey.holdout_percent,
        definition=definition,
    )
    for key in keys:
        for refusal in refusals_of(running, [contact_id], key[0], now).get(contact_id, ()):
            if refusal.code == RefusalCode.ENTRY_CONDITION:
                continue
            facts = {name: _plain(value) for name, value in refusal.facts.items()} | {"key": key[0]}
            values = {"at": say.moment(refusal.facts["entered_at"])}
            if "until" in refusal.facts:
                values["until"] = say.moment(refusal.facts["until"])
            # A run about another order keeps nobody from entering about the next one.
            is_obstacle = definition.entry.rule != "once_per_key"
            yield say(str(refusal.code), facts, obstacle=is_obstacle, **values)


def _trigger(
    journey: Journey, definition: Definition, contact_id: int, now: datetime, say: _Speaker
) -> Iterator[WhyNot]:
    trigger = definition.trigger
    since = journey.activated_at or now
    match trigger:
        case DateTrigger():
            yield from _date(trigger.field, trigger.after, contact_id, now, say)
        case DayTrigger():
            value = dates_of(trigger.field, [contact_id]).get(contact_id)
            if value is None:
                yield say("no_date", what=trigger.field)
            else:
                yield say(
                    "date",
                    {"field": trigger.field, "value": str(value)},
                    obstacle=False,
                    what=trigger.field,
                    at=str(value),
                )
        case ScheduleTrigger():
            if trigger.segment and not _is_member(trigger.segment, contact_id):
                yield say("not_in_segment", {"segment": trigger.segment}, what=trigger.segment)
        case _:
            meant = [(each.event, each.filter) for each in getattr(trigger, "meant", ())]
            if meant:
                yield _event(meant, contact_id, since, say, getattr(trigger, "times", 1))
            else:
                yield say("manual")


def _event(
    meant: list[tuple[str, dict[str, Any]]], contact_id: int, since: datetime, say: _Speaker, times: int
) -> WhyNot:
    what = ", ".join(event_text(kind, {}, say.language) for kind, _ in meant)
    events = _events(contact_id, [kind for kind, _ in meant], since)
    if not events:
        return say("no_event", {"since": since.isoformat()}, what=what, at=say.moment(since))
    wanted = {filtered(kind, data) for kind, data in meant}
    passed = {event_id for pair, event_id in passing(wanted, [event for event, _ in events]) if pair in wanted}
    found = next(((event, is_taken_in) for event, is_taken_in in events if event.id in passed), None)
    facts = {"events": [{"id": each.id, "kind": each.kind, "at": each.occurred_at.isoformat()} for each, _ in events]}
    if found is None:
        return say("event_filtered", facts, what=what, count=str(len(events)))
    if len(passed) < times:
        return say("too_few_events", facts, what=what, count=str(len(passed)), times=str(times))
    event, is_taken_in = found
    code = "event_happened" if is_taken_in else "event_waits"
    shown = event_text(event.kind, event.data, say.language)
    return say(code, facts | {"data": event.data}, obstacle=False, what=shown, at=say.moment(event.occurred_at))


def _events(contact_id: int, kinds: list[str], since: datetime) -> list[tuple[StoredEvent, bool]]:
    """Return the latest events of these kinds with whether they are processed; by the index of the contact."""
    rows = sql.fetch_all(
        """
        SELECT id, kind, key, occurred_at, email, user_id, visitor_id, contact_id, order_id, checkout_id, product_id,
               message_id, data::text, processed_at IS NOT NULL
        FROM automation_event WHERE contact_id = %s AND kind = ANY(%s) AND occurred_at >= %s
        ORDER BY occurred_at DESC, id DESC LIMIT %s
        """,
        [contact_id, kinds, since, LOOKED_AT],
    )
    return [(StoredEvent(*[*row[:12], json.loads(row[12])]), row[13]) for row in rows]


def _date(name: str, after: Any, contact_id: int, now: datetime, say: _Speaker) -> Iterator[WhyNot]:
    value = dates_of(name, [contact_id]).get(contact_id)
    if value is None:
        yield say("no_date", {"field": name}, what=name)
        return
    due_at = value + after
    facts = {"field": name, "value": value.isoformat(), "due_at": due_at.isoformat()}
    if due_at > now:
        yield say("date_to_come", facts, what=name, at=say.moment(due_at))
    else:
        yield say("date", facts, obstacle=False, what=name, at=say.moment(value))


def _is_member(segment: str, contact_id: int) -> bool:
    return bool(
        sql.fetch_all(
            """
            SELECT 1 FROM automation_segmentmember m JOIN automation_segment s ON s.id = m.segment_id
            WHERE s.slug = %s AND m.contact_id = %s
            """,
            [segment, contact_id],
        )
    )


def _condition(definition: Definition, contact_id: int, now: datetime, say: _Speaker) -> Iterator[WhyNot]:
    if definition.entry.condition is None:
        return
    found = explain(definition.entry.condition, contact_id, now, say.language)
    if found is None:
        return
    answers = [
        {"words": each.words, "holds": each.holds, "value": _plain(each.value), "condition": each.condition}
        for each in found.answers
    ]
    code = "entry_condition_holds" if found.holds else "entry_condition"
    yield say(code, {"answers": answers}, obstacle=not found.holds, what=found.words)


def _mail(contact_id: int, say: _Speaker) -> Iterator[WhyNot]:
    reason = refusals([contact_id], EMAIL, load_configuration().customer_consent).get(contact_id)
    if reason:
        what = said(REASONS, reason, say.language)
        yield say("mail_refused", {"reason": reason}, obstacle=False, what=what)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
