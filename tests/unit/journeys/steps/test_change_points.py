import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.change_points import ChangePoints, MovePoints
from tests.unit.journeys.steps.contexts import context


def test_points_move_and_the_journey_goes_on():
    outcome = ChangePoints(id="gift", points=50, reason="Happy birthday").run(context())

    effect = MovePoints(50, "Happy birthday")
    assert outcome == Advance(effects=(effect,), reason="points changed", facts={"points": 50})


@pytest.mark.parametrize("points", [0, 1_000_000_001, -1_000_000_001])
def test_points_that_move_nothing_or_too_much_are_refused(points):
    with pytest.raises(ValidationError):
        ChangePoints(id="gift", points=points)


def test_engine_is_told_that_the_contact_must_be_locked():
    assert ChangePoints.moves_ledgers
