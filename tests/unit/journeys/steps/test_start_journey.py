from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.start_journey import AskJourney, StartJourney
from tests.unit.journeys.steps.contexts import context


def test_other_journey_is_asked_to_start():
    outcome = StartJourney(id="ask", journey="welcome").run(context())

    effect = AskJourney("journey_start_asked", "welcome")
    assert outcome == Advance(effects=(effect,), reason="asked", facts={"journey": "welcome"})


def test_other_journey_must_exist_to_publish():
    assert StartJourney(id="ask", journey="welcome").references() == [("journey", "welcome")]
