from math import log2

import numpy as np
import pytest

from saleor_automation.recommendations.evaluation import Quality, judge
from saleor_automation.recommendations.interactions import gather
from saleor_automation.recommendations.quality import report_on


def test_qualities_are_those_of_the_textbook():
    # when: right at the second and third place of two possible; nothing right
    found = judge([[1, 2, 3], [4, 5]], [{2, 3}, {9}], 10)

    # then
    gain = (1 / log2(3) + 1 / log2(4)) / (1 / log2(2) + 1 / log2(3))
    assert found == Quality(hit=0.5, ndcg=pytest.approx(gain / 2), coverage=0.5, questions=2)


def test_only_the_first_ten_count():
    assert judge([list(range(20))], [{10}], 20) == Quality(hit=0.0, ndcg=0.0, coverage=0.5, questions=1)


def test_no_question_gives_no_quality():
    assert judge([], [], 10) == Quality(0.0, 0.0, 0.0, 0)


def test_report_on_people_who_never_return_says_so():
    # given
    people = np.arange(50)
    found, _ = gather(people, people, people % 5, people.astype(float))

    # when
    report = report_on(found)

    # then
    assert (report.problem, report.tasks) == ("too_few_returning_customers", {})


def test_report_tries_the_held_out_fifth_against_best_sellers():
    # given: forty people of two tastes, each with five orders of two products of their own half
    random = np.random.default_rng(3)
    rows = [
        (person, person * 5 + order, int(item) + 20 * (person % 2), 50 - 10 * order + random.random())
        for person in range(40)
        for order in range(5)
        for item in random.choice(20, 2, replace=False)
    ]
    people, baskets, items, ages = (np.array(column) for column in zip(*rows, strict=True))
    found, _ = gather(people, baskets, items, ages.astype(float))

    # when
    report = report_on(found)

    # then
    assert report.problem == ""
    assert report.orders_count == 40
    assert set(report.tasks) == {"new_items", "next_basket", "bought_together"}
    assert set(report.tasks["next_basket"]) == {"ours", "personal_frequency", "best_sellers"}
    new = report.tasks["new_items"]
    assert new["ours"].questions == new["best_sellers"].questions > 0
    assert new["ours"].ndcg > new["best_sellers"].ndcg


def test_report_without_two_orders_says_so():
    found, _ = gather(np.array([1]), np.array([1]), np.array([1]), np.array([0.0]))

    assert report_on(found).problem == "too_few_orders"
