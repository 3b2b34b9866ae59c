import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.change_score import ChangeScore, MoveScore
from tests.unit.journeys.steps.contexts import context


def test_score_moves_and_the_journey_goes_on():
    step = ChangeScore(id="warm", score="interest", points=-5, expires_after_days=30)

    effect = MoveScore("interest", -5, 30)
    assert step.run(context()) == Advance(
        effects=(effect,), reason="score changed", facts={"score": "interest", "points": -5}
    )
    assert step.references() == [("score", "interest")]


@pytest.mark.parametrize(("points", "days"), [(0, None), (1_000_001, None), (-1_000_001, None), (5, 0), (5, 3651)])
def test_points_that_move_nothing_or_too_much_are_refused(points, days):
    with pytest.raises(ValidationError):
        ChangeScore(id="warm", score="interest", points=points, expires_after_days=days)


def test_engine_is_told_that_the_contact_must_be_locked():
    assert ChangeScore.moves_ledgers
