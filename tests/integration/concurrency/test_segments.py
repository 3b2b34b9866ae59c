from datetime import timedelta

from saleor_automation.contacts.touched import touch
from saleor_automation.models import Contact, Event, Segment, SegmentMember, TouchedContact
from saleor_automation.segments import keeping, saving
from tests.factories import NOW, ContactFactory, many_contacts
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

ITALIANS = {"fact": "country", "op": "eq", "value": "IT"}
GERMANS = {"fact": "country", "op": "eq", "value": "DE"}
CHECK = "WITH seen AS MATERIALIZED"


def run(now=NOW):
    while keeping.keep_current(now, 1000):
        pass


def members(segment):
    return set(SegmentMember.objects.filter(segment=segment).values_list("contact_id", flat=True))


def entries():
    return Event.objects.filter(kind="segment_entered").count()


def test_two_workers_let_a_contact_in_once(own_database):
    # given
    people = many_contacts(20)
    segment = saving.create_segment("Italians", ITALIANS, NOW)
    run()
    Contact.objects.update(country_code="IT")
    for person in people:
        touch([person.pk, people[0].pk], NOW)

    # when
    at_once(run, run, run)

    # then
    assert members(segment) == {person.pk for person in people}
    assert (entries(), TouchedContact.objects.count()) == (20, 0)


def test_what_a_killed_check_took_is_still_there(own_database):
    # given
    ada = ContactFactory(country_code="IT")
    segment = saving.create_segment("Italians", GERMANS, NOW)
    run()
    Contact.objects.update(country_code="DE")
    touch([ada.pk], NOW)

    # when: the worker dies between taking the contact and writing the member
    def die():
        with worker_dies_behind(CHECK):
            keeping.recheck_touched(NOW, 10)

    die()
    between = (members(segment), TouchedContact.objects.count())
    run()

    # then
    assert between == (set(), 1)
    assert (members(segment), entries()) == ({ada.pk}, 1)


class Killed(Exception):
    """The worker is gone."""


def worker_dies_behind(statement):
    """Run the block, and end it behind its first SQL that contains a text, as a kill would: nothing is committed."""
    import contextlib

    from django.db import connection

    def hold(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if statement in sql:
            raise Killed
        return result

    @contextlib.contextmanager
    def dying():
        with contextlib.suppress(Killed), connection.execute_wrapper(hold):
            yield

    return dying()


def test_edit_waits_for_the_check_under_way_and_wins(own_database):
    # given
    ada = ContactFactory(country_code="IT")
    segment = saving.create_segment("People", GERMANS, NOW)
    run()
    saving.update_segment(segment.pk, NOW, condition=ITALIANS)
    run()
    Contact.objects.update(country_code="DE")
    touch([ada.pk], NOW)

    # when: the condition changes to Germans while Ada is being taken out as no Italian
    with worker_held_behind(CHECK, lambda: keeping.recheck_touched(NOW, 10)) as check:
        edit = lambda: saving.update_segment(segment.pk, NOW, condition=GERMANS)  # noqa: E731
        with worker_waiting_for_a_lock(own_database, edit):
            check.go_on()
    run()

    # then
    assert members(segment) == {ada.pk}


def test_segments_cannot_come_to_contain_each_other_at_the_same_moment(own_database):
    # given
    first = saving.create_segment("First", ITALIANS, NOW)
    second = saving.create_segment("Second", ITALIANS, NOW)

    def contain(segment, other):
        try:
            saving.update_segment(segment.pk, NOW, condition={"fact": "segment", "op": "has", "value": other})
        except Exception as error:
            return str(error)
        return ""

    # when
    problems = at_once(lambda: contain(first, "second"), lambda: contain(second, "first"))

    # then
    assert sorted(bool(problem) for problem in problems) == [False, True]
    assert "would contain itself" in "".join(problems)


def test_two_workers_build_a_segment_once(own_database, monkeypatch):
    # given
    monkeypatch.setattr("saleor_automation.segments.building.BUILD_ROWS", 5)
    people = many_contacts(50)
    Contact.objects.update(country_code="IT")
    segment = saving.create_segment("Italians", ITALIANS, NOW)

    # when
    at_once(run, run)

    # then
    run()
    assert members(segment) == {person.pk for person in people}
    assert Segment.objects.get().state == "current"


def test_due_contact_held_by_another_worker_is_left_to_it(own_database):
    # given
    later = NOW + timedelta(days=90)
    ContactFactory(totals__orders_count=1, totals__last_order_at=NOW)
    segment = saving.create_segment("Fresh", {"fact": "last_order_age_days", "op": "lt", "value": 90}, NOW)
    run()

    # when
    with worker_held_behind(CHECK, lambda: keeping.recheck_due(later, 10)) as first:
        second = keeping.recheck_due(later, 10)
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert members(segment) == set()
    assert Event.objects.filter(kind="segment_left").count() == 1
