"""Celery entry points. One pass is one chain: take in what happened, move people on, deliver, tell others.

Beat starts a pass every few seconds and a hook starts one early; rows are claimed, so any number of passes may run
at once on any number of workers. When more than one batch is due, further workers are called in as a group.
"""

import logging
import time
from collections.abc import Callable

from celery import chain, group
from saleor.celeryconf import app

from . import pipeline
from .contacts.transfers import running
from .core.clock import utc_now
from .core.settings import get_settings
from .messages.mail_server import mail_transport
from .shop.database import allow_writer
from .simulation import jobs

logger = logging.getLogger(__name__)

QUEUE = get_settings().queue or None
EXPIRES = 60
"""Seconds after which a task that no worker took is dropped: beat has long asked again."""


@app.task(name="saleor_automation.run_pass", queue=QUEUE, ignore_result=True)
@allow_writer()
def run_pass() -> None:
    """Start one pass, with as many helpers for each stage as there are further batches due."""
    now = utc_now()
    helpers = [
        stage.si().set(expires=EXPIRES)
        for stage, batches in (
            (take_in, pipeline.batches_to_take_in(now)),
            (advance, pipeline.batches_to_advance(now)),
            (deliver, pipeline.batches_to_deliver(now)),
            (dispatch, pipeline.batches_to_dispatch(now)),
        )
        for _ in range(batches - 1)
    ]
    if helpers:
        group(helpers).apply_async()
    chain(*(stage.si().set(expires=EXPIRES) for stage in (take_in, advance, deliver, dispatch))).apply_async()


@app.task(name="saleor_automation.take_in", queue=QUEUE, ignore_result=True)
@allow_writer()
def take_in() -> None:
    _log("taken in", _until_done(lambda: pipeline.take_in(utc_now())))


@app.task(name="saleor_automation.advance", queue=QUEUE, ignore_result=True)
@allow_writer()
def advance() -> None:
    _log("moved on", _until_done(lambda: pipeline.advance(utc_now())))


@app.task(name="saleor_automation.deliver", queue=QUEUE, ignore_result=True)
@allow_writer()
def deliver() -> None:
    transport = mail_transport()
    _log("handed over", _until_done(lambda: pipeline.deliver(transport, utc_now(), utc_now)))


@app.task(name="saleor_automation.dispatch", queue=QUEUE, ignore_result=True)
@allow_writer()
def dispatch() -> None:
    """Last of a pass, because it may have to wait for other people's servers."""
    transport = mail_transport()
    _log("dispatched", _until_done(lambda: pipeline.dispatch(transport, utc_now(), utc_now)))


@app.task(name="saleor_automation.run_sweep", queue=QUEUE, ignore_result=True)
@allow_writer()
def run_sweep() -> None:
    _log("swept", pipeline.run_sweep(utc_now()))


@app.task(name="saleor_automation.tend_shelf", queue=QUEUE, ignore_result=True)
@allow_writer()
def tend_shelf() -> None:
    _log("of the shelf looked at", _until_done(lambda: pipeline.tend_shelf(utc_now())))


@app.task(name="saleor_automation.run_transfers", queue=QUEUE, ignore_result=True)
@allow_writer()
def run_transfers() -> None:
    """Import and export until nothing is left or the budget is used up, and then call a successor at once."""
    if _until_done(lambda: running.run_batch(utc_now())):
        run_transfers.apply_async(expires=EXPIRES)


@app.task(name="saleor_automation.run_simulations", queue=QUEUE, ignore_result=True, acks_late=False)
@allow_writer()
def run_simulations() -> None:
    """Run the simulation that waits longest, if none is running, and then call a successor for the next one."""
    if jobs.run_next(utc_now()):
        run_simulations.apply_async(expires=EXPIRES)


@app.task(name="saleor_automation.maintain", queue=QUEUE, ignore_result=True)
@allow_writer()
def maintain() -> None:
    pipeline.maintain(utc_now())
    running.delete_expired(utc_now())
    jobs.forget_old(utc_now())


@app.task(name="saleor_automation.train_recommendations", queue=QUEUE, ignore_result=True)
@allow_writer()
def train_recommendations() -> None:
    """Train unless nothing was ordered since the last time; a training at work already goes on alone."""
    pipeline.train_recommendations(utc_now())


@app.task(name="saleor_automation.retrain_recommendations", queue=QUEUE, ignore_result=True)
@allow_writer()
def retrain_recommendations() -> None:
    """Train even if nothing was ordered since the last time: a person asked for it."""
    pipeline.train_recommendations(utc_now(), force=True)


def _until_done(stage: Callable[[], int]) -> int:
    """Repeat a stage until nothing is due or the budget of one task is used up; the next pass goes on."""
    deadline = time.monotonic() + get_settings().pass_budget_seconds
    total = 0
    while (count := stage()) and time.monotonic() < deadline:
        total += count
    return total + count


def _log(what: str, count: int) -> None:
    if count:
        logger.info("automation: %d rows %s", count, what)
