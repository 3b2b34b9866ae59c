from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from saleor_automation.journeys.durations import Duration, format_duration, parse_duration

ADAPTER = TypeAdapter(Duration)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 minute", 60),
        ("90 minutes", 5400),
        ("1 hour", 3600),
        ("23 hours", 82_800),
        ("1 day", 86_400),
        ("366 days", 31_622_400),
        ("2 weeks", 1_209_600),
    ],
)
def test_text_is_read_in_seconds(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=24), "1 day"),
        (timedelta(hours=25), "25 hours"),
        (timedelta(days=7), "1 week"),
        (timedelta(days=8), "8 days"),
    ],
)
def test_text_is_written_as_short_as_it_can_be(duration, text):
    assert format_duration(duration) == text
    assert parse_duration(text) == duration


def test_length_with_seconds_cannot_be_written():
    with pytest.raises(ValueError) as refused:
        format_duration(timedelta(seconds=61))

    assert str(refused.value) == "0:01:01 is not a whole number of minutes."


@pytest.mark.parametrize(
    "text", ["", "soon", "1", "day", "-1 day", "1.5 days", "1 month", "1  day", "1000000 days", 60]
)
def test_other_words_are_refused_with_the_remedy(text):
    with pytest.raises(ValueError) as refused:
        parse_duration(text)

    assert str(refused.value) == (
        f"{text!r} is no length of time; write for instance '90 minutes', '1 hour' or '3 days'."
    )


@pytest.mark.parametrize(
    ("text", "seconds"), [("0 minutes", 0), ("0 days", 0), ("1097 days", 94_780_800), ("999999 weeks", 604_799_395_200)]
)
def test_length_outside_reason_is_refused(text, seconds):
    with pytest.raises(ValidationError) as refused:
        ADAPTER.validate_python(text)

    assert refused.value.errors()[0]["msg"] == (
        f"Value error, {seconds} seconds is outside what a journey waits; use at least 1 minute and at most 1096 days."
    )


@pytest.mark.parametrize("text", ["1 minute", "1096 days"])
def test_length_at_the_border_is_accepted(text):
    assert ADAPTER.dump_python(ADAPTER.validate_python(text)) == text
