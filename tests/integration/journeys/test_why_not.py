"""Why somebody is not in a journey is told with the values read, and what keeps nobody out is told apart."""

from datetime import timedelta

import pytest

from saleor_automation.journeys.publishing import archive, pause
from saleor_automation.journeys.why_not import why_not
from saleor_automation.models import Consent, ContactTotals, Journey
from saleor_automation.pipeline import learn
from tests.factories import NOW, ContactFactory, JourneyFactory, enrolled, happened, running_journey

pytestmark = pytest.mark.django_db

BUYERS = {"all": [{"fact": "orders_count", "op": "gte", "value": 2}, {"fact": "language", "op": "eq", "value": "en"}]}


def asked(contact, journey, now=NOW, language="en"):
    return why_not(contact.pk, Journey.objects.get(pk=journey.pk), now, language)


def codes(found):
    return [(each.code, each.is_obstacle) for each in found]


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda: JourneyFactory(), "never_published"),
        (lambda: pause(running_journey().pk, NOW), "paused"),
        (lambda: archive(running_journey().pk, NOW), "archived"),
    ],
)
def test_journey_that_is_not_switched_on_lets_nobody_in(prepare, code):
    assert codes(asked(ContactFactory(), prepare())) == [(code, True)]


def test_event_that_did_not_happen_is_named_with_since_when():
    found = asked(ContactFactory(), running_journey())

    assert codes(found) == [("no_event", True)]
    assert found[0].text == "What lets people in has not happened since 2 Mar 2026, 09:00 UTC: abandoned a cart."


def test_event_that_did_not_pass_the_filter_is_told_from_one_that_did():
    # given
    only_news = {"field": "data.source", "op": "eq", "value": "news"}
    journey = running_journey(trigger={"kind": "event", "event": "custom:joined", "filter": only_news})
    other, fitting = ContactFactory(), ContactFactory()
    happened("custom:joined", other, data={"source": "other"})
    happened("custom:joined", fitting, data={"source": "news"})

    # then
    assert codes(asked(other, journey)) == [("event_filtered", True)]
    assert codes(asked(fitting, journey)) == [("event_waits", False)]


def test_entry_condition_is_answered_question_by_question():
    # given
    journey, contact = running_journey(entry={"rule": "once", "condition": BUYERS}), ContactFactory()
    ContactTotals.objects.filter(contact=contact).update(orders_count=1)
    happened("checkout_abandoned", contact)
    learn(NOW)

    # when
    found = asked(contact, journey)

    # then
    assert codes(found) == [("event_happened", False), ("entry_condition", True)]
    assert [(each["words"], each["holds"], each["value"]) for each in found[1].facts["answers"]] == [
        ("placed at least 2 orders", False, 1),
        ("language is English", True, "en"),
    ]


def test_who_was_inside_before_is_told_since_when_and_until():
    # given
    journey, contact = running_journey(entry={"rule": "again", "pause": "7 days"}), ContactFactory()
    (run,) = enrolled(journey, [contact])
    run.is_active = False
    run.save()

    # when
    found = asked(contact, journey, NOW + timedelta(days=1))[0]

    # then
    assert (found.code, found.is_obstacle) == ("pause_not_over", True)
    assert found.text == "Entered at 2 Mar 2026, 09:00 UTC; may enter again from 9 Mar 2026, 09:00 UTC on."


def test_run_about_one_order_keeps_nobody_from_the_next():
    journey, contact = running_journey(entry={"rule": "once_per_key", "key": "order"}), ContactFactory()
    enrolled(journey, [contact], key="1")

    assert codes(asked(contact, journey))[0] == ("inside_now", False)


def test_date_to_come_and_date_that_is_missing():
    # given
    trigger = {"kind": "date", "field": "last_order_at", "after": "3 days"}
    journey, buyer, other = running_journey(trigger=trigger), ContactFactory(), ContactFactory()
    ContactTotals.objects.filter(contact=buyer).update(last_order_at=NOW)

    # then
    assert [each.text for each in asked(buyer, journey)] == [
        "Enters at 5 Mar 2026, 09:00 UTC, because of last_order_at."
    ]
    assert codes(asked(other, journey)) == [("no_date", True)]


def test_who_would_get_no_mail_is_told_so_in_italian():
    # given
    journey, contact = running_journey(trigger={"kind": "manual"}), ContactFactory()
    Consent.objects.update(state="unsubscribed")

    # then
    assert [each.text for each in asked(contact, journey, language="it")] == [
        "Si entra solo a mano o da un altro percorso.",
        "Potrebbe entrare, ma non riceverebbe email di marketing: si è disiscritto.",
    ]
