from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.journeys import engine
from saleor_automation.models import ContactTag, Decision, Enrollment, Message
from tests.factories import NOW, ORDER_DATA, WAIT_A_DAY, ContactFactory, enrolled, happened, running_journey
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

DAY = timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
MARK = {"id": "mark", "kind": "add_tag", "tag": "seen"}
CLAIM = "FROM automation_enrollment e"


def drain(limit):
    total = 0
    while count := engine.advance(NOW + DAY, limit):
        total += count
    return total


@pytest.fixture
def due(own_database):
    """Sixty people whose wait is over."""
    journey = running_journey(WAIT_A_DAY, MARK, LETTER)
    enrollments = enrolled(journey, [ContactFactory() for _ in range(60)])
    engine.advance(NOW, 100)
    return enrollments


def test_sleeping_enrollment_wakes_once_with_two_workers(own_database):
    # given
    enrolled(running_journey(WAIT_A_DAY, LETTER), [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    with worker_held_behind(CLAIM, lambda: engine.advance(NOW + DAY, 100)) as first:
        second = engine.advance(NOW + DAY, 100)
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert Message.objects.count() == 1
    assert engine.advance(NOW + DAY, 100) == 0


def test_two_workers_share_the_due_people_and_move_each_once(due):
    # when
    counts = at_once(lambda: drain(7), lambda: drain(7), lambda: drain(7))

    # then
    assert sum(counts) == 60
    assert Enrollment.objects.filter(finish_reason="completed").count() == 60
    assert set(Message.objects.values_list("key", flat=True)) == {f"{run.pk}:letter:2" for run in due}
    assert Message.objects.count() == ContactTag.objects.count() == 60
    assert Decision.objects.count() == 60 * 4


def test_person_who_orders_while_being_moved_gets_no_message(own_database):
    # given
    exits = [{"event": "order_placed", "reason": "already_ordered"}]
    contact = ContactFactory()
    [run] = enrolled(running_journey(WAIT_A_DAY, LETTER, WAIT_A_DAY | {"id": "wait-2"}, exits=exits), [contact])
    engine.advance(NOW, 100)
    happened("order_placed", contact, NOW + DAY, data=ORDER_DATA)

    # when: the order is learned while a worker holds the run, so learning waits for it and ends the run behind it
    with (
        worker_held_behind(CLAIM, lambda: engine.advance(NOW + DAY, 100)) as moving,
        worker_waiting_for_a_lock(own_database, lambda: pipeline.learn(NOW + DAY)),
    ):
        moving.go_on()

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "already_ordered")
    message = Message.objects.get()
    assert (message.state, message.reason) == ("skipped", "already_ordered")


def test_learning_and_moving_the_same_people_does_not_end_in_a_deadlock(due, caplog):
    # given
    for number, run in enumerate(due):
        contact = ContactFactory._meta.model.objects.get(pk=run.contact_id)
        happened("page_viewed", contact, NOW + DAY, key=f"view:{number}")

    # when
    moved, learned, also_learned = at_once(
        lambda: drain(10), lambda: pipeline.learn(NOW + DAY), lambda: pipeline.learn(NOW + DAY)
    )

    # then
    assert moved == 60
    assert learned + also_learned >= 60
    assert caplog.records == []
