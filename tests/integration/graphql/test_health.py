from datetime import timedelta

from saleor_automation.core.clock import utc_now
from saleor_automation.events.models import Hint, SweepMark

from . import builders

HEALTH = """{ automationHealth {
  isHealthy problems hints unprocessedEvents dueEnrollments queuedMessages handingMessages unknownMessages
  failedMessages sweptAt oldestDueMessageAt
} }"""


def test_empty_shop_is_healthy(as_manager):
    # when
    data = as_manager.ask(HEALTH)

    # then
    assert data["automationHealth"] == {
        "isHealthy": True,
        "problems": [],
        "hints": 0,
        "unprocessedEvents": 0,
        "dueEnrollments": 0,
        "queuedMessages": 0,
        "handingMessages": 0,
        "unknownMessages": 0,
        "failedMessages": 0,
        "sweptAt": None,
        "oldestDueMessageAt": None,
    }


def test_what_waits_is_counted_and_what_waits_too_long_is_named(as_manager):
    # given
    now = utc_now()
    contact, journey = builders.contact(), builders.journey()
    late = now - timedelta(minutes=30, seconds=20)
    Hint.objects.create(kind="order", object_id="1", created_at=now)
    builders.event(contact, processed_at=None, recorded_at=late)
    builders.event(contact, processed_at=None, recorded_at=late, problem="poisoned, a person looks at it")
    builders.enrollment(journey, contact, wake_at=late)
    builders.enrollment(journey, contact, wake_at=now + timedelta(days=1))
    for state in ("queued", "handing", "unknown", "failed", "delivered"):
        builders.message(contact, journey=journey, state=state, send_at=now + timedelta(hours=1))
    builders.message(contact, state="failed", send_at=late)
    SweepMark.objects.create(name="orders", read_until=now)
    SweepMark.objects.create(name="customers", read_until=now - timedelta(hours=2, seconds=20))
    SweepMark.objects.create(name="backfill-orders", read_until=now - timedelta(days=900))

    # when
    health = as_manager.ask(HEALTH)["automationHealth"]

    # then
    counts = {name: value for name, value in health.items() if isinstance(value, int) and name != "isHealthy"}
    assert counts == {
        "hints": 1,
        "unprocessedEvents": 1,
        "dueEnrollments": 1,
        "queuedMessages": 1,
        "handingMessages": 1,
        "unknownMessages": 1,
        "failedMessages": 2,
    }
    assert health["isHealthy"] is False
    assert health["oldestDueMessageAt"] is None
    assert health["problems"] == [
        "Events have been waiting for 30 minutes; check that a Celery worker and beat are running.",
        "Journeys have been waiting for 30 minutes; check that a Celery worker and beat are running.",
        "Events that always fail: 1; the column `problem` and the log of the workers say why.",
        "The last sweep was 120 minutes ago; check that Celery beat is running.",
    ]
