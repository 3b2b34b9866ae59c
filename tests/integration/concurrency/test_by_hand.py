"""Staff and the engine, two editors, two people letting somebody in: whoever comes second is told, or waits shortly."""

from datetime import timedelta

import pytest

from saleor_automation.core.exceptions import Conflict
from saleor_automation.journeys import by_hand, drafting, engine
from saleor_automation.journeys.publishing import publish
from saleor_automation.models import Decision, Enrollment, Journey, JourneyVersion
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, JourneyFactory, enrolled, running_journey
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

DAY = timedelta(days=1)
SECOND_WAIT = {"id": "wait-2", "kind": "wait", "duration": "2 days"}
CLAIM = "FROM automation_enrollment e"


def result_of(deed):
    def run():
        try:
            return deed()
        except Conflict as error:
            return error

    return run


@pytest.fixture
def run(own_database):
    """Somebody whose wait of a day is over; a wait of two days follows."""
    (found,) = enrolled(running_journey(WAIT_A_DAY, SECOND_WAIT), [ContactFactory()])
    engine.advance(NOW, 10)
    return found


def test_of_two_editors_at_once_one_saves_and_the_other_is_told(own_database):
    # given
    journey = JourneyFactory(slug="welcome")

    # when
    found = at_once(
        *(
            result_of(lambda name=name: drafting.update_draft(journey.pk, 1, NOW, name=name, source=name))
            for name in ("staff:1", "staff:2", "staff:3")
        )
    )

    # then
    saved = [each for each in found if isinstance(each, Journey)]
    told = [each for each in found if isinstance(each, Conflict)]
    assert (len(saved), len(told)) == (1, 2)
    journey.refresh_from_db()
    assert (journey.name, journey.revision, journey.edited_by) == (saved[0].name, 2, saved[0].name)
    assert all(f"was changed by {journey.edited_by} at" in str(each) for each in told)


def test_publishing_waits_for_who_is_saving_and_then_refuses_the_old_draft(own_database):
    # given
    journey = JourneyFactory(slug="welcome")

    def save():
        return drafting.update_draft(journey.pk, 1, NOW, name="Changed")

    # when
    with (
        worker_held_behind('UPDATE "automation_journey"', save) as saving,
        worker_waiting_for_a_lock(own_database, result_of(lambda: publish(journey.pk, NOW, revision=1))) as publishing,
    ):
        saving.go_on()
        refused = publishing.result(30)

    # then
    assert isinstance(refused, Conflict)
    assert not JourneyVersion.objects.exists()


def test_skipping_waits_for_the_engine_and_then_looks_where_the_person_is(run, own_database):
    # when: the engine is moving the person on from the first wait to the second one
    with (
        worker_held_behind(CLAIM, lambda: engine.advance(NOW + DAY, 10)) as moving,
        worker_waiting_for_a_lock(own_database, lambda: by_hand.skip_wait(run.pk, NOW + DAY, source="staff:5")),
    ):
        moving.go_on()

    # then: the first wait was over by itself, so the second one is what was skipped; both are told
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "completed")
    decisions = Decision.objects.filter(enrollment=run).order_by("number")
    assert list(decisions.values_list("step_id", "outcome")) == [
        ("wait-1", "sleep"),
        ("wait-1", "advance"),
        ("wait-2", "sleep"),
        ("wait-2", "skipped"),
    ]


def test_who_waits_too_long_for_the_engine_is_told_and_nothing_is_changed(run, own_database, monkeypatch):
    # given
    monkeypatch.setattr(by_hand, "PATIENCE_SECONDS", 1)

    # when
    with worker_held_behind(CLAIM, lambda: engine.advance(NOW + DAY, 10)) as moving:
        answers = [
            result_of(lambda: by_hand.skip_wait(run.pk, NOW + DAY))(),
            result_of(lambda: by_hand.end(run.pk, NOW + DAY))(),
        ]
        moving.go_on()

    # then
    assert {str(answer) for answer in answers} == {
        f"Run {run.pk} is being moved on at this moment; look where it is now and try again."
    }
    run.refresh_from_db()
    assert (run.is_active, run.step_id) == (True, "wait-2")


def test_engine_passes_over_who_is_being_moved_by_hand(run):
    # when
    with worker_held_behind("FOR UPDATE", lambda: by_hand.skip_wait(run.pk, NOW + DAY)) as by_staff:
        taken = engine.advance(NOW + DAY, 10)
        by_staff.go_on()

    # then
    assert taken == 0
    run.refresh_from_db()
    assert (run.step_id, run.visit) == ("wait-2", 1)
    assert Decision.objects.filter(enrollment=run, number=1).count() == 1


def test_run_is_ended_once_by_two_at_once(run):
    # when
    found = at_once(*(result_of(lambda: by_hand.end(run.pk, NOW, source="staff:5")) for _ in range(3)))

    # then
    assert sum(isinstance(each, Enrollment) for each in found) == 1
    assert Decision.objects.filter(enrollment=run, outcome="ended").count() == 1


def test_two_who_let_the_same_people_in_at_once_let_each_in_once(own_database):
    # given
    journey = running_journey(WAIT_A_DAY)
    people = [ContactFactory().pk for _ in range(20)]

    # when
    found = at_once(
        lambda: by_hand.start(journey.pk, people, NOW, source="staff:1"),
        lambda: by_hand.start(journey.pk, people[::-1], NOW, source="staff:2"),
    )

    # then
    assert Enrollment.objects.count() == 20
    assert sorted(len(each.enrollments) for each in found) == [0, 20]
    assert {refusal.code for each in found for refusal in each.refused.values()} == {"inside_now"}
