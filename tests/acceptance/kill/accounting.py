"""The sum at the end: every message accounted for, in our rows and at the mail server."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from saleor_automation.core.clock import utc_now
from saleor_automation.core.settings import get_settings
from saleor_automation.messages.outcomes import give_up_lost
from saleor_automation.models import Event, Message
from tests.acceptance.kill.mailbox import Mailbox


@dataclass(frozen=True)
class Balance:
    planned: int
    delivered: int
    unknown: int
    unknown_that_arrived: int

    def __str__(self) -> str:
        return (
            f"{self.planned} messages planned: {self.delivered} delivered and received once each, "
            f"{self.unknown} unknown ({self.unknown_that_arrived} of them received once, the others never), 0 lost, "
            "0 doubled"
        )


def how_many(state: str) -> int:
    return Message.objects.filter(state=state).count()


def settled_balance(mailbox: Mailbox) -> Balance:
    """Give up what dead workers were handing over, and check that nothing was lost and nothing doubled.

    No worker may be running any more.
    """
    lease = timedelta(seconds=get_settings().handing_lease_seconds)
    give_up_lost(utc_now() + lease)
    states = dict(Message.objects.values_list("pk", "state"))
    received = mailbox.received
    delivered = {pk for pk, state in states.items() if state == "delivered"}
    unknown = {pk for pk, state in states.items() if state == "unknown"}

    assert set(Counter(states.values())) <= {"delivered", "unknown"}, Counter(states.values())
    assert {pk: count for pk, count in received.items() if count > 1} == {}, "doubled"
    assert delivered - set(received) == set(), "lost"
    assert set(received) - set(states) == set(), "never planned"
    assert Event.objects.filter(kind="message_sent").count() == len(delivered)
    return Balance(len(states), len(delivered), len(unknown), len(unknown & set(received)))
