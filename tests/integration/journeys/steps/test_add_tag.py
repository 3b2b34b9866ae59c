import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import ContactTag, Event, Tag
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def test_everybody_of_the_batch_is_marked_once_and_the_mark_is_an_event():
    # given
    first, second = ContactFactory(), ContactFactory()
    Tag.objects.create(name="VIP", created_at=NOW)
    journey = running_journey({"id": "mark", "kind": "add_tag", "tag": "vip"}, slug="loyal")
    enrolled(journey, [first, second])

    # when
    engine.advance(NOW, 100)

    # then
    marks = ContactTag.objects.order_by("contact_id").values_list("contact_id", "tag__name", "source", "assigned_at")
    assert list(marks) == [(contact.pk, "VIP", "journey:loyal", NOW) for contact in (first, second)]
    assert Event.objects.filter(kind="tag_added").count() == 2


def test_mark_somebody_has_already_keeps_its_date():
    # given
    contact = ContactFactory()
    tag = Tag.objects.create(name="vip", created_at=NOW)
    ContactTag.objects.create(contact=contact, tag=tag, assigned_at=NOW.replace(year=2020), source="import")
    enrolled(running_journey({"id": "mark", "kind": "add_tag", "tag": "vip"}), [contact])

    # when
    engine.advance(NOW, 100)

    # then
    mark = ContactTag.objects.get()
    assert (mark.assigned_at.year, mark.source) == (2020, "import")
    assert not Event.objects.filter(kind="tag_added").exists()
