"""Moving people on and writing to many, against one row per transaction and against django-drip-campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from saleor.core.db.connection import allow_writer

from benchmarks.drip_peer import BODY
from benchmarks.harness import Row, Target, compare, in_turns, speed_of
from benchmarks.peers import Peer
from benchmarks.tables import empty_our_tables
from saleor_automation import pipeline
from saleor_automation.core import sql
from saleor_automation.journeys import engine
from saleor_automation.journeys.publishing import publish
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Decision, Enrollment, Journey, Message, Template

GROUP = "journeys"
START = datetime(2026, 1, 1, tzinfo=UTC)

WAITING = 1_000_000
DUE = 30_000
DUE_ALONE = 300
"""One row per transaction is measured on fewer rows: its speed does not depend on their number."""

PEOPLE = 10_000


def measure() -> Iterator[Row]:
    with allow_writer():
        yield from _advancing()
        yield from _writing()
        empty_our_tables()


# Moving on: one million wait, some are due


class Crowd:
    """Enrollments that come up one second after the other, and a clock that lets the next ones come up."""

    def __init__(self, waiting: int) -> None:
        empty_our_tables()
        self.let_wait(journey_of_waits(), waiting)

    def let_wait(self, journey: Journey, waiting: int) -> None:
        sql.execute(
            """
            INSERT INTO automation_enrollment (journey_id, version_id, contact_id, key, round, is_active, entered_at,
                step_id, visit, step_reached_at, wake_at, waiting_for, woken_by, attempts, problem, finish_reason,
                subject)
            SELECT %s, %s, n, '', 0, TRUE, %s, 'first', 0, due - interval '1 day', due, '', '', 0, '', '', '{}'
            FROM generate_series(1, %s) AS n, LATERAL (SELECT %s + n * interval '1 second' AS due) d
            """,
            [journey.pk, journey.version_id, START, waiting, START],
        )
        sql.execute("ANALYZE automation_enrollment")
        self.now = START

    def batch_by_batch(self) -> float:
        self.now += timedelta(seconds=DUE)

        def work() -> None:
            moved = 0
            while taken := engine.advance(self.now, 1000):
                moved += taken
            assert moved == DUE, moved

        return speed_of(work, DUE)

    def one_by_one(self) -> float:
        self.now += timedelta(seconds=DUE_ALONE)

        def work() -> None:
            for _ in range(DUE_ALONE):
                self._one()

        return speed_of(work, DUE_ALONE)

    def _one(self) -> None:
        """The same move as a Django application writes it: lock a row, save it, note what was decided."""
        with transaction.atomic():
            due = Enrollment.objects.select_for_update(skip_locked=True).filter(is_active=True, wake_at__lte=self.now)
            enrollment = due.order_by("wake_at").first()
            assert enrollment is not None
            enrollment.step_id, enrollment.visit = "second", 1
            enrollment.step_reached_at, enrollment.wake_at = self.now, self.now + timedelta(days=1000)
            enrollment.save()
            decided = {"enrollment": enrollment, "decided_at": self.now}
            Decision.objects.create(step_id="first", visit=0, number=1, outcome="advance", reason="waited", **decided)
            Decision.objects.create(step_id="second", visit=1, number=2, outcome="sleep", **decided)


def journey_of_waits() -> Journey:
    """Return a journey whose second wait outlasts every measurement."""
    first, second = {"kind": "wait", "duration": "1 day"}, {"kind": "wait", "duration": "1000 days"}
    return _published([{"id": "first", **first}, {"id": "second", **second}])


def _advancing() -> Iterator[Row]:
    crowd = Crowd(WAITING)
    speeds = in_turns({"claim + advance": crowd.batch_by_batch, "one row per transaction": crowd.one_by_one})
    yield compare(
        GROUP,
        f"claim + advance, {WAITING:,} waiting",
        speeds["claim + advance"],
        speeds["one row per transaction"],
        baseline="one row per transaction",
        target=Target(at_least=80),
        unit="people",
    )


# Writing to many: evaluate, render, record


def _writing() -> Iterator[Row]:
    audience = Audience(PEOPLE)
    with Peer("benchmarks.drip_peer") as drip:
        speeds = in_turns(
            {
                "ours": audience.written_to,
                "django-drip-campaigns": lambda: PEOPLE / drip.seconds(PEOPLE),
            }
        )
    yield compare(
        GROUP,
        f"evaluate, render, record {PEOPLE:,} people",
        speeds["ours"],
        speeds["django-drip-campaigns"],
        baseline="django-drip-campaigns run()",
        target=Target(at_least=8),
        unit="people",
        note="no mail server on either side; ours also asks for consent and builds the MIME message",
    )


class Audience:
    """Subscribed contacts who, each round, do something a new journey waits for."""

    def __init__(self, count: int) -> None:
        empty_our_tables()
        self._count, self._round = count, 0
        sql.execute(
            """
            INSERT INTO automation_contact (email, first_name, last_name, language_code, country_code, country_area,
                city, postal_code, time_zone, channel_slug, origin, created_at, updated_at)
            SELECT 'anna' || n || '@shop.example', 'Anna' || n, '', 'en', '', '', '', '', '', '', 'benchmark', %s, %s
            FROM generate_series(1, %s) AS n
            """,
            [START, START, count],
        )
        sql.execute(
            """
            INSERT INTO automation_contacttotals (contact_id, orders_count, cancelled_count, carts_abandoned_count,
                visits_count, views_count, messages_count, opens_count, clicks_count)
            SELECT id, 0, 0, 0, 0, 0, 0, 0, 0 FROM automation_contact
            """
        )
        sql.execute(
            """
            INSERT INTO automation_consent (contact_id, transport, state, source, changed_at, proof)
            SELECT id, 'email', 'subscribed', 'benchmark', %s, '{}' FROM automation_contact
            """,
            [START],
        )
        body = BODY.replace("user.first_name", "contact.first_name").replace(
            "https://shop.example/u/{{ user.id }}", "{{ unsubscribe_url }}"
        )
        content = {"en": {"subject": "Hi {{ contact.first_name }}", "html": body}}
        Template.objects.create(slug="drip", name="drip", content=content, updated_at=START)

    def written_to(self) -> float:
        """Publish a journey whose date has come for everybody, as the other's rule on a date holds for everybody."""
        self._round += 1
        now = START + timedelta(days=self._round)
        _published(
            [{"id": "send", "kind": "send", "template": "drip"}],
            trigger={"kind": "date", "field": "created_at", "after": f"{self._round} days"},
            entry={"condition": {"fact": "orders_count", "op": "lt", "value": 1}},
            now=now - timedelta(hours=1),
        )
        transport, configuration = DiscardTransport(), pipeline.load_configuration()
        assert pipeline.can_send(configuration), "the benchmark shop has no sender address"

        def work() -> None:
            while pipeline.advance(now):
                pass
            while pipeline.deliver(transport, now, lambda: now):
                pass

        speed = speed_of(work, self._count)
        sent = Message.objects.filter(state="delivered", send_at=now).count()
        assert sent == self._count, f"we delivered {sent} of {self._count}"
        return speed


def _published(steps: list[dict[str, str]], now: datetime = START, **changes: object) -> Journey:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM automation_journey")
        number = cursor.fetchone()[0]
    draft = {"trigger": {"kind": "event", "event": "checkout_abandoned"}, "steps": steps, **changes}
    slug = f"journey-{number}"
    journey = Journey.objects.create(
        slug=slug, name=slug, draft=draft, holdout_percent=0, created_at=now, updated_at=now
    )
    return publish(journey.pk, now)
