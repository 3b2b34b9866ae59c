import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.add_tag import AddTag, PutTag
from saleor_automation.journeys.steps.base import Advance
from tests.unit.journeys.steps.contexts import context


def test_tag_is_put_and_the_journey_goes_on():
    outcome = AddTag(id="mark", tag="vip").run(context())

    assert outcome == Advance(effects=(PutTag("vip"),), reason="tagged", facts={"tag": "vip"})


@pytest.mark.parametrize("tag", ["", "x" * 101])
def test_tag_nobody_could_store_is_refused(tag):
    with pytest.raises(ValidationError):
        AddTag(id="mark", tag=tag)
