"""Wake a Celery task early. Rows are the truth: a lost alarm costs seconds, never an event or a message."""

import logging

from celery import current_app
from django.db import transaction

from .settings import get_settings

logger = logging.getLogger(__name__)


def wake(task_name: str) -> None:
    """Ask Celery to run the named task soon, once the current transaction has committed.

    A broker that is down is logged, never raised: beat wakes the same task a few seconds later.
    """
    transaction.on_commit(lambda: _send(task_name), robust=True)


def _send(task_name: str) -> None:
    if current_app.conf.task_always_eager:
        # Without a broker Saleor runs tasks inside the request; a whole pass does not belong there.
        return
    try:
        current_app.send_task(
            task_name, queue=get_settings().queue or None, retry=False, expires=60, ignore_result=True
        )
    except (OSError, current_app.OperationalError) as error:
        logger.warning("automation: broker unreachable, %s waits for beat: %s", task_name, error)
