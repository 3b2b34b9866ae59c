from saleor_automation.models import BulkOperation, ContactTag, Event, TagPeriod
from saleor_automation.segments import bulk
from tests.factories import NOW, many_contacts
from tests.workers import at_once, worker_held_behind

EVERYBODY = {"condition": {"fact": "orders_count", "op": "gte", "value": 0}}


def begin(kind="assign_tags"):
    return bulk.begin(kind, {"tags": ["VIP"]}, EVERYBODY, "staff:1", NOW)


def drain():
    while bulk.work(NOW, 7):
        pass


def test_operations_are_shared_by_workers_and_nobody_is_tagged_twice(own_database):
    # given: the same deed four times, and its opposite
    people = many_contacts(40)
    for _ in range(4):
        begin()

    # when
    at_once(drain, drain, drain, drain)
    drain()

    # then
    assert set(BulkOperation.objects.values_list("state", "seen_count")) == {("done", 40)}
    assert sum(BulkOperation.objects.values_list("changed_count", flat=True)) == 40
    assert (ContactTag.objects.count(), TagPeriod.objects.count()) == (40, 40)
    assert Event.objects.filter(kind="tag_added").count() == len(people)


def test_giving_and_taking_at_once_leave_marks_and_history_in_step(own_database):
    # given
    many_contacts(30)
    for kind in ("assign_tags", "unassign_tags", "assign_tags", "unassign_tags", "assign_tags"):
        begin(kind)

    # when
    at_once(drain, drain, drain, drain)
    drain()

    # then
    marked = set(ContactTag.objects.values_list("contact_id", flat=True))
    assert set(TagPeriod.objects.filter(removed_at=None).values_list("contact_id", flat=True)) == marked
    added, removed = (Event.objects.filter(kind=kind).count() for kind in ("tag_added", "tag_removed"))
    assert added - removed == len(marked)


def test_batch_of_a_worker_that_died_is_done_by_the_next(own_database):
    # given
    many_contacts(10)
    operation = begin()
    bulk.work(NOW, 4)

    # when: one worker holds the operation, another finds nothing to do; then the first one goes on
    with worker_held_behind("FROM automation_bulkoperation", lambda: bulk.work(NOW, 4)) as held:
        assert bulk.work(NOW, 4) == 0
        held.go_on()
    drain()

    # then
    operation.refresh_from_db()
    assert (operation.state, operation.seen_count, ContactTag.objects.count()) == ("done", 10, 10)
