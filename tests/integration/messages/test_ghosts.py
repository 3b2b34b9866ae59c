from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation import pipeline
from saleor_automation.journeys import engine
from saleor_automation.messages import pacing
from saleor_automation.messages.sending_rules import change_rules
from saleor_automation.models import Attribution, Consent, Coupon, CouponPolicy, Enrollment, Event, Message, Template
from saleor_automation.reports.after_mail import orders_after_mail
from tests.factories import (
    NOW,
    ORDER_DATA,
    WAIT_A_DAY,
    ContactFactory,
    CouponPolicyFactory,
    deliver_all,
    enrolled,
    happened,
    many_contacts,
    running_journey,
)
from tests.integration.messages.mailbox import KeepingTransport
from tests.shop.factories import make_channel

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LETTER = {"id": "letter", "kind": "send", "template": "hello", "expires_after": "9 days"}
COUPON = {"id": "gift", "kind": "give_coupon", "policy": "ten-percent"}
WITH_COUPON = LETTER | {"truth": ["coupon"]}
AGAIN = WITH_COUPON | {"id": "again"}


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com")


def held_out(journey, *contacts, key="", now=NOW):
    """Let people into a journey and hold them out of it."""
    runs = enrolled(journey, contacts, key=key, now=now)
    Enrollment.objects.filter(pk__in=[run.pk for run in runs]).update(is_held_out=True)
    engine.advance(now, 1000)
    return runs


def treated(journey, *contacts, now=NOW):
    runs = enrolled(journey, contacts, now=now)
    engine.advance(now, 1000)
    return runs


def state_of(run, step_id="letter"):
    message = Message.objects.get(enrollment_id=run.pk, step_id=step_id)
    return message.state, message.reason


def test_ghost_is_recorded_when_the_mail_would_have_gone_and_nobody_is_written_to(ada):
    # given
    [run] = held_out(running_journey(LETTER), ada)
    transport = KeepingTransport()

    # when
    taken = deliver_all(NOW + MINUTE, transport)

    # then
    message = Message.objects.get()
    assert (taken, transport.mails) == (1, [])
    assert state_of(run) == ("ghost", "held_out")
    assert (message.planned_at, message.settled_at) == (NOW, NOW + MINUTE)
    assert (message.handed_at, message.subject, message.attempts) == (None, "", 0)
    assert not Event.objects.filter(kind="message_sent").exists()


@pytest.mark.parametrize("state", ["none", "unsubscribed"])
def test_mail_that_nobody_would_get_is_no_ghost(ada, state):
    # given
    [run] = held_out(running_journey(LETTER), ada)
    Consent.objects.update(state=state)

    # when
    deliver_all(NOW)

    # then
    assert state_of(run) == ("skipped", "no_consent" if state == "none" else "unsubscribed")


def test_transactional_message_goes_to_everybody(ada):
    # given
    [run] = held_out(running_journey(LETTER | {"message_kind": "transactional"}), ada)
    transport = KeepingTransport()

    # when
    deliver_all(NOW, transport)

    # then
    assert [mail["To"] for mail in transport.mails] == ["ada@example.com"]
    assert state_of(run) == ("delivered", "")
    assert Message.objects.get().is_held_out is False


def test_ghost_of_a_deleted_template_fails_as_the_mail_would(ada):
    # given
    [run] = held_out(running_journey(LETTER), ada)
    Template.objects.all().delete()

    # when
    deliver_all(NOW)

    # then
    assert state_of(run) == ("failed", "render_error")


def test_ghosts_do_not_hold_back_real_mails_but_each_other_and_are_held_by_real_ones(ada):
    # given
    change_rules({"caps": [{"most": 1, "per": "day"}]}, NOW)
    [first] = held_out(running_journey(LETTER, slug="one"), ada)
    deliver_all(NOW)

    # when
    [real] = treated(running_journey(LETTER, slug="two"), ada)
    deliver_all(NOW + MINUTE)
    [second] = held_out(running_journey(LETTER, slug="three"), ada, now=NOW + HOUR)
    deliver_all(NOW + HOUR)

    # then
    assert state_of(first) == ("ghost", "held_out")
    assert state_of(real) == ("delivered", "")
    assert state_of(second) == ("queued", "frequency_cap")


@pytest.mark.parametrize(
    ("ghost_planned", "expected"), [(-HOUR, ("ghost", "held_out")), (MINUTE, ("queued", "frequency_cap"))]
)
def test_real_mail_goes_as_if_there_were_no_ghost_and_the_ghost_takes_its_turn(ada, ghost_planned, expected):
    # given
    change_rules({"caps": [{"most": 1, "per": "day"}]}, NOW)
    [ghost] = held_out(running_journey(LETTER, slug="one"), ada)
    [real] = treated(running_journey(LETTER, slug="two"), ada)
    Message.objects.filter(is_held_out=True).update(planned_at=NOW + ghost_planned)

    # when
    deliver_all(NOW)
    deliver_all(NOW + 2 * MINUTE)

    # then
    assert state_of(real) == ("delivered", "")
    assert state_of(ghost) == expected


def test_ghost_is_judged_under_a_lock_of_its_own(ada):
    # given
    held_out(running_journey(LETTER, slug="one"), ada)
    treated(running_journey(LETTER, slug="two"), ada)

    # when
    with CaptureQueriesContext(connection) as captured:
        deliver_all(NOW)

    # then
    locks = [query["sql"] for query in captured.captured_queries if "pg_try_advisory_xact_lock" in query["sql"]]
    assert [
        str(inbox.lock_class) in lock for inbox, lock in zip((pacing._REAL, pacing._GHOSTS), locks, strict=True)
    ] == [
        True,
        True,
    ]


