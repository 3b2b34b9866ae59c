from datetime import timedelta
from uuid import UUID

import pytest
from saleor.channel.models import Channel
from saleor.discount.models import VoucherCode

from saleor_automation import pipeline
from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys import engine
from saleor_automation.journeys.publishing import pause, publish, resume
from saleor_automation.models import Coupon, Enrollment, Message, Tag
from tests.factories import (
    NOW,
    ORDER_DATA,
    WAIT_A_DAY,
    ContactFactory,
    deliver_all,
    enrolled,
    happened,
    running_journey,
)

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
NEXT_LETTER = {"id": "next-letter", "kind": "send", "template": "hello"}
STAY = {"id": "wait-2", "kind": "wait", "duration": "9 days"}
CODE = {"id": "code", "kind": "give_coupon", "policy": "ten-percent"}
ORDERED = {"event": "order_placed", "reason": "already_ordered", "is_goal": True}
WAIT_FOR_ORDER = {"id": "order", "kind": "wait_for", "event": "order_placed", "limit": "3 days", "on_limit": "letter"}
THANKS = {"id": "thanks", "kind": "add_tag", "tag": "thanked", "next": "done"}
DONE = {"id": "done", "kind": "end"}


@pytest.fixture
def channel():
    return Channel.objects.create(name="Shop", slug="shop", currency_code="USD", default_country="US", is_active=True)


def orders(contact, at, number=1):
    happened("order_placed", contact, at, order_id=UUID(int=number), data=ORDER_DATA)


def test_exit_ends_the_run_takes_back_what_is_queued_and_revokes_the_coupon(channel):
    # given: a mail with a code was sent, the next one is queued
    journey = running_journey(CODE, LETTER | {"truth": ["coupon"]}, WAIT_A_DAY, NEXT_LETTER, STAY, exits=[ORDERED])
    buyer, other = ContactFactory(), ContactFactory()
    run, other_run = enrolled(journey, [buyer, other])
    engine.advance(NOW, 100)
    deliver_all(NOW)
    engine.advance(NOW + DAY, 100)

    # when
    orders(buyer, NOW + DAY + HOUR)
    pipeline.learn(NOW + DAY + HOUR)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason, run.finished_at) == (False, "already_ordered", NOW + DAY + HOUR)
    first, second = Message.objects.filter(enrollment_id=run.pk).order_by("planned_at")
    assert first.state == "delivered"
    assert (second.state, second.reason, second.settled_at) == ("skipped", "already_ordered", NOW + DAY + HOUR)
    coupon = Coupon.objects.get(enrollment_id=run.pk)
    assert coupon.revoked_at == NOW + DAY + HOUR
    assert VoucherCode.objects.get(code=coupon.code).is_active is False

    # then nothing of the other person has changed
    other_run.refresh_from_db()
    assert other_run.is_active
    assert Message.objects.get(enrollment_id=other_run.pk, step_id="next-letter").state == "queued"
    other_coupon = Coupon.objects.get(enrollment_id=other_run.pk)
    assert other_coupon.revoked_at is None
    assert VoucherCode.objects.get(code=other_coupon.code).is_active is True


def test_coupon_that_was_used_is_redeemed_not_revoked(channel):
    # given
    journey = running_journey(CODE, LETTER | {"truth": ["coupon"]}, WAIT_A_DAY, exits=[ORDERED])
    contact = ContactFactory()
    enrolled(journey, [contact])
    engine.advance(NOW, 100)
    deliver_all(NOW)
    code = Coupon.objects.get().code

    # when
    data = ORDER_DATA | {"voucher_code": code}
    happened("order_placed", contact, NOW + HOUR, order_id=UUID(int=1), data=data)
    pipeline.learn(NOW + HOUR)

    # then
    coupon = Coupon.objects.get()
    assert (coupon.redeemed_at, coupon.order_id, coupon.revoked_at) == (NOW + HOUR, UUID(int=1), None)


