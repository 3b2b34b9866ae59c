from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.contacts.tags import add_tag, ensure_tag
from saleor_automation.contacts.touched import touch
from saleor_automation.models import Contact, Event, Segment, SegmentMember, SegmentTimer
from saleor_automation.segments import keeping, saving
from tests.factories import NOW, ORDER_DATA, ContactFactory, happened, many_contacts

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BOUGHT = {"fact": "orders_count", "op": "gte", "value": 1}
FRESH = {"fact": "last_order_age_days", "op": "lt", "value": 90}


def run(now=NOW):
    while keeping.keep_current(now, 1000):
        pass


def made(condition, now=NOW, name="Friends"):
    segment = saving.create_segment(name, condition, now)
    run(now)
    segment.refresh_from_db()
    return segment


def members(segment):
    return set(SegmentMember.objects.filter(segment=segment).values_list("contact_id", flat=True))


def moves(segment):
    events = Event.objects.filter(kind__in=["segment_entered", "segment_left"], data__segment=segment.slug)
    return [(e.kind, e.contact_id, e.data["cause"]) for e in events.order_by("id")]


def test_new_segment_holds_those_who_meet_it_without_calling_it_an_entry():
    # given
    inside, _ = ContactFactory(totals__orders_count=2), ContactFactory()

    # when
    segment = made(BOUGHT)

    # then
    assert members(segment) == {inside.pk}
    assert (segment.state, segment.built_at, moves(segment)) == ("current", NOW, [])


def test_processed_event_lets_its_contact_in_and_says_so():
    # given
    ada = ContactFactory()
    segment = made(BOUGHT)

    # when
    happened("order_placed", ada, data=ORDER_DATA)
    while pipeline.take_in(NOW):
        pass

    # then
    assert members(segment) == {ada.pk}
    assert moves(segment) == [("segment_entered", ada.pk, "change")]


def test_time_alone_takes_a_contact_out_at_the_very_moment():
    # given
    ada = ContactFactory(totals__orders_count=1, totals__last_order_at=NOW - 60 * DAY)
    segment = made(FRESH)
    assert SegmentTimer.objects.get(segment=segment).due_at == NOW + 30 * DAY

    # when
    run(NOW + 30 * DAY - timedelta(microseconds=1))
    before = members(segment)
    run(NOW + 30 * DAY)

    # then
    assert (before, members(segment)) == ({ada.pk}, set())
    assert moves(segment) == [("segment_left", ada.pk, "time")]
    assert not SegmentTimer.objects.exists()


def test_touch_is_enough_for_what_happens_outside_of_events():
    # given
    ensure_tag("Friend", NOW)
    ada = ContactFactory()
    segment = made({"fact": "tag", "op": "has", "value": "friend"})

    # when
    add_tag("Friend", [ada.pk], "test", NOW)
    touch([ada.pk], NOW)
    run()

    # then
    assert members(segment) == {ada.pk}


def test_edit_keeps_the_members_until_the_new_ones_are_found():
    # given
    old, new = ContactFactory(totals__orders_count=1), ContactFactory(country_code="IT")
    segment = made(BOUGHT)

    # when
    saving.update_segment(segment.pk, NOW, condition={"fact": "country", "op": "eq", "value": "IT"})
    between = members(segment)
    state = Segment.objects.get(pk=segment.pk).state
    run()

    # then
    assert (between, state) == ({old.pk}, "building")
    assert members(segment) == {new.pk}
    assert sorted(moves(segment)) == [("segment_entered", new.pk, "edit"), ("segment_left", old.pk, "edit")]


def test_who_changes_while_a_segment_is_built_is_asked_again_afterwards(monkeypatch):
    # given
    monkeypatch.setattr("saleor_automation.segments.building.BUILD_ROWS", 2)
    people = many_contacts(5)
    segment = saving.create_segment("Italians", {"fact": "country", "op": "eq", "value": "IT"}, NOW)
    keeping.build_step(NOW)

    # when: somebody the build has passed already moves to Italy
    Contact.objects.filter(pk=people[0].pk).update(country_code="IT")
    touch([people[0].pk], NOW)
    keeping.recheck_touched(NOW, 10)
    seen = members(segment)
    run()

    # then
    assert (seen, members(segment)) == (set(), {people[0].pk})
    assert moves(segment) == [("segment_entered", people[0].pk, "change")]


def test_edit_of_a_segment_rebuilds_what_contains_it():
    # given
    ada, bob = ContactFactory(totals__orders_count=1), ContactFactory(country_code="IT")
    inner = made(BOUGHT, name="Inner")
    middle = made({"fact": "segment", "op": "has", "value": "inner"}, name="Middle")
    outer = made({"not": {"fact": "segment", "op": "has", "value": "middle"}}, name="Outer")
    assert (members(middle), members(outer)) == ({ada.pk}, {bob.pk})

    # when
    saving.update_segment(inner.pk, NOW, condition={"fact": "country", "op": "eq", "value": "IT"})
    run()

    # then
    assert (members(middle), members(outer)) == ({bob.pk}, {ada.pk})


def test_refresh_repairs_what_nobody_told_and_reports_it():
    # given
    ada, bob = ContactFactory(totals__orders_count=1), ContactFactory()
    segment = made(BOUGHT)
    SegmentMember.objects.filter(segment=segment).update(contact_id=bob.pk)
    SegmentMember.objects.create(segment=segment, contact_id=bob.pk + 1000, entered_at=NOW)

    # when
    begun = keeping.begin_refresh(NOW + DAY)
    run(NOW + DAY)

    # then
    segment.refresh_from_db()
    assert begun == 1
    assert members(segment) - {bob.pk + 1000} == {ada.pk}
    assert (segment.last_drift, segment.refresh_cursor, segment.refreshed_at) == (2, None, NOW + DAY)
    assert sorted(moves(segment)) == [("segment_entered", ada.pk, "refresh"), ("segment_left", bob.pk, "refresh")]


def test_segment_that_fails_is_set_aside_and_the_others_go_on():
    # given
    ada = ContactFactory()
    broken = made(BOUGHT, name="Broken")
    sound = made({"fact": "country", "op": "eq", "value": "IT"}, name="Sound")
    Segment.objects.filter(pk=broken.pk).update(
        condition={"fact": "score", "name": "x", "op": "gte", "value": 1}, known={}
    )
    Contact.objects.filter(pk=ada.pk).update(country_code="IT")

    # when
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("saleor_automation.segments.membership.PEOPLE", "automation_contact c, nowhere t")
        touch([ada.pk], NOW)
        keeping.recheck_touched(NOW, 10)
    broken.refresh_from_db()

    # then
    assert broken.problem.startswith('ProgrammingError: relation "nowhere" does not exist')
    assert broken.state == "building"

    # when the refresh tries again
    keeping.begin_refresh(NOW, segment_id=broken.pk)
    keeping.begin_refresh(NOW, segment_id=sound.pk)
    run()

    # then
    assert members(sound) == {ada.pk}
