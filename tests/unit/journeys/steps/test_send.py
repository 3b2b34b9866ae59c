from datetime import timedelta

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.send import QueueMessage, Send
from tests.unit.journeys.steps.contexts import context


def test_message_is_planned_and_the_journey_goes_on():
    # given
    step = Send(id="letter", template="hello", truth=["not_ordered", "cart"], expires_after="12 hours")

    # when
    outcome = step.run(context())

    # then
    message = QueueMessage("hello", ("not_ordered", "cart"), timedelta(hours=12))
    assert outcome == Advance(effects=(message,), reason="planned", facts={"template": "hello"})


def test_template_must_exist_to_publish():
    assert Send(id="letter", template="hello").references() == [("template", "hello")]


def test_truth_nobody_can_check_is_refused():
    with pytest.raises(ValidationError) as refused:
        Send(id="letter", template="hello", truth=["still_raining"])

    assert refused.value.errors()[0]["msg"] == "Input should be 'not_ordered', 'cart', 'coupon' or 'order'"
