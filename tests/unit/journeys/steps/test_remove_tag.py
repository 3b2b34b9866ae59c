import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.remove_tag import RemoveTag, TakeTag
from tests.unit.journeys.steps.contexts import context


def test_tag_is_taken_off_and_the_journey_goes_on():
    outcome = RemoveTag(id="clean", tag="vip").run(context())

    assert outcome == Advance(effects=(TakeTag("vip"),), reason="tag removed", facts={"tag": "vip"})


def test_tag_must_exist_to_publish():
    assert RemoveTag(id="clean", tag="vip").references() == [("tag", "vip")]


@pytest.mark.parametrize("tag", ["", "x" * 101])
def test_tag_nobody_could_have_is_refused(tag):
    with pytest.raises(ValidationError):
        RemoveTag(id="clean", tag=tag)
