from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.end_journey import EndJourney
from saleor_automation.journeys.steps.start_journey import AskJourney
from tests.unit.journeys.steps.contexts import context


def test_other_journey_is_asked_to_end():
    outcome = EndJourney(id="ask", journey="welcome").run(context())

    effect = AskJourney("journey_end_asked", "welcome")
    assert outcome == Advance(effects=(effect,), reason="asked", facts={"journey": "welcome"})


def test_other_journey_must_exist_to_publish():
    assert EndJourney(id="ask", journey="welcome").references() == [("journey", "welcome")]
