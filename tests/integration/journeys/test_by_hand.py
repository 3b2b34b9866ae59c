"""Staff let people in, on and out; each deed respects the rules of the journey and says who did it."""

from datetime import timedelta
from uuid import UUID

import pytest

from saleor_automation.core.exceptions import Conflict, NotFound, PermanentError
from saleor_automation.journeys import by_hand, engine
from saleor_automation.journeys.entry_refusals import RefusalCode
from saleor_automation.journeys.publishing import pause
from saleor_automation.models import BulkOperation, Decision, Enrollment, Message
from saleor_automation.pipeline import BULK_DEEDS
from saleor_automation.segments import bulk
from saleor_automation.segments.saving import create_segment
from tests.factories import (
    NOW,
    WAIT_A_DAY,
    ContactFactory,
    JourneyFactory,
    enrolled,
    many_contacts,
    running_journey,
)

pytestmark = pytest.mark.django_db

ORDER = "6f1c3f58-9a8e-4a35-8a0e-1f3e7cf4c111"
NEVER = {"fact": "orders_count", "op": "gte", "value": 5}
SEND = {"id": "send", "kind": "send", "template": "hello"}


def test_contact_is_let_in_with_who_did_it():
    # given
    journey, contact = running_journey(), ContactFactory()

    # when
    started = by_hand.start(journey.pk, [contact.pk], NOW, source="staff:5")

    # then
    run = Enrollment.objects.get()
    assert (started.enrollments, started.refused) == ({contact.pk: run.pk}, {})
    assert (run.entered_by, run.event_id, run.entered_at, run.step_id) == ("staff:5", None, NOW, "wait-1")


def test_those_who_may_not_enter_are_told_why_and_the_others_enter():
    # given
    journey = running_journey(
        entry={"rule": "again", "pause": "7 days", "condition": {"fact": "language", "op": "eq", "value": "en"}}
    )
    inside, before, italian, free = (ContactFactory(language_code=code) for code in ("en", "en", "it", "en"))
    enrolled(journey, [inside, before], NOW - timedelta(days=3))
    Enrollment.objects.filter(contact_id=before.pk).update(is_active=False)

    # when
    started = by_hand.start(journey.pk, [inside.pk, before.pk, italian.pk, free.pk, 10**9], NOW)

    # then
    assert list(started.enrollments) == [free.pk]
    assert {contact_id: refusal.code for contact_id, refusal in started.refused.items()} == {
        inside.pk: RefusalCode.INSIDE_NOW,
        before.pk: RefusalCode.PAUSE_NOT_OVER,
        italian.pk: RefusalCode.ENTRY_CONDITION,
        10**9: RefusalCode.CONTACT_MISSING,
    }
    assert str(started.refused[before.pk]) == (
        "The contact entered at 2026-02-27 09:00 UTC and may do so again from 2026-03-06 09:00 UTC on."
    )
    assert Enrollment.objects.count() == 3


def test_who_was_inside_once_does_not_enter_again_where_people_enter_once():
    # given
    journey, contact = running_journey(), ContactFactory()
    by_hand.end(by_hand.start(journey.pk, [contact.pk], NOW).enrollments[contact.pk], NOW)

    # when
    started = by_hand.start(journey.pk, [contact.pk], NOW + timedelta(days=1))

    # then
    assert str(started.refused[contact.pk]) == "The contact entered at 2026-03-02 09:00 UTC, and people enter once."
    assert Enrollment.objects.count() == 1


def test_journey_about_an_order_asks_for_it():
    # given
    journey, contact = running_journey(slug="thanks", entry={"rule": "once_per_key", "key": "order"}), ContactFactory()

    # when
    with pytest.raises(PermanentError) as missing:
        by_hand.start(journey.pk, [contact.pk], NOW)
    with pytest.raises(PermanentError) as strange:
        by_hand.start(journey.pk, [contact.pk], NOW, key="1042")
    by_hand.start(journey.pk, [contact.pk], NOW, key=ORDER)

    # then
    assert str(missing.value) == "Journey 'thanks' is about one order each; give the id of the order as key."
    assert str(strange.value) == "'1042' is not the id of one order; give the one the shop has."
    run = Enrollment.objects.get()
    assert (run.key, UUID(run.subject["order_id"])) == (ORDER, UUID(ORDER))


def test_key_where_there_is_none_is_refused():
    journey = running_journey(slug="welcome")

    with pytest.raises(PermanentError) as refused:
        by_hand.start(journey.pk, [ContactFactory().pk], NOW, key="x")

    assert str(refused.value) == "People enter journey 'welcome' under no key; leave 'x' out."


@pytest.mark.parametrize(
    ("prepare", "text"),
    [
        (lambda: JourneyFactory(slug="welcome"), "Journey 'welcome' was never published; publish it first."),
        (
            lambda: pause(running_journey(slug="welcome").pk, NOW),
            "Journey 'welcome' is paused; resume it first.",
        ),
    ],
)
def test_nobody_is_let_into_a_journey_that_is_not_switched_on(prepare, text):
    journey = prepare()

    with pytest.raises(Conflict) as refused:
        by_hand.start(journey.pk, [ContactFactory().pk], NOW)

    assert str(refused.value) == text
    assert not Enrollment.objects.exists()


def test_unknown_journey_is_not_found():
    with pytest.raises(NotFound):
        by_hand.start(10**9, [ContactFactory().pk], NOW)


def test_letting_many_in_costs_as_many_statements_as_letting_one_in(django_assert_max_num_queries):
    journey, people = running_journey(), many_contacts(50)

    with django_assert_max_num_queries(10) as one:
        by_hand.start(journey.pk, [people[0].pk], NOW)

    with django_assert_max_num_queries(len(one)):
        by_hand.start(journey.pk, [person.pk for person in people[1:]], NOW)

    assert Enrollment.objects.count() == 50


