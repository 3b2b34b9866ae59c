from collections import Counter
from datetime import timedelta

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.ab_test import AbTest
from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.send import QueueMessage
from tests.unit.journeys.steps.contexts import context

VARIANTS = [{"name": "short", "template": "short"}, {"name": "long", "template": "long"}]
STEP = AbTest(id="test", variants=VARIANTS, truth=["cart"], expires_after="12 hours")


def test_one_variant_is_planned_and_the_decision_says_which():
    outcome = STEP.run(context())

    name = outcome.facts["variant"]
    assert name in ("short", "long")
    message = QueueMessage(name, ("cart",), timedelta(hours=12))
    assert outcome == Advance(effects=(message,), reason=f"variant {name}", facts={"variant": name, "template": name})


def test_shares_are_even_without_weights_and_stay_with_the_run():
    counts = Counter(STEP.run(context(contact_id=number)).facts["variant"] for number in range(4000))

    assert abs(counts["short"] - 2000) < 190
    assert len({STEP.run(context(contact_id=3, visit=visit)).reason for visit in range(20)}) == 1


def test_every_template_must_exist_to_publish():
    assert STEP.references() == [("template", "short"), ("template", "long")]


@pytest.mark.parametrize(
    "variants",
    [
        VARIANTS[:1],
        [VARIANTS[0], {"name": "short", "template": "other"}],
        [VARIANTS[0], {"name": "other", "template": "short"}],
        [VARIANTS[0], {"name": "long", "template": "long", "weight": 0}],
    ],
)
def test_variants_that_could_not_be_told_apart_are_refused(variants):
    with pytest.raises(ValidationError):
        AbTest(id="test", variants=variants)
