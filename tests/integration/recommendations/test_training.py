from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import OperationalError

from saleor_automation.models import BestSellers, ProductNeighbours, RecommendationGeneration
from saleor_automation.recommendations import serving
from saleor_automation.recommendations.training import Training, train
from tests.databases import cloned_database
from tests.factories import NOW
from tests.workers import at_once, worker_held_behind

from .conftest import Shop

TEA, CUP, SPOON = 1, 2, 3


@pytest.fixture
def own_database(db):
    """A database in which every thread sees what the others have committed."""
    with cloned_database() as name:
        yield name


def sells_tea(shop, times=3):
    for _ in range(times):
        shop.order(shop.person(), [TEA, CUP])


def test_training_is_skipped_when_nothing_was_ordered_and_done_when_forced(shop):
    # given
    sells_tea(shop)
    first = train(NOW)

    # when
    again, forced = train(NOW + timedelta(days=1)), train(NOW + timedelta(days=1), force=True)

    # then
    assert first.reason == "" and first.generation_id is not None
    assert again == Training(None, "nothing_new")
    assert forced.generation_id == RecommendationGeneration.objects.latest("id").pk


def test_cancelled_order_is_reason_enough_to_train_again(shop):
    # given
    sells_tea(shop)
    order_id = shop.order(shop.person(), [TEA, SPOON])
    train(NOW)

    # when
    with connection.cursor() as cursor:
        cursor.execute("UPDATE automation_purchase SET cancelled_at = %s WHERE order_id = %s", [NOW, order_id])
    trained = train(NOW)

    # then
    assert trained.generation_id is not None
    assert [each.product_id for each in serving.neighbours([TEA], 5)[TEA]] == [CUP]


def test_what_happens_to_an_order_later_is_not_known_before(shop):
    # given
    sells_tea(shop)
    order_id = shop.order(shop.person(), [TEA, SPOON], days_ago=30)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE automation_purchase SET cancelled_at = %s WHERE order_id = %s", [NOW, order_id])

    # when
    train(NOW - timedelta(days=20))
    then = {each.product_id for each in serving.neighbours([TEA], 5)[TEA]}
    train(NOW)

    # then
    assert then == {SPOON}
    assert {each.product_id for each in serving.neighbours([TEA], 5)[TEA]} == {CUP}


def test_only_the_newest_two_generations_are_kept(shop):
    # given
    sells_tea(shop)

    # when
    numbers = [train(NOW, force=True).generation_id for _ in range(4)]

    # then
    kept = numbers[-2:]
    assert sorted(RecommendationGeneration.objects.values_list("pk", flat=True)) == kept
    assert set(ProductNeighbours.objects.values_list("generation_id", flat=True)) == set(kept)
    assert set(BestSellers.objects.values_list("generation_id", flat=True)) == set(kept)


def test_shop_without_orders_gets_an_empty_generation(shop):
    # when
    trained = train(NOW)

    # then
    generation = RecommendationGeneration.objects.get(pk=trained.generation_id)
    assert (generation.orders_count, generation.products_count) == (0, 0)
    assert generation.report["problem"] == "too_few_orders"
    assert serving.neighbours([TEA], 5) == {TEA: []}


def test_same_past_gives_the_same_neighbours(shop):
    # given
    for number in range(12):
        shop.order(shop.person(), [TEA, CUP, SPOON][: 2 + number % 2], days_ago=number)

    # when
    first = train(NOW, force=True).generation_id
    second = train(NOW, force=True).generation_id

    # then
    def rows(generation_id):
        names = ("kind", "product_id", "neighbour_ids", "scores", "counts", "pace")
        found = ProductNeighbours.objects.filter(generation_id=generation_id)
        return list(found.order_by("kind", "product_id").values_list(*names))

    assert rows(first) == rows(second) != []


def test_of_two_trainings_at_once_one_trains_and_one_gives_up(own_database):
    # given
    sells_tea(Shop())

    # when: the second comes while the first has its lock
    with worker_held_behind("FROM automation_purchase", lambda: train(NOW)) as first:
        (second,) = at_once(lambda: train(NOW))
        trained = first.go_on()

    # then
    assert second == Training(None, "already_running")
    assert trained.reason == ""
    assert RecommendationGeneration.objects.count() == 1


def test_training_killed_while_writing_leaves_the_old_generation(own_database):
    # given
    shop = Shop()
    sells_tea(shop)
    before = train(NOW).generation_id
    answer = serving.neighbours([TEA], 5)
    shop.order(shop.person(), [TEA, SPOON])

    # when: PostgreSQL ends the connection after the generation was inserted, before the swap
    place = "OFFSET"
    with worker_held_behind(place, lambda: train(NOW), before=True) as worker:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            )
            assert cursor.fetchall() == [(True,)]
        with pytest.raises(OperationalError):
            worker.go_on()

    # then: nobody sees anything of it, and the next training works
    assert list(RecommendationGeneration.objects.values_list("pk", flat=True)) == [before]
    assert set(ProductNeighbours.objects.values_list("generation_id", flat=True)) == {before}
    assert serving.neighbours([TEA], 5) == answer
    assert train(NOW).reason == ""


def test_readers_are_not_kept_waiting_by_a_training_that_writes(own_database):
    # given
    shop = Shop()
    sells_tea(shop)
    train(NOW)
    shop.order(shop.person(), [TEA, SPOON])

    # when: the new generation is written and not committed
    with worker_held_behind("DELETE FROM automation_recommendationgeneration", lambda: train(NOW)) as worker:
        (during,) = at_once(lambda: serving.neighbours([TEA], 5))
        worker.go_on()

    # then
    assert [each.product_id for each in during[TEA]] == [CUP]
    assert [each.product_id for each in serving.neighbours([TEA], 5)[TEA]] == [CUP, SPOON]


def test_reader_who_began_before_the_swap_still_finds_everything(shop):
    # given
    sells_tea(shop)
    old = train(NOW).generation_id

    # when: a reader took the number of the generation, and then another took its place
    train(NOW, force=True)

    # then
    assert ProductNeighbours.objects.filter(generation_id=old, kind="together", product_id=TEA).exists()
