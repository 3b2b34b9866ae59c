from datetime import timedelta
from itertools import pairwise

import pytest

from saleor_automation.journeys import engine
from saleor_automation.journeys.publishing import archive, pause, publish, resume
from saleor_automation.models import Decision, Enrollment, Message
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
WAIT_AGAIN = {"id": "wait-2", "kind": "wait", "duration": "2 days"}


def decisions_of(enrollment):
    rows = Decision.objects.filter(enrollment=enrollment).order_by("number")
    return [(row.step_id, row.outcome, row.reason, row.decided_at) for row in rows]


def test_person_goes_on_until_the_first_wait():
    # given
    journey = running_journey(LETTER, WAIT_A_DAY)
    [enrollment] = enrolled(journey, [ContactFactory()])

    # when
    count = engine.advance(NOW, 100)

    # then
    enrollment.refresh_from_db()
    assert count == 1
    assert (enrollment.step_id, enrollment.visit, enrollment.wake_at) == ("wait-1", 1, NOW + DAY)
    assert decisions_of(enrollment) == [("letter", "advance", "planned", NOW), ("wait-1", "sleep", "", NOW)]
    assert Message.objects.get().key == f"{enrollment.pk}:letter:0"


def test_nobody_moves_before_the_time():
    # given
    journey = running_journey(WAIT_A_DAY, LETTER)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    early = engine.advance(NOW + DAY - timedelta(microseconds=1), 100)
    in_time = engine.advance(NOW + DAY, 100)

    # then
    enrollment.refresh_from_db()
    assert (early, in_time) == (0, 1)
    assert (enrollment.is_active, enrollment.finish_reason, enrollment.finished_at) == (False, "completed", NOW + DAY)
    assert Message.objects.get().planned_at == NOW + DAY


def test_wait_counts_from_when_the_step_was_reached_not_from_when_the_worker_came():
    # given
    journey = running_journey(WAIT_A_DAY, WAIT_AGAIN, LETTER)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    engine.advance(NOW + 3 * DAY, 100)

    # then
    enrollment.refresh_from_db()
    assert (enrollment.step_id, enrollment.step_reached_at) == ("wait-2", NOW + 3 * DAY)
    assert enrollment.wake_at == NOW + 5 * DAY


def test_person_woken_before_the_time_sleeps_again_and_the_first_decision_stands():
    # given
    journey = running_journey(WAIT_A_DAY)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)
    Enrollment.objects.update(wake_at=NOW + HOUR)

    # when
    engine.advance(NOW + HOUR, 100)

    # then
    enrollment.refresh_from_db()
    assert enrollment.wake_at == NOW + DAY
    assert decisions_of(enrollment) == [("wait-1", "sleep", "", NOW)]


def test_batch_takes_whoever_has_been_due_longest():
    # given
    journey = running_journey(WAIT_A_DAY)
    late, early = enrolled(journey, [ContactFactory(), ContactFactory()])
    Enrollment.objects.filter(pk=early.pk).update(wake_at=NOW - HOUR)

    # when
    count = engine.advance(NOW, 1)

    # then
    late.refresh_from_db()
    early.refresh_from_db()
    assert count == 1
    assert (late.wake_at, early.wake_at) == (NOW, NOW + DAY)


def test_number_of_statements_does_not_depend_on_the_number_of_people(django_assert_num_queries):
    # given
    condition = {"fact": "orders_count", "op": "gte", "value": 1}
    branch = {"id": "split", "kind": "branch", "condition": condition, "then": "wait-1"}
    journey = running_journey(branch, LETTER, WAIT_A_DAY)
    enrolled(journey, [ContactFactory() for _ in range(20)])
    # savepoint, how to commit, claim, versions, condition, templates, messages, enrollments, decisions, release
    statements = 10

    # then
    with django_assert_num_queries(statements):
        assert engine.advance(NOW, 2) == 2
    with django_assert_num_queries(statements):
        assert engine.advance(NOW, 18) == 18


def test_loop_with_a_wait_gives_every_visit_its_own_key():
    # given
    journey = running_journey(LETTER, WAIT_A_DAY | {"next": "letter"})
    [enrollment] = enrolled(journey, [ContactFactory()])

    # when
    for days in range(3):
        engine.advance(NOW + days * DAY, 100)

    # then
    keys = Message.objects.order_by("planned_at").values_list("key", flat=True)
    assert list(keys) == [f"{enrollment.pk}:letter:{visit}" for visit in (0, 2, 4)]


