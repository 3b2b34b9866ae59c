"""Everything about one person in one stream, newest first, and what is to come.

Each source is cut by PostgreSQL before they are put together (timeline_sources.py), so that a page costs the same
whether the person has ten events or ten thousand. What a merged contact did is there: its rows have the id of the
contact that stayed.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from ..journeys.story_words import REASONS, STATES, event_text, moment_text, said
from ..shop.selection import names_of
from .timeline_sources import SOURCES, UPCOMING, Place, TimelineKind, page_statement
from .timeline_words import timeline_sentence

MOST = 200


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    at: datetime
    kind: TimelineKind
    title: str
    detail: str
    facts: dict[str, Any]
    place: Place
    message_id: int | None = None
    enrollment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """entries are of the past, newest first; upcoming, on the first page only, is what is planned, soonest first."""

    entries: list[TimelineEntry]
    has_more: bool
    upcoming: list[TimelineEntry] = field(default_factory=list)


def timeline(
    contact_id: int,
    first: int,
    language: str,
    *,
    after: Place | None = None,
    kinds: Collection[TimelineKind] = (),
    using: str = DEFAULT_DB_ALIAS,
) -> Timeline:
    """Return a page of what a contact did and what was done for them; one statement, one for the names of the
    products on it, and one for what is to come.

    first is 1 to MOST; no kinds means all of them. language is "en" or "it".
    """
    statement, params = page_statement(contact_id, first, after, kinds)
    rows = _rows(using, statement, params)
    entries = [_entry(row, language) for row in _with_products_named(rows[:first])]
    upcoming = [] if after is not None else _upcoming(contact_id, kinds, language, using)
    return Timeline(entries, len(rows) > first, upcoming)


def _with_products_named(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows with facts read, and the name of the product an event is about among its data."""
    read = [(*row, json.loads(facts) if isinstance(facts, str) else facts) for *row, facts in rows]
    product_ids = {facts["product_id"] for *_, facts in read if facts.get("product_id")}
    names = names_of("product", sorted(product_ids)) if product_ids else {}
    for *row, facts in read:
        name = names.get(facts.get("product_id"))
        yield (*row, facts | {"data": {"product": name} | facts["data"]} if name else facts)


def _entry(row: Sequence[Any], language: str) -> TimelineEntry:
    number, at, row_id, message_id, enrollment_id, facts = row
    kind = next(source.kind for source in SOURCES if source.number == number)
    title, detail = _said(kind, facts, language)
    return TimelineEntry(at, kind, title, detail, facts, Place(at, number, row_id), message_id, enrollment_id)


def _said(kind: TimelineKind, facts: dict[str, Any], language: str) -> tuple[str, str]:
    match kind:
        case TimelineKind.EVENT:
            return _capital(event_text(facts["event"], facts["data"], language)), ""
        case TimelineKind.MESSAGE:
            name = facts["subject"] or facts["template"] or ""
            title = timeline_sentence("message", language, name=name, state=said(STATES, facts["state"], language))
            return title, said(REASONS, facts["reason"], language) if facts["reason"] else facts["journey"] or ""
        case TimelineKind.JOURNEY:
            title = timeline_sentence(facts["what"], language, journey=facts["journey"])
            if facts["what"] == "left":
                return title, said(REASONS, facts["reason"], language)
            return title, facts["by"] or (event_text(facts["event"], {}, language) if facts["event"] else "")
        case TimelineKind.DECISION:
            name = facts["outcome"] if facts["outcome"] in ("sleep", "skipped", "ended", "moved") else "decided"
            title = timeline_sentence(name, language, journey=facts["journey"], step=facts["step"])
            return title, said(REASONS, facts["reason"], language) if facts["reason"] else ""
        case TimelineKind.CONSENT:
            return timeline_sentence(f"consent_{facts['state']}", language), facts["source"]
        case TimelineKind.LIST:
            return timeline_sentence(f"list_{facts['state']}", language, list=facts["list"]), facts["source"]
        case TimelineKind.TAG:
            return timeline_sentence(facts["what"], language, tag=facts["tag"]), facts["source"]


def _upcoming(contact_id: int, kinds: Collection[TimelineKind], language: str, using: str) -> list[TimelineEntry]:
    mails = not kinds or TimelineKind.MESSAGE in kinds
    waits = not kinds or TimelineKind.JOURNEY in kinds
    found = []
    for row in _rows(using, UPCOMING, {"who": contact_id, "mails": mails, "waits": waits}):
        number, at, row_id, message_id, enrollment_id, facts = row
        facts = json.loads(facts) if isinstance(facts, str) else facts
        is_mail = facts["what"] == "mail"
        name = facts["template"] or "" if is_mail else facts["step"]
        until = moment_text(at, language)
        values = {"journey": facts["journey"] or "", "name": name, "until": until}
        title = timeline_sentence(f"coming_{facts['what']}", language, **values)
        reason = facts.get("reason") or ""
        kind = TimelineKind.MESSAGE if is_mail else TimelineKind.JOURNEY
        detail = said(REASONS, reason, language) if reason else ""
        found.append(
            TimelineEntry(at, kind, title, detail, facts, Place(at, number, row_id), message_id, enrollment_id)
        )
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(using: str, statement: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
