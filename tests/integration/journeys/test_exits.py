"""Goals, exits with conditions and filters, and waits for conditions: noticed wherever the person is."""

from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys import engine
from saleor_automation.models import ContactList, ContactTotals, Decision, Enrollment, Message
from tests.factories import NOW, ORDER_DATA, WAIT_A_DAY, ContactFactory, enrolled, happened, running_journey

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
IS_VIP = {"fact": "tag", "op": "has", "value": "vip"}
HAS_ORDERED = {"fact": "orders_count", "op": "gte", "value": 1}
BIG = {"field": "data.amount", "op": "gte", "value": 100}


def entered(*steps, contact=None, **changes):
    contact = contact or ContactFactory()
    [run] = enrolled(running_journey(*steps, **changes), [contact])
    engine.advance(NOW, 100)
    return contact, run


def ended(run):
    run.refresh_from_db()
    return run.finish_reason


def test_goal_is_reached_from_any_step_and_takes_back_what_is_queued():
    # given
    contact, run = entered(LETTER, WAIT_A_DAY, {"id": "sold", "kind": "goal", "event": "order_placed"})

    # when
    happened("order_placed", contact, at=NOW + HOUR, data=ORDER_DATA)
    pipeline.take_in(NOW + HOUR)

    # then
    assert ended(run) == "goal_reached"
    assert Message.objects.get().reason == "goal_reached"


@pytest.mark.parametrize(("amount", "reason"), [(100, "big"), (99, "")])
def test_filter_decides_whether_the_event_ends_the_run(amount, reason):
    # given
    contact, run = entered(WAIT_A_DAY, exits=[{"event": "custom:spent", "filter": BIG, "reason": "big"}])

    # when
    happened("custom:spent", contact, at=NOW + HOUR, data={"amount": amount})
    pipeline.take_in(NOW + HOUR)

    # then
    assert ended(run) == reason


@pytest.mark.parametrize(("is_vip", "reason"), [(True, "left"), (False, "")])
def test_event_with_a_condition_counts_only_while_that_holds(is_vip, reason):
    # given
    add_tag("vip", [ContactFactory().pk], "staff", NOW - DAY)
    contact, run = entered(WAIT_A_DAY, exits=[{"event": "custom:went", "condition": IS_VIP, "reason": "left"}])
    if is_vip:
        add_tag("vip", [contact.pk], "staff", NOW - DAY)

    # when
    happened("custom:went", contact, at=NOW + HOUR)
    pipeline.take_in(NOW + HOUR)

    # then
    assert ended(run) == reason


def test_condition_alone_ends_the_run_at_the_next_event_of_the_person():
    # given
    contact, run = entered(LETTER, WAIT_A_DAY, exits=[{"condition": HAS_ORDERED, "reason": "buyer"}])
    ContactTotals.objects.filter(contact=contact).update(orders_count=1)

    # when
    happened("custom:anything", contact, at=NOW + HOUR)
    pipeline.take_in(NOW + HOUR)

    # then
    assert ended(run) == "buyer"
    assert Message.objects.get().reason == "buyer"


def test_condition_alone_ends_the_run_when_the_person_comes_up():
    # given
    contact, run = entered(WAIT_A_DAY, LETTER, exits=[{"condition": HAS_ORDERED, "reason": "buyer"}])
    ContactTotals.objects.filter(contact=contact).update(orders_count=1)

    # when
    engine.advance(NOW + DAY, 100)

    # then
    assert ended(run) == "buyer"
    assert not Message.objects.exists()
    last = Decision.objects.filter(enrollment=run).order_by("number").last()
    assert (last.step_id, last.outcome, last.reason) == ("wait-1", "finish", "buyer")


def test_whoever_walks_into_a_goal_that_is_not_reached_walks_on():
    # given
    goal = {"id": "sold", "kind": "goal", "condition": HAS_ORDERED}

    # when
    _, run = entered(goal, LETTER)

    # then
    assert ended(run) == "completed"
    assert Message.objects.count() == 1


def test_goal_holds_for_people_of_its_version_although_nothing_leads_to_it():
    # given
    steps = [WAIT_A_DAY, {"id": "done", "kind": "end"}, {"id": "sold", "kind": "goal", "event": "custom:sold"}]
    contact, run = entered(*steps)

    # when
    happened("custom:sold", contact, at=NOW + HOUR)
    pipeline.take_in(NOW + HOUR)

    # then
    assert ended(run) == "goal_reached"


def test_wait_ends_when_an_event_makes_its_condition_true():
    # given
    wait = {"id": "wait", "kind": "wait_for", "condition": IS_VIP, "limit": "30 days", "on_event": "vip"}
    add_tag("vip", [ContactFactory().pk], "staff", NOW)
    contact, run = entered(wait, {"id": "late", "kind": "end", "reason": "late"}, {"id": "vip", "kind": "end"})

    # when
    add_tag("vip", [contact.pk], "staff:1", NOW + HOUR)
    pipeline.take_in(NOW + HOUR)
    engine.advance(NOW + HOUR, 100)

    # then
    assert ended(run) == "completed"
    assert Decision.objects.filter(enrollment=run, reason="condition").exists()


def test_wait_ends_when_time_alone_makes_its_condition_true():
    # given
    contact = ContactFactory()
    ContactTotals.objects.filter(contact=contact).update(last_order_at=NOW - 89 * DAY - 20 * HOUR, orders_count=1)
    condition = {"fact": "last_order_age_days", "op": "gte", "value": 90}
    _, run = entered({"id": "wait", "kind": "wait_for", "condition": condition, "limit": "30 days"}, contact=contact)
    run.refresh_from_db()

    # then
    assert run.wake_at == NOW + 4 * HOUR
    assert engine.advance(NOW + 4 * HOUR, 100) == 1
    assert ended(run) == "completed"


@pytest.mark.parametrize(("amount", "step"), [(100, ""), (5, "wait")])
def test_wait_for_an_event_looks_at_what_it_carries(amount, step):
    # given
    wait = {"id": "wait", "kind": "wait_for", "event": "custom:spent", "filter": BIG, "limit": "30 days"}
    contact, run = entered(wait)

    # when
    happened("custom:spent", contact, at=NOW + HOUR, data={"amount": amount})
    pipeline.take_in(NOW + HOUR)
    engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert run.is_active is bool(step)
    assert run.waiting_for == ("custom:spent" if step else "")


@pytest.mark.parametrize(("slug", "is_in"), [("news", True), ("leads", False)])
def test_trigger_looks_at_what_the_event_carries(slug, is_in):
    # given
    named = {"field": "data.list", "op": "eq", "value": "news"}

    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    running_journey(WAIT_A_DAY, trigger={"kind": "event", "event": "list_joined", "filter": named})
    contact = ContactFactory()

    # when
    happened("list_joined", contact, at=NOW + HOUR, data={"list": slug})
    pipeline.take_in(NOW + HOUR)

    # then

    assert Enrollment.objects.filter(contact_id=contact.pk).exists() is is_in


def test_scanner_that_follows_links_neither_ends_nor_wakes_a_run():
    # given
    wait = {"id": "wait", "kind": "wait_for", "event": "message_clicked", "limit": "30 days"}
    contact, run = entered(wait, exits=[{"event": "message_opened", "reason": "opened"}])

    # when
    for kind in ("message_clicked", "message_opened"):
        happened(kind, contact, at=NOW + HOUR, data={"machine": True})
    pipeline.take_in(NOW + HOUR)
    engine.advance(NOW + HOUR, 100)

    # then
    run.refresh_from_db()
    assert (run.is_active, run.waiting_for) == (True, "message_clicked")
