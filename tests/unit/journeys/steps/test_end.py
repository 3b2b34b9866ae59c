import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Finish
from saleor_automation.journeys.steps.end import End
from tests.unit.journeys.steps.contexts import context


def test_reason_is_what_reports_count():
    assert End(id="done").run(context()) == Finish("completed")
    assert End(id="done", reason="taken_off_the_list").run(context()) == Finish("taken_off_the_list")


def test_nothing_stands_behind_an_end():
    assert not End(id="done").has_following()


def test_reason_is_one_word_in_lower_case():
    with pytest.raises(ValidationError):
        End(id="done", reason="Taken off")
