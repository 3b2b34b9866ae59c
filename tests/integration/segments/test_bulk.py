"""A deed over everybody in a segment or under a condition: in batches, once each, and stopped where it stands."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from saleor_automation.contacts.fields import create_field
from saleor_automation.core.exceptions import Conflict, InvalidDefinition, NotFound
from saleor_automation.models import BulkOperation, ContactTag, ContactTotals, FieldValue, Tag, TagPeriod
from saleor_automation.segments import bulk
from saleor_automation.segments.saving import create_segment
from tests.factories import NOW, many_contacts

pytestmark = pytest.mark.django_db
BUYERS = {"fact": "orders_count", "op": "gte", "value": 1}


@pytest.fixture
def buyers():
    """Twelve people, every second of whom has ordered; returns the ids of those."""
    people = many_contacts(12)
    ids = [contact.pk for contact in people[::2]]
    ContactTotals.objects.filter(contact_id__in=ids).update(orders_count=1)
    return ids


def begin(kind="assign_tags", parameters=None, audience=None):
    return bulk.begin(kind, parameters or {"tags": ["VIP", "Buyer"]}, audience or {"condition": BUYERS}, "staff:1", NOW)


def tagged(name="VIP"):
    return sorted(ContactTag.objects.filter(tag__name=name).values_list("contact_id", flat=True))


def test_deed_comes_to_everybody_in_batches(buyers):
    # given
    operation = begin()

    # when
    seen = [bulk.work(NOW, 4) for _ in range(4)]

    # then
    operation.refresh_from_db()
    assert seen == [4, 2, 0, 0]
    assert (operation.state, operation.total_count, operation.seen_count, operation.changed_count) == ("done", 6, 6, 12)
    assert tagged() == tagged("Buyer") == buyers
    assert set(TagPeriod.objects.values_list("assigned_by", flat=True)) == {"staff:1"}


@pytest.mark.parametrize("end", ["done", "cancelled", "failed"])
def test_address_somebody_was_looked_up_by_is_forgotten_in_the_end(buyers, end):
    # given
    operation = begin(audience={"condition": {"all": [{"fact": "email", "op": "contains", "value": "@"}]}})
    assert "@" in str(operation.audience)

    # when
    if end == "cancelled":
        bulk.cancel(operation.pk, NOW)
    else:
        bulk.work(NOW, 20, bulk.DEEDS if end == "done" else {})

    # then
    operation.refresh_from_db()
    assert (operation.state, operation.audience) == (end, {})


def test_deed_that_changes_who_is_meant_still_comes_to_everybody(buyers):
    # given
    begin()
    while bulk.work(NOW, 4):
        pass
    begin("unassign_tags", audience={"condition": {"fact": "tag", "op": "has", "value": "VIP"}})

    # when
    while bulk.work(NOW, 4):
        pass

    # then
    assert tagged() == []
    assert not TagPeriod.objects.filter(removed_at=None).exists()


def test_segment_can_be_meant(buyers):
    # given
    create_segment("Buyers", BUYERS, NOW)
    create_field("size", "Size", "number", [], NOW)
    begin("set_fields", {"values": {"size": 40}}, {"segment": "buyers"})

    # when
    while bulk.work(NOW, 100):
        pass

    # then
    assert sorted(FieldValue.objects.filter(number_value=40).values_list("contact_id", flat=True)) == buyers


def test_batch_that_breaks_writes_nothing_and_ends_the_operation_with_the_problem(buyers, caplog):
    # given
    operation = begin()
    bulk.work(NOW, 4)

    def broken(_parameters, ids, source, now):
        bulk.DEEDS["assign_tags"]({"tags": ["Half done"]}, ids, source, now)
        raise RuntimeError("out of memory")

    # when
    bulk.work(NOW, 4, {"assign_tags": broken})

    # then
    operation.refresh_from_db()
    assert (operation.state, operation.seen_count) == ("failed", 4)
    assert operation.problem == "Unexpected RuntimeError; the log says more."
    assert not Tag.objects.filter(name="Half done").exists()
    assert len(tagged()) == 4
    assert "bulk operation" in caplog.text
    assert bulk.work(NOW, 4) == 0


def test_batch_the_database_gave_up_is_done_again(buyers):
    # given
    operation = begin()

    def deadlocked(*_):
        raise OperationalError("deadlock detected")

    # when
    seen = [bulk.work(NOW, 4, {"assign_tags": deadlocked}), bulk.work(NOW, 100), bulk.work(NOW, 100)]

    # then
    operation.refresh_from_db()
    assert (seen, operation.state, tagged()) == ([0, 6, 0], "done", buyers)


def test_deed_that_can_never_be_done_says_why(buyers):
    # given: the field went after the operation was planned
    operation = begin("set_fields", {"values": {"gone": 1}})

    # when
    bulk.work(NOW, 4)

    # then
    operation.refresh_from_db()
    assert (operation.state, operation.problem) == (
        "failed",
        "There is no custom field 'gone'; create it first.",
    )


def test_operation_is_stopped_where_it_stands(buyers):
    # given
    operation = begin()
    bulk.work(NOW, 4)

    # when
    stopped = bulk.cancel(operation.pk, NOW + timedelta(minutes=1))

    # then
    assert (stopped.state, bulk.work(NOW, 4), len(tagged())) == ("cancelled", 0, 4)
    with pytest.raises(Conflict, match="is cancelled already; there is nothing left to stop"):
        bulk.cancel(operation.pk, NOW)
    with pytest.raises(NotFound):
        bulk.cancel(0, NOW)


@pytest.mark.parametrize(
    "audience",
    [{"segment": "none"}, {"condition": {"fact": "none", "op": "eq", "value": 1}}, {"condition": {"any": []}}],
)
def test_audience_there_is_none_of_is_refused(audience):
    with pytest.raises(InvalidDefinition):
        begin(audience=audience)
    assert not BulkOperation.objects.exists()
