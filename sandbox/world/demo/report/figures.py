"""Gather everything the report says from the shop's database and the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from saleor_automation.journeys.models import Journey
from saleor_automation.messages.models import MessageState
from saleor_automation.reports.after_mail import OrdersAfterMail, orders_after_mail
from saleor_automation.reports.journeys import JourneyCounts, journey_counts
from world.demo.performance import Outcome

AFTER_MAIL = timedelta(days=30)


@dataclass(frozen=True)
class JourneyFigures:
    recipe: str
    name: str
    counts: JourneyCounts
    after_mail: OrdersAfterMail

    def in_state(self, state: str) -> dict[str, int]:
        """Return the number of messages in a state by reason."""
        return {reason: count for (of, reason), count in self.counts.messages.items() if of == state}

    @property
    def delivered(self) -> int:
        return sum(self.in_state(MessageState.DELIVERED).values())


@dataclass(frozen=True)
class Figures:
    """What failed was set aside with a problem; waiting_events were never processed."""

    outcome: Outcome
    journeys: list[JourneyFigures]
    contacts: int
    orders: int
    orders_by_click: int
    failed_hints: int
    failed_events: int
    waiting_events: int
    delivered: int
    handing: int
    seconds: float
    peak_memory_mb: float


def gather(outcome: Outcome, seconds: float, peak_memory_mb: float) -> Figures:
    journeys = list(Journey.objects.order_by("pk"))
    ids = [journey.pk for journey in journeys]
    counts, after_mail = journey_counts(ids), orders_after_mail(ids, AFTER_MAIL)
    return Figures(
        outcome=outcome,
        journeys=[JourneyFigures(j.recipe, j.name, counts[j.pk], after_mail[j.pk]) for j in journeys],
        contacts=_one("SELECT count(*) FROM automation_contact"),
        orders=_one("SELECT count(*) FROM order_order WHERE status <> 'draft'"),
        orders_by_click=_one("SELECT count(*) FROM automation_attribution WHERE touch = 'click'"),
        failed_hints=_one("SELECT count(*) FROM automation_hint WHERE problem <> ''"),
        failed_events=_one("SELECT count(*) FROM automation_event WHERE problem <> ''"),
        waiting_events=_one(
            "SELECT count(*) FROM automation_event WHERE processed_at IS NULL AND problem = '' AND occurred_at <= %s",
            outcome.until,
        ),
        delivered=_one("SELECT count(*) FROM automation_message WHERE state = 'delivered'"),
        handing=_one("SELECT count(*) FROM automation_message WHERE state = 'handing'"),
        seconds=seconds,
        peak_memory_mb=peak_memory_mb,
    )


def _one(sql: str, *params: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])