class TestCoupons:
    @pytest.fixture(autouse=True)
    def channel(self):
        return make_channel()

    def test_ghost_needs_no_code_where_there_would_be_one(self, ada):
        # given
        [run] = held_out(running_journey(COUPON, WITH_COUPON), ada)

        # when
        deliver_all(NOW)

        # then
        assert state_of(run) == ("ghost", "held_out")
        assert not Coupon.objects.exists()
        assert not Voucher.objects.exists() and not VoucherCode.objects.exists()

    def test_used_up_policy_is_used_up_for_ghosts_and_ghosts_use_nothing_up(self, ada):
        # given
        CouponPolicyFactory(limit=1)
        journey = running_journey(COUPON, WITH_COUPON)
        [ghost] = held_out(journey, ada)
        deliver_all(NOW)

        # when
        real, late = treated(journey, ContactFactory(), ContactFactory())
        [later_ghost] = held_out(journey, ContactFactory())
        deliver_all(NOW + MINUTE)

        # then
        assert state_of(ghost) == ("ghost", "held_out")
        assert sorted([state_of(real), state_of(late)]) == [("delivered", ""), ("skipped", "budget_exhausted")]
        assert state_of(later_ghost) == ("skipped", "budget_exhausted")
        assert CouponPolicy.objects.get().issued_count == 1

    def test_paused_policy_gives_nothing_to_ghosts(self, ada):
        # given
        [run] = held_out(running_journey(COUPON, WITH_COUPON), ada)
        CouponPolicy.objects.update(is_paused=True)

        # when
        deliver_all(NOW)

        # then
        assert state_of(run) == ("skipped", "policy_paused")

    def test_mail_without_any_promise_has_no_coupon_to_show(self, ada):
        # given
        [run] = held_out(running_journey(WITH_COUPON), ada)

        # when
        deliver_all(NOW)

        # then
        assert state_of(run) == ("skipped", "no_coupon")

    @pytest.mark.parametrize(("days", "state"), [(4, ("ghost", "held_out")), (6, ("skipped", "no_coupon"))])
    def test_second_ghost_shows_the_same_coupon_as_long_as_it_would_be_good(self, ada, days, state):
        # given: good for five days
        wait = WAIT_A_DAY | {"duration": f"{days} days"}
        [run] = held_out(running_journey(COUPON, WITH_COUPON, wait, AGAIN), ada)
        deliver_all(NOW)

        # when
        later = NOW + days * DAY
        engine.advance(later, 100)
        deliver_all(later)

        # then
        assert state_of(run, "again") == state

    def test_used_up_policy_takes_nothing_from_a_ghost_that_had_its_coupon(self, ada):
        # given
        CouponPolicyFactory(limit=1)
        journey = running_journey(COUPON, WITH_COUPON, WAIT_A_DAY, AGAIN)
        [run] = held_out(journey, ada)
        deliver_all(NOW)
        treated(journey, ContactFactory(), now=NOW + HOUR)
        deliver_all(NOW + HOUR)

        # when
        engine.advance(NOW + DAY, 100)
        deliver_all(NOW + DAY)

        # then
        assert state_of(run, "again") == ("ghost", "held_out")

    def test_coupon_given_once_to_a_customer_is_given_once_to_ghosts(self, ada):
        # given
        CouponPolicyFactory(once_per_customer=True)
        journey = running_journey(COUPON, WITH_COUPON)
        [first] = held_out(journey, ada, key="first")
        deliver_all(NOW)

        # when
        [second] = held_out(journey, ada, key="second", now=NOW + DAY)
        deliver_all(NOW + DAY)

        # then
        assert state_of(first) == ("ghost", "held_out")
        assert state_of(second) == ("skipped", "already_given")

    def test_mail_that_does_without_a_coupon_is_a_ghost_all_the_same(self, ada):
        # given
        CouponPolicyFactory(limit=1)
        CouponPolicy.objects.update(is_paused=True)
        [run] = held_out(running_journey(COUPON | {"if_none": "send"}, WITH_COUPON), ada)

        # when
        deliver_all(NOW)

        # then
        assert state_of(run) == ("ghost", "held_out")


def test_order_after_a_ghost_is_credited_to_nobody_and_can_be_counted(ada):
    # given
    journey = running_journey(LETTER)
    [run] = held_out(journey, ada)
    deliver_all(NOW)
    ghost = Message.objects.get()

    # when: even if somebody made up a link
    followed = pipeline.message_clicked(ghost.pk, "https://shop.example/", NOW + MINUTE)
    order = happened("order_placed", ada, NOW + HOUR, data=ORDER_DATA, order_id="2b0c2a3c-1111-4222-8333-944455556666")
    pipeline.learn(NOW + HOUR)

    # then
    assert followed is False
    assert not Attribution.objects.exists()
    assert orders_after_mail([journey.pk], 30 * DAY)[journey.pk].orders == 0
    assert order.occurred_at > run.entered_at


def test_statements_do_not_depend_on_the_number_of_ghosts():
    # given
    CouponPolicyFactory()
    make_channel()
    journey = running_journey(COUPON, WITH_COUPON)
    counts = []
    for count in (1, 20):
        held_out(journey, *many_contacts(count))
        with CaptureQueriesContext(connection) as captured:
            assert deliver_all(NOW) == count

        # then
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]
    assert set(Message.objects.values_list("state", flat=True)) == {"ghost"}
