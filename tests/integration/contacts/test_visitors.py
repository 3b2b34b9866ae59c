from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_automation import audience, pipeline
from saleor_automation.contacts.visitors import purge_visitors
from saleor_automation.models import Contact, ContactProduct, ContactTotals, Event, Visitor, VisitorProduct
from saleor_automation.pipeline import TrackedItem
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def browse(visitor_id, *views, user_id=None, custom=()):
    """Report views, each (when, product or None), and learn them."""
    items = [
        TrackedItem("product_viewed" if product else "page_viewed", uuid4().hex, at, product_id=product)
        for at, product in views
    ]
    items += [TrackedItem("custom", uuid4().hex, at, name="quiz") for at in custom]
    latest = max(item.occurred_at for item in items)
    pipeline.track(visitor_id, items, user_id, latest)
    pipeline.learn(latest)


def subscribe(visitor_id, at=NOW, email="ada@example.com"):
    return audience.subscribe(email, at, source="footer", visitor_id=visitor_id)


def totals_of(contact_id):
    row = ContactTotals.objects.get(contact_id=contact_id)
    return row.visits_count, row.views_count, row.last_visit_at, row.last_view_at


def products_of(contact_id):
    rows = ContactProduct.objects.filter(contact_id=contact_id).order_by("product_id")
    return list(rows.values_list("product_id", "views_count", "last_viewed_at"))


@pytest.mark.parametrize(
    ("minutes", "visits"),
    [([0], 1), ([0, 1, 2], 1), ([0, 30], 1), ([0, 31], 2), ([0, 29, 58, 87], 1), ([0, 31, 62, 93], 4)],
)
def test_pages_within_thirty_minutes_are_one_visit(minutes, visits):
    # given
    visitor_id = uuid4()

    # when
    browse(visitor_id, *[(NOW + minute * MINUTE, None) for minute in minutes])

    # then
    visitor = Visitor.objects.get()
    assert (visitor.visits_count, visitor.views_count) == (visits, 0)
    assert visitor.last_seen_at == visitor.last_visit_at == NOW + minutes[-1] * MINUTE
    assert not Contact.objects.exists()


def test_everything_a_visitor_did_becomes_the_contacts():
    # given
    visitor_id = uuid4()
    browse(visitor_id, (NOW, 7), (NOW + MINUTE, 7), (NOW + DAY, 7), (NOW + DAY, 8), custom=[NOW])
    assert list(VisitorProduct.objects.order_by("product_id").values_list("product_id", "views_count")) == [
        (7, 3),
        (8, 1),
    ]

    # when
    contact_id = subscribe(visitor_id, NOW + DAY)

    # then
    assert totals_of(contact_id) == (2, 4, NOW + DAY, NOW + DAY)
    assert products_of(contact_id) == [(7, 3, NOW + DAY), (8, 1, NOW + DAY)]
    assert Event.objects.filter(contact_id=contact_id, visitor_id=visitor_id).count() == 5
    assert not VisitorProduct.objects.exists()
    visitor = Visitor.objects.get()
    assert (visitor.contact_id, visitor.visits_count, visitor.views_count) == (contact_id, 0, 0)


def test_saying_it_twice_counts_once():
    # given
    visitor_id = uuid4()
    browse(visitor_id, (NOW, 7))
    contact_id = subscribe(visitor_id)

    # when
    subscribe(visitor_id)

    # then
    assert totals_of(contact_id)[:2] == (1, 1)
    assert products_of(contact_id) == [(7, 1, NOW)]


def test_events_not_processed_yet_are_counted_when_their_turn_comes():
    # given
    visitor_id = uuid4()
    pipeline.track(visitor_id, [TrackedItem("product_viewed", "a", NOW, product_id=7)], None, NOW)
    contact_id = subscribe(visitor_id)
    assert totals_of(contact_id)[:2] == (0, 0)

    # when
    pipeline.learn(NOW)

    # then
    assert totals_of(contact_id)[:2] == (1, 1)


def test_visit_that_goes_on_after_the_name_is_one_visit():
    # given
    visitor_id = uuid4()
    browse(visitor_id, (NOW, None))
    contact_id = subscribe(visitor_id, NOW + MINUTE)

    # when
    browse(visitor_id, (NOW + 20 * MINUTE, None))

    # then
    assert totals_of(contact_id) == (1, 0, NOW + 20 * MINUTE, None)


