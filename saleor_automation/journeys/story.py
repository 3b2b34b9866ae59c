"""The whole story of runs: why people entered, what each step decided, what became of mails, what comes next."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from ..segments.conditions import as_json
from ..segments.wording import in_words
from ..shop.accounts import names_of_sources
from .definition import Definition, published_definition
from .models import Enrollment
from .projection import project
from .steps.base import StepConfig
from .story_words import REASONS, STATES, event_text, moment_text, said, sentence


class StoryKind(StrEnum):
    ENTERED = "entered"
    WAITED = "waited"
    DECIDED = "decided"
    BY_HAND = "by_hand"
    MESSAGE = "message"
    STUCK = "stuck"
    LEFT = "left"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One line; at is empty for what is to come at a moment nobody can tell. facts are the values behind it."""

    at: datetime | None
    kind: StoryKind
    step_id: str
    title: str
    detail: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    message_id: int | None = None


def stories(
    runs: Sequence[Enrollment], now: datetime, language: str, using: str = DEFAULT_DB_ALIAS
) -> dict[int, list[StoryEntry]]:
    """Return the story of each run by its id, oldest entry first; six statements, however many runs.

    language is "en" or "it". What is to come is a projection from the present position, up to the first step that
    decides by what is not known yet.
    """
    ids = [run.pk for run in runs]
    by_run: dict[int, list[StoryEntry]] = defaultdict(list)
    definitions = _definitions([run.version_id for run in runs], using)
    events = _events([run.event_id for run in runs if run.event_id is not None], using)
    decisions = _decisions(ids, using)
    sources = [run.entered_by for run in runs] + [str(row[6].get("by", "")) for row in decisions]
    names = names_of_sources(sorted(set(sources)))
    for run in runs:
        by_run[run.pk] += _entered(run, events, names, language)
    definition_of = {run.pk: definitions[run.version_id] for run in runs}
    for row in decisions:
        by_run[row[0]].append(_decided(definition_of[row[0]], row[1:], names, language))
    for run_id, *message in _messages(ids, using):
        by_run[run_id].append(_message(message, language))
    for run in runs:
        by_run[run.pk] += _left_or_stuck(run, definitions[run.version_id], language)
    return {
        run.pk: [
            *sorted(by_run[run.pk], key=lambda entry: entry.at or now),
            *(
                StoryEntry(each.at, StoryKind.COMING, each.step_id, each.title)
                for each in project(run, definitions[run.version_id], now, language)
            ),
        ]
        for run in runs
    }


def title_of(definition: Definition, step_id: str, language: str) -> str:
    """Return what a step is called: its label, else its kind; one that is gone is named by its id."""
    step = definition.by_id.get(step_id)
    return step_id if step is None else step.label or step.titles[language]


_ABOUT = ("checkout_id", "order_id", "product_id", "category_id", "date")


def _entered(
    run: Enrollment, events: dict[int, tuple[str, datetime, dict[str, Any]]], names: dict[str, str], language: str
) -> list[StoryEntry]:
    facts = {
        name: run.subject[name] for name in ("checkout_id", "order_id", "product_id", "date") if name in run.subject
    }
    event = events.get(run.event_id) if run.event_id is not None else None
    if run.entered_by:
        title, facts = sentence("entered_hand", language, who=names[run.entered_by]), facts | {"by": run.entered_by}
    elif event is not None:
        kind, occurred_at, data = event
        title = sentence("entered_event", language, what=event_text(kind, data, language))
        facts |= {"event": kind, "occurred_at": occurred_at.isoformat(), "data": data}
    elif run.subject.get("event"):
        # The event is older than the log remembers, or was written before runs kept its id.
        title = sentence("entered_event", language, what=event_text(str(run.subject["event"]), {}, language))
        facts |= {"event": run.subject["event"]}
    elif run.subject.get("date"):
        title = sentence("entered_date", language, date=str(run.subject["date"])[:10])
    else:
        title = sentence("entered_backfill" if run.subject.get("backfill") else "entered", language)
    detail = sentence("held_out", language) if run.is_held_out else ""
    return [StoryEntry(run.entered_at, StoryKind.ENTERED, "", title, detail, facts)]


