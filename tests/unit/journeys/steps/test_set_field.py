from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.set_field import SetField, WriteField
from tests.unit.journeys.steps.contexts import context


@pytest.mark.parametrize("value", ["blue", 7, 2.5, True, False, ["a", "b"], None])
def test_value_is_written_as_it_stands(value):
    outcome = SetField(id="note", field="colour", value=value).run(context())

    effect = WriteField("colour", value)
    assert outcome == Advance(effects=(effect,), reason="set", facts={"field": "colour", "value": value})


@pytest.mark.parametrize(
    ("loaded", "value"),
    [
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 23, 30, tzinfo=UTC), "2024-02-29T23:30:00+00:00"),
    ],
)
def test_date_is_copied(loaded, value):
    outcome = SetField(id="note", field="first_order", copy="first_order_at").run(context(loaded=loaded))

    assert outcome.effects == (WriteField("first_order", value),)


def test_whoever_lacks_the_date_keeps_what_they_have():
    outcome = SetField(id="note", field="first_order", copy="first_order_at").run(context())

    assert outcome == Advance(reason="no date", facts={"field": "first_order", "value": None})


def test_value_and_copy_at_once_are_refused():
    with pytest.raises(ValidationError) as refused:
        SetField(id="note", field="first_order", value="2020-01-01", copy="now")

    assert refused.value.errors()[0]["msg"] == ("Value error, It has a value and copies a date; remove one of the two.")


def test_field_must_exist_to_publish():
    assert SetField(id="note", field="colour").references() == [("field", "colour")]
