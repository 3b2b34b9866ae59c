from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.unsubscribe import EndConsent, Unsubscribe
from tests.unit.journeys.steps.contexts import context


def test_consent_ends_and_the_journey_goes_on():
    assert Unsubscribe(id="off").run(context()) == Advance(effects=(EndConsent(),), reason="taken off")