def _decided(definition: Definition, row: Sequence[Any], names: dict[str, str], language: str) -> StoryEntry:
    step_id, _, outcome, reason, decided_at, facts = row
    step = title_of(definition, step_id, language)
    who = names.get(str(facts.get("by", "")), "")
    match outcome:
        case "sleep":
            until = moment_text(datetime.fromisoformat(facts["until"]), language) if "until" in facts else ""
            is_for = type(definition.by_id.get(step_id)).__name__ == "WaitFor"
            title = sentence("sleeps_for" if is_for else "sleeps", language, step=step, until=until)
            return StoryEntry(decided_at, StoryKind.WAITED, step_id, title, "", facts)
        case "skipped":
            title = sentence("skipped", language, step=step, who=who)
            return StoryEntry(decided_at, StoryKind.BY_HAND, step_id, title, "", facts)
        case "ended":
            title = sentence("ended_hand", language, who=who)
            return StoryEntry(decided_at, StoryKind.BY_HAND, step_id, title, str(facts.get("note", "")), facts)
        case "moved":
            return StoryEntry(decided_at, StoryKind.BY_HAND, step_id, sentence("moved", language), "", facts)
    title = sentence("decides", language, step=step, reason=said(REASONS, reason, language))
    asked = _asked(definition.by_id.get(step_id), language)
    return StoryEntry(decided_at, StoryKind.DECIDED, step_id, title, asked.pop("words", ""), facts | asked)


def _asked(step: StepConfig | None, language: str) -> dict[str, Any]:
    """Return the question a step asked, in words and as it stands in the definition."""
    condition = getattr(step, "condition", None)
    if condition is None:
        return {}
    return {"words": in_words(condition, language), "asked": as_json(condition)}


def _message(row: Sequence[Any], language: str) -> StoryEntry:
    message_id, step_id, state, reason, detail, template, subject, planned_at, send_at, settled_at = row
    name = subject or template or ""
    if state == "queued" and reason:
        title = sentence("message_until", language, template=name, until=moment_text(send_at, language))
    else:
        title = sentence("message", language, template=name, state=said(STATES, state, language))
    why = said(REASONS, reason, language) if reason else ""
    facts = {"state": state, "reason": reason, "template": template, "planned_at": planned_at.isoformat()}
    facts |= {"send_at": send_at.isoformat(), "detail": detail}
    return StoryEntry(settled_at or planned_at, StoryKind.MESSAGE, step_id, title, why, facts, message_id)


def _left_or_stuck(run: Enrollment, definition: Definition, language: str) -> list[StoryEntry]:
    if run.finished_at is not None:
        title = sentence("left", language, reason=said(REASONS, run.finish_reason, language))
        facts = {"reason": run.finish_reason}
        return [StoryEntry(run.finished_at, StoryKind.LEFT, run.step_id, title, "", facts)]
    if run.problem:
        title = sentence("stuck", language, step=title_of(definition, run.step_id, language))
        return [StoryEntry(run.step_reached_at, StoryKind.STUCK, run.step_id, title, run.problem)]
    return []


def _decisions(run_ids: Sequence[int], using: str) -> list[tuple[Any, ...]]:
    rows = _rows(
        using,
        """
        SELECT enrollment_id, step_id, number, outcome, reason, decided_at, facts::text FROM automation_decision
        WHERE enrollment_id = ANY(%s) ORDER BY enrollment_id, number
        """,
        [list(run_ids)],
    )
    return [(*row[:6], json.loads(row[6])) for row in rows]


def _messages(run_ids: Sequence[int], using: str) -> list[tuple[Any, ...]]:
    return _rows(
        using,
        """
        SELECT m.enrollment_id, m.id, m.step_id, m.state, m.reason, m.detail, t.slug, m.subject, m.planned_at,
               m.send_at, m.settled_at
        FROM automation_message m LEFT JOIN automation_template t ON t.id = m.template_id
        WHERE m.enrollment_id = ANY(%s) ORDER BY m.id
        """,
        [list(run_ids)],
    )


def _events(event_ids: Sequence[int], using: str) -> dict[int, tuple[str, datetime, dict[str, Any]]]:
    if not event_ids:
        return {}
    rows = _rows(
        using,
        "SELECT id, kind, occurred_at, data::text FROM automation_event WHERE id = ANY(%s)",
        [list(event_ids)],
    )
    return {row[0]: (row[1], row[2], json.loads(row[3])) for row in rows}


def _definitions(version_ids: Sequence[int], using: str) -> dict[int, Definition]:
    rows = _rows(
        using, "SELECT id, definition::text FROM automation_journeyversion WHERE id = ANY(%s)", [list(set(version_ids))]
    )
    return {row[0]: published_definition(*row) for row in rows}


def _rows(using: str, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
