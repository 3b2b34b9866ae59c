"""manage.py automation_sync, as an operator types it."""

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from saleor.core.db.connection import allow_writer

from saleor_automation import pipeline
from saleor_automation.core.settings import get_settings
from saleor_automation.management.progress import Progress
from saleor_automation.models import Cart, Event, Purchase, SweepMark
from tests.databases import cloned_database, database_url
from tests.factories import NOW
from tests.shop.factories import make_channel, make_customer, make_product
from tests.shop.sales import make_checkout, make_order
from tests.workers import until

DAY = timedelta(days=1)


@pytest.fixture
def shop(db):
    """A channel with something to sell; everything in these tests happens at NOW or before."""
    with time_machine.travel(NOW, tick=False):
        channel = make_channel()
        yield channel, [(make_product(prices={channel: "10"}).default_variant, 1)]


@pytest.fixture
def orders(shop):
    """Three orders, a day between each and the next."""
    channel, items = shop
    return [make_order(channel, items, email="a@example.com", created_at=NOW - n * DAY) for n in (3, 2, 1)]


@pytest.fixture
def pages_of_one(monkeypatch):
    monkeypatch.setenv("AUTOMATION_BATCH_SIZE", "1")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


def sync(*arguments):
    """Run the command and return its lines, without the times they show."""
    output = StringIO()
    call_command("automation_sync", *arguments, stdout=output)
    return [re.sub(r" in [\d.,]+ s \([\d,]+/s\)$", "", line) for line in output.getvalue().splitlines()]


def interrupted_after(pages):
    """Read some pages and stop where a killed process would: between two commits."""
    with allow_writer(), closing(pipeline.backfill(None, NOW)) as reading:
        return [next(reading) for _ in range(pages)]


def test_everything_is_read_and_accounted_for(shop, orders):
    # given
    channel, items = shop
    make_customer("a@example.com")
    make_checkout(channel, items, email="b@example.com", changed_at=NOW)

    # when
    lines = sync()

    # then
    assert lines == [
        "Reading the shop's history from the beginning.",
        "customers              1 read",
        "checkouts              1 read",
        "orders                 3 read",
        "Orders known to the automation: 3 of 3 in the shop.",
        "7 events are waiting for the Celery worker, which takes them from here.",
    ]
    assert set(Purchase.objects.values_list("order_id", flat=True)) == {order.pk for order in orders}
    assert Cart.objects.get().email == "b@example.com"


def test_empty_shop_is_no_error(shop):
    # when
    lines = sync()

    # then
    assert lines == [
        "Reading the shop's history from the beginning.",
        "customers              0 read",
        "checkouts              0 read",
        "orders                 0 read",
        "Orders known to the automation: 0 of 0 in the shop.",
    ]


def test_second_run_adds_nothing(orders):
    # given
    sync()
    events = Event.objects.count()

    # when
    lines = sync()

    # then
    assert "orders                 3 read" in lines
    assert Event.objects.count() == events


def test_since_leaves_out_what_is_older(orders):
    # when
    lines = sync("--since", (NOW - 2 * DAY).date().isoformat())

    # then
    assert lines[0] == "Reading the shop's history since 2026-02-28."
    assert "Orders known to the automation: 2 of 3 in the shop." in lines
    assert not Purchase.objects.filter(order_id=orders[0].pk).exists()


def test_interrupted_run_is_gone_on_with(orders, pages_of_one):
    # given
    assert interrupted_after(2) == [("orders", 1), ("orders", 1)]

    # when
    lines = sync()

    # then
    assert lines[0] == "Going on with an interrupted run: orders from 2026-02-28 09:00 UTC."
    assert "orders                 1 read" in lines
    assert Purchase.objects.count() == 3


def test_interrupted_run_is_not_mixed_with_another_start(orders, pages_of_one):
    # given
    interrupted_after(1)

    # when / then
    with pytest.raises(CommandError) as caught:
        sync("--since", "2026-03-01")
    assert str(caught.value) == (
        "An earlier run was interrupted. Leave out --since to go on with it, or add --restart to begin anew."
    )
    assert Purchase.objects.count() == 1


def test_restart_begins_anew(orders, pages_of_one):
    # given
    interrupted_after(2)

    # when
    lines = sync("--restart")

    # then
    assert lines[0] == "Reading the shop's history from the beginning."
    assert "orders                 3 read" in lines


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("last week", "argument --since: 'last week' is no date; write one like 2024-01-31."),
        ("2026-13-01", "argument --since: '2026-13-01' is no date; write one like 2024-01-31."),
        ("2026-03-03", "2026-03-03 lies in the future; choose a day of the shop's past."),
    ],
)
def test_impossible_start_is_refused(shop, since, message):
    # when / then
    with pytest.raises(CommandError) as caught:
        sync("--since", since)
    assert message in str(caught.value)
    assert not SweepMark.objects.exists()


def test_missing_orders_are_an_error(shop, orders):
    # given: an order from the future of the shop's clock is not read
    channel, items = shop
    make_order(channel, items, email="a@example.com", created_at=NOW + DAY)

    # when / then
    with pytest.raises(CommandError) as caught:
        sync()
    assert str(caught.value) == (
        "1 orders of the shop were not taken in. Run the command again; if the number stays, the log says why."
    )


class Terminal(StringIO):
    def isatty(self):
        return True


def test_terminal_shows_a_bar_that_moves_in_place(monkeypatch):
    # given
    monkeypatch.setattr("saleor_automation.management.progress.REDRAW_SECONDS", 0)
    screen = Terminal()
    progress = Progress(screen, "orders", 200)

    # when
    progress.add(50)
    progress.add(150)
    progress.finish("done")

    # then
    half, whole, last = (text.rstrip() for text in screen.getvalue().split("\r")[1:])
    assert half.startswith("orders       ██████░░░░░░░░░░░░░░░░░░ 50 of 200  ")
    assert whole.startswith("orders       ████████████████████████ 200 of 200  ")
    assert last == "orders       done"


@pytest.mark.slow
def test_killed_run_is_gone_on_with_and_loses_nothing(shop, tmp_path):
    # given
    with cloned_database():
        channel = make_channel()
        items = [(make_product(prices={channel: "10"}).default_variant, 1)]
        for n in range(300):
            make_order(channel, items, email=f"{n}@example.com", created_at=NOW - n * timedelta(hours=1))
        words = [sys.executable, "-m", "django", "automation_sync"]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "saleor.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DATABASE_URL": database_url(),
            "SECRET_KEY": "only for tests",
            "AUTOMATION_BATCH_SIZE": "1",
        }

        # when
        for kill_at in (40, 80, 120):
            process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
            until(lambda goal=kill_at: Purchase.objects.count() >= goal, f"{kill_at} orders are read", 60)
            process.send_signal(signal.SIGKILL)
            assert process.wait(30) == -signal.SIGKILL
        last = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)

        # then
        assert last.returncode == 0, last.stderr
        assert "Going on with an interrupted run: orders from " in last.stdout
        assert "Orders known to the automation: 300 of 300 in the shop." in last.stdout
        assert Event.objects.filter(kind="order_placed").count() == 300
