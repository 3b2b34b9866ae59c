from math import sqrt

import pytest

from saleor_automation.journeys.definition import parse_definition
from saleor_automation.journeys.holdout import is_held_out, usual_percent
from tests.factories import definition_of

PEOPLE = range(10_000)


def test_same_person_has_the_same_lot_every_time():
    first = [is_held_out("welcome", person, 10) for person in PEOPLE]

    assert [is_held_out("welcome", person, 10) for person in PEOPLE] == first


def test_share_of_ten_thousand_is_what_was_asked_for():
    # given: five standard deviations of a binomial draw, passed by chance once in two million times
    for percent in (1, 10, 50):
        expected = len(PEOPLE) * percent / 100
        tolerance = 5 * sqrt(expected * (1 - percent / 100))

        # when
        held_out = sum(is_held_out("welcome", person, percent) for person in PEOPLE)

        # then
        assert abs(held_out - expected) < tolerance


def test_two_journeys_draw_for_themselves():
    # given
    expected, tolerance = 100, 5 * sqrt(100)

    # when
    both = sum(is_held_out("welcome", person, 10) and is_held_out("cart", person, 10) for person in PEOPLE)

    # then
    assert abs(both - expected) < tolerance


def test_nobody_is_held_out_at_zero_percent():
    assert not any(is_held_out("welcome", person, 0) for person in PEOPLE)


def test_whoever_is_held_out_stays_so_at_every_higher_percentage():
    # given
    few = {person for person in PEOPLE if is_held_out("welcome", person, 5)}

    # then
    assert few < {person for person in PEOPLE if is_held_out("welcome", person, 20)}


SEND = {"kind": "send", "template": "hello"}


@pytest.mark.parametrize(
    ("step", "percent"),
    [
        (SEND, 10),
        (SEND | {"message_kind": "reminder"}, 10),
        (SEND | {"message_kind": "transactional"}, 0),
        ({"kind": "invite", "template": "hello", "list": "news"}, 10),
        ({"kind": "add_tag", "tag": "vip"}, 0),
        ({"kind": "change_points", "points": 5}, 0),
    ],
)
def test_recipe_that_says_nothing_holds_out_people_only_from_mails_that_want_something(step, percent):
    definition = parse_definition(definition_of({"id": "it", **step}), "Recipe")

    assert usual_percent(definition) == percent
