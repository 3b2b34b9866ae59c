from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.models import Event, ScoreEntry
from saleor_automation.scores import expiry
from tests.factories import NOW, ContactFactory, happened, many_contacts

from .builders import entries_of, learn, rule, score, value_of, viewed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_event_gives_the_points_of_every_rule_that_looks_at_it():
    # given
    contact, interest, fit = ContactFactory(), score(), score("fit")
    rule(interest, points=3)
    rule(interest, points=-1)
    rule(fit, points=5)
    rule(fit, points=50, event="product_viewed")
    rule(fit, points=500, is_active=False)
    viewed(contact)

    # when
    learn()

    # then
    assert (value_of(contact, interest), value_of(contact, fit)) == (2, 5)
    assert entries_of(contact) == [("award", 3), ("award", -1), ("award", 5)]


def test_filter_lets_only_some_events_through():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest, filter={"field": "url", "op": "contains", "value": "/shoes"})
    viewed(contact, data={"url": "https://shop.example/shoes/41"})
    viewed(contact, data={"url": "https://shop.example/hats"})
    viewed(contact)

    # when
    learn()

    # then
    assert entries_of(contact) == [("award", 10)]


def test_number_within_days_is_completed_by_the_last_event_and_counts_anew():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest, times=3, within_days=7, expires_after_days=60)
    for day in (0, 8, 9, 10, 11, 12, 13):
        viewed(contact, at=NOW + day * DAY)

    # when
    learn(NOW + 20 * DAY)

    # then
    assert [e.occurred_at for e in ScoreEntry.objects.order_by("id")] == [NOW + 10 * DAY, NOW + 13 * DAY]
    assert [e.expires_at for e in ScoreEntry.objects.order_by("id")] == [NOW + 70 * DAY, NOW + 73 * DAY]
    assert value_of(contact, interest) == 20


def test_number_is_completed_across_batches():
    # given
    contact, interest = ContactFactory(), score()
    page = {"url": "https://shop.example/prices"}
    rule(interest, times=3, within_days=7, filter={"field": "url", "op": "eq", "value": page["url"]})

    # when
    values = []
    for hour, data in enumerate((page, {"url": "https://shop.example/"}, page, page, page, page)):
        viewed(contact, at=NOW + timedelta(hours=hour), data=data)
        learn(NOW + timedelta(hours=hour))
        values.append(value_of(contact, interest))

    # then
    assert values == [0, 0, 0, 10, 10, 10]


def test_day_gives_no_more_than_the_rule_allows():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest, most_per_day=2)
    for hours in (0, 1, 2, 14, 15, 16, 17, 18):
        viewed(contact, at=NOW + timedelta(hours=hours))
        learn(NOW + timedelta(hours=hours))

    # then: two on Monday before midnight UTC (9 to 23 o'clock), two on Tuesday
    assert value_of(contact, interest) == 40


def test_no_more_awards_last_at_once_than_the_rule_allows():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest, most_at_once=1, expires_after_days=2)

    # when
    for day in (0, 1, 2, 3, 4):
        expiry.expire(NOW + day * DAY, 100)
        viewed(contact, at=NOW + day * DAY)
        learn(NOW + day * DAY)

    # then
    assert entries_of(contact) == [("award", 10), ("expiry", -10), ("award", 10), ("expiry", -10), ("award", 10)]


def test_value_stays_within_the_limits_and_the_ledger_says_what_moved():
    # given
    contact, interest = ContactFactory(), score(minimum=0, maximum=25)
    up = rule(interest, event="page_viewed", expires_after_days=1)
    rule(interest, event="unsubscribed", points=-100)
    for minute in range(3):
        viewed(contact, at=NOW + timedelta(minutes=minute))
    happened("unsubscribed", contact, at=NOW + timedelta(hours=1))

    # when
    learn(NOW + timedelta(hours=2))

    # then
    assert entries_of(contact) == [("award", 10), ("award", 10), ("award", 5), ("award", -25)]
    assert ScoreEntry.objects.filter(rule_id=up.pk).order_by("-id").first().asked_points == 10
    assert value_of(contact, interest) == 0


def test_passing_a_threshold_is_an_event_with_its_direction():
    # given
    contact, interest = ContactFactory(), score(thresholds=[10, 15, 30])
    rule(interest, points=20, expires_after_days=1)
    viewed(contact)

    # when
    learn()
    expiry.expire(NOW + DAY, 100)

    # then
    told = [e.data for e in Event.objects.filter(kind="score_crossed").order_by("id")]
    assert [(d["score"], d["threshold"], d["direction"], d["value"], d["value_before"]) for d in told] == [
        ("interest", 10, "up", 20, 0),
        ("interest", 15, "up", 20, 0),
        ("interest", 15, "down", 0, 20),
        ("interest", 10, "down", 0, 20),
    ]
    assert {e.contact_id for e in Event.objects.filter(kind="score_crossed")} == {contact.pk}


def test_what_a_scanner_opened_counts_for_nothing():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest, event="message_opened")
    rule(interest, event="message_opened", points=100, times=2, within_days=1)
    for minute, is_machine in enumerate((True, True, False)):
        at = NOW + timedelta(minutes=minute)
        happened("message_opened", contact, at=at, data={"machine": is_machine})
        learn(at)

    # then
    assert entries_of(contact) == [("award", 10)]


def test_event_processed_again_gives_its_points_once():
    # given
    contact, interest = ContactFactory(), score()
    rule(interest)
    viewed(contact)
    learn()

    # when
    Event.objects.update(processed_at=None)
    learn()

    # then
    assert entries_of(contact) == [("award", 10)]


def test_events_of_nobody_and_of_switched_off_scores_give_nothing():
    # given
    interest = score(is_active=False)
    rule(interest)
    viewed(ContactFactory())

    # when
    learn()

    # then
    assert not ScoreEntry.objects.exists()


def test_number_of_statements_does_not_grow_with_events_or_rules():
    def statements(people, rules):
        interest = score(f"interest-{people}", thresholds=[5])
        for number in range(rules):
            at = {"field": "url", "op": "contains", "value": str(number)}
            rule(interest, filter=at, times=2, within_days=3, most_per_day=5, expires_after_days=9)
        for contact in many_contacts(people):
            for minute in range(3):
                viewed(contact, at=NOW + timedelta(minutes=minute), data={"url": "0123456789"})
        with CaptureQueriesContext(connection) as captured:
            learn(NOW + DAY)
        return len(captured)

    # given
    few = statements(people=2, rules=1)

    # when
    many = statements(people=30, rules=8)

    # then
    assert many == few
    assert ScoreEntry.objects.count() == 2 + 30 * 8 + 30
