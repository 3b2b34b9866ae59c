from datetime import timedelta

import pytest

from saleor_automation.events import sweep
from saleor_automation.models import Event, Purchase, SweepMark
from tests.factories import NOW
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_order

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def make():
    channel = make_channel()
    variant = make_product(prices={channel: "10"}).default_variant
    return lambda at: make_order(channel, [(variant, 1)], email="a@example.com", created_at=at, is_paid=False)


@pytest.fixture
def orders():
    return next(source for source in sweep.sources(60) if source.name == "orders")


def read(source, now, page_size=2):
    return sweep.sweep(source, now, page_size=page_size, overlap_seconds=900)


def test_first_sweep_leaves_history_to_the_backfill(make, orders):
    # given
    make(NOW - DAY)

    # when
    count = read(orders, NOW)

    # then
    assert (count, Event.objects.count()) == (0, 0)
    assert SweepMark.objects.get(name="orders").read_until == NOW


def test_sweep_finds_what_no_hook_told(make, orders):
    # given
    read(orders, NOW)
    found = [make(NOW + timedelta(minutes=n)) for n in range(5)]

    # when
    count = read(orders, NOW + HOUR)

    # then
    assert count == 5
    assert set(Event.objects.values_list("order_id", flat=True)) == {order.pk for order in found}


def test_sweep_reads_again_what_may_have_committed_late(make, orders):
    # given
    read(orders, NOW)
    late = make(NOW - timedelta(minutes=10))

    # when
    read(orders, NOW + HOUR)
    read(orders, NOW + 2 * HOUR)

    # then
    assert Event.objects.get().order_id == late.pk


def backfilled(orders, since=None, page_size=10):
    """Run a backfill to its end and return the sizes of its pages."""
    return [
        size
        for source in sweep.begin_backfill([orders], since)
        for size in sweep.backfill(source, NOW, page_size=page_size)
    ]


def test_backfill_reads_all_history_in_pages(make, orders):
    # given
    for day in range(5):
        make(NOW - day * DAY)

    # when
    pages = backfilled(orders, page_size=2)

    # then
    assert pages == [2, 2, 1]
    assert Purchase.objects.count() == 5
    assert SweepMark.objects.get(name="orders").read_until == NOW


def test_backfill_goes_on_behind_the_last_committed_page(make, orders):
    # given
    for day in range(5):
        make(NOW - day * DAY)
    [source] = sweep.begin_backfill([orders], None)
    stopped = sweep.backfill(source, NOW, page_size=2)
    next(stopped)
    stopped.close()

    # when
    pages = backfilled(orders, page_size=2)

    # then
    assert pages == [2, 1]
    assert Purchase.objects.count() == 5


def test_backfill_since_a_day_leaves_older_orders_alone(make, orders):
    # given
    make(NOW - 5 * DAY)
    make(NOW - DAY)

    # when
    pages = backfilled(orders, NOW - 2 * DAY)

    # then
    assert pages == [1]


def test_finished_backfill_can_be_run_again_and_finds_nothing_new(make, orders):
    # given
    make(NOW - DAY)
    backfilled(orders)

    # when
    pages = backfilled(orders)

    # then
    assert (pages, Event.objects.count()) == ([1], 1)
