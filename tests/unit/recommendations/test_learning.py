"""The methods on data small enough to count by hand, and what holds for any data."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_automation.recommendations import ranking, tuning
from saleor_automation.recommendations.counting import bought_together, counted, jaccard, log_likelihood
from saleor_automation.recommendations.discovery import discover
from saleor_automation.recommendations.ease import ease
from saleor_automation.recommendations.interactions import gather
from saleor_automation.recommendations.learning import Method, learn, method_for
from saleor_automation.recommendations.neighbours import Neighbours
from saleor_automation.recommendations.pace import measure_pace
from saleor_automation.recommendations.sessions import viewed_after


def lines(*orders, least_lines=1):
    """Gather orders given as (person, age in days, items)."""
    rows = [(person, basket, item, age) for basket, (person, age, items) in enumerate(orders) for item in items]
    people, baskets, items, ages = (np.array(column) for column in zip(*rows, strict=True))
    return gather(people, baskets, items, ages.astype(float), least_lines)


TEA, CUP, SPOON, SOCK = range(4)
SMALL = ((1, 9, [TEA, CUP]), (2, 8, [TEA, CUP]), (3, 7, [TEA, SPOON]), (4, 6, [SOCK]), (1, 5, [TEA]))


def of(neighbours, item):
    part = neighbours.of(item)
    ids, scores, counts = neighbours.ids[part], neighbours.scores[part], neighbours.counts[part]
    return list(zip(ids.tolist(), scores.tolist(), counts.tolist(), strict=True))


def test_gathering_numbers_keys_densely_and_drops_rare_items():
    # when
    found, catalogue = lines((7, 2, ["b", "a"]), (5, 1, ["b"]), least_lines=2)

    # then
    assert catalogue.items.tolist() == ["b"]
    assert catalogue.people.tolist() == [5, 7]
    assert (found.people.tolist(), found.items.tolist(), found.ages.tolist()) == ([1, 0], [0, 0], [2.0, 1.0])
    assert (found.people_count, found.baskets_count, found.items_count) == (2, 2, 1)


def test_histories_are_cut_to_the_latest_lines():
    # given
    found, _ = lines((1, 3, [0]), (1, 2, [1]), (1, 1, [2]), (2, 9, [3]))

    # when
    cut = found.latest_of(found.people, 2)

    # then
    assert sorted(zip(cut.people.tolist(), cut.items.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 3)]
    assert found.latest_of(found.people, 3) is found


def test_jaccard_is_shared_over_all():
    # given
    found, _ = lines(*SMALL)

    # when: tea is in four orders, cups in two of them, spoons in one
    similar = counted(found.by_basket(), jaccard, np.ones(4), 10)

    # then
    assert of(similar, TEA) == [(CUP, pytest.approx(2 / 4), 2), (SPOON, pytest.approx(1 / 4), 1)]
    assert of(similar, SOCK) == []


def test_log_likelihood_is_dunnings_ratio_and_nothing_for_less_than_chance():
    # when: the table of 10 and 5 of 100, 8 of which would be 0.5 by chance
    ratio = log_likelihood(np.array([4.0, 1.0]), np.array([10.0, 50.0]), np.array([5.0, 40.0]), 100)

    # then
    table = np.array([[4.0, 6.0], [1.0, 89.0]])
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / 100
    assert ratio[0] == pytest.approx(2 * (table * np.log(table / expected)).sum())
    assert ratio[1] == 0


def test_ease_agrees_with_the_closed_form():
    # given
    rows = lines(*SMALL)[0].by_person()
    dense = rows.toarray().astype(float)
    inverse = np.linalg.inv(dense.T @ dense + 2 * np.eye(4))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)

    # when
    weights = np.array([1.0, 2.0, 1.0, 1.0])
    found = ease(rows, 2.0, weights, 4)

    # then
    assert found.matrix().toarray() == pytest.approx(expected * weights, abs=1e-6)
    assert of(found, TEA)[0][0] == CUP
    assert {count for _, _, count in of(found, SPOON)} == {0, 1}


def test_ease_in_blocks_agrees_with_the_closed_form():
    # given: more items than one block holds
    random = np.random.default_rng(5)
    people, items = random.integers(0, 200, 4000), random.integers(0, 300, 4000)
    found, _ = gather(people, people, items, np.zeros(4000))
    dense = found.by_person().toarray().astype(float)
    inverse = np.linalg.inv(dense.T @ dense + 10 * np.eye(300))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)

    # when
    learned = ease(found.by_person(), 10.0, np.ones(300), 299)

    # then
    assert learned.matrix().toarray() == pytest.approx(expected, abs=1e-5)


def test_neighbours_put_the_share_of_orders_first_and_the_orders_beside_it():
    # given
    found, _ = lines(*SMALL)

    # when
    together = bought_together(found, measure_pace(found), 10)

    # then
    assert [(item, count) for item, _, count in of(together, TEA)] == [(CUP, 2), (SPOON, 1)]
    assert of(together, CUP)[0][0] == TEA


def test_what_sells_now_goes_before_what_sold_long_ago():
    # given: with item 0 went 1 long ago and 2 now, equally often
    old = [(person, 200, [0, 1]) for person in range(5)]
    new = [(person, 1, [0, 2]) for person in range(5, 10)]
    found, _ = lines(*old, *new)

    # when
    pace = measure_pace(found)
    together = bought_together(found, pace, 10)

    # then
    assert pace.ratio[1] < 1 < pace.ratio[2]
    assert pace.fading(1.0)[2] == 1
    assert [item for item, _, _ in of(together, 0)] == [2, 1]


def test_pace_of_steady_sales_is_one():
    # given: one line a day for two hundred days
    found, _ = lines(*((day, day + 0.5, [0]) for day in range(200)))

    # then
    assert measure_pace(found).ratio[0] == pytest.approx(1, abs=0.01)
    assert measure_pace(found).recent[0] == pytest.approx(1, abs=0.01)


def test_item_among_nobodys_first_gets_the_last_of_these_places_in_one_list():
    # given: 0, 1 and 2 name each other first, 3 knows them all and comes last everywhere
    ids = np.array([1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2])
    scores = np.tile([3.0, 2.0, 1.0], 4)
    counts = np.array([9, 8, 1, 9, 7, 2, 8, 7, 3, 1, 2, 3])
    before = Neighbours(np.array([0, 3, 6, 9, 12]), ids, scores, counts)

    # when
    after = discover(before, 2, np.array([10.0, 20.0, 30.0, 3.0]))

    # then
    assert of(after, 0) == [(1, 3.0, 9), (3, 2.0, 1), (2, 1.0, 8)]
    assert [of(after, item) for item in (1, 2, 3)] == [of(before, item) for item in (1, 2, 3)]


def test_next_basket_puts_what_is_bought_in_every_order_first():
    # given: person 0 bought tea in three orders of three, spoons in one
    found, _ = lines((0, 30, [TEA, SPOON]), (0, 20, [TEA]), (0, 10, [TEA]), (1, 5, [CUP]), (1, 4, [SOCK]))
    counts = found.line_counts()
    nothing = counts.multiply(0).tocsr()

    # when
    scores = ranking.next_basket(counts, found.baskets_of_people(), np.ones(4), nothing).toarray()

    # then
    assert scores[0, TEA] == pytest.approx((3 / 4) ** tuning.REPEAT_EXPONENT)
    assert scores[0, SPOON] == pytest.approx((1 / 4) ** tuning.REPEAT_EXPONENT)
    assert scores[0, CUP] == 0


def test_views_count_one_way_and_near_ones_more():
    # given: two sessions, 0 1 2 and 0 2
    sessions, items = np.array([1, 1, 1, 2, 2]), np.array([0, 1, 2, 0, 2])

    # when
    found = viewed_after(sessions, items, 3, 10)

    # then: after 0 came 1 once directly, 2 once directly and once two views later
    assert of(found, 0) == [(2, pytest.approx(1.5 / 2.5), 2), (1, pytest.approx(1 / 2.5), 1)]
    assert of(found, 1) == [(2, 1.0, 1)]
    assert of(found, 2) == []


def test_method_is_chosen_by_size():
    assert (method_for(8000), method_for(8001)) == (Method.EASE, Method.COUNTING)


ORDERS = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0, 400), st.lists(st.integers(0, 9), min_size=1, max_size=5)),
    min_size=1,
    max_size=25,
)


@pytest.mark.parametrize("method", list(Method))
@given(orders=ORDERS)
@settings(max_examples=40)
def test_any_past_gives_finite_ordered_scores_the_same_every_time(method, orders):
    # given
    found, _ = lines(*orders)

    # when
    model, again = learn(found, method), learn(found, method)

    # then
    assert np.isfinite(model.pace.ratio).all() and (model.pace.ratio > 0).all()
    for one, other in ((model.together, again.together), (model.taste, again.taste), (model.cart, again.cart)):
        assert np.isfinite(one.scores).all()
        assert (one.ids.tolist(), one.scores.tolist()) == (other.ids.tolist(), other.scores.tolist())
        for item in range(one.items_count):
            mine = of(one, item)
            assert item not in [other_item for other_item, _, _ in mine]
            assert len({other_item for other_item, _, _ in mine}) == len(mine)
            assert all(abs(first[1]) >= abs(second[1]) for first, second in pairwise(mine))


@given(orders=ORDERS)
@settings(max_examples=40)
def test_counts_are_those_of_the_orders_and_symmetric(orders):
    # given
    found, catalogue = lines(*orders)
    number = {item: index for index, item in enumerate(catalogue.items.tolist())}

    # when
    together = learn(found).together

    # then
    counts = {(item, other): count for item in number.values() for other, _, count in of(together, item)}
    for (item, other), count in counts.items():
        both = sum({item, other} <= {number[each] for each in items} for _, _, items in orders)
        assert count == both == counts.get((other, item), both)


@given(orders=ORDERS)
@settings(max_examples=40)
def test_owned_items_are_never_recommended_as_new(orders):
    # given
    found, _ = lines(*orders)
    owned = found.by_person()

    # when
    scores = ranking.without(ranking.taste(owned, learn(found).taste.matrix()), owned)
    ranked = ranking.best(scores, 5)

    # then
    for person in range(found.people_count):
        items, values = ranked.of(person)
        assert set(items.tolist()).isdisjoint(np.flatnonzero(owned[[person]].toarray()[0]).tolist())
        assert (values > 0).all() and len(items) <= 5
