from datetime import timedelta
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


def test_training_as_of_a_day_knows_nothing_later(shop):
    # given
    shop.order(shop.person(), [TEA, CUP], days_ago=40)
    shop.order(shop.person(), [CAKE, HAT], days_ago=2)
    day = (NOW - timedelta(days=20)).date().isoformat()

    # when
    text = said("train", "--as-of", day)

    # then
    assert text.startswith(f"Learned at {day} 00:00 UTC")
    assert "from 1 orders (2 lines)" in text


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("train", "--as-of", "soon"), "--as-of is 'soon'; write a day such as 2026-03-01, or a moment with its zone."),
        (
            ("train", "--as-of", "9999-01-01"),
            "--as-of is '9999-01-01', which has not been; name a day that is over.",
        ),
        (("report", "--as-of", "2026-01-01"), "--as-of is for train; leave it out."),
    ],
)
def test_day_that_makes_no_sense_is_refused(shop, arguments, problem):
    with pytest.raises(CommandError) as caught:
        said(*arguments)

    assert str(caught.value) == problem
    assert not RecommendationGeneration.objects.exists()


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
