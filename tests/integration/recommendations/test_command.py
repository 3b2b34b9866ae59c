from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from saleor_automation.models import RecommendationGeneration
from saleor_automation.recommendations.training import train
from tests.factories import NOW

TEA, CUP, CAKE, HAT = 1, 2, 3, 4


def said(*arguments):
    output = StringIO()
    call_command("automation_recommend", *arguments, stdout=output)
    return output.getvalue()


def test_report_before_the_first_training_says_what_to_run(db):
    with pytest.raises(CommandError) as caught:
        said("report")

    assert str(caught.value) == "Nothing was learned yet; run `manage.py automation_recommend train`."


def test_training_a_young_shop_says_why_there_are_no_numbers(shop):
    # given
    shop.order(shop.person(), [TEA, CUP])

    # when
    text = said("train")

    # then
    assert "from 1 orders (2 lines) and 0 views: 2 products, method ease." in text
    assert "There are fewer than two orders" in text


def test_second_training_says_that_nothing_is_new_unless_forced(shop):
    # given
    shop.order(shop.person(), [TEA, CUP])
    said("train")

    # when
    again, forced = said("train"), said("train", "--force")

    # then
    assert again.startswith("Nothing was ordered or cancelled since the last training.")
    assert forced.startswith("Learned at ")
    assert RecommendationGeneration.objects.count() == 2


def test_report_compares_with_best_sellers_on_the_orders_held_out(shop):
    # given: two tastes, thirty people who come back
    for number in range(30):
        person = shop.person()
        for days_ago in (40, 30, 20, 10, 1 + number % 3):
            shop.order(person, [TEA, CUP] if number % 2 else [CAKE, HAT], days_ago=days_ago)
    train(NOW)

    # when
    text = said("report")

    # then
    assert "not having seen them:" in text
    rows = [line.split() for line in text.splitlines() if line.startswith(("next basket", "bought together"))]
    assert [" ".join(row[2:-4]) for row in rows] == [
        "recommendations",
        "bought most often",
        "best sellers",
        "recommendations",
        "best sellers",
    ]
    assert all(row[-1] == "30" for row in rows)
