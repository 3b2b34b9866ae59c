import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation import pipeline
from saleor_automation.contacts.erasing import erase_contact
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.contacts.personal_export import export_person
from saleor_automation.contacts.tags import add_tag
from saleor_automation.dispatches import calls, handing
from saleor_automation.dispatches.handing import dispatch_group, give_up_lost, remove_old
from saleor_automation.journeys import engine
from saleor_automation.models import Dispatch, Enrollment, Message
from tests.factories import NOW, ContactFactory, enrolled, many_contacts, running_journey, shop_configuration
from tests.integration.dispatches.receiver import Receiver
from tests.integration.messages.mailbox import KeepingTransport

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ORDER_ID = "2b0c2a3c-1111-4222-8333-944455556666"


def step(url, **fields):
    return {"id": "tell", "kind": "call_webhook", "url": url, **fields}


def planned(url, *contacts, **fields):
    """Let people pass a call_webhook step, and return the dispatches it planned."""
    runs = enrolled(running_journey(step(url, **fields), slug="crm"), contacts, order_id=ORDER_ID, event="order_placed")
    engine.advance(NOW, 1000)
    return [Dispatch.objects.get(enrollment_id=run.pk) for run in runs]


def hand_over(now=NOW, transport=None, **configuration):
    taken = 0
    while count := dispatch_group(
        transport or KeepingTransport(), shop_configuration(**configuration), now, lambda: now
    ):
        taken += count
    return taken


def seen(dispatch):
    dispatch.refresh_from_db()
    return dispatch.state, dispatch.reason, dispatch.attempts


def test_step_plans_one_call_and_the_person_goes_on(receiver):
    # given
    contact = ContactFactory(email="ada@example.com", last_name="Lovelace", city="Rome", country_code="IT")
    add_tag("VIP", [contact.pk], source="test", now=NOW)
    [dispatch] = planned(receiver.url, contact, data={"pipeline": "inbound"})

    # when
    taken = hand_over(NOW + MINUTE)

    # then
    [received] = receiver.received
    assert (taken, seen(dispatch)) == (1, ("delivered", "", 1))
    assert Enrollment.objects.get().finish_reason == "completed"
    assert json.loads(received.body) == {
        "type": "journey.webhook",
        "timestamp": NOW.isoformat(),
        "data": {
            "idempotency_key": dispatch.key,
            "event": "order_placed",
            "journey": {"slug": "crm", "name": "crm"},
            "step": "tell",
            "about": {"order_id": ORDER_ID},
            "contact": {
                "id": received_id(contact),
                "email": "ada@example.com",
                "first_name": "Ada",
                "last_name": "Lovelace",
                "language": "en",
                "country": "IT",
                "city": "Rome",
                "channel": "",
                "is_customer": False,
                "tags": ["VIP"],
                "scores": {},
                "points": None,
                "orders_count": 0,
                "last_orders": [],
            },
            "custom": {"pipeline": "inbound"},
        },
    }
    assert received.headers["webhook-id"] == dispatch.key == f"call:{dispatch.enrollment_id}:tell:0"


def received_id(contact):
    from graphene import Node

    return Node.to_global_id("AutomationContact", contact.pk)


def test_moving_a_person_again_after_a_crash_plans_no_second_call(receiver):
    # given
    [dispatch] = planned(receiver.url, ContactFactory())
    Enrollment.objects.update(is_active=True, finish_reason="", finished_at=None, wake_at=NOW, visit=0)

    # when
    engine.advance(NOW, 100)

    # then
    assert Dispatch.objects.get().pk == dispatch.pk


def test_receiver_in_trouble_is_asked_again_with_the_same_id_and_growing_pauses(trusted):
    with Receiver(503, 500, 200) as server:
        [dispatch] = planned(server.url, ContactFactory())
        due = []
        for _ in range(3):
            dispatch.refresh_from_db()
            due.append(dispatch.send_at)
            hand_over(dispatch.send_at)

    assert seen(dispatch) == ("delivered", "", 3)
    assert due == [NOW, NOW + timedelta(seconds=30), NOW + timedelta(seconds=120)]
    assert len({received.headers["webhook-id"] for received in server.received}) == 1
    assert len({received.body for received in server.received}) == 1


def test_call_is_given_up_after_its_last_try(trusted):
    with Receiver(500) as server:
        [dispatch] = planned(server.url, ContactFactory())
        Dispatch.objects.update(attempts=9)
        hand_over()

    assert seen(dispatch) == ("failed", "gave_up", 10)
    assert (dispatch.detail, dispatch.settled_at) == ("HTTP 500", NOW)


def test_receiver_may_ask_for_a_longer_pause_but_not_for_days(trusted):
    with Receiver(429, headers={"Retry-After": "600"}) as server:
        [dispatch] = planned(server.url, ContactFactory())
        hand_over()
        dispatch.refresh_from_db()
        assert dispatch.send_at == NOW + timedelta(seconds=600)

    with Receiver(429, headers={"Retry-After": "999999"}) as server:
        Dispatch.objects.update(target=server.url, send_at=NOW)
        hand_over()
        dispatch.refresh_from_db()
        assert dispatch.send_at == NOW + 6 * HOUR