def test_everybody_of_a_segment_is_let_in_in_the_background():
    # given
    journey = running_journey(entry={"rule": "once", "condition": {"fact": "language", "op": "eq", "value": "en"}})
    english, italian = ContactFactory(country_code="IT"), ContactFactory(country_code="IT", language_code="it")
    ContactFactory(country_code="FR")
    create_segment("Italy", {"fact": "country", "op": "eq", "value": "IT"}, NOW)
    bulk.begin(by_hand.START, {"journey_id": journey.pk}, {"segment": "italy"}, "staff:5", NOW)

    # when
    while bulk.work(NOW, 1, BULK_DEEDS):
        pass

    # then
    operation = BulkOperation.objects.get()
    assert (operation.state, operation.seen_count, operation.changed_count) == ("done", 2, 1)
    run = Enrollment.objects.get()
    assert (run.contact_id, run.entered_by) == (english.pk, "staff:5")
    assert italian.pk != run.contact_id


def test_background_work_ends_with_the_reason_when_the_journey_was_paused_meanwhile():
    # given
    journey, _ = running_journey(slug="welcome"), ContactFactory()
    condition = {"condition": {"fact": "language", "op": "eq", "value": "en"}}
    bulk.begin(by_hand.START, {"journey_id": journey.pk}, condition, "staff:5", NOW)
    pause(journey.pk, NOW)

    # when
    bulk.work(NOW, 10, BULK_DEEDS)

    # then
    operation = BulkOperation.objects.get()
    assert (operation.state, operation.problem) == ("failed", "Journey 'welcome' is paused; resume it first.")
    assert not Enrollment.objects.exists()


def test_run_is_ended_with_who_did_it_and_its_mail_is_taken_back():
    # given
    journey = running_journey(SEND, WAIT_A_DAY)
    (run,) = enrolled(journey, [ContactFactory()])
    engine.advance(NOW, 10)

    # when
    by_hand.end(run.pk, NOW, reason="Asked by phone", source="staff:5")

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason, run.finished_at, run.wake_at) == (False, "ended_by_staff", NOW, None)
    assert Message.objects.values_list("state", "reason").get() == ("skipped", "ended_by_staff")
    decision = Decision.objects.get(outcome="ended")
    assert (decision.reason, decision.facts) == ("by hand", {"by": "staff:5", "note": "Asked by phone"})


def test_run_that_has_ended_is_not_ended_again():
    # given
    (run,) = enrolled(running_journey(), [ContactFactory()])
    by_hand.end(run.pk, NOW)

    # when
    with pytest.raises(Conflict) as refused:
        by_hand.end(run.pk, NOW)

    # then
    assert str(refused.value) == f"Run {run.pk} has ended already: ended_by_staff."
    assert Decision.objects.filter(outcome="ended").count() == 1


def test_reason_that_is_too_long_is_refused():
    (run,) = enrolled(running_journey(), [ContactFactory()])

    with pytest.raises(PermanentError) as refused:
        by_hand.end(run.pk, NOW, reason="x" * 201)

    assert str(refused.value) == "The reason has 201 characters; use at most 200."
    assert Enrollment.objects.get().is_active


@pytest.mark.parametrize(
    ("wait", "expected"),
    [
        ({"kind": "wait", "duration": "1 day"}, "after"),
        ({"kind": "wait", "duration": "1 day", "next": "other"}, "other"),
        ({"kind": "wait_for", "event": "order_placed", "limit": "1 day", "on_limit": "other"}, "other"),
        ({"kind": "wait_for", "event": "order_placed", "limit": "1 day", "on_event": "other"}, "after"),
        ({"kind": "wait_until", "date": "2026-04-01"}, "after"),
        ({"kind": "wait_window", "begin": "01:00", "end": "02:00"}, "after"),
    ],
)
def test_wait_is_skipped_to_where_its_end_would_have_led(wait, expected):
    # given
    steps = [
        {"id": "first", "kind": "branch", "condition": NEVER, "then": "other"},
        {"id": "second", "kind": "branch", "condition": NEVER, "then": "after"},
        {"id": "wait", **wait},
        {"id": "after", "kind": "wait", "duration": "2 days", "next": "last"},
        {"id": "other", "kind": "wait", "duration": "2 days"},
        {"id": "last", "kind": "end"},
    ]
    (run,) = enrolled(running_journey(*steps), [ContactFactory()])
    engine.advance(NOW, 10)
    later = NOW + timedelta(hours=1)

    # when
    by_hand.skip_wait(run.pk, later, source="staff:5")
    engine.advance(later, 10)

    # then
    run.refresh_from_db()
    assert (run.step_id, run.step_reached_at, run.wake_at) == (expected, later, later + timedelta(days=2))
    decision = Decision.objects.get(outcome="skipped")
    assert (decision.step_id, decision.reason, decision.facts["by"]) == ("wait", "by hand", "staff:5")


def test_skipping_the_last_wait_completes_the_run():
    # given
    (run,) = enrolled(running_journey(WAIT_A_DAY), [ContactFactory()])
    engine.advance(NOW, 10)

    # when
    by_hand.skip_wait(run.pk, NOW)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "completed")


def test_step_that_is_no_wait_cannot_be_skipped():
    # given
    (run,) = enrolled(running_journey(SEND, WAIT_A_DAY), [ContactFactory()])

    # when
    with pytest.raises(Conflict) as refused:
        by_hand.skip_wait(run.pk, NOW)

    # then
    assert str(refused.value) == "The contact is at step 'send', which is no wait; there is nothing to skip."
    assert not Decision.objects.exists()
