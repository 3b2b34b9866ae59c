"""What the outbox does when a message cannot be decided, or is taken back while it is being handed over."""

from datetime import timedelta
from uuid import UUID

import pytest

from saleor_automation import audience, pipeline
from saleor_automation.journeys import engine
from saleor_automation.messages.outcomes import give_up_lost, settle
from saleor_automation.messages.transports import Outcome
from saleor_automation.models import Message, Template
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

MINUTE = timedelta(minutes=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
ORDERED = {"event": "order_placed", "reason": "already_ordered"}


class TakingBack:
    """A transport during whose delivery something else happens; it answers what it was told to."""

    kind = "test"
    group_size = 20

    def __init__(self, meanwhile, state, reason="greylisted"):
        self.meanwhile = meanwhile
        self.answer = (state, reason)

    def deliver(self, mails):
        self.meanwhile()
        return [Outcome(mail.message_id, *self.answer) for mail in mails]


def three_letters():
    enrolled(running_journey(LETTER), [ContactFactory() for _ in range(3)])
    engine.advance(NOW, 100)
    return list(Message.objects.order_by("pk"))


def test_one_message_that_cannot_be_decided_does_not_hold_up_the_others(caplog):
    # given
    _, broken, _ = three_letters()
    Message.objects.filter(pk=broken.pk).update(context={"checkout_id": "no checkout's id"})

    # when
    deliver_all(NOW)

    # then
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["delivered", "queued", "delivered"]
    broken.refresh_from_db()
    assert (broken.reason, broken.attempts, broken.send_at) == ("not_made", 1, NOW + MINUTE)
    assert broken.detail == "ValueError: badly formed hexadecimal UUID string"
    assert f"message {broken.pk} failed" in caplog.text


def test_message_that_can_never_be_decided_is_given_up():
    # given
    [broken, *_] = three_letters()
    Message.objects.exclude(pk=broken.pk).delete()
    Message.objects.update(context={"checkout_id": "no checkout's id"}, attempts=7)

    # when
    deliver_all(NOW)

    # then
    broken.refresh_from_db()
    assert (broken.state, broken.reason, broken.attempts) == ("failed", "gave_up", 8)
    assert deliver_all(NOW + timedelta(days=30)) == 0


def test_message_whose_template_was_deleted_fails_with_the_reason():
    # given
    three_letters()
    Template.objects.all().delete()

    # when
    deliver_all(NOW)

    # then
    assert set(Message.objects.values_list("state", "reason", "detail")) == {
        ("failed", "render_error", "Its template was deleted after the message was planned.")
    }


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ("deferred", "skipped", "already_ordered"),
        ("delivered", "delivered", ""),
        ("unknown", "unknown", ""),
        ("failed", "failed", ""),
    ],
)
def test_run_that_ends_during_the_handing_over_is_not_tried_again(answer, state, reason):
    # given
    contact = ContactFactory()
    enrolled(running_journey(LETTER, WAIT_A_DAY, exits=[ORDERED]), [contact])
    engine.advance(NOW, 100)

    def order():
        happened("order_placed", contact, NOW, order_id=UUID(int=1), data=ORDER_DATA)
        pipeline.learn(NOW)

    # when
    deliver_all(NOW, TakingBack(order, answer, "" if answer != "deferred" else "greylisted"))

    # then
    message = Message.objects.get()
    assert (message.state, message.reason) == (state, reason)
    assert deliver_all(NOW + timedelta(days=1)) == 0


def test_deferred_message_of_a_run_that_goes_on_is_tried_again():
    # given
    three_letters()

    # when
    deliver_all(NOW, TakingBack(lambda: None, "deferred"))
    waiting = list(Message.objects.values_list("state", "reason", "send_at", "attempts"))
    deliver_all(NOW + MINUTE)

    # then
    assert waiting == [("queued", "greylisted", NOW + MINUTE, 1)] * 3
    assert set(Message.objects.values_list("state", "reason", "attempts")) == {("delivered", "", 2)}


def test_person_who_unsubscribes_during_the_handing_over_is_not_written_to_again():
    # given
    contact = ContactFactory()
    enrolled(running_journey(LETTER), [contact])
    engine.advance(NOW, 100)

    # when
    deliver_all(NOW, TakingBack(lambda: audience.unsubscribe(contact.pk, None, "test", NOW), "deferred"))

    # then
    message = Message.objects.get()
    assert (message.state, message.reason) == ("skipped", "unsubscribed")


def test_outcome_that_comes_after_the_message_was_given_up_is_the_better_knowledge():
    # given
    message = three_letters()[0]
    Message.objects.exclude(pk=message.pk).delete()

    def worker_seems_dead():
        assert give_up_lost(NOW + timedelta(hours=1)) == 1
        assert Message.objects.get().state == "unknown"

    # when
    deliver_all(NOW, TakingBack(worker_seems_dead, "delivered", ""))

    # then
    message.refresh_from_db()
    assert (message.state, message.reason) == ("delivered", "")


def test_settled_message_stays_as_it_is():
    # given
    message = three_letters()[0]
    deliver_all(NOW)

    # when
    settle([Outcome(message.pk, "failed", "rejected")], NOW + MINUTE)

    # then
    message.refresh_from_db()
    assert (message.state, message.reason, message.settled_at) == ("delivered", "", NOW)
