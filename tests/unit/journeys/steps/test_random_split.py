from collections import Counter
from datetime import timedelta

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.random_split import RandomSplit
from tests.unit.journeys.steps.contexts import MONDAY, context

WAYS = [{"name": "a", "weight": 1, "to": "mail-a"}, {"name": "b", "weight": 3}]
STEP = RandomSplit(id="split", ways=WAYS)


def test_shares_are_those_of_the_weights():
    counts = Counter(STEP.run(context(contact_id=number)).reason for number in range(8000))

    # A quarter of 8,000 with a deviation of 39: six of them would come by chance once in a billion.
    assert abs(counts["way a"] - 2000) < 240
    assert counts["way a"] + counts["way b"] == 8000


def test_same_run_goes_the_same_way_whatever_the_time_and_the_visit():
    outcomes = {
        STEP.run(context(contact_id=7, visit=visit, enrollment_id=visit, now=MONDAY + timedelta(days=visit))).reason
        for visit in range(50)
    }

    assert len(outcomes) == 1


def test_two_splits_of_one_journey_draw_apart():
    other = RandomSplit(id="other", ways=WAYS)
    same = sum(STEP.run(context(contact_id=n)).reason == other.run(context(contact_id=n)).reason for n in range(2000))

    # Independent draws agree in 1/16 + 9/16 of the cases.
    assert abs(same - 1250) < 130


def test_way_leads_to_its_step():
    step = RandomSplit(id="split", ways=[{"name": "a", "weight": 1, "to": "x"}, {"name": "b", "weight": 1, "to": "x"}])

    outcome = step.run(context())

    assert isinstance(outcome, Advance)
    assert outcome.to == "x"


@pytest.mark.parametrize(
    ("ways", "targets", "has_following"),
    [
        (WAYS, ["mail-a"], True),
        ([WAYS[0], {"name": "b", "weight": 1, "to": "mail-b"}], ["mail-a", "mail-b"], False),
    ],
)
def test_ways_on_are_known_to_the_graph(ways, targets, has_following):
    step = RandomSplit(id="split", ways=ways)

    assert (step.targets(), step.has_following()) == (targets, has_following)


@pytest.mark.parametrize(
    "ways",
    [
        [],
        WAYS[:1],
        [WAYS[0], WAYS[0]],
        [WAYS[0], {"name": "b", "weight": 0}],
        [WAYS[0], {"name": "b", "weight": -1}],
        [WAYS[0], {"name": "b", "weight": 10_001}],
        [WAYS[0], {"name": "", "weight": 1}],
    ],
)
def test_ways_nobody_could_go_are_refused(ways):
    with pytest.raises(ValidationError):
        RandomSplit(id="split", ways=ways)