def test_message_that_is_being_handed_over_is_not_taken_back():
    # given
    journey = running_journey(LETTER, WAIT_A_DAY, exits=[ORDERED])
    contact = ContactFactory()
    enrolled(journey, [contact])
    engine.advance(NOW, 100)
    Message.objects.update(state="handing", handed_at=NOW)

    # when
    orders(contact, NOW + HOUR)
    pipeline.learn(NOW + HOUR)

    # then
    assert Message.objects.get().state == "handing"


def test_what_happened_before_the_run_began_does_not_end_it():
    # given
    journey = running_journey(WAIT_A_DAY, exits=[ORDERED])
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])

    # when
    orders(contact, NOW - timedelta(microseconds=1))
    pipeline.learn(NOW)

    # then
    run.refresh_from_db()
    assert run.is_active


def test_exit_of_the_version_the_person_is_in_counts():
    # given
    journey = running_journey(WAIT_A_DAY, exits=[ORDERED])
    contact, newcomer = ContactFactory(), ContactFactory()
    [run] = enrolled(journey, [contact])
    journey.draft["exits"] = []
    journey.save()
    publish(journey.pk, NOW + HOUR)
    [new_run] = enrolled(journey, [newcomer], now=NOW + HOUR)

    # when
    orders(contact, NOW + 2 * HOUR, 1)
    orders(newcomer, NOW + 2 * HOUR, 2)
    pipeline.learn(NOW + 2 * HOUR)

    # then
    run.refresh_from_db()
    new_run.refresh_from_db()
    assert (run.is_active, new_run.is_active) == (False, True)


def test_event_that_was_waited_for_wakes_the_run_at_once():
    # given
    journey = running_journey(WAIT_FOR_ORDER, THANKS, LETTER, DONE)
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])
    engine.advance(NOW, 100)

    # when
    orders(contact, NOW + HOUR)
    pipeline.learn(NOW + HOUR)
    count = engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert (count, run.finish_reason) == (1, "completed")
    assert contact.tag_marks.get().tag.name == "thanked"
    assert not Message.objects.exists()


def test_limit_of_a_wait_leads_the_other_way():
    # given
    journey = running_journey(WAIT_FOR_ORDER, THANKS, LETTER, DONE)
    contact = ContactFactory()
    enrolled(journey, [contact])
    engine.advance(NOW, 100)

    # when
    engine.advance(NOW + 3 * DAY, 100)

    # then
    assert Message.objects.get().planned_at == NOW + 3 * DAY
    assert not contact.tag_marks.exists()


def test_event_of_another_kind_leaves_the_wait_alone():
    # given
    journey = running_journey(WAIT_FOR_ORDER, LETTER)
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])
    engine.advance(NOW, 100)

    # when
    happened("page_viewed", contact, NOW + HOUR)
    pipeline.learn(NOW + HOUR)

    # then
    run.refresh_from_db()
    assert (run.wake_at, run.waiting_for, run.woken_by) == (NOW + 3 * DAY, "order_placed", "")


def test_two_events_of_one_person_in_one_batch_do_what_they_do_in_two():
    # given: one order ends the run, the cart left afterwards begins the next
    running_journey(WAIT_A_DAY, exits=[ORDERED], entry={"rule": "again", "pause": "1 minute"})
    contact = ContactFactory()
    happened("checkout_abandoned", contact, NOW, checkout_id=UUID(int=1))
    pipeline.learn(NOW)

    # when
    orders(contact, NOW + HOUR)
    happened("checkout_abandoned", contact, NOW + 2 * HOUR, checkout_id=UUID(int=2))
    pipeline.learn(NOW + 2 * HOUR)

    # then
    runs = Enrollment.objects.order_by("round").values_list("round", "is_active", "finish_reason")
    assert list(runs) == [(0, False, "already_ordered"), (1, True, "")]


VIEWED_OR_VIP = {
    "id": "look",
    "kind": "wait_for",
    "event": "order_placed",
    "condition": {"fact": "tag", "op": "has", "value": "vip"},
    "limit": "3 days",
}


