"""Compare what came of a story with what was promised."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ..contacts.field_writing import values_of
from ..core import sql
from ..journeys.durations import format_duration
from ..recipes.assertions import Expected
from .people import Story

Got = list[tuple[str, timedelta]]


def broken_promises(expected: Expected, story: Story) -> Iterator[str]:
    """Yield, in words, each difference between what was expected and what came."""
    got, skipped = _messages(story)
    if expected.messages is not None:
        wanted = [(each.mail, each.at) for each in expected.messages]
        if got != wanted:
            yield f"messages: got {_worded(got)}; expected {_worded(wanted)}."
    if expected.at_most is not None and len(got) > expected.at_most:
        yield f"at_most: got {len(got)} mails ({_worded(got)}); expected no more than {expected.at_most}."
    if expected.skipped is not None and skipped != expected.skipped:
        yield f"skipped: got {skipped or 'nothing'}; expected {expected.skipped or 'nothing'}."
    yield from _runs(expected, story)
    yield from _possessions(expected, story)


def _messages(story: Story) -> tuple[Got, dict[str, str]]:
    rows = sql.fetch_all(
        """
        SELECT t.slug, m.state, m.reason, m.handed_at, j.slug FROM automation_message m
        JOIN automation_template t ON t.id = m.template_id LEFT JOIN automation_journey j ON j.id = m.journey_id
        WHERE m.contact_id = %s AND m.journey_id IS NOT NULL ORDER BY COALESCE(m.handed_at, m.settled_at), m.id
        """,
        [story.contact.pk],
    )
    got = [(_mail(slug, story), _minutes(at - story.begins)) for slug, state, _, at, _ in rows if state == "delivered"]
    skipped = {
        _mail(slug, story): reason or state
        for slug, state, reason, _, _ in rows
        if state in ("skipped", "expired", "failed")
    }
    return got, skipped


def _mail(slug: str, story: Story) -> str:
    return slug.removeprefix(f"{story.recipe}-")


def _minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=length // timedelta(minutes=1))


def _runs(expected: Expected, story: Story) -> Iterator[str]:
    """Runs are those of the recipe's main journey: further ones help it along."""
    rows = sql.fetch_all(
        """
        SELECT e.is_active, e.finish_reason
        FROM automation_enrollment e JOIN automation_journey j ON j.id = e.journey_id
        WHERE e.contact_id = %s AND j.slug = %s ORDER BY e.finished_at NULLS LAST, e.id
        """,
        [story.contact.pk, story.recipe],
    )
    if expected.entered is not None and len(rows) != expected.entered:
        yield f"entered: {len(rows)} times; expected {expected.entered}."
    if expected.finish is not None:
        found = ("inside" if rows[-1][0] else rows[-1][1]) if rows else "nobody entered"
        if found != expected.finish:
            yield f"finish: {found}; expected {expected.finish}."
    if expected.coupons is not None:
        count = sql.fetch_all("SELECT count(*) FROM automation_coupon WHERE contact_id = %s", [story.contact.pk])[0][0]
        if count != expected.coupons:
            yield f"coupons: got {count}; expected {expected.coupons}."


def _possessions(expected: Expected, story: Story) -> Iterator[str]:
    tags = _names(
        "SELECT upper(t.name) FROM automation_contacttag m JOIN automation_tag t ON t.id = m.tag_id "
        "WHERE m.contact_id = %s",
        story,
    )
    lists = _names(
        "SELECT l.slug FROM automation_listsubscription s JOIN automation_contactlist l ON l.id = s.list_id "
        "WHERE s.contact_id = %s AND s.state = 'subscribed'",
        story,
    )
    for name in expected.tags:
        if name.upper() not in tags:
            yield f"tags: {name} is missing."
    for name in expected.no_tags:
        if name.upper() in tags:
            yield f"no_tags: {name} is there."
    for name in expected.lists:
        if name not in lists:
            yield f"lists: the person is not on {name}."
    for name in expected.no_lists:
        if name in lists:
            yield f"no_lists: the person is on {name}."
    held = values_of([story.contact.pk]).get(story.contact.pk, {}) if expected.fields else {}
    for name, value in expected.fields.items():
        if _text(held.get(name)) != _text(value):
            yield f"fields: {name} holds {_text(held.get(name)) or 'nothing'}; expected {_text(value) or 'nothing'}."
    scores = dict(
        sql.fetch_all(
            """
            SELECT s.slug, v.value FROM automation_contactscore v JOIN automation_score s ON s.id = v.score_id
            WHERE v.contact_id = %s
            """,
            [story.contact.pk],
        )
    )
    for name, points in expected.scores.items():
        if scores.get(name, 0) != points:
            yield f"scores: {name} stands at {scores.get(name, 0)}; expected {points}."


def _names(statement: str, story: Story) -> set[str]:
    return {row[0] for row in sql.fetch_all(statement, [story.contact.pk])}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) or hasattr(value, "isoformat") else str(value)


def _worded(mails: Got) -> str:
    return ", ".join(f"{mail} at {_length(at)}" for mail, at in mails) or "nothing"


def _length(length: timedelta) -> str:
    if not length:
        return "0 minutes"
    return f"-{format_duration(-length)}" if length < timedelta(0) else format_duration(length)
