"""Scores and points that steps move, beside a pass that learns of events of the same people."""

from datetime import timedelta

from saleor_automation import pipeline
from saleor_automation.journeys import chores, engine
from saleor_automation.journeys.moving import end_people
from saleor_automation.journeys.publishing import publish
from saleor_automation.models import ContactScore, Enrollment, Score
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, enrolled, happened, running_journey
from tests.workers import at_once, worker_held_behind

WARMER = {"id": "warm", "kind": "change_score", "score": "interest", "points": 10}
HOLD = "FROM automation_contact WHERE id"


def test_person_whom_a_pass_is_learning_about_is_passed_over_and_moved_later(own_database):
    # given
    Score.objects.create(slug="interest", name="Interest", created_at=NOW)
    exits = [{"event": "custom:left", "reason": "left"}]
    journey = running_journey(WARMER, WAIT_A_DAY, exits=exits)
    contact, other = ContactFactory(), ContactFactory()
    enrolled(journey, [contact, other])
    happened("custom:left", contact, at=NOW)

    # when
    with worker_held_behind(HOLD, lambda: pipeline.learn(NOW)) as learner:
        moved = engine.advance(NOW, 100)
        learner.go_on()

    # then
    assert moved == 1
    assert list(ContactScore.objects.values_list("contact_id", "value")) == [(other.pk, 10)]
    run = Enrollment.objects.get(contact_id=contact.pk)
    assert (run.finish_reason, run.problem) == ("left", "")


def test_score_moves_once_for_everybody_whoever_works_at_once(own_database):
    # given
    Score.objects.create(slug="interest", name="Interest", created_at=NOW)
    journey = running_journey(WARMER, WAIT_A_DAY)
    people = [ContactFactory() for _ in range(40)]
    enrolled(journey, people)
    for contact in people:
        happened("custom:anything", contact, at=NOW)

    def drain():
        while engine.advance(NOW, 7) + pipeline.learn(NOW):
            pass

    # when
    at_once(drain, drain, drain)
    while engine.advance(NOW, 100):
        pass

    # then
    assert list(ContactScore.objects.values_list("value", flat=True)) == [10] * 40
    assert not Enrollment.objects.exclude(problem="").exists()


def test_two_workers_end_the_people_of_an_older_version_once(own_database):
    # given
    journey = running_journey(WAIT_A_DAY)
    enrolled(journey, [ContactFactory() for _ in range(30)])
    publish(journey.pk, NOW + timedelta(hours=1))
    chore = end_people(journey.pk, NOW)

    def drain():
        while chores.work(NOW, 4):
            pass

    # when
    at_once(drain, drain)
    drain()

    # then
    chore.refresh_from_db()
    assert (chore.done_count, chore.problem) == (30, "")
    assert Enrollment.objects.filter(finish_reason="ended_by_staff").count() == 30