def test_visit_in_two_browsers_is_one_visit():
    # given: a known browser, and a private window opened ten minutes later
    known, private = uuid4(), uuid4()
    contact_id = subscribe(known)
    browse(known, (NOW, None))
    browse(private, (NOW - DAY, None), (NOW + 10 * MINUTE, None))

    # when
    subscribe(private, NOW + 11 * MINUTE)

    # then: yesterday's is a visit of its own
    assert totals_of(contact_id)[:1] == (2,)


def test_several_visitors_of_one_person_come_together():
    # given
    phone, laptop = uuid4(), uuid4()
    browse(phone, (NOW - 2 * DAY, 7))
    browse(laptop, (NOW - DAY, 7), (NOW - DAY, 9))

    # when
    contact_id = subscribe(phone)
    assert subscribe(laptop) == contact_id

    # then
    assert totals_of(contact_id) == (2, 3, NOW - DAY, NOW - DAY)
    assert products_of(contact_id) == [(7, 2, NOW - DAY), (9, 1, NOW - DAY)]


def test_browser_of_two_people_keeps_apart_what_each_did():
    # given
    shared = uuid4()
    browse(shared, (NOW, 7))
    ada = subscribe(shared, NOW, "ada@example.com")

    # when
    bob = subscribe(shared, NOW + MINUTE, "bob@example.com")
    browse(shared, (NOW + DAY, 8))

    # then
    assert (products_of(ada), products_of(bob)) == ([(7, 1, NOW)], [(8, 1, NOW + DAY)])


def test_logging_in_names_the_visitor_and_proves_it():
    # given
    contact = ContactFactory(user_id=5)
    visitor_id = uuid4()
    browse(visitor_id, (NOW, 7))

    # when
    browse(visitor_id, (NOW + MINUTE, 8), user_id=5)

    # then
    visitor = Visitor.objects.get()
    assert (visitor.contact_id, visitor.is_proven) == (contact.pk, True)
    assert products_of(contact.pk) == [(7, 1, NOW), (8, 1, NOW + MINUTE)]


def test_typed_address_proves_nothing_and_takes_no_proof_away():
    # given
    ContactFactory(user_id=5, email="ada@example.com")
    typed, logged_in = uuid4(), uuid4()
    browse(logged_in, (NOW, 7), user_id=5)

    # when
    subscribe(typed)
    subscribe(logged_in)

    # then
    assert dict(Visitor.objects.values_list("id", "is_proven")) == {typed: False, logged_in: True}

    # when: somebody else's address is typed into the browser of a customer
    subscribe(logged_in, email="bob@example.com")

    # then
    assert Visitor.objects.get(pk=logged_in).is_proven is False


def test_page_reported_late_is_no_visit_of_its_own():
    # given
    visitor_id = uuid4()
    browse(visitor_id, (NOW, None))

    # when
    pipeline.track(visitor_id, [TrackedItem("page_viewed", "late", NOW - 2 * MINUTE)], None, NOW)
    pipeline.learn(NOW)

    # then
    assert Visitor.objects.get().visits_count == 1
    assert Visitor.objects.get().last_visit_at == NOW


def test_strangers_are_forgotten_with_their_events_after_the_retention():
    # given
    old, recent, known = uuid4(), uuid4(), uuid4()
    browse(old, (NOW - 91 * DAY, 7))
    browse(recent, (NOW - 89 * DAY, 7))
    browse(known, (NOW - 91 * DAY, 7))
    contact_id = subscribe(known)

    # when
    with transaction.atomic():
        count = purge_visitors(NOW, 90 * DAY, 1000)

    # then
    assert count == 1
    assert set(Visitor.objects.values_list("id", flat=True)) == {recent, known}
    assert set(Event.objects.filter(product_id=7).values_list("visitor_id", flat=True)) == {recent, known}
    assert set(VisitorProduct.objects.values_list("visitor_id", flat=True)) == {recent}
    assert totals_of(contact_id)[:2] == (1, 1)


def test_statements_do_not_grow_with_the_visitors():
    def statements(count, offset):
        ids = [UUID(int=offset + number) for number in range(count)]
        for visitor_id in ids:
            pipeline.track(visitor_id, [TrackedItem("product_viewed", "a", NOW, product_id=7)], None, NOW)
        with CaptureQueriesContext(connection) as queries:
            pipeline.learn(NOW)
        return len(queries)

    statements(1, 50)  # the first asks for the shop's name as well

    assert statements(1, 100) == statements(30, 200)
