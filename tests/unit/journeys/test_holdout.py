from math import sqrt

from saleor_automation.journeys.holdout import is_held_out

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
