from uuid import UUID

import pytest

from saleor_automation import pipeline
from saleor_automation.journeys import engine
from saleor_automation.messages.sending_rules import change_rules
from saleor_automation.messages.transports import Outcome
from saleor_automation.models import Event, Message
from tests.databases import sessions_of
from tests.factories import (
    NOW,
    ORDER_DATA,
    WAIT_A_DAY,
    deliver_all,
    enrolled,
    happened,
    many_contacts,
    running_journey,
)
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

LETTER = {"id": "letter", "kind": "send", "template": "hello"}
CLAIM = "FROM automation_message WHERE state = 'queued'"


class Counting:
    """A transport that remembers what several workers handed it; meanwhile is called while it delivers."""

    kind = "test"
    group_size = 5

    def __init__(self, meanwhile=lambda: None):
        self.handed = []
        self.meanwhile = meanwhile

    def deliver(self, mails):
        self.handed += [mail.message_id for mail in mails]
        self.meanwhile()
        return [Outcome(mail.message_id, "delivered") for mail in mails]


@pytest.fixture
def people(own_database):
    contacts = many_contacts(60)
    exits = [{"event": "order_placed", "reason": "already_ordered"}]
    enrolled(running_journey(LETTER, WAIT_A_DAY, exits=exits), contacts)
    engine.advance(NOW, 100)
    return contacts


def test_workers_share_the_queue_and_hand_each_message_over_once(people):
    # given
    transport = Counting()

    # when
    counts = at_once(*[lambda: deliver_all(NOW, transport)] * 3)

    # then
    assert sum(counts) == 60
    assert sorted(transport.handed) == sorted(Message.objects.values_list("pk", flat=True))
    assert Message.objects.filter(state="delivered").count() == 60
    assert Event.objects.filter(kind="message_sent").count() == 60


def test_message_another_worker_is_deciding_is_left_alone(people):
    # given
    Message.objects.exclude(contact_id=people[0].pk).delete()
    transport = Counting()

    # when
    with worker_held_behind(CLAIM, lambda: deliver_all(NOW, transport)) as first:
        second = deliver_all(NOW, transport)
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert len(transport.handed) == 1


def test_order_learned_while_the_mail_is_decided_comes_too_late_for_this_mail_only(people, own_database):
    # given
    buyer = people[0]
    Message.objects.exclude(contact_id=buyer.pk).delete()
    happened("order_placed", buyer, NOW, order_id=UUID(int=1), data=ORDER_DATA)
    transport = Counting()

    # when: ending the run waits for the worker that has the message, and finds it handed over
    with (
        worker_held_behind(CLAIM, lambda: deliver_all(NOW, transport)) as deciding,
        worker_waiting_for_a_lock(own_database, lambda: pipeline.learn(NOW)),
    ):
        deciding.go_on()

    # then
    message = Message.objects.get()
    assert len(transport.handed) == 1
    assert message.state == "delivered"


def test_order_learned_before_the_mail_is_decided_keeps_it_from_being_sent(people, own_database):
    # given
    buyer = people[0]
    Message.objects.exclude(contact_id=buyer.pk).delete()
    happened("order_placed", buyer, NOW, order_id=UUID(int=1), data=ORDER_DATA)
    transport = Counting()

    # when: the outbox does not wait for the message that is just being taken back
    with worker_held_behind("UPDATE automation_message SET reason", lambda: pipeline.learn(NOW)) as learning:
        taken_meanwhile = deliver_all(NOW, transport)
        learning.go_on()
    deliver_all(NOW, transport)

    # then
    assert (taken_meanwhile, transport.handed) == (0, [])
    message = Message.objects.get()
    assert (message.state, message.reason) == ("skipped", "already_ordered")


def test_session_lost_while_mails_are_handed_over_does_not_lose_what_became_of_them(people, own_database, caplog):
    # given
    transport = Counting(lambda: sessions_of(own_database, "SELECT pg_terminate_backend(a.pid)"))

    # when
    count = deliver_all(NOW, transport)

    # then
    assert (count, len(transport.handed)) == (60, 60)
    assert Message.objects.filter(state="delivered").count() == 60
    assert Event.objects.filter(kind="message_sent").count() == 60
    assert caplog.text.count("automation: 5 outcomes could not be written, trying again") == 12


def test_two_workers_never_both_take_the_last_message_a_cap_allows(people, own_database):
    # given
    change_rules({"caps": [{"most": 1, "per": "day"}]}, NOW)
    first_message = Message.objects.filter(contact_id=people[0].pk).get()
    Message.objects.exclude(pk=first_message.pk).delete()
    transport = Counting()

    # when: the second message comes up while another worker is deciding about the first
    with worker_held_behind("UPDATE automation_message t SET state", lambda: deliver_all(NOW, transport)) as first:
        second_message = Message.objects.get(pk=first_message.pk)
        second_message.pk, second_message.key = None, "another"
        second_message.save()
        deliver_all(NOW, transport)
        first.go_on()

    # then
    second_message.refresh_from_db()
    assert transport.handed == [first_message.pk]
    assert (second_message.state, second_message.send_at > NOW) == ("queued", True)

    # when
    deliver_all(second_message.send_at, transport)

    # then
    second_message.refresh_from_db()
    assert (second_message.state, second_message.reason) == ("queued", "frequency_cap")
