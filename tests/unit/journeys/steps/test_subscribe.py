import pytest

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.subscribe import JoinList, Subscribe
from tests.unit.journeys.steps.contexts import context

STEP = Subscribe(id="join", list="newsletter")


@pytest.mark.parametrize(("refusal", "may_write"), [("", True), ("no_consent", False)])
def test_whoever_never_said_no_is_put_on_the_list(refusal, may_write):
    outcome = STEP.run(context(loaded=refusal))

    effect = JoinList("newsletter", may_write)
    assert outcome == Advance(effects=(effect,), reason="put on", facts={"list": "newsletter"})


@pytest.mark.parametrize("refusal", ["unsubscribed", "suppressed", "contact_erased"])
def test_a_no_is_respected(refusal):
    outcome = STEP.run(context(loaded=refusal))

    assert outcome == Advance(reason="said no", facts={"list": "newsletter", "refusal": refusal})


def test_list_must_exist_to_publish():
    assert STEP.references() == [("list", "newsletter")]


def test_nobody_to_ask_about_needs_no_query():
    assert STEP.load([]) == {}
