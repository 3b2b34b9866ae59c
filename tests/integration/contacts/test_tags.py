from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_automation.contacts import tags
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.core.exceptions import Conflict, NotFound, PermanentError
from saleor_automation.journeys import mentions
from saleor_automation.models import ContactTag, Event, ScoreRule, Tag, TagPeriod
from saleor_automation.segments.saving import create_segment
from tests.factories import NOW, ContactFactory, JourneyFactory, many_contacts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ada():
    return ContactFactory()


def history(contact):
    rows = TagPeriod.objects.filter(contact=contact).order_by("id")
    return [(row.tag_name, row.assigned_by, row.assigned_at, row.removed_by, row.removed_at) for row in rows]


def test_history_tells_who_gave_and_took_a_tag_and_when(ada):
    # when
    tags.add_tag("VIP", [ada.pk], "journey:welcome", NOW)
    tags.add_tag("vip", [ada.pk], "staff:1", NOW + DAY)
    tags.remove_tag("Vip", [ada.pk], "staff:2", NOW + 2 * DAY)
    tags.add_tag("VIP", [ada.pk], "staff:3", NOW + 3 * DAY)

    # then
    assert history(ada) == [
        ("VIP", "journey:welcome", NOW, "staff:2", NOW + 2 * DAY),
        ("VIP", "staff:3", NOW + 3 * DAY, "", None),
    ]
    told = Event.objects.order_by("id").values_list("kind", "data__tag", "data__source")
    assert list(told) == [
        ("tag_added", "VIP", "journey:welcome"),
        ("tag_removed", "VIP", "staff:2"),
        ("tag_added", "VIP", "staff:3"),
    ]


def test_taking_off_what_is_not_there_does_nothing(ada):
    assert tags.remove_tag("VIP", [ada.pk], "staff:1", NOW) == 0
    tags.create_tag("VIP", NOW)
    assert tags.remove_tag("VIP", [ada.pk], "staff:1", NOW) == 0
    assert not Event.objects.exists()


def test_contact_that_is_gone_is_passed_over(ada):
    assert tags.add_tag("VIP", [ada.pk, 999_999], "staff:1", NOW) == 1


def test_number_of_statements_does_not_grow_with_the_contacts():
    def statements(count):
        ids = [contact.pk for contact in many_contacts(count)]
        with CaptureQueriesContext(connection) as captured:
            tags.add_tag(f"tag {count}", ids, "staff:1", NOW)
            tags.remove_tag(f"tag {count}", ids, "staff:1", NOW)
        return len(captured)

    assert statements(40) == statements(1)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b"])
def test_bad_name_is_refused(name):
    with pytest.raises(PermanentError, match="use 1 to 100 printable characters"):
        tags.create_tag(name, NOW)
    assert not Tag.objects.exists()


def test_name_is_unique_whatever_its_case():
    # given
    tags.create_tag("VIP", NOW)
    other = tags.create_tag("Other", NOW)

    # when / then
    with pytest.raises(Conflict, match=r"There is a tag 'vip' already, maybe in another case; choose another name\."):
        tags.create_tag("vip", NOW)
    with pytest.raises(Conflict):
        tags.rename_tag(other.pk, "Vip")
    with pytest.raises(NotFound):
        tags.rename_tag(999_999, "Any")


def test_tag_that_is_deleted_leaves_its_history(ada):
    # given
    tags.add_tag("VIP", [ada.pk], "staff:1", NOW)

    # when
    mentions.delete_tag(Tag.objects.get().pk, "staff:2", NOW + DAY)

    # then
    assert history(ada) == [("VIP", "staff:1", NOW, "staff:2", NOW + DAY)]
    assert not (Tag.objects.exists() or ContactTag.objects.exists())


def test_tag_that_is_used_is_neither_deleted_nor_renamed_and_its_users_are_named():
    # given
    tag = tags.create_tag("VIP", NOW)
    JourneyFactory(slug="draft", draft={"steps": [{"id": "a", "kind": "add_tag", "tag": "vip"}]})
    JourneyFactory(
        slug="asks",
        draft={
            "steps": [
                {
                    "id": "a",
                    "kind": "branch",
                    "condition": {"all": [{"not": {"fact": "tag", "op": "has", "value": "VIP"}}]},
                }
            ]
        },
    )
    JourneyFactory(slug="old", status="archived", draft={"steps": [{"id": "a", "kind": "add_tag", "tag": "VIP"}]})
    create_segment("Best", {"fact": "tag", "op": "has", "value": "Vip"}, NOW)

    # when
    with pytest.raises(Conflict) as refused:
        mentions.delete_tag(tag.pk, "staff:1", NOW)
    with pytest.raises(Conflict):
        mentions.rename_tag(tag.pk, "Very important")
    mentions.rename_tag(tag.pk, "vip")

    # then
    assert (
        str(refused.value) == "Tag 'VIP' is used by journey 'asks', journey 'draft', segment 'best'; change that first."
    )
    assert Tag.objects.get().name == "vip"
    assert not ScoreRule.objects.exists()


def test_merged_contacts_keep_both_histories(ada):
    # given
    grace = ContactFactory()
    for contact, day in ((grace, 0), (ada, 1)):
        tags.add_tag("VIP", [contact.pk], f"staff:{contact.pk}", NOW + day * DAY)
    tags.add_tag("Old", [grace.pk], "staff:1", NOW)
    tags.remove_tag("Old", [grace.pk], "staff:1", NOW + DAY)

    # when
    with transaction.atomic():
        merge_contacts(ada.pk, grace.pk, NOW + 2 * DAY)

    # then
    found = TagPeriod.objects.order_by("tag_name").values_list("tag_name", "contact_id", "assigned_at", "removed_at")
    assert list(found) == [("Old", ada.pk, NOW, NOW + DAY), ("VIP", ada.pk, NOW, None)]
