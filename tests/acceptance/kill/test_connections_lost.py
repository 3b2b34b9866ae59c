import pytest
from django.db import connection

from saleor_automation.journeys import engine
from tests.acceptance.kill.accounting import how_many, settled_balance
from tests.acceptance.kill.processes import running, until_or_dead
from tests.databases import sessions_of
from tests.factories import enrolled, many_contacts, running_journey

pytestmark = pytest.mark.slow

MESSAGES = 1200
CUTS = 8


@pytest.fixture
def queued(own_database, began_at):
    journey = running_journey({"id": "letter", "kind": "send", "template": "hello"}, now=began_at)
    enrolled(journey, many_contacts(MESSAGES, began_at), now=began_at)
    while engine.advance(began_at, 1000):
        pass
    assert how_many("queued") == MESSAGES


def test_sessions_cut_in_the_middle_of_a_pass_lose_and_double_nothing(queued, surroundings, mailbox, own_database, say):
    # given
    worker, beat = surroundings.start_worker(), surroundings.start_beat()
    ours = connection.connection.info.backend_pid
    cut = "SELECT CASE WHEN a.pid <> %s THEN pg_terminate_backend(a.pid) END"
    sessions = 0

    # when
    with running(worker, beat):
        for number in range(CUTS):
            goal = (number + 1) * MESSAGES // (CUTS + 2)
            until_or_dead(worker, lambda goal=goal: mailbox.count >= goal, f"mail {goal} arrives")
            sessions += sum(bool(row[0]) for row in sessions_of(own_database, cut, ours))
        until_or_dead(worker, lambda: how_many("queued") == 0, "the queue is empty", seconds=90)
        worker.stop()

    # then
    balance = settled_balance(mailbox)
    say(f"{sessions} sessions cut in {CUTS} strokes: {balance}")
    assert sessions >= CUTS
    # A worker that is alive knows what became of its mails, and writes it down over a new session.
    assert (balance.planned, balance.delivered) == (MESSAGES, MESSAGES)


def test_redis_emptied_again_and_again_with_two_beats_stops_nothing(queued, surroundings, mailbox, own_redis, say):
    # given
    workers = [surroundings.start_worker(), surroundings.start_worker()]
    beats = [surroundings.start_beat(), surroundings.start_beat()]

    # when
    with running(*workers, *beats), own_redis.client() as redis:
        for number in range(CUTS):
            goal = (number + 1) * MESSAGES // (CUTS + 2)
            until_or_dead(workers[0], lambda goal=goal: mailbox.count >= goal, f"mail {goal} arrives")
            redis.flushall()
        until_or_dead(workers[0], lambda: how_many("queued") == 0, "the queue is empty", seconds=90)
        for process in (*beats, *workers):
            process.stop()

    # then
    balance = settled_balance(mailbox)
    say(f"Redis emptied {CUTS} times under two beats and two workers: {balance}")
    assert (balance.planned, balance.delivered) == (MESSAGES, MESSAGES)
