from datetime import timedelta

from saleor_automation import pipeline
from saleor_automation.models import ContactTotals, Event
from tests.factories import NOW, ContactFactory, happened
from tests.workers import at_once, worker_held_behind

CLAIM = "FROM automation_event"


def drain():
    total = 0
    while count := pipeline.learn(NOW + timedelta(hours=1)):
        total += count
    return total


def test_event_is_counted_once_with_two_workers(own_database):
    # given
    contact = ContactFactory()
    happened("page_viewed", contact)

    # when
    with worker_held_behind(CLAIM, lambda: pipeline.learn(NOW)) as first:
        second = pipeline.learn(NOW)
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert ContactTotals.objects.get(contact=contact).visits_count == 1


def test_workers_that_share_a_person_do_not_lose_a_count(own_database, small_batches, caplog):
    # given
    contacts = [ContactFactory() for _ in range(4)]
    for number in range(40):
        for contact in contacts:
            happened("product_viewed", contact, NOW, key=f"view:{contact.pk}:{number}", product_id=number % 3)

    # when
    counts = at_once(drain, drain, drain)

    # then
    assert sum(counts) == 160
    assert [totals.views_count for totals in ContactTotals.objects.all()] == [40] * 4
    assert caplog.records == []


def test_events_of_a_failed_batch_are_counted_once_although_another_worker_takes_them(own_database, caplog):
    # given: one event nobody can count makes the whole batch fail
    contact = ContactFactory()
    happened("page_viewed", contact, NOW)
    happened("order_placed", contact, NOW, data={"currency": "USD"})

    # when: another worker processes the good event before the first one gets to it alone
    with worker_held_behind("AND id = %s", lambda: pipeline.learn(NOW), before=True) as first:
        pipeline.learn(NOW)
        first.go_on()

    # then
    assert ContactTotals.objects.get(contact=contact).visits_count == 1
    good, broken = Event.objects.order_by("kind").reverse()
    assert good.processed_at == NOW
    assert (broken.processed_at, broken.problem) == (None, "KeyError: 'gross'")
