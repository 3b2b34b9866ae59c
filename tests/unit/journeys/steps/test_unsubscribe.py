from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.unsubscribe import EndConsent, LeaveList, Unsubscribe
from tests.unit.journeys.steps.contexts import context


def test_consent_ends_and_the_journey_goes_on():
    step = Unsubscribe(id="off")

    assert step.run(context()) == Advance(effects=(EndConsent(),), reason="taken off")
    assert step.references() == []


def test_one_list_can_be_left_alone():
    step = Unsubscribe(id="off", list="leads")

    assert step.run(context()) == Advance(effects=(LeaveList("leads"),), reason="taken off", facts={"list": "leads"})
    assert step.references() == [("list", "leads")]
