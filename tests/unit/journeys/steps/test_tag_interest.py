import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.tag_interest import PutInterest, TagInterest, tag_of
from tests.unit.journeys.steps.contexts import context


def test_tag_is_named_after_the_product_and_remembers_it():
    outcome = TagInterest(id="mark").run(context(loaded="Blue mug", subject={"product_id": 41}))
    effect = PutInterest("Interest: Blue mug", 41)
    assert outcome == Advance(effects=(effect,), reason="tagged", facts={"tag": "Interest: Blue mug"})


def test_tag_of_a_category_is_of_no_product():
    step = TagInterest(id="mark", about="category", prefix="Looks at")
    (effect,) = step.run(context(loaded="Mugs", subject={"product_id": 41, "category_id": 3})).effects
    assert effect == PutInterest("Looks at: Mugs", None)


def test_tag_is_taken_off_again():
    outcome = TagInterest(id="mark", take_off=True).run(context(loaded="Mug", subject={"product_id": 1}))
    assert (outcome.effects[0].is_off, outcome.reason) == (True, "tag removed")


def test_run_about_nothing_goes_on():
    assert TagInterest(id="mark").run(context(loaded=None)) == Advance(reason="no product")


def test_name_that_is_too_long_or_unreadable_still_makes_a_tag():
    assert tag_of("Interest", "Mug\n with \x00 handle") == "Interest: Mug with handle"
    assert len(tag_of("Interest", "x" * 500)) == 100


@pytest.mark.parametrize("prefix", ["", "x" * 41, "two  blanks", "line\nbreak"])
def test_prefix_that_cannot_begin_a_tag_is_refused(prefix):
    with pytest.raises(ValidationError):
        TagInterest(id="mark", prefix=prefix)