@pytest.fixture
def vip():
    Tag.objects.create(name="vip", created_at=NOW)


def test_awaited_event_counts_behind_another_one_that_has_just_woken_the_run(vip):
    # given
    journey = running_journey(VIEWED_OR_VIP, DONE)
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])
    engine.advance(NOW, 100)

    # when: both are learned before the run is moved
    happened("page_viewed", contact, NOW + HOUR)
    orders(contact, NOW + HOUR)
    pipeline.learn(NOW + HOUR)
    engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "completed")


def test_awaited_event_counts_before_the_run_has_gone_to_sleep():
    # given
    contact = ContactFactory()
    [run] = enrolled(running_journey(WAIT_FOR_ORDER, THANKS, LETTER, DONE), [contact])

    # when
    orders(contact, NOW + HOUR)
    pipeline.learn(NOW + HOUR)
    engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert (run.finish_reason, Message.objects.count()) == ("completed", 0)


def test_awaited_event_counts_while_a_paused_journey_holds_the_run(vip):
    # given: the daily look at the condition falls into the pause
    journey = running_journey(VIEWED_OR_VIP, DONE)
    contact = ContactFactory()
    [run] = enrolled(journey, [contact])
    engine.advance(NOW, 100)
    pause(journey.pk, NOW + HOUR)
    engine.advance(NOW + DAY, 100)

    # when
    orders(contact, NOW + DAY + HOUR)
    pipeline.learn(NOW + DAY + HOUR)
    resume(journey.pk, NOW + 2 * DAY)
    engine.advance(NOW + 2 * DAY, 100)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "completed")


def test_order_that_becomes_known_together_with_the_older_cart_still_ends_the_run():
    # given: nothing was learned for two hours
    journey = running_journey(LETTER | {"truth": ["not_ordered"]}, exits=[ORDERED])
    contact = ContactFactory()
    happened("checkout_abandoned", contact, NOW)
    orders(contact, NOW + HOUR)

    # when
    pipeline.learn(NOW + 2 * HOUR)
    engine.advance(NOW + 2 * HOUR, 100)

    # then
    run = Enrollment.objects.get(journey=journey)
    assert (run.is_active, run.finish_reason, run.entered_at) == (False, "already_ordered", NOW + 2 * HOUR)
    assert Message.objects.count() == 0


def test_mail_looks_for_orders_since_the_run_began_not_since_that_became_known():
    # given
    running_journey(LETTER | {"truth": ["not_ordered"]})
    happened("checkout_abandoned", ContactFactory(), NOW)

    # when
    pipeline.learn(NOW + 2 * HOUR)
    engine.advance(NOW + 2 * HOUR, 100)

    # then
    assert Message.objects.get().context["since"] == NOW.isoformat()


def test_of_two_exits_that_apply_the_first_one_counts(vip):
    # given
    exits = [
        {"event": "order_placed", "condition": VIEWED_OR_VIP["condition"], "reason": "vip_ordered"},
        {"event": "order_placed", "reason": "somebody_ordered"},
    ]
    contacts = [ContactFactory(), ContactFactory()]
    runs = enrolled(running_journey(WAIT_A_DAY, exits=exits), contacts)
    add_tag("vip", [contacts[0].pk], "staff:1", NOW)

    # when
    for number, contact in enumerate(contacts):
        orders(contact, NOW + HOUR, number)
    pipeline.learn(NOW + HOUR)

    # then
    assert [Enrollment.objects.get(pk=run.pk).finish_reason for run in runs] == ["vip_ordered", "somebody_ordered"]


def test_paused_journey_can_be_ended_for_a_person_by_another_one():
    # given
    contact = ContactFactory()
    held = running_journey(WAIT_A_DAY, slug="held")
    [run] = enrolled(held, [contact])
    pause(held.pk, NOW)
    enrolled(running_journey({"id": "ask", "kind": "end_journey", "journey": "held"}), [contact])

    # when
    engine.advance(NOW, 100)
    pipeline.learn(NOW)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.finish_reason) == (False, "ended_by_journey")
