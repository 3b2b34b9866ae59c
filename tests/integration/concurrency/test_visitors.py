from datetime import timedelta
from uuid import uuid4

from saleor_automation import audience, pipeline
from saleor_automation.models import Contact, ContactProduct, ContactTotals, Event, Visitor, VisitorProduct
from saleor_automation.pipeline import TrackedItem
from tests.factories import NOW
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

LATER = NOW + timedelta(minutes=1)


def view(visitor_id, product_id, key="a", at=NOW):
    return pipeline.track(visitor_id, [TrackedItem("product_viewed", key, at, product_id=product_id)], None, at)


def subscribe(visitor_id, email="ada@example.com"):
    return audience.subscribe(email, LATER, source="footer", visitor_id=visitor_id)


def views_of_everybody():
    contacts = sum(ContactTotals.objects.values_list("views_count", flat=True))
    return contacts, sum(Visitor.objects.values_list("views_count", flat=True))


def test_two_names_at_once_count_what_the_visitor_did_with_one_of_them(own_database):
    # given
    visitor_id = uuid4()
    for number in range(5):
        view(visitor_id, number, key=str(number))
    pipeline.learn(NOW)

    # when
    emails = [f"person{number}@example.com" for number in range(4)]
    at_once(*[lambda email=email: subscribe(visitor_id, email) for email in emails])

    # then
    assert Contact.objects.count() == 4
    assert views_of_everybody() == (5, 0)
    assert sorted(ContactTotals.objects.values_list("views_count", flat=True)) == [0, 0, 0, 5]
    assert ContactProduct.objects.count() == 5
    assert not VisitorProduct.objects.exists()
    owner = ContactTotals.objects.get(views_count=5).contact_id
    assert set(Event.objects.filter(visitor_id=visitor_id).values_list("contact_id", flat=True)) == {owner}


def test_view_read_before_the_name_and_counted_after_it_waits_and_is_counted_once(own_database):
    # given: a worker has read that the visitor has no name, and is about to lock it
    visitor_id = uuid4()
    view(visitor_id, 7)

    # when
    with worker_held_behind("AND contact_id IS NOT NULL", lambda: pipeline.learn(LATER)) as worker:
        contact_id = subscribe(visitor_id)
        taken = worker.go_on()

    # then: it left the event for the next pass, which finds the contact
    assert taken == 1
    assert views_of_everybody() == (0, 0)
    assert Event.objects.get(kind="product_viewed").processed_at is None
    pipeline.learn(LATER)
    assert views_of_everybody() == (1, 0)
    assert Event.objects.get(kind="product_viewed").contact_id == contact_id


def test_name_given_while_a_view_is_counted_takes_that_view_along(own_database):
    # given
    visitor_id = uuid4()
    view(visitor_id, 7)

    # when: the subscription waits for the worker that counts
    with (
        worker_held_behind("UPDATE automation_visitor t SET last_seen_at", lambda: pipeline.learn(NOW)) as worker,
        worker_waiting_for_a_lock(own_database, lambda: subscribe(visitor_id)) as subscription,
    ):
        worker.go_on()
        contact_id = subscription.result(30)

    # then
    assert views_of_everybody() == (1, 0)
    assert Event.objects.get(kind="product_viewed").contact_id == contact_id


def test_same_batch_sent_twice_at_once_is_recorded_once(own_database):
    # given
    visitor_id = uuid4()

    # when
    counts = at_once(*[lambda age=age: view(visitor_id, 7, at=NOW + timedelta(seconds=age)) for age in range(4)])

    # then
    assert sorted(counts) == [0, 0, 0, 1]
    assert Event.objects.count() == 1


def test_people_and_visitors_in_every_order_end_without_a_deadlock(own_database, small_batches, caplog):
    # given: visitors that several workers count and name at the same time
    visitors = [uuid4() for _ in range(8)]

    def browse(number):
        for turn in range(10):
            for visitor_id in visitors[number:] + visitors[:number]:
                view(visitor_id, turn, key=f"{number}-{turn}")
            pipeline.learn(LATER)

    def name():
        for number, visitor_id in enumerate(reversed(visitors)):
            subscribe(visitor_id, f"person{number % 3}@example.com")

    # when
    at_once(lambda: browse(0), lambda: browse(3), name)
    while pipeline.learn(LATER):
        pass

    # then
    assert views_of_everybody() == (160, 0)
    assert caplog.records == []
