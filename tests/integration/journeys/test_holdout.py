from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from saleor_automation import pipeline
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.journeys import engine
from saleor_automation.journeys.holdout import is_held_out, set_holdout
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Decision, Enrollment, Journey, Message
from saleor_automation.reports.journeys import Passage, journey_counts
from tests.factories import (
    NOW,
    ORDER_DATA,
    WAIT_A_DAY,
    ContactFactory,
    JourneyFactory,
    deliver_all,
    enrolled,
    happened,
    many_contacts,
    running_journey,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
BRANCH = {"id": "ask", "kind": "branch", "condition": {"fact": "orders_count", "op": "gte", "value": 1}, "then": "done"}
END = {"id": "done", "kind": "end"}


def hold_out(*runs):
    """Make these runs those of people who are held out, as a draw would."""
    Enrollment.objects.filter(pk__in=[run.pk for run in runs]).update(is_held_out=True)


def flags():
    return dict(Enrollment.objects.order_by("id").values_list("contact_id", "is_held_out"))


def test_share_is_drawn_when_people_enter_and_holds_for_all_their_runs():
    # given
    journey = running_journey(WAIT_A_DAY, slug="welcome", holdout_percent=50)
    people = many_contacts(40)

    # when
    enrolled(journey, people, key="first")
    first = flags()
    enrolled(journey, people, key="second")

    # then
    assert first == {person.pk: is_held_out("welcome", person.pk, 50) for person in people}
    assert flags() == first
    assert Enrollment.objects.count() == 80


def test_new_journey_holds_out_a_tenth():
    assert Journey.objects.create(slug="new", name="New", created_at=NOW, updated_at=NOW).holdout_percent == 10


def test_changing_the_share_leaves_those_inside_as_they_are():
    # given
    journey = running_journey(WAIT_A_DAY, slug="welcome", holdout_percent=50)
    inside = many_contacts(40)
    enrolled(journey, inside)
    before = flags()

    # when
    set_holdout(journey, 0)
    engine.advance(NOW, 100)
    newcomers = many_contacts(40)
    enrolled(journey, newcomers)

    # then
    assert True in before.values()
    after = flags()
    assert {person: after[person] for person in before} == before
    assert not any(after[person.pk] for person in newcomers)


@pytest.mark.parametrize("percent", [-1, 51, 10.5, "10", True, None])
def test_share_that_cannot_be_held_out_is_refused(percent):
    # given
    journey = JourneyFactory(slug="welcome", holdout_percent=20)

    # when / then
    with pytest.raises(InvalidDefinition) as caught:
        set_holdout(journey, percent)
    assert caught.value.problems == [
        ("holdout_percent", f"It is {percent!r}; use a whole number from 0, which holds out nobody, to 50.")
    ]
    journey.refresh_from_db()
    assert journey.holdout_percent == 20


def test_database_refuses_such_a_share_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        JourneyFactory(holdout_percent=51)


def test_held_out_person_waits_decides_and_ends_like_everybody():
    # given
    people = [ContactFactory(), ContactFactory()]
    treated, held_out = enrolled(running_journey(WAIT_A_DAY, BRANCH, LETTER, END, slug="cart"), people)
    hold_out(held_out)

    # when
    for now in (NOW, NOW + DAY):
        engine.advance(now, 100)

    # then
    told = {
        run.pk: list(Decision.objects.filter(enrollment=run).order_by("number").values_list("step_id", "outcome"))
        for run in (treated, held_out)
    }
    assert told[held_out.pk] == told[treated.pk]
    assert set(Enrollment.objects.values_list("finish_reason", flat=True)) == {"completed"}


def test_decision_says_that_its_effect_was_withheld():
    # given
    treated, held_out = enrolled(running_journey(LETTER), [ContactFactory(), ContactFactory()])
    hold_out(held_out)

    # when
    engine.advance(NOW, 100)

    # then
    facts = dict(Decision.objects.values_list("enrollment_id", "facts"))
    assert facts == {
        treated.pk: {"template": "hello"},
        held_out.pk: {"template": "hello", "withheld": True},
    }


def test_exit_ends_the_run_and_takes_back_what_is_queued():
    # given
    contact = ContactFactory()
    exits = [{"event": "order_placed", "reason": "bought"}]
    [run] = enrolled(running_journey(LETTER, WAIT_A_DAY, exits=exits), [contact])
    hold_out(run)
    engine.advance(NOW, 100)
    happened("order_placed", contact, NOW + timedelta(hours=1), data=ORDER_DATA, order_id=uuid4())

    # when
    pipeline.learn(NOW + timedelta(hours=1))

    # then
    run.refresh_from_db()
    message = Message.objects.get()
    assert (run.finish_reason, message.state, message.reason) == ("bought", "skipped", "bought")


def test_merging_leaves_each_run_what_it_was():
    # given
    kept, gone = ContactFactory(), ContactFactory()
    journey = running_journey(WAIT_A_DAY, slug="welcome")
    [first] = enrolled(journey, [kept], key="one")
    [second] = enrolled(journey, [gone], key="two")
    hold_out(second)

    # when
    merge_contacts(kept.pk, gone.pk, NOW)
    engine.advance(NOW + DAY, 100)
    set_holdout(journey, 50)
    [third] = enrolled(journey, [kept], key="three")

    # then
    assert list(Enrollment.objects.order_by("id").values_list("pk", "contact_id", "is_held_out")) == [
        (first.pk, kept.pk, False),
        (second.pk, kept.pk, True),
        (third.pk, kept.pk, is_held_out("welcome", kept.pk, 50)),
    ]


def test_reports_count_those_held_out_apart():
    # given
    journey = running_journey(LETTER, WAIT_A_DAY)
    people = many_contacts(5)
    runs = enrolled(journey, people)
    hold_out(*runs[:2])
    pipeline.run_everything(DiscardTransport(), NOW)
    deliver_all(NOW)

    # when
    counts = journey_counts([journey.pk])[journey.pk]

    # then
    assert (counts.entered, counts.active, counts.messages) == (3, 3, {("delivered", ""): 3})
    assert counts.held_out == Passage(entered=2, active=2, messages={("ghost", "held_out"): 2})
    assert counts.held_out.ghosts == 2
