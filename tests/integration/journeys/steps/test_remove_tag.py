import pytest

from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys import engine
from saleor_automation.models import ContactTag, Event, TagPeriod
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def test_mark_is_taken_off_those_who_have_it_and_the_history_says_who_did_it():
    # given
    marked, other = ContactFactory(), ContactFactory()
    add_tag("VIP", [marked.pk], "staff:1", NOW)
    journey = running_journey({"id": "clean", "kind": "remove_tag", "tag": "vip"}, slug="loyal")
    enrolled(journey, [marked, other])

    # when
    engine.advance(NOW, 100)

    # then
    assert not ContactTag.objects.exists()
    period = TagPeriod.objects.get()
    assert (period.contact_id, period.removed_by, period.removed_at) == (marked.pk, "journey:loyal", NOW)
    assert list(Event.objects.filter(kind="tag_removed").values_list("contact_id", flat=True)) == [marked.pk]
