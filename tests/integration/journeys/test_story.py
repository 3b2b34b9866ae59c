"""A run tells its whole story: why it began, what was decided, what became of mails, what comes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.account.models import User

from saleor_automation.journeys import by_hand, engine
from saleor_automation.journeys.story import stories
from saleor_automation.models import Enrollment, Event, Message
from saleor_automation.pipeline import learn
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, deliver_all, enrolled, happened, running_journey

pytestmark = pytest.mark.django_db

SEND = {"id": "send", "kind": "send", "template": "hello"}
BRANCH = {
    "id": "branch",
    "kind": "branch",
    "label": "Bought before?",
    "condition": {"fact": "orders_count", "op": "gte", "value": 1},
    "then": "end",
}
END = {"id": "end", "kind": "end"}


def story(run, now, language="en"):
    return stories([Enrollment.objects.get(pk=run.pk)], now, language)[run.pk]


def told(entries):
    return [(str(entry.kind), entry.step_id, entry.title) for entry in entries]


def test_run_that_an_event_began_is_told_to_its_end():
    # given
    running_journey(SEND, WAIT_A_DAY, BRANCH, END)
    contact = ContactFactory()
    happened("checkout_abandoned", contact)
    learn(NOW)
    run = Enrollment.objects.get()
    engine.advance(NOW, 10)
    deliver_all()
    later = NOW + timedelta(days=1)
    engine.advance(later, 10)

    # when
    entries = story(run, later)

    # then
    assert told(entries) == [
        ("entered", "", "Entered: abandoned a cart"),
        ("decided", "send", "Send a mail: a message was planned"),
        ("waited", "wait-1", "Wait: waits until 3 Mar 2026, 09:00 UTC"),
        ("message", "send", "Mail “Hello Ada” was sent"),
        ("decided", "wait-1", "Wait: the wait was over"),
        ("decided", "branch", "Bought before?: the condition did not hold"),
        ("decided", "end", "End: it was completed"),
        ("left", "end", "Left: it was completed"),
    ]
    assert entries[0].facts["event"] == "checkout_abandoned"
    assert run.event_id == Event.objects.get(kind="checkout_abandoned").pk
    assert (entries[5].detail, entries[5].facts["condition"]) == ("has bought before", False)
    assert entries[3].message_id == Message.objects.get().pk


def test_story_is_told_in_italian():
    # given
    running_journey(WAIT_A_DAY)
    happened("checkout_abandoned", ContactFactory())
    learn(NOW)
    engine.advance(NOW, 10)

    # then
    assert told(story(Enrollment.objects.get(), NOW, "it")) == [
        ("entered", "", "Entrato: ha abbandonato un carrello"),
        ("waited", "wait-1", "Attendi: attende fino al 3 mar 2026, 09:00 UTC"),
        ("coming", "wait-1", "Attendi: prosegue il 3 mar 2026, 09:00 UTC"),
        ("coming", "", "Il percorso finisce"),
    ]


def test_what_comes_is_told_up_to_the_first_step_that_decides():
    # given
    second = {"id": "wait-2", "kind": "wait", "duration": "2 days", "label": "Rest"}
    (run,) = enrolled(running_journey(WAIT_A_DAY, SEND, second, BRANCH, END), [ContactFactory()])
    engine.advance(NOW, 10)

    # when
    coming = [entry for entry in story(run, NOW) if entry.kind == "coming"]

    # then
    assert [(entry.step_id, entry.at) for entry in coming] == [
        ("wait-1", NOW + timedelta(days=1)),
        ("send", NOW + timedelta(days=1)),
        ("wait-2", NOW + timedelta(days=1)),
        ("branch", NOW + timedelta(days=3)),
    ]
    assert coming[-1].title == "Bought before?: what follows is decided there"


def test_what_staff_did_is_told_with_their_name():
    # given
    grace = User.objects.create(email="grace@example.com", first_name="Grace", last_name="Hopper", is_staff=True)
    journey, contact = running_journey(WAIT_A_DAY, {**WAIT_A_DAY, "id": "wait-2"}), ContactFactory()
    source = f"staff:{grace.pk}"
    run_id = by_hand.start(journey.pk, [contact.pk], NOW, source=source).enrollments[contact.pk]
    engine.advance(NOW, 10)
    by_hand.skip_wait(run_id, NOW + timedelta(hours=1), source=source)
    by_hand.end(run_id, NOW + timedelta(hours=2), reason="Asked by phone", source=source)

    # when
    entries = story(Enrollment.objects.get(), NOW + timedelta(hours=3))

    # then
    assert told(entries) == [
        ("entered", "", "Let in by hand by Grace Hopper (grace@example.com)"),
        ("waited", "wait-1", "Wait: waits until 3 Mar 2026, 09:00 UTC"),
        ("by_hand", "wait-1", "Wait: the wait was skipped by Grace Hopper (grace@example.com)"),
        ("by_hand", "wait-2", "Ended by hand by Grace Hopper (grace@example.com)"),
        ("left", "wait-2", "Left: ended by hand"),
    ]
    assert entries[3].detail == "Asked by phone"


def test_mail_that_is_held_or_was_not_sent_says_why():
    # given
    (run,) = enrolled(running_journey(SEND, WAIT_A_DAY), [ContactFactory()])
    engine.advance(NOW, 10)
    Message.objects.update(reason="quiet_hours", send_at=NOW + timedelta(hours=8))
    held = next(entry for entry in story(run, NOW) if entry.kind == "message")
    Message.objects.update(state="skipped", reason="already_ordered", settled_at=NOW)

    # when
    skipped = next(entry for entry in story(run, NOW) if entry.kind == "message")

    # then
    assert (held.title, held.detail) == ("Mail “hello” is planned for 2 Mar 2026, 17:00 UTC", "quiet hours")
    assert (skipped.title, skipped.detail) == ("Mail “hello” was not sent", "has ordered meanwhile")


def test_run_that_is_stuck_says_so_and_foretells_nothing():
    # given
    (run,) = enrolled(running_journey(WAIT_A_DAY), [ContactFactory()])
    Enrollment.objects.update(problem="ValueError: no")

    # then
    assert told(story(run, NOW))[1:] == [("stuck", "wait-1", "Wait: cannot go on")]


def test_person_held_out_is_told_to_be():
    (run,) = enrolled(running_journey(WAIT_A_DAY), [ContactFactory()])
    Enrollment.objects.update(is_held_out=True)

    assert story(run, NOW)[0].detail == "Held out: passes every step without effect, for comparison"


def test_many_stories_cost_as_many_statements_as_one():
    # given
    runs = enrolled(running_journey(SEND, WAIT_A_DAY), [ContactFactory() for _ in range(5)])
    engine.advance(NOW, 10)

    # when
    with CaptureQueriesContext(connection) as one:
        stories(runs[:1], NOW, "en")
    with CaptureQueriesContext(connection) as five:
        stories(runs, NOW, "en")

    # then
    assert len(five) == len(one) <= 6
