"""Every form is said in English and Italian: no kind, field or choice shows its bare name."""

import pytest

from saleor_automation.journeys.form_words import FIELDS, OWN_FIELDS
from saleor_automation.journeys.forms import (
    definition_schema,
    entry_part,
    exit_part,
    step_parts,
    trigger_parts,
    words_of,
)
from saleor_automation.journeys.steps import STEP_KINDS

CONDITION = {"AllOf", "AnyOf", "Not", "FactCondition"}
"""What has a form of its own; see automationConditionSchema and automationFacts."""
WIDGETS = {
    *("hidden", "text", "number", "numbers", "switch", "choice", "choices", "date", "time", "weekdays", "duration"),
    *("step", "step_id", "steps", "items", "object", "trigger", "event", "event_filter", "condition", "template"),
    *("coupon", "reward", "journey", "segment", "list", "tag", "field", "date_field", "field_value", "score"),
    *("emails", "url", "key_values"),
}


def parts(language):
    return [*step_parts(language), *trigger_parts(language), entry_part(language), exit_part(language)]


def properties(schema):
    for owner in ({"title": schema["title"], **schema}, *schema.get("$defs", {}).values()):
        if owner.get("title") not in CONDITION:
            for name, field in owner.get("properties", {}).items():
                yield owner["title"], name, field


@pytest.mark.parametrize("part", parts("en"), ids=lambda part: part.kind)
def test_every_field_has_words_and_a_widget(part):
    for owner, name, field in properties(part.schema):
        words = words_of(owner, name)
        assert words is not None, f"form_words.py says nothing of {owner}.{name}"
        assert words.widget in WIDGETS, (owner, name, words.widget)
        assert (field["title"], field["x-widget"]) == (words.en, words.widget)


@pytest.mark.parametrize(("english", "italian"), zip(parts("en"), parts("it"), strict=True))
def test_every_kind_is_described_in_both_languages(english, italian):
    assert english.kind == italian.kind
    assert english.description.endswith(".")
    assert italian.description.endswith(".")
    assert english.description != italian.description


def test_kinds_are_called_what_steps_call_themselves():
    for language in ("en", "it"):
        assert {part.kind: part.title for part in step_parts(language)} == {
            kind: step.titles[language] for kind, step in STEP_KINDS.items()
        }


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_choice_is_labelled(language):
    for part in parts(language):
        for owner, name, field in properties(part.schema):
            if field.get("x-widget") in ("choice", "choices", "weekdays"):
                values = [
                    value
                    for place in (field, field.get("items", {}), *field.get("anyOf", ()))
                    for value in place.get("enum", ())
                ]
                assert [choice["value"] for choice in field["x-choices"]] == values, (owner, name)


def test_whole_definition_is_said_in_italian():
    schema = definition_schema("it-IT")

    assert schema["properties"]["steps"]["title"] == "Passi"
    assert schema["$defs"]["Wait"]["properties"]["duration"] == {
        "type": "string",
        "pattern": r"^\d{1,6} (minute|hour|day|week)s?$",
        "format": "duration",
        "title": "Quanto tempo",
        "x-widget": "duration",
    }


def test_other_languages_are_answered_in_english():
    assert definition_schema("pl")["properties"]["steps"]["title"] == "Steps"


def test_words_are_there_in_both_languages():
    every = [*FIELDS.values(), *(words for own in OWN_FIELDS.values() for words in own.values())]

    assert all(words.en and words.it and bool(words.more_en) == bool(words.more_it) for words in every)
