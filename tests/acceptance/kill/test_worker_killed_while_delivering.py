import random

import pytest

from saleor_automation.journeys import engine
from tests.acceptance.kill.accounting import how_many, settled_balance
from tests.acceptance.kill.processes import running, until_or_dead
from tests.factories import enrolled, many_contacts, running_journey
from tests.workers import until

pytestmark = pytest.mark.slow

LIVES = 20
MESSAGES = 2400


def test_worker_killed_twenty_times_loses_and_doubles_nothing(surroundings, mailbox, began_at, say):
    # given
    journey = running_journey({"id": "letter", "kind": "send", "template": "hello"}, now=began_at)
    enrolled(journey, many_contacts(MESSAGES, began_at), now=began_at)
    while engine.advance(began_at, 1000):
        pass
    assert how_many("queued") == MESSAGES
    moments = random.Random(20)

    # when
    beat = surroundings.start_beat()
    with running(beat):
        for _ in range(LIVES):
            worker = surroundings.start_worker()
            with running(worker):
                # The mail that is counted is kept by the server and not yet acknowledged: the worker is in the middle.
                goal = mailbox.count + moments.randint(1, 80)
                until_or_dead(worker, lambda goal=goal: mailbox.count >= goal, f"mail {goal} arrives")
                worker.kill()
        last_worker = surroundings.start_worker()
        with running(last_worker):
            until_or_dead(last_worker, lambda: how_many("queued") == 0, "the queue is empty", seconds=90)
            last_worker.stop()

    # then
    balance = settled_balance(mailbox)
    say(f"{LIVES} times kill -9 while delivering: {balance}")
    assert balance.planned == MESSAGES
    # A life leaves at most one group of twenty in each of its two processes.
    assert 0 < balance.unknown <= LIVES * 2 * 20


def test_queue_is_worked_off_after_the_worker_was_killed_before_it_began(surroundings, mailbox, began_at):
    # given
    journey = running_journey({"id": "letter", "kind": "send", "template": "hello"}, now=began_at)
    enrolled(journey, many_contacts(50, began_at), now=began_at)
    engine.advance(began_at, 1000)
    worker, beat = surroundings.start_worker(), surroundings.start_beat()

    # when
    with running(worker, beat):
        worker.kill()
        next_worker = surroundings.start_worker()
        with running(next_worker):
            until(lambda: mailbox.count == 50, "all mails arrive", seconds=60)
            next_worker.stop()

    # then
    assert settled_balance(mailbox).delivered == 50
