from datetime import timedelta

import pytest
from django.db import transaction

from saleor_automation import pipeline
from saleor_automation.journeys.entry import Candidate, enter, enter_by_date
from saleor_automation.journeys.running import running_journeys
from saleor_automation.models import Enrollment
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, happened, running_journey
from tests.workers import worker_held_behind, worker_waiting_for_a_lock

DAY = timedelta(days=1)
INSERT = "INSERT INTO automation_enrollment"


@pytest.mark.parametrize(
    "entry",
    [{"rule": "once"}, {"rule": "once_per_key", "key": "checkout"}, {"rule": "again", "pause": "1 minute"}],
)
def test_two_workers_at_once_let_a_person_in_once(own_database, entry):
    # given
    running_journey(WAIT_A_DAY, entry=entry)
    candidate = Candidate(ContactFactory().pk, "cart", {})

    @transaction.atomic
    def let_in():
        [journey] = running_journeys()
        return enter(journey, [candidate], NOW)

    # when: the second INSERT waits for the first worker to make up its mind
    with (
        worker_held_behind(INSERT, let_in) as first,
        worker_waiting_for_a_lock(own_database, let_in) as second,
    ):
        entered = first.go_on()

    # then
    assert (entered, second.result()) == (1, 0)
    assert Enrollment.objects.count() == 1


def test_worker_that_fails_leaves_the_place_to_the_other(own_database):
    # given
    running_journey(WAIT_A_DAY)
    candidate = Candidate(ContactFactory().pk, "", {})

    @transaction.atomic
    def let_in():
        [journey] = running_journeys()
        return enter(journey, [candidate], NOW)

    @transaction.atomic
    def let_in_and_fail():
        let_in()
        transaction.set_rollback(True)

    # when
    with (
        worker_held_behind(INSERT, let_in_and_fail) as failing,
        worker_waiting_for_a_lock(own_database, let_in) as second,
    ):
        failing.go_on()

    # then
    assert second.result() == 1
    assert Enrollment.objects.count() == 1


def test_one_event_lets_a_person_in_once_with_two_workers(own_database):
    # given
    running_journey(WAIT_A_DAY, entry={"rule": "again", "pause": "1 minute"})
    happened("checkout_abandoned", ContactFactory(), NOW)

    # when
    with worker_held_behind("FROM automation_event", lambda: pipeline.learn(NOW)) as first:
        second = pipeline.learn(NOW)
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert Enrollment.objects.count() == 1


def test_two_passes_at_once_look_at_a_stretch_of_time_once(own_database):
    # given
    trigger = {"kind": "date", "field": "last_order_at", "after": "90 days"}
    running_journey(WAIT_A_DAY, trigger=trigger, entry={"rule": "again", "pause": "1 minute"})
    ContactFactory(totals__orders_count=1, totals__last_order_at=NOW - 89 * DAY)
    look = transaction.atomic(lambda: enter_by_date(NOW + 2 * DAY, 1000))

    # when
    with worker_held_behind("FROM automation_triggerscan", look) as first:
        second = look()
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert look() == 0
    assert Enrollment.objects.count() == 1
