"""Alarms against brokers that answer, refuse, or accept and stay silent. No time is asserted except an upper bound."""

import socket
import threading
import time

import pytest
from celery import Celery
from django.db import transaction

from saleor_automation.core import alarm

TASK = "saleor_automation.run_pass"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_alarm(monkeypatch):
    monkeypatch.setattr(alarm, "_quiet_until", {})


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What happens in the block is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def shop_on(monkeypatch):
    """Give the shop a broker: an app like Saleor's, with the given address."""

    # Celery prefers this variable, which `make test` sets, to what an app is told.
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)

    def use(broker_url, **configuration):
        app = Celery("shop", broker=broker_url, set_as_current=False)
        app.conf.update(configuration)
        monkeypatch.setattr(alarm, "_app", app)
        return app

    return use


@pytest.fixture
def silent_broker():
    """A server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def refusing_broker():
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


def wait_for_nudges():
    """Return when every alarm that customers asked for was sent or given up."""
    for thread in threading.enumerate():
        if thread.name.startswith("alarm for "):
            thread.join(timeout=10)


def received(app):
    """Return the headers of the waiting messages, and take them."""
    headers = []
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
        while True:
            try:
                message = queue.get(block=False)
            except queue.Empty:
                return headers
            headers.append(message.headers)
            message.ack()


def test_alarm_reaches_the_broker_and_expires_there(shop_on, commit):
    # given
    app = shop_on("memory://")

    # when
    with commit():
        alarm.wake(TASK)

    # then
    (headers,) = received(app)
    assert headers["task"] == TASK
    assert headers["expires"] is not None


def test_alarm_waits_for_the_commit_and_is_lost_with_a_rollback(shop_on, commit):
    # given
    app = shop_on("memory://")

    # when
    with commit():
        alarm.wake(TASK)
        before = received(app)
        with pytest.raises(RuntimeError), transaction.atomic():
            alarm.wake("another")
            raise RuntimeError

    # then
    assert before == []
    assert [headers["task"] for headers in received(app)] == [TASK]


def test_nudges_in_a_row_are_one_alarm(shop_on, commit):
    # given
    app = shop_on("memory://")

    # when
    with commit():
        for _ in range(5):
            alarm.nudge(TASK)
        alarm.nudge("saleor_automation.run_sweep")
    wait_for_nudges()

    # then
    assert sorted(headers["task"] for headers in received(app)) == [TASK, "saleor_automation.run_sweep"]


def test_customers_do_not_wait_for_a_silent_broker(shop_on, silent_broker, commit, caplog):
    # given
    shop_on(silent_broker)

    # when
    started = time.monotonic()
    with commit():
        alarm.nudge(TASK)
    seconds = time.monotonic() - started
    wait_for_nudges()

    # then
    assert seconds < alarm.TIMEOUT_SECONDS
    assert len(caplog.records) == 1


def test_shop_without_a_broker_runs_no_pass_in_the_request(shop_on, commit):
    # given
    app = shop_on("memory://", task_always_eager=True)

    # when
    with commit():
        alarm.wake(TASK)

    # then
    assert received(app) == []


def test_broker_nobody_knows_is_logged_by_the_thread(shop_on, commit, caplog):
    # given
    shop_on("nonsense://shop.example")

    # when
    with commit():
        alarm.nudge(TASK)
    wait_for_nudges()

    # then
    (record,) = caplog.records
    assert record.getMessage() == f"automation: the alarm for {TASK} was not sent, it waits for beat"


@pytest.mark.parametrize("broker", ["refusing_broker", "silent_broker"])
def test_broken_broker_is_logged_and_left_alone_for_a_while(shop_on, commit, request, broker, caplog):
    # given
    shop_on(request.getfixturevalue(broker))

    # when
    started = time.monotonic()
    for _ in range(2):
        with commit():
            alarm.nudge(TASK)
        wait_for_nudges()
    seconds = time.monotonic() - started

    # then: Celery's own way of connecting takes six seconds, or does not come back at all
    assert seconds < 4
    (record,) = caplog.records
    assert record.getMessage().startswith(f"automation: broker unreachable, {TASK} waits for beat: ")
    assert alarm._quiet_until[TASK] - started > alarm.PAUSE_SECONDS
