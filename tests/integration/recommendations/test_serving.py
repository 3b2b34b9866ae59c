from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.recommendations import serving
from saleor_automation.recommendations.answers import Reason, ReasonKind
from saleor_automation.recommendations.training import train
from tests.factories import NOW, many_contacts

TEA, CUP, SPOON, CAKE, SOCKS, HAT = 1, 2, 3, 4, 5, 6


@pytest.fixture
def tea_shop(shop):
    """Tea goes with cups (four orders) and spoons (two); socks go with hats (two) and never with tea."""
    people = [shop.person() for _ in range(6)]
    for person in people[:4]:
        shop.order(person, [TEA, CUP])
    for person in people[:2]:
        shop.order(person, [TEA, SPOON], days_ago=2)
    for person in people[4:]:
        shop.order(person, [SOCKS, HAT])
    return shop


def ids(recommendations):
    return [each.product_id for each in recommendations]


def test_neighbours_are_what_was_bought_together_with_the_number_of_orders(tea_shop):
    # given
    train(NOW)

    # when
    found = serving.neighbours([TEA, SOCKS], 2)

    # then
    assert ids(found[TEA]) == [CUP, SPOON]
    assert [each.reason for each in found[TEA]] == [
        Reason(ReasonKind.BOUGHT_WITH, TEA, 4),
        Reason(ReasonKind.BOUGHT_WITH, TEA, 2),
    ]
    assert ids(found[SOCKS])[0] == HAT


def test_answers_are_empty_before_the_first_training(tea_shop):
    person = tea_shop.person()

    assert serving.neighbours([TEA], 3) == {}
    assert serving.for_people([person.pk], 3, NOW) == {}
    assert serving.next_basket([person.pk], 3, NOW) == {}
    assert serving.complete_cart({"a": [TEA]}, 3) == {}
    assert serving.after_views({"a": [TEA]}, 3) == {}


def test_person_gets_what_goes_with_their_purchase_made_after_the_training(tea_shop):
    # given
    newcomer = tea_shop.person()
    train(NOW)

    # when: the order comes in and nobody trains again
    tea_shop.order(newcomer, [TEA], days_ago=0)
    found = serving.for_people([newcomer.pk], 2, NOW)[newcomer.pk]

    # then
    assert ids(found) == [CUP, SPOON]
    assert found[0].reason == Reason(ReasonKind.BOUGHT_WITH, TEA, 4)


def test_owned_products_are_left_out_or_kept_as_asked(tea_shop):
    # given
    owner = tea_shop.person()
    tea_shop.order(owner, [TEA, CUP])
    train(NOW)

    # when
    new = serving.for_people([owner.pk], 6, NOW)[owner.pk]
    everything = serving.for_people([owner.pk], 6, NOW, exclude_owned=False)[owner.pk]

    # then
    assert {TEA, CUP}.isdisjoint(ids(new))
    assert {TEA, CUP} <= set(ids(everything))


def test_person_without_a_past_gets_the_best_sellers(tea_shop):
    # given
    stranger = tea_shop.person()
    train(NOW)

    # when
    found = serving.for_people([stranger.pk], 2, NOW)[stranger.pk]

    # then: tea is in six orders, cups in four
    assert ids(found) == [TEA, CUP]
    assert {each.reason for each in found} == {Reason(ReasonKind.POPULAR)}


def test_person_who_only_looked_gets_what_others_looked_at_next(tea_shop):
    # given
    for other in [tea_shop.person() for _ in range(3)]:
        tea_shop.view(other, SOCKS, minutes_ago=10)
        tea_shop.view(other, CAKE, minutes_ago=8)
    looker = tea_shop.person()
    train(NOW)
    tea_shop.view(looker, SOCKS, minutes_ago=5)

    # when
    found = serving.for_people([looker.pk], 1, NOW)[looker.pk]

    # then
    assert ids(found) == [CAKE]
    assert found[0].reason == Reason(ReasonKind.VIEWED_WITH, SOCKS, 3)


def test_next_basket_begins_with_what_is_bought_again_and_again(tea_shop):
    # given
    regular = tea_shop.person()
    for days_ago in (30, 20, 10):
        tea_shop.order(regular, [SPOON], days_ago=days_ago)
    tea_shop.order(regular, [HAT], days_ago=5)
    train(NOW)

    # when
    found = serving.next_basket([regular.pk], 3, NOW)[regular.pk]

    # then
    assert ids(found)[:2] == [SPOON, HAT]
    assert found[0].reason == Reason(ReasonKind.BOUGHT_BEFORE, SPOON, 3)


def test_cancelled_and_refunded_orders_count_for_nothing(shop):
    # given
    for person in [shop.person() for _ in range(3)]:
        shop.order(person, [TEA, CUP], cancelled_at=NOW)
        shop.order(person, [TEA, SPOON])
        shop.order(person, [TEA, CAKE], refunded_at=NOW)
    train(NOW)

    # when, then
    assert ids(serving.neighbours([TEA], 5)[TEA]) == [SPOON]


def test_cart_is_completed_without_what_is_in_it(tea_shop):
    # given
    train(NOW)

    # when
    found = serving.complete_cart({"one": [TEA, CUP], "empty": [], "unknown": [999]}, 2)

    # then
    assert ids(found["one"])[0] == SPOON
    assert {TEA, CUP}.isdisjoint(ids(found["one"]))
    assert ids(found["empty"]) == ids(found["unknown"]) == [TEA, CUP]


def test_views_lead_on_and_the_last_counts_most(tea_shop):
    # given
    for other in [tea_shop.person() for _ in range(2)]:
        tea_shop.view(other, TEA, minutes_ago=60)
        tea_shop.view(other, CAKE, minutes_ago=59)
        # a new session
        tea_shop.view(other, SOCKS, minutes_ago=10)
        tea_shop.view(other, HAT, minutes_ago=9)
    train(NOW)

    # when
    found = serving.after_views({"a": [TEA, SOCKS], "b": [SOCKS, TEA]}, 2)

    # then
    assert ids(found["a"]) == [HAT, CAKE]
    assert ids(found["b"]) == [CAKE, HAT]


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda people: serving.for_people(people, 12, NOW), 8),
        (lambda people: serving.next_basket(people, 12, NOW), 6),
        (lambda people: serving.complete_cart({each: [TEA] for each in people}, 12), 6),
        (lambda people: serving.after_views({each: [TEA] for each in people}, 12), 6),
        (lambda people: serving.neighbours([TEA, CUP], 12), 6),
    ],
    ids=["for_people", "next_basket", "complete_cart", "after_views", "neighbours"],
)
def test_statements_do_not_grow_with_the_number_of_people(tea_shop, ask, most):
    # given
    few = [contact.pk for contact in many_contacts(3)]
    many = [contact.pk for contact in many_contacts(200)]
    buyer = tea_shop.person()
    tea_shop.order(buyer, [TEA])
    train(NOW)

    # when
    with CaptureQueriesContext(connection) as for_few:
        ask([buyer.pk, *few])
    with CaptureQueriesContext(connection) as for_many:
        answers = ask([buyer.pk, *many])

    # then
    assert len(for_many) == len(for_few) <= most
    assert all(answers.values())


def test_future_purchases_are_unknown_to_a_simulation_of_the_past(tea_shop):
    # given
    person = tea_shop.person()
    tea_shop.order(person, [SOCKS], days_ago=1)
    train(NOW)

    # when
    found = serving.for_people([person.pk], 1, NOW - timedelta(days=2))[person.pk]

    # then
    assert found[0].reason.kind == ReasonKind.POPULAR