def test_refused_call_is_not_repeated(trusted):
    with Receiver(404) as server:
        [dispatch] = planned(server.url, ContactFactory())
        hand_over()
        hand_over(NOW + DAY)

    assert seen(dispatch) == ("failed", "refused", 1)
    assert len(server.received) == 1


def test_host_that_does_not_answer_is_not_asked_for_all_and_holds_up_nobody_else(trusted, monkeypatch):
    # given
    monkeypatch.setattr(calls, "TIMEOUT_SECONDS", (0.3, 0.3))
    with Receiver(hang=threading.Event()) as slow, Receiver() as quick:
        waiting = planned(slow.url, *many_contacts(3))
        enrolled(running_journey(step(quick.url)), many_contacts(3))
        engine.advance(NOW, 100)

        # when
        hand_over()

        # then
        assert len(slow.received) == 1
        assert len(quick.received) == 3
    assert sorted(seen(each) for each in waiting) == [
        ("queued", "host_down", 0),
        ("queued", "host_down", 0),
        ("queued", "timeout", 1),
    ]


def test_what_could_not_be_handed_over_for_days_is_given_up(trusted):
    # given: it only ever waited for others of its host
    [dispatch] = planned("http://127.0.0.1:1/hook", ContactFactory())
    Dispatch.objects.update(send_at=NOW + 4 * DAY)

    # when
    hand_over(NOW + 4 * DAY)

    # then
    assert seen(dispatch) == ("failed", "gave_up", 1)


def test_call_of_a_dead_worker_is_made_again_and_its_notice_is_not(receiver):
    # given
    [call] = planned(receiver.url, ContactFactory())
    enrolled(running_journey({"id": "tell", "kind": "notify_team", "to": ["sales@shop.example"]}), [ContactFactory()])
    engine.advance(NOW, 100)
    notice = Dispatch.objects.get(kind="email")
    handing._claim(NOW)

    # when
    early = give_up_lost(NOW + MINUTE)
    late = give_up_lost(NOW + HOUR)

    # then
    assert (early, late) == (0, 2)
    assert seen(call) == ("queued", "worker_lost", 1)
    assert seen(notice) == ("unknown", "worker_lost", 1)
    hand_over(NOW + HOUR)
    assert seen(call) == ("delivered", "", 2)


def test_call_to_an_address_that_became_forbidden_is_not_made():
    # given: allowed when it was published, not any more
    [dispatch] = planned("https://crm.example/hook", ContactFactory())
    Dispatch.objects.update(target="https://10.0.0.8/hook")

    # when
    hand_over()

    # then
    assert seen(dispatch) == ("failed", "forbidden_address", 1)


def test_erased_person_is_told_of_to_nobody(receiver):
    # given
    contact = ContactFactory()
    planned(receiver.url, contact)

    # when
    erase_contact(contact.pk, "test", NOW)
    hand_over()

    # then
    assert receiver.received == []
    assert not Dispatch.objects.exists()


def test_merged_person_is_told_of_under_the_id_that_stays(receiver):
    # given
    kept, gone = ContactFactory(email="kept@example.com"), ContactFactory()
    planned(receiver.url, gone)

    # when
    merge_contacts(kept.pk, gone.pk, NOW)
    hand_over()

    # then
    assert json.loads(receiver.received[0].body)["data"]["contact"]["email"] == "kept@example.com"


def test_export_of_a_person_tells_nothing_of_the_team_and_the_systems():
    # given
    contact = ContactFactory()
    planned("https://crm.example/hook?token=secret", contact)

    # when
    data = export_person(contact.pk, NOW)

    # then
    [row] = data["tables"]["automation_dispatch"]
    assert "target" not in row and "detail" not in row
    assert row["state"] == "queued"
    assert "token=secret" not in json.dumps(data)


def test_finished_ones_are_kept_for_a_month(receiver):
    # given
    planned(receiver.url, ContactFactory())
    hand_over()
    enrolled(running_journey(step(receiver.url)), [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    counts = [remove_old(NOW + days * DAY, 100) for days in (30, 31)]

    # then: what waits is never removed
    assert counts == [0, 1]
    assert Dispatch.objects.get().state == "queued"


def test_pass_hands_over_what_steps_have_planned(receiver, monkeypatch):
    # given
    [dispatch] = planned(receiver.url, ContactFactory())
    monkeypatch.setattr(pipeline, "load_configuration", lambda: shop_configuration())

    # when
    pipeline.run_everything(KeepingTransport(), NOW)

    # then
    assert seen(dispatch) == ("delivered", "", 1)
    assert not Message.objects.exists()


def test_statements_do_not_depend_on_the_number_of_calls(receiver):
    # given
    counts = []
    for people in (1, 15):
        enrolled(running_journey(step(receiver.url)), many_contacts(people))
        engine.advance(NOW, 1000)

        # when
        with CaptureQueriesContext(connection) as captured:
            assert dispatch_group(KeepingTransport(), shop_configuration(), NOW, lambda: NOW) == people
        counts.append(len(captured.captured_queries))

    # then: the first call makes the secret
    assert counts[1] < counts[0]
    assert counts[1] <= 12
