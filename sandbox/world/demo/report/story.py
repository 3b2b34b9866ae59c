"""One person's way through the season, with the reason of every decision: what the product keeps of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection

from saleor_automation.contacts.models import Contact
from saleor_automation.events.models import Event
from saleor_automation.journeys.models import Decision
from saleor_automation.messages.models import Message
from world.demo.report.paper import Paper

MOST_LINES = 40
# The best story: a code from a mail was redeemed, else an order followed a click, else something was decided; of
# those one that is neither the shortest nor long.
WHO = """
    SELECT e.contact_id FROM automation_enrollment e
    LEFT JOIN automation_coupon c ON c.enrollment_id = e.id AND c.redeemed_at IS NOT NULL
    LEFT JOIN automation_attribution a ON a.contact_id = e.contact_id AND a.journey_id = e.journey_id
    CROSS JOIN LATERAL (SELECT count(*) FROM automation_event v WHERE v.contact_id = e.contact_id) AS events(number)
    ORDER BY c.redeemed_at IS NOT NULL DESC, a.touch IS NOT NULL DESC, abs(events.number - 18), e.contact_id
    LIMIT 1
"""


@dataclass(frozen=True, order=True)
class Moment:
    """order puts what happened at the same instant in the order of cause and effect: rank and number within it."""

    at: datetime
    order: tuple[int, int]
    kind: str
    text: str


def write(paper: Paper) -> None:
    """Tell the story of one person; nothing if nobody entered a journey."""
    with connection.cursor() as cursor:
        cursor.execute(WHO)
        row = cursor.fetchone()
    if row is None:
        return
    contact = Contact.objects.get(pk=row[0])
    name = f"{contact.first_name} {contact.last_name}".strip() or f"Contact {contact.pk}"
    paper.heading("One person, and why everything happened", name)
    moments = list(_joined(sorted((*_events(contact.pk), *_decisions(contact.pk), *_messages(contact.pk)))))
    for moment in moments[:MOST_LINES]:
        paper.line(f"  {moment.at:%d %b %Y %H:%M}  {moment.kind:<9} {moment.text}")
    if len(moments) > MOST_LINES:
        paper.line(f"  … and {len(moments) - MOST_LINES} moments more")


def _joined(moments: list[Moment]) -> Iterator[Moment]:
    """Make one line of what happened several times at once, such as three products looked at."""
    for (at, kind, text), same in groupby(moments, key=lambda moment: (moment.at, moment.kind, moment.text)):
        count = len(list(same))
        yield Moment(at, (0, 0), kind, f"{text}, {count} times" if count > 1 else text)


def _events(contact_id: int) -> Iterator[Moment]:
    for event in Event.objects.filter(contact_id=contact_id).exclude(kind="message_sent"):
        facts = ", ".join(_facts(event.kind, event.data))
        text = event.kind.replace("_", " ") + (f": {facts}" if facts else "")
        yield Moment(event.occurred_at, (0, event.pk), "event", text)


def _facts(kind: str, data: dict[str, object]) -> Iterator[str]:
    if "lines" in data:
        yield f"{float(str(data.get('gross') or data.get('total'))):,.2f} {data['currency']}"
    if data.get("voucher_code"):
        yield f"with the code {data['voucher_code']}"
    for name in ("tag", "source"):
        if data.get(name):
            yield str(data[name])


def _decisions(contact_id: int) -> Iterator[Moment]:
    for decision in Decision.objects.filter(enrollment__contact_id=contact_id).select_related("enrollment__journey"):
        until = decision.facts.get("until")
        reason = f"until {datetime.fromisoformat(until):%d %b %Y %H:%M}" if until else decision.reason
        text = f"{decision.enrollment.journey.name}, {decision.step_id}: {decision.outcome}"
        yield Moment(decision.decided_at, (1, decision.number), "decision", f"{text}, {reason}" if reason else text)


def _messages(contact_id: int) -> Iterator[Moment]:
    for message in Message.objects.filter(contact_id=contact_id):
        at = message.settled_at or message.planned_at
        why = f", because: {message.reason.replace('_', ' ')}" if message.reason else ""
        subject = f" “{message.subject}”" if message.subject else f" {message.step_id}"
        yield Moment(at, (2, message.pk), "message", f"{message.state}{subject}{why}")
