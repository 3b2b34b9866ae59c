"""One stream of all a person did, in pages that neither lose nor repeat an entry, however much there is."""

from datetime import timedelta

import pytest
from django.db import connection

from saleor_automation.audience import place_on_lists, take_off_lists
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.contacts.tags import add_tag, remove_tag
from saleor_automation.journeys import by_hand, engine
from saleor_automation.models import ContactList, Event, Message
from saleor_automation.reports.timeline import timeline
from saleor_automation.reports.timeline_sources import Place, TimelineKind, page_statement
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, deliver_all, enrolled, happened, running_journey
from tests.shop.factories import make_product

pytestmark = pytest.mark.django_db

SEND = {"id": "send", "kind": "send", "template": "hello"}


def hours(count):
    return NOW + timedelta(hours=count)


def told(entries):
    return [(str(entry.kind), entry.title, entry.detail) for entry in entries]


def all_pages(contact, size, **arguments):
    found, after = [], None
    while True:
        page = timeline(contact.pk, size, "en", after=after, **arguments)
        assert len(page.entries) <= size
        found += page.entries
        if not page.has_more:
            return found
        after = page.entries[-1].place


def test_everything_is_told_once_newest_first():
    # given
    contact = ContactFactory()
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    happened("product_viewed", contact, NOW)
    place_on_lists([contact.pk], ["news"], "staff:5", hours(1))
    add_tag("VIP", [contact.pk], source="import", now=hours(2))
    remove_tag("VIP", [contact.pk], source="import", now=hours(3))
    journey = running_journey(SEND, WAIT_A_DAY, slug="welcome")
    (run,) = enrolled(journey, [contact], hours(4))
    engine.advance(hours(5), 10)
    deliver_all(hours(6))
    take_off_lists([contact.pk], ["news"], "staff:5", hours(7))
    by_hand.end(run.pk, hours(8))

    # when
    page = timeline(contact.pk, 50, "en")

    # then
    assert told(page.entries) == [
        ("journey", "Left “welcome”", "ended by hand"),
        ("decision", "“welcome”: ended by hand at “wait-1”", "by hand"),
        ("list", "Left the list “News”", "staff:5"),
        ("decision", "“welcome”: waits at “wait-1”", ""),
        ("decision", "“welcome”: step “send”", "a message was planned"),
        ("message", "Mail “Hello Ada” was sent", "welcome"),
        ("journey", "Entered “welcome”", ""),
        ("tag", "Lost the tag “VIP”", "import"),
        ("tag", "Got the tag “VIP”", "import"),
        ("list", "Joined the list “News”", "staff:5"),
        ("event", "Viewed a product", ""),
    ]
    assert not page.has_more
    assert [entry.at for entry in page.entries] == sorted((entry.at for entry in page.entries), reverse=True)


def test_products_and_pages_are_told_by_name(django_assert_num_queries):
    # given
    contact = ContactFactory()
    mug, jug = make_product("Blue mug", prices={}), make_product("Jug", prices={})
    for number, product_id in enumerate([mug.pk, jug.pk, mug.pk, 10**9]):
        url = f"https://shop.example/products/{product_id}/?utm_source=x"
        happened("product_viewed", contact, hours(number), product_id=product_id, data={"url": url})
    happened("page_viewed", contact, hours(4), data={"url": "https://shop.example/about/"})
    happened("page_viewed", contact, hours(5), data={"url": "http://[nonsense"})

    # when
    with django_assert_num_queries(3):
        page = timeline(contact.pk, 50, "en")

    # then
    assert [entry.title for entry in page.entries] == [
        "Viewed a page: http://[nonsense",
        "Viewed a page: /about/",
        "Viewed a product: /products/1000000000/",
        "Viewed a product: Blue mug",
        "Viewed a product: Jug",
        "Viewed a product: Blue mug",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_together_are_the_whole_though_much_happened_at_one_moment(size):
    # given
    contact, other = ContactFactory(), ContactFactory()
    for number in range(6):
        happened("product_viewed", contact, NOW, key=f"view-{number}")
        happened("page_viewed", contact, NOW, key=f"page-{number}")
        happened("page_viewed", other, NOW, key=f"other-{number}")
    add_tag("VIP", [contact.pk], source="import", now=NOW)
    enrolled(running_journey(SEND), [contact])

    # when
    whole, pages = timeline(contact.pk, 50, "en").entries, all_pages(contact, size)

    # then
    assert len(whole) == 14
    assert [entry.place for entry in pages] == [entry.place for entry in whole]


def test_only_the_kinds_that_are_asked_for():
    contact = ContactFactory()
    happened("product_viewed", contact)
    add_tag("VIP", [contact.pk], source="import", now=NOW)

    entries = timeline(contact.pk, 10, "en", kinds=[TimelineKind.TAG]).entries

    assert [str(entry.kind) for entry in entries] == ["tag"]


def test_what_is_to_come_stands_on_the_first_page():
    # given
    contact = ContactFactory()
    enrolled(running_journey(SEND, WAIT_A_DAY, slug="welcome"), [contact])
    engine.advance(NOW, 10)
    Message.objects.update(reason="quiet_hours", send_at=hours(3))

    # when
    page = timeline(contact.pk, 1, "it")

    # then
    assert told(page.upcoming) == [
        ("message", "Email “hello” il 2 mar 2026, 12:00 UTC", "ore di silenzio"),
        ("journey", "“welcome” prosegue da “wait-1” il 3 mar 2026, 09:00 UTC", ""),
    ]
    assert timeline(contact.pk, 1, "it", after=page.entries[0].place).upcoming == []


def test_what_a_merged_contact_did_belongs_to_the_one_that_stayed():
    # given
    stays, goes = ContactFactory(), ContactFactory()
    happened("product_viewed", goes)
    enrolled(running_journey(SEND), [goes])
    add_tag("VIP", [goes.pk], source="import", now=NOW)

    # when
    merge_contacts(stays.pk, goes.pk, hours(1))

    # then
    kinds = {str(entry.kind) for entry in timeline(stays.pk, 50, "en").entries}
    assert {"event", "journey", "tag"} <= kinds
    assert timeline(goes.pk, 50, "en").entries == []


def test_custom_events_are_told_by_their_name():
    contact = ContactFactory()
    happened("custom:tasting", contact)

    assert told(timeline(contact.pk, 5, "en").entries) == [("event", "“tasting”", "")]


def test_page_of_a_person_with_many_events_reads_few_of_them():
    # given
    contact, crowd = ContactFactory(), ContactFactory()
    kinds = ("page_viewed", "product_viewed", "order_placed", "message_opened")
    Event.objects.bulk_create(
        Event(
            kind=kinds[number % 4],
            key=f"{person.pk}:{number}",
            occurred_at=NOW + timedelta(minutes=number),
            recorded_at=NOW,
            processed_at=NOW,
            contact_id=person.pk,
        )
        for person in (contact, crowd)
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE automation_event")
    statement, params = page_statement(contact.pk, 50, Place(NOW + timedelta(minutes=1000), 0, 2**62), [])

    # when
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", params)
        plan = cursor.fetchone()[0][0]["Plan"]

    # then
    of_events = [node for node in nodes_of(plan) if str(node.get("Relation Name", "")).startswith("automation_event")]
    assert of_events
    assert all("Index" in node["Node Type"] for node in of_events), {node["Node Type"] for node in of_events}
    assert max(node["Actual Rows"] for node in of_events) <= 52


def nodes_of(plan):
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes_of(child)
