"""Steps taken in one pass do what they would do one after the other, though their effects are applied together."""

import pytest

from saleor_automation.contacts.fields import create_field
from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys import engine
from saleor_automation.models import ContactTag, Decision, Enrollment, Message, Tag
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db

MARK = {"id": "mark", "kind": "add_tag", "tag": "vip"}
UNMARK = {"id": "unmark", "kind": "remove_tag", "tag": "vip"}
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
CODE = {"id": "code", "kind": "give_coupon", "policy": "ten-percent"}
IS_VIP = {"fact": "tag", "op": "has", "value": "vip"}


def reasons():
    return dict(Decision.objects.values_list("step_id", "reason"))


def test_branch_sees_the_tag_the_step_before_it_has_put_on():
    # given
    Tag.objects.create(name="vip", created_at=NOW)
    journey = running_journey(MARK, {"id": "split", "kind": "branch", "condition": IS_VIP})
    enrolled(journey, [ContactFactory()])

    # when
    engine.advance(NOW, 100)

    # then
    assert reasons()["split"] == "then"


def test_wait_until_sees_the_date_the_step_before_it_has_set():
    # given
    create_field("met", "Met", "date", [], NOW)
    remember = {"id": "remember", "kind": "set_field", "field": "met", "copy": "now"}
    journey = running_journey(remember, {"id": "week", "kind": "wait_until", "field": "met", "days": 7})
    [run] = enrolled(journey, [ContactFactory(time_zone="UTC")])

    # when
    engine.advance(NOW, 100)

    # then
    run.refresh_from_db()
    assert (run.step_id, run.wake_at) == ("week", NOW.replace(day=9))


def test_tag_taken_off_and_put_on_again_is_there():
    # given
    contact = ContactFactory()
    add_tag("vip", [contact.pk], "staff:1", NOW)
    enrolled(running_journey(UNMARK, MARK), [contact])

    # when
    engine.advance(NOW, 100)

    # then
    assert list(ContactTag.objects.values_list("contact_id", "source")) == [
        (contact.pk, f"journey:{Enrollment.objects.get().journey.slug}")
    ]


def test_each_mail_shows_the_coupon_that_was_given_before_it():
    # given
    steps = [
        *(LETTER | {"id": "plain"}, CODE | {"id": "first"}, LETTER | {"id": "one"}),
        *(CODE | {"id": "second"}, LETTER | {"id": "two"}),
    ]
    [run] = enrolled(running_journey(*steps), [ContactFactory()])

    # when
    engine.advance(NOW, 100)

    # then
    shown = {message.step_id: message.context.get("coupon", {}).get("key") for message in Message.objects.all()}
    assert shown == {"plain": None, "one": f"{run.pk}:first:1", "two": f"{run.pk}:second:3"}


def test_people_who_need_no_order_of_their_own_are_served_together(django_assert_num_queries):
    # given: everybody unmarks and marks; only the two effects of each need to be told apart
    journey = running_journey(UNMARK, MARK)
    enrolled(journey, [ContactFactory() for _ in range(12)])

    # when
    with django_assert_num_queries(15) as few:
        engine.advance(NOW, 2)
    with django_assert_num_queries(len(few.captured_queries)):
        engine.advance(NOW, 10)
