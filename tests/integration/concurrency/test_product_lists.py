"""Two workers along the shelf, over the sales and at the waves."""

from datetime import timedelta

from django.db import transaction
from saleor.warehouse.models import Stock

from saleor_automation.models import CatalogueTurn, Event, ProductSales, SalesDay, ShelfItem, TurnReader
from saleor_automation.product_lists import looking, sales, upkeep
from saleor_automation.product_lists.waves import release_waves
from tests.factories import NOW, many_contacts, shop_configuration
from tests.integration.product_lists.small_shop import SmallShop
from tests.workers import at_once, worker_held_behind

MINUTE = timedelta(minutes=1)


def release():
    with transaction.atomic():
        return release_waves(shop_configuration(), NOW)


def look_at_everything(now=NOW + MINUTE):
    while looking.look(shop_configuration(), now):
        pass


def waiting_shop():
    """A kettle that sixty people looked at is back, with five units."""
    shop = SmallShop()
    look_at_everything(NOW - MINUTE)
    for person in many_contacts(60):
        shop.saw(shop.kettle, contact=person)
    Stock.objects.filter(product_variant__product=shop.kettle).update(quantity=5)
    return shop


def test_two_looks_at_once_open_one_turn(own_database, caplog):
    # given
    waiting_shop()

    # when
    at_once(look_at_everything, look_at_everything, look_at_everything)

    # then
    assert CatalogueTurn.objects.count() == 1
    assert TurnReader.objects.count() == 60
    assert ShelfItem.objects.count() == 6
    assert caplog.records == []


def test_wave_is_told_once_with_two_workers(own_database):
    # given
    waiting_shop()
    look_at_everything(NOW)

    # when
    with worker_held_behind("UPDATE automation_turnreader", release) as first:
        second = release()
        counts = (first.go_on(), second)

    # then
    assert counts == (1, 0)
    assert Event.objects.filter(kind="back_in_stock").count() == 20
    assert CatalogueTurn.objects.get().told_count == 20


def test_worker_that_dies_in_a_wave_leaves_it_to_the_next(own_database):
    # given
    waiting_shop()
    look_at_everything(NOW)

    # when
    try:
        with transaction.atomic():
            release_waves(shop_configuration(), NOW)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass

    # then
    assert not Event.objects.exists()
    assert release() == 1
    assert Event.objects.count() == 20


def test_days_are_counted_once_although_two_workers_count_and_orders_come_in(own_database):
    # given
    shop = SmallShop()
    shop.sell_a_month()
    upkeep.mark_changed_sales(NOW)

    def count():
        while upkeep.count_sales(NOW):
            pass

    # when: an order comes in after the first worker has read its day
    with worker_held_behind("DELETE FROM automation_productsales", count) as first:
        order = shop.sell(pot=7)
        with worker_held_behind("DELETE FROM automation_salesday", count):
            pass
        first.go_on()
    sales.mark({order.created_at.date()}, NOW)
    at_once(count, count)

    # then
    sold = ProductSales.objects.filter(product_id=shop.pot.pk).values_list("units", flat=True)
    assert sorted(sold) == [1, 7]
    assert not SalesDay.objects.exists()