def test_long_stretch_without_a_wait_goes_on_in_the_next_pass(monkeypatch):
    # given
    monkeypatch.setattr(engine, "MAX_WAVES", 3)
    steps = [{"id": f"tag-{number}", "kind": "add_tag", "tag": "seen"} for number in range(5)]
    [enrollment] = enrolled(running_journey(*steps), [ContactFactory()])

    # when
    counts = [engine.advance(NOW, 100) for _ in range(3)]

    # then
    enrollment.refresh_from_db()
    assert counts == [1, 1, 0]
    assert enrollment.finish_reason == "completed"
    assert [row[0] for row in decisions_of(enrollment)] == [f"tag-{number}" for number in range(5)]


def test_one_broken_run_does_not_hold_up_the_others(caplog):
    # given
    journey = running_journey(LETTER)
    healthy, broken, other = enrolled(journey, [ContactFactory() for _ in range(3)])
    Enrollment.objects.filter(pk=broken.pk).update(step_id="gone")

    # when
    count = engine.advance(NOW, 100)

    # then
    for enrollment in (healthy, broken, other):
        enrollment.refresh_from_db()
    assert count == 3
    assert [e.finish_reason for e in (healthy, broken, other)] == ["completed", "", "completed"]
    assert Message.objects.count() == 2
    assert (broken.is_active, broken.attempts, broken.wake_at) == (True, 1, NOW + timedelta(minutes=1))
    assert broken.problem == "KeyError: 'gone'"
    assert "a batch of 3 enrollments failed, trying one by one" in caplog.text
    assert f"enrollment {broken.pk} failed" in caplog.text


def test_broken_run_is_tried_again_ever_more_rarely_and_recovers():
    # given
    [enrollment] = enrolled(running_journey(LETTER), [ContactFactory()])
    Enrollment.objects.update(step_id="gone")
    moments = [NOW]

    # when
    for _ in range(13):
        engine.advance(moments[-1], 100)
        moments.append(Enrollment.objects.get().wake_at)
    Enrollment.objects.update(step_id="letter")
    engine.advance(moments[-1], 100)

    # then
    minutes = [(later - sooner) / timedelta(minutes=1) for sooner, later in pairwise(moments)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]
    enrollment.refresh_from_db()
    assert (enrollment.finish_reason, enrollment.attempts, enrollment.problem) == ("completed", 0, "")


def test_paused_journey_holds_its_people_and_their_waits_go_on_counting():
    # given
    journey = running_journey(WAIT_A_DAY, LETTER)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)
    pause(journey.pk, NOW + HOUR)

    # when
    engine.advance(NOW + 2 * DAY, 100)
    held = Enrollment.objects.get()
    resume(journey.pk, NOW + 3 * DAY)
    engine.advance(NOW + 3 * DAY, 100)

    # then
    enrollment.refresh_from_db()
    assert (held.wake_at, held.step_id, held.is_active) == (None, "wait-1", True)
    assert enrollment.finish_reason == "completed"
    assert Message.objects.get().planned_at == NOW + 3 * DAY


def test_person_due_only_after_the_pause_is_not_hurried_by_it():
    # given
    journey = running_journey(WAIT_A_DAY, LETTER)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    pause(journey.pk, NOW + HOUR)
    resume(journey.pk, NOW + 2 * HOUR)
    engine.advance(NOW + 2 * HOUR, 100)

    # then
    enrollment.refresh_from_db()
    assert (enrollment.step_id, enrollment.wake_at) == ("wait-1", NOW + DAY)
    assert not Message.objects.exists()


def test_archived_journey_ends_its_runs_and_takes_back_what_is_queued():
    # given
    journey = running_journey(LETTER, WAIT_A_DAY)
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    archive(journey.pk, NOW + HOUR)

    # then
    enrollment.refresh_from_db()
    assert (enrollment.is_active, enrollment.finish_reason) == (False, "journey_archived")
    message = Message.objects.get()
    assert (message.state, message.reason) == ("skipped", "journey_archived")
    assert engine.advance(NOW + 9 * DAY, 100) == 0


def test_people_inside_finish_on_the_version_they_entered():
    # given
    journey = running_journey(WAIT_A_DAY, LETTER, slug="changing")
    [enrollment] = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    journey.draft["steps"] = [WAIT_A_DAY, {"id": "done", "kind": "end", "reason": "changed_mind"}]
    journey.save()
    publish(journey.pk, NOW + HOUR)
    [newcomer] = enrolled(journey, [ContactFactory()], now=NOW + HOUR)
    engine.advance(NOW + HOUR, 100)
    engine.advance(NOW + 2 * DAY, 100)

    # then
    enrollment.refresh_from_db()
    newcomer.refresh_from_db()
    assert (enrollment.finish_reason, newcomer.finish_reason) == ("completed", "changed_mind")
    assert Message.objects.count() == 1
