"""What the demo is made of, without a shop: options, clock, agenda, cast, and how a customer reads a mail."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from saleor_automation.messages.mime import MailHeaders, build_mime
from world.demo.agenda import Agenda
from world.demo.cast import HABITS, NUMBER_OF_PEOPLE, SEASON_DAYS, create_cast
from world.demo.clock import VirtualClock
from world.demo.errors import DemoError
from world.demo.mailbox import read
from world.demo.options import Options

START = datetime(2026, 3, 2, tzinfo=UTC)


def test_nothing_asked_for_is_a_season_that_is_served_afterwards():
    assert Options.from_environment({}) == Options(ends_after_report=False, history=None, report=None)


def test_options_come_from_the_environment(tmp_path):
    # given
    history = tmp_path / "history.parquet"
    history.touch()

    # when
    options = Options.from_environment({"ONCE": "1", "HISTORY": str(history), "REPORT": str(tmp_path / "r.json")})

    # then
    assert options == Options(ends_after_report=True, history=history, report=tmp_path / "r.json")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ONCE": "maybe"}, "ONCE is 'maybe'; set 1 to end after the report, or leave it out."),
        ({"HISTORY": "/no/h"}, "There is no file /no/h; set HISTORY to a Parquet file with a purchase history."),
        ({"REPORT": "/no/r"}, "There is no folder /no for the report; create it, or change REPORT."),
    ],
)
def test_impossible_options_are_refused_before_anything_begins(given, message):
    with pytest.raises(DemoError) as caught:
        Options.from_environment(given)
    assert str(caught.value) == message


def test_clock_stands_still_until_it_is_moved():
    with VirtualClock(START) as clock:
        assert timezone.now() == timezone.now() == START

        clock.move_to(START + timedelta(days=1))

        assert timezone.now() == clock.now == START + timedelta(days=1)


def test_clock_never_goes_back():
    with VirtualClock(START) as clock, pytest.raises(ValueError, match="The clock cannot go back"):
        clock.move_to(START - timedelta(seconds=1))


def test_agenda_keeps_the_order_of_time_and_then_of_planning():
    # given
    agenda, done = Agenda(), []
    agenda.plan(START + timedelta(hours=2), lambda: done.append("later"))
    agenda.plan(START, lambda: done.append("first"))
    agenda.plan(START, lambda: done.append("second"))

    # when
    assert agenda.next_at == START
    while agenda.next_at is not None:
        agenda.do_next()

    # then
    assert done == ["first", "second", "later"]


def test_cast_follows_from_the_seed():
    # when
    lives = [[(p.email, p.kind, list(p.shopping_trips(START))) for p in create_cast(seed=1)] for _ in range(2)]

    # then
    assert lives[0] == lives[1]
    assert lives[0] != [(p.email, p.kind, list(p.shopping_trips(START))) for p in create_cast(seed=2)]


def test_cast_has_every_kind_and_nobody_twice():
    # when
    cast = create_cast()

    # then
    assert len(cast) == NUMBER_OF_PEOPLE
    assert len({person.email for person in cast}) == len({person.address for person in cast}) == NUMBER_OF_PEOPLE
    assert {person.kind for person in cast} == set(HABITS)
    trips = [trip for person in cast for trip in person.shopping_trips(START)]
    assert START <= min(trips) < max(trips) < START + timedelta(days=SEASON_DAYS)


def test_shares_of_habits_make_a_whole():
    assert sum(habits.share for habits in HABITS.values()) == pytest.approx(1)


SHOP = "http://localhost:8000/plugins/saleor.automation"


def received(html, text, unsubscribe_url=""):
    headers = MailHeaders(
        sender="Shop <hello@shop.example>",
        recipient="ada@mail.example",
        subject="10% off",
        sent_at=START,
        message_id="<1@shop.example>",
        unsubscribe_url=unsubscribe_url,
    )
    content = b"Delivered-To: ada@mail.example\r\n" + build_mime(headers, text, html)
    return message_from_bytes(content, policy=policy.default)


def test_customer_finds_code_links_and_the_way_out_in_a_mail():
    # given
    html = (
        f'<img src="{SHOP}/thumb/1.jpg"><a href="{SHOP}/c/abc?u=http://localhost/cart/">Cart</a>'
        f'<a href="{SHOP}/u/xyz">Unsubscribe</a><img src="{SHOP}/o/def.gif">'
    )
    message = received(html, "Your code: CART-X2FT-23V3-T4GR\nGo on", f"{SHOP}/u/xyz")

    # when
    mail = read(message)

    # then
    assert (mail.recipient, mail.subject, mail.code) == ("ada@mail.example", "10% off", "CART-X2FT-23V3-T4GR")
    assert mail.pixel == f"{SHOP}/o/def.gif"
    assert mail.links == (f"{SHOP}/c/abc?u=http://localhost/cart/",)
    assert mail.unsubscribe_url == f"{SHOP}/u/xyz"


def test_mail_without_a_code_gives_none():
    assert read(received("<p>Hello</p>", "Hello, ADA-1 is here")).code == ""
