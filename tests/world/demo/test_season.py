"""A few people's days in the demo's shop: the same deeds as in the season, few enough to be counted."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import TestCase
from saleor.order.models import Order

from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Consent, Coupon, Event, FieldValue, Journey, ListSubscription, Message
from world.demo import cast, marketer, season
from world.demo.cast import Habits, Leaving, create_cast
from world.demo.clock import VirtualClock
from world.demo.front_door import FrontDoor
from world.demo.mailbox import Mailbox
from world.demo.season import Season, pass_at_or_after, season_start
from world.inbox.server import InboxServer
from world.inbox.store import MailStore

START = datetime(2026, 3, 2, tzinfo=UTC)

# Somebody who comes once on the first day, leaves a cart, and does nothing else unless a test says so.
LEAVES_A_CART = {
    "share": 1.0,
    "trips": (1, 1),
    "first_day": (0, 0),
    "registers": 0.0,
    "subscribes": 1.0,
    "buys_at_once": 0.0,
    "opens": 0.0,
    "clicks": 0.0,
    "orders": 0.0,
    "unsubscribes": 0.0,
    "joins_newsletter": 0.0,
    "wants_advice": 0.0,
    "joins_loyalty": 0.0,
    "tells_birthday": 0.0,
    "looks_again": 0.0,
}


@pytest.fixture
def hooks_fire(monkeypatch):
    """Let each request to the shop end as with a commit: the test's own transaction is never committed."""
    ask = FrontDoor.ask

    def ask_and_commit(*arguments, **options):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return ask(*arguments, **options)

    monkeypatch.setattr(FrontDoor, "ask", ask_and_commit)


@pytest.fixture
def for_everybody(monkeypatch):
    """Run the cart series alone, from the first cart on, and hold nobody out of it: a person is to get its mails."""
    switch_on = season.switch_journeys_on
    monkeypatch.delitem(marketer.CHANGED, "abandoned-cart-recovery")

    def switch_on_for_everybody(*arguments, **options):
        names = switch_on(*arguments, **options)
        Journey.objects.update(holdout_percent=0)
        Journey.objects.exclude(recipe="abandoned-cart-recovery").update(status="paused")
        return names

    monkeypatch.setattr(season, "switch_journeys_on", switch_on_for_everybody)


@pytest.fixture
def live(populated, hooks_fire, for_everybody, monkeypatch, tmp_path):
    """Let people with certain habits live for some days; returns what they did."""

    def live(people=2, days=5, **habits):
        monkeypatch.setitem(cast.HABITS, "tester", Habits(**LEAVES_A_CART | habits))
        for kind in set(cast.HABITS) - {"tester"}:
            monkeypatch.delitem(cast.HABITS, kind)
        # How often an address may sign up in an hour is counted there, and every test is at the same hour.
        cache.clear()
        store = MailStore(tmp_path / "inbox")
        with InboxServer(keep=store.keep) as inbox, VirtualClock(START) as clock:
            transport = SmtpTransport(SmtpSettings(host=inbox.host, port=inbox.port))
            cast_of_test = create_cast(people)
            season = Season(clock, Mailbox(store), "http://localhost:8000", transport, cast_of_test, days)
            season.live(lambda day, tally: None)
            transport.close()
        return season.customers.tally

    return live


def states():
    """Return (step, state, reason) of every message, in the order of the first person's steps."""
    return list(Message.objects.order_by("contact_id", "pk").values_list("step_id", "state", "reason"))


def test_forgotten_cart_brings_three_mails(live):
    # when
    tally = live(people=1)

    # then
    assert states() == [("reminder", "delivered", ""), ("still-there", "delivered", ""), ("code", "delivered", "")]
    assert (tally["visits"], tally["carts"], tally["mails"], tally["orders"]) == (1, 1, 3, 0)


def test_who_orders_while_the_reminder_is_made_is_not_reminded(live):
    # when
    tally = live(people=2, leaving={Leaving.BOUGHT_AT_THE_BELL: 1.0})

    # then
    assert states() == [("reminder", "skipped", "already_ordered")] * 2
    assert (tally["orders"], tally["mails"], Order.objects.count()) == (2, 0, 2)


def test_who_orders_in_another_cart_is_not_reminded(live):
    # when
    tally = live(people=2, leaving={Leaving.BOUGHT_ELSEWHERE: 1.0})

    # then
    assert [(state, reason) for _, state, reason in states()] == [("skipped", "already_ordered")] * 6
    assert tally["mails"] == 0


def test_who_never_agreed_gets_no_mail(live):
    # when
    tally = live(people=1, subscribes=0.0)

    # then
    assert {(state, reason) for _, state, reason in states()} == {("skipped", "no_consent")}
    assert tally["mails"] == 0


def test_who_leaves_with_one_click_gets_nothing_more(live):
    # when
    tally = live(people=1, opens=1.0, unsubscribes=1.0)

    # then
    assert (tally["mails"], tally["unsubscribed"]) == (1, 1)
    assert Consent.objects.get().state == "unsubscribed"


def test_who_waits_for_the_code_redeems_it_at_the_checkout(live):
    # when
    tally = live(people=1, days=8, opens=1.0, clicks=1.0, orders=1.0, waits_for_code=True)

    # then
    assert (tally["codes typed"], tally["orders after a mail"]) == (1, 1)
    coupon = Coupon.objects.get()
    assert Order.objects.get().voucher_code == coupon.code
    assert coupon.redeemed_at is not None
    assert not Event.objects.exclude(problem="").exists()


def test_staff_book_payments_and_send_parcels(live):
    # when
    live(people=1, days=3, buys_at_once=1.0)

    # then
    order = Order.objects.get()
    assert (order.status, order.charge_status) == ("fulfilled", "full")
    assert Event.objects.filter(kind__in=("order_paid", "order_fulfilled")).count() == 2


def test_whoever_subscribes_may_join_lists_and_tell_their_birthday(live):
    # when
    live(people=1, days=3, joins_newsletter=1.0, wants_advice=1.0, joins_loyalty=1.0, tells_birthday=1.0)

    # then
    lists = ListSubscription.objects.filter(state="subscribed").values_list("list__slug", flat=True)
    assert set(lists) == {"newsletter", "first-steps", "loyalty"}
    assert FieldValue.objects.get(field__slug="birthday").date_value == create_cast(1)[0].born_on


def test_people_come_back_to_look_again_and_to_look_around(live):
    # when
    live(people=1, days=5, looks_again=1.0, browsing_days=2)

    # then: the trip, one more look, and two days of looking around
    assert Event.objects.filter(kind="page_viewed").count() == 4


def test_season_ends_at_the_last_midnight():
    today = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert season_start(today) == datetime(2026, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "begins"), [("09:00:00", "09:00:00"), ("09:00:01", "09:10:00"), ("23:55:00", "00:00:00")]
)
def test_pass_begins_at_whole_ten_minutes(moment, begins):
    hour, minute, second = map(int, moment.split(":"))
    found = pass_at_or_after(START.replace(hour=hour, minute=minute, second=second))
    assert found.strftime("%H:%M:%S") == begins
