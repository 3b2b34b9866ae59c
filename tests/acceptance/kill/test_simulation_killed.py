from datetime import timedelta
from uuid import UUID

import pytest
from celery import Celery
from django.db import connection
from kombu import Connection

from saleor_automation import pipeline
from saleor_automation.core.clock import utc_now
from saleor_automation.events.log import NewEvent, record
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Simulation
from saleor_automation.simulation import jobs
from saleor_automation.tasks import QUEUE
from tests.acceptance.kill.processes import running, until_or_dead
from tests.factories import JourneyFactory, TemplateFactory, definition_of, many_contacts
from tests.shop.factories import make_channel, make_site
from tests.tables import checksums
from tests.workers import until

pytestmark = pytest.mark.slow

PEOPLE, ORDERS = 40, 600
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEPS = (
    {"id": "thanks", "kind": "send", "template": "hello"},
    {"id": "wait", "kind": "wait", "duration": "1 day"},
    {"id": "mark", "kind": "add_tag", "tag": "Bought"},
    {"id": "again", "kind": "send", "template": "hello"},
)
BY_ORDER = {
    "trigger": {"kind": "event", "event": "order_placed"},
    "entry": {"rule": "once_per_key", "key": "order"},
}


def people_who_buy(begin):
    """An order an hour for some weeks: enough that a simulation of them takes a while."""
    contact_ids = [contact.pk for contact in many_contacts(PEOPLE, begin)]
    orders = [
        NewEvent(
            kind="order_placed",
            key=f"order:{number}",
            occurred_at=begin + number * HOUR,
            contact_id=contact_ids[number % PEOPLE],
            order_id=UUID(int=number + 1),
            data={"currency": "USD", "gross": "20.00", "voucher_code": "", "lines": []},
        )
        for number in range(ORDERS)
    ]
    record(orders, begin + ORDERS * HOUR)
    pipeline.run_everything(DiscardTransport(), begin + ORDERS * HOUR)


def temporary_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE 'automation%'")
        return cursor.fetchone()[0]


def test_simulation_whose_worker_is_killed_changes_nothing_and_can_be_asked_for_again(surroundings, began_at, say):
    # given
    make_site()
    make_channel()
    begin = began_at - 30 * DAY
    people_who_buy(begin)
    TemplateFactory(slug="hello")
    journey = JourneyFactory(draft=definition_of(*STEPS, **BY_ORDER))
    before = checksums(but={"automation_simulation"})

    def ask():
        simulation = jobs.ask(journey.pk, begin, begin + ORDERS * HOUR, utc_now(), requested_by="staff:1")
        # Celery would take CELERY_BROKER_URL before any address it is given.
        with Connection(surroundings.broker_url) as broker:
            Celery().send_task("saleor_automation.run_simulations", queue=QUEUE, connection=broker)
        return simulation

    # when
    killed = ask()
    worker = surroundings.start_worker()
    with running(worker):
        until_or_dead(
            worker, lambda: Simulation.objects.get(pk=killed.pk).percent >= 25, "it is in the middle", seconds=240
        )
        inside = temporary_tables()
        worker.kill()

    # then
    assert inside > 0
    until(lambda: temporary_tables() == 0, "the server has noticed that its client is gone")
    killed.refresh_from_db()
    assert killed.state == "running"
    assert checksums(but={"automation_simulation"}) == before

    # when: nobody has heard of it for a while, and somebody asks again
    Simulation.objects.filter(pk=killed.pk).update(heartbeat_at=utc_now() - jobs.LEASE - timedelta(seconds=1))
    again = ask()
    worker = surroundings.start_worker()
    with running(worker):
        over = ("done", "failed")
        until_or_dead(
            worker, lambda: Simulation.objects.get(pk=again.pk).state in over, "the second one is over", seconds=240
        )
        worker.stop()

    # then
    killed.refresh_from_db()
    again.refresh_from_db()
    assert (killed.state, killed.report) == ("interrupted", None)
    assert killed.problem == "The worker that ran it was stopped. Nothing was changed; start it again."
    assert (again.state, again.problem) == ("done", "")
    assert again.report["summary"]["entered"] == ORDERS - 1
    assert checksums(but={"automation_simulation"}) == before
    say(f"killed at {killed.percent} %; the second one sent {again.report['summary']['sent']} in nobody's name")
