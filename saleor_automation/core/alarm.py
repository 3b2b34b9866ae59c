"""Wake a Celery task early. Rows are the truth: a lost alarm costs seconds, never an event or a message.

Sending is bounded, because it happens inside the requests of people: Celery's own connection retries for six seconds
when the broker refuses, and waits as long as the system lets it when the broker does not answer. Customers do not wait
for it at all: what their clicks ask for is sent by a thread of its own.
"""

import logging
import threading
import time

from celery import Celery, current_app
from django.db import transaction
from kombu import pools
from kombu.exceptions import KombuError

from .settings import get_settings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 0.5
"""Longest wait for the broker to accept the connection, and again for its answer."""

NUDGE_INTERVAL_SECONDS = 1.0
"""nudge() sends at most one alarm per task and process in this time; beat comes every few seconds anyway."""

NUDGE_DELAY_SECONDS = 0.05
"""nudge() sends this much later, when the customer's answer is under way."""

PAUSE_SECONDS = 30.0
"""nudge() leaves a broker that failed alone for this long."""

_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "socket_timeout": TIMEOUT_SECONDS,
    "max_retries": 0,
}

_app: Celery | None = None
_quiet_until: dict[str, float] = {}


def use_app(app: Celery) -> None:
    """Name the shop's Celery app; celery.current_app is another one in every thread that did not create it."""
    global _app
    _app = app


def wake(task_name: str) -> None:
    """Ask Celery to run the named task soon, once the current transaction has committed.

    A broker that is down is logged, never raised: beat wakes the same task a few seconds later.
    """
    transaction.on_commit(lambda: _send(task_name, _app or current_app), robust=True)


def nudge(task_name: str) -> None:
    """Wake a task as often as customers click: without making them wait, and not too soon after the last alarm."""
    if time.monotonic() >= _quiet_until.get(task_name, 0.0):
        _quiet_until[task_name] = time.monotonic() + NUDGE_INTERVAL_SECONDS
        transaction.on_commit(lambda: _send_soon(task_name), robust=True)


def _send_soon(task_name: str) -> None:
    timer = threading.Timer(NUDGE_DELAY_SECONDS, _send_in_a_thread, [task_name, _app or current_app])
    timer.name = f"alarm for {task_name}"
    timer.daemon = True  # a process that ends does not wait for it either
    timer.start()


def _send_in_a_thread(task_name: str, app: Celery) -> None:
    """Send, and log what goes wrong beyond a broker that is down: nobody is above to see it."""
    try:
        _send(task_name, app)
    except Exception:
        logger.exception("automation: the alarm for %s was not sent, it waits for beat", task_name)


def _send(task_name: str, app: Celery) -> None:
    if app.conf.task_always_eager:
        # Without a broker Saleor runs tasks inside the request; a whole pass does not belong there.
        return
    try:
        broker = app.connection_for_write(connect_timeout=TIMEOUT_SECONDS, transport_options=_TRANSPORT_OPTIONS)
        with pools.producers[broker].acquire(block=False) as producer:
            app.send_task(
                task_name,
                producer=producer,
                queue=get_settings().queue or None,
                retry=False,
                expires=60,
                ignore_result=True,
            )
    except (OSError, KombuError) as error:
        _quiet_until[task_name] = time.monotonic() + PAUSE_SECONDS
        logger.warning("automation: broker unreachable, %s waits for beat: %s", task_name, error)
