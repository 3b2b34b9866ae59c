from datetime import timedelta

import pytest
from django.db import connection
from saleor.plugins.manager import get_plugins_manager

from saleor_automation import pipeline
from saleor_automation.core.clock import utc_now
from saleor_automation.models import Contact, ContactTotals, Event, Hint, Purchase
from tests.shop.factories import make_channel
from tests.shop.sales import make_order
from tests.workers import at_once, worker_held_behind

TAKE = "DELETE FROM automation_hint"


@pytest.fixture
def manager(own_database, settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    return get_plugins_manager(allow_replica=False)


@pytest.fixture
def order(own_database):
    return make_order(make_channel(), [], email="ada@customers.example", created_at=utc_now() - timedelta(hours=1))


def tell(manager, order):
    return lambda: get_plugins_manager(allow_replica=False).order_created(order)


def placed():
    return Event.objects.filter(kind="order_placed").count()


def test_hook_delivered_twice_at_once_is_one_event(manager, order):
    # when: the shop calls the hook twice in the same moment, and two workers take both hints at once
    at_once(tell(manager, order), tell(manager, order))
    hints = Hint.objects.count()
    at_once(lambda: pipeline.take_in(utc_now()), lambda: pipeline.take_in(utc_now()))
    pipeline.take_in(utc_now())

    # then
    assert hints == 2
    assert (placed(), Purchase.objects.count(), Contact.objects.count()) == (1, 1, 1)
    assert ContactTotals.objects.get().orders_count == 1
    assert not Hint.objects.exists()


def test_hint_is_taken_once_with_two_workers(manager, order):
    # given
    tell(manager, order)()

    # when
    with worker_held_behind(TAKE, lambda: pipeline.take_in(utc_now())) as first:
        pipeline.take_in(utc_now())
        nothing_yet = placed()
        first.go_on()

    # then
    assert (nothing_yet, placed()) == (0, 1)


def test_two_hints_about_one_order_with_two_workers_are_one_event(manager, order):
    # given: the second hint comes while a worker holds the first
    tell(manager, order)()

    # when
    with worker_held_behind("FOR UPDATE\n", lambda: pipeline.take_in(utc_now())) as first:
        tell(manager, order)()
        first.go_on()
    pipeline.take_in(utc_now())

    # then
    assert placed() == 1
    assert ContactTotals.objects.get().orders_count == 1


def test_sweep_and_hook_at_once_tell_an_order_once(manager, order):
    # given
    tell(manager, order)()

    # when
    at_once(lambda: pipeline.take_in(utc_now()), lambda: list(pipeline.backfill(None, utc_now())))
    pipeline.take_in(utc_now())

    # then
    assert placed() == 1
    assert ContactTotals.objects.get().orders_count == 1


def test_customer_does_not_wait_for_the_disk_and_the_setting_ends_with_the_hint(manager, order):
    # when
    tell(manager, order)()

    # then
    assert Hint.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
