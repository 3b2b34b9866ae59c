from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.redeem import Redeem, SpendPoints
from tests.unit.journeys.steps.contexts import context

STEP = Redeem(id="reward", reward="ten-off", on_short="later")


def test_enough_points_become_the_reward():
    outcome = STEP.run(context(loaded=(120, 100)))

    facts = {"reward": "ten-off", "points": 120, "needed": 100}
    assert outcome == Advance(effects=(SpendPoints("ten-off"),), reason="redeemed", facts=facts)


def test_too_few_points_go_the_other_way_and_are_kept():
    outcome = STEP.run(context(loaded=(99, 100)))

    facts = {"reward": "ten-off", "points": 99, "needed": 100}
    assert outcome == Advance(to="later", reason="too few points", facts=facts)


def test_reward_that_is_switched_off_takes_no_points():
    outcome = STEP.run(context())

    assert outcome == Advance(to="later", reason="reward is off", facts={"reward": "ten-off"})


def test_reward_must_exist_to_publish():
    assert STEP.references() == [("reward", "ten-off")]


def test_both_ways_are_ways_of_the_graph():
    assert (STEP.targets(), STEP.has_following()) == (["later"], True)


def test_nobody_to_ask_about_needs_no_query():
    assert STEP.load([]) == {}
