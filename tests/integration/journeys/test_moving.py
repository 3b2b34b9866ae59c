"""People of older versions: moved to mapped steps or ended, in batches, told beforehand; and who is let in at first."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from saleor_automation import pipeline
from saleor_automation.core.exceptions import Conflict, InvalidDefinition, NotFound
from saleor_automation.journeys import chores, engine
from saleor_automation.journeys.moving import Standing, end_people, move_people, people_inside, plan_end, plan_move
from saleor_automation.journeys.publishing import archive, publish
from saleor_automation.models import ContactTotals, Decision, Enrollment, JourneyChore, Message
from tests.factories import (
    NOW,
    ORDER_DATA,
    WAIT_A_DAY,
    ContactFactory,
    JourneyFactory,
    TemplateFactory,
    definition_of,
    enrolled,
    happened,
    many_contacts,
    running_journey,
)

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
LONGER = {"id": "longer", "kind": "wait", "duration": "3 days"}


def second_version(journey, *steps):
    journey.refresh_from_db()
    journey.draft = journey.draft | {"steps": list(steps)}
    journey.save()
    return publish(journey.pk, NOW + HOUR)


@pytest.fixture
def journey():
    """Two people wait in the first version."""
    TemplateFactory(slug="hello")
    made = running_journey(LETTER, WAIT_A_DAY, {"id": "done", "kind": "end"}, slug="changing")
    enrolled(made, [ContactFactory(), ContactFactory()])
    engine.advance(NOW, 100)
    return made


def test_people_go_to_the_step_they_are_given_and_begin_to_wait_there(journey):
    # given
    second_version(journey, LONGER, {"id": "new-end", "kind": "end", "reason": "moved_here"})

    # when
    plan = plan_move(journey.pk, {"wait-1": "longer"})
    move_people(journey.pk, {"wait-1": "longer"}, NOW + 2 * HOUR)
    chores.work(NOW + 2 * HOUR, 100)
    engine.advance(NOW + 2 * HOUR, 100)

    # then
    assert plan == [Standing(1, "wait-1", 2, "longer")]
    assert people_inside(journey.pk) == [Standing(2, "longer", 2)]
    assert set(Enrollment.objects.values_list("wake_at", "visit")) == {(NOW + 2 * HOUR + 3 * DAY, 2)}
    moved = Decision.objects.filter(outcome="moved").values_list("step_id", "facts")
    assert list(moved) == [("wait-1", {"to": "longer"})] * 2
    engine.advance(NOW + 4 * DAY, 100)
    assert set(Enrollment.objects.values_list("finish_reason", flat=True)) == {"moved_here"}


def test_whoever_comes_to_a_step_of_the_same_id_keeps_the_time_already_waited(journey):
    # given
    second_version(journey, WAIT_A_DAY | {"duration": "2 days"})

    # when
    move_people(journey.pk, {}, NOW + 6 * HOUR)
    chores.work(NOW + 6 * HOUR, 100)
    engine.advance(NOW + 6 * HOUR, 100)

    # then
    assert set(Enrollment.objects.values_list("wake_at", flat=True)) == {NOW + 2 * DAY}


def test_people_without_a_place_are_named_and_nobody_is_moved(journey):
    # given
    second_version(journey, LONGER)

    # when
    with pytest.raises(InvalidDefinition) as refused:
        move_people(journey.pk, {"letter": "nowhere"}, NOW)

    # then
    assert refused.value.problems == [
        ("step 'letter'", "It is to lead to 'nowhere', which is not a step of version 2."),
        ("step 'wait-1'", "2 people stand here and version 2 has no such step; say where they go."),
    ]
    assert not JourneyChore.objects.exists()


def test_many_are_moved_in_batches_and_each_once(journey):
    # given
    enrolled(journey, many_contacts(8))
    engine.advance(NOW, 100)
    second_version(journey, LONGER)
    chore = move_people(journey.pk, {"wait-1": "longer"}, NOW + HOUR)

    # when
    counts = [chores.work(NOW + HOUR, 4) for _ in range(4)]

    # then
    chore.refresh_from_db()
    assert counts == [4, 4, 2, 0]
    assert (chore.total_count, chore.done_count, chore.finished_at) == (10, 10, NOW + HOUR)
    assert Enrollment.objects.filter(version__number=2, visit=2).count() == 10


def test_people_of_older_versions_are_ended_and_what_they_had_queued_is_taken_back(journey):
    # given
    second_version(journey, LONGER)
    [newcomer] = enrolled(journey, [ContactFactory()])

    # when
    plan = plan_end(journey.pk)
    end_people(journey.pk, NOW + HOUR)
    chores.work(NOW + HOUR, 100)

    # then
    assert plan == [Standing(1, "wait-1", 2)]
    newcomer.refresh_from_db()
    assert newcomer.is_active
    ended = Enrollment.objects.exclude(pk=newcomer.pk)
    assert set(ended.values_list("finish_reason", flat=True)) == {"ended_by_staff"}
    assert set(Message.objects.values_list("state", "reason")) == {("skipped", "ended_by_staff")}


def test_second_wish_while_the_first_is_at_work_is_refused(journey):
    # given
    second_version(journey, LONGER)
    end_people(journey.pk, NOW)

    # then
    with pytest.raises(Conflict) as refused:
        move_people(journey.pk, {"wait-1": "longer"}, NOW)
    assert str(refused.value) == ("People of this journey are being moved or ended already; wait until that is done.")


def test_journey_without_people_to_move_is_refused(journey):
    # given
    draft = JourneyFactory(slug="draft")
    archive(journey.pk, NOW)

    # then
    for journey_id, error, text in (
        (draft.pk, Conflict, "Journey 'draft' has no version yet; publish it first."),
        (journey.pk, Conflict, "Journey 'changing' is archived; nobody is inside."),
        (0, NotFound, "There is no journey with the id 0."),
    ):
        for deed in (lambda pk: move_people(pk, {}, NOW), lambda pk: end_people(pk, NOW)):
            with pytest.raises(error) as refused:
                deed(journey_id)
            assert str(refused.value) == text


def test_who_matches_when_the_journey_is_switched_on_is_let_in_batch_by_batch():
    # given
    people = many_contacts(5)
    ContactTotals.objects.filter(contact_id__in=[c.pk for c in people[:3]]).update(orders_count=1)
    condition = {"fact": "orders_count", "op": "gte", "value": 1}
    entry = {"backfill": {"condition": condition}}
    journey = JourneyFactory(draft=definition_of(entry=entry))

    # when
    publish(journey.pk, NOW)
    counts = [chores.work(NOW, 2) for _ in range(3)]

    # then
    chore = JourneyChore.objects.get()
    assert counts == [2, 1, 0]
    assert (chore.kind, chore.total_count, chore.done_count) == ("backfill", 3, 3)
    assert set(Enrollment.objects.values_list("contact_id", flat=True)) == {c.pk for c in people[:3]}


def test_chore_that_fails_is_set_aside_with_the_reason(journey, monkeypatch, caplog):
    # given
    second_version(journey, LONGER)
    chore = end_people(journey.pk, NOW)
    JourneyChore.objects.update(parameters={}, kind="move")

    # when
    counts = [chores.work(NOW, 100) for _ in range(2)]

    # then
    chore.refresh_from_db()
    assert counts == [1, 0]
    assert chore.problem == "KeyError: 'steps'"
    assert Enrollment.objects.filter(version__number=1, is_active=True).count() == 2


def test_event_that_has_just_woken_somebody_is_not_forgotten_by_the_move():
    # given
    wait = {"id": "order", "kind": "wait_for", "event": "order_placed", "limit": "3 days"}
    done = {"id": "done", "kind": "end"}
    journey = running_journey(wait, done)
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])
    engine.advance(NOW, 100)
    second_version(journey, wait, done | {"reason": "moved_here"})
    move_people(journey.pk, {}, NOW + HOUR)

    # when
    happened("order_placed", contact, NOW + HOUR, data=ORDER_DATA)
    pipeline.learn(NOW + HOUR)
    chores.work(NOW + HOUR, 100)
    engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "moved_here")


@pytest.mark.parametrize("ask", [lambda pk: move_people(pk, {}, NOW), lambda pk: end_people(pk, NOW)])
def test_people_of_a_still_newer_version_stay_where_they_are(journey, ask):
    # given: somebody enters the third version before those of the first are done
    second_version(journey, LETTER, WAIT_A_DAY)
    ask(journey.pk)
    second_version(journey, WAIT_A_DAY, LETTER)
    enrolled(journey, [newcomer := ContactFactory()], now=NOW + HOUR)

    # when
    chores.work(NOW + HOUR, 100)

    # then
    run = Enrollment.objects.get(contact_id=newcomer.pk)
    assert (run.is_active, run.version.number, run.step_id) == (True, 3, "wait-1")


def test_chore_that_the_database_broke_off_goes_on_later(journey, monkeypatch):
    # given
    second_version(journey, LETTER, WAIT_A_DAY)
    end_people(journey.pk, NOW)

    def gone(*_):
        raise OperationalError("the connection is closed")

    with monkeypatch.context() as broken:
        broken.setitem(chores._DEEDS, "end", gone)
        count = chores.work(NOW, 100)

    # when
    chores.work(NOW, 100)

    # then
    assert count == 0
    assert (JourneyChore.objects.get().problem, people_inside(journey.pk)) == ("", [])
