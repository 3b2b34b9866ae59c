"""What journeys can be made of, with the schemas and words forms are built from."""

import graphene

from ...journeys import forms
from ...journeys.forms import PartKind
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, JSONString, NonNullList


class AutomationStepKind(BaseObjectType):
    kind = graphene.String(required=True, description="Name of the kind, as steps state it.")
    title = graphene.String(required=True, description="What a marketer calls it, in the language asked for.")
    description = graphene.String(required=True, description="What it does, in the language asked for.")
    schema = JSONString(
        required=True,
        description=(
            "JSON Schema of a step of this kind. Fields have `title` and `description` in the language asked for, "
            "`x-widget` says what they are best chosen with, `x-choices` what their values are called."
        ),
    )

    class Meta:
        description = "A kind of step journeys can be made of."
        doc_category = DOC_CATEGORY


class AutomationJourneyPart(BaseObjectType):
    kind = graphene.String(required=True, description="Name of the kind, as the definition states it.")
    title = graphene.String(required=True, description="What a marketer calls it, in the language asked for.")
    description = graphene.String(required=True, description="What it does, in the language asked for.")
    schema = JSONString(required=True, description="JSON Schema, with the words of a form as in `AutomationStepKind`.")

    class Meta:
        description = "A part of a definition beside its steps."
        doc_category = DOC_CATEGORY


class AutomationJourneySchema(BaseObjectType):
    definition = JSONString(required=True, description="JSON Schema of a whole definition.")
    triggers = NonNullList(AutomationJourneyPart, required=True, description="Every kind of trigger.")
    entry = graphene.Field(AutomationJourneyPart, required=True, description="The entry rule.")
    exit = graphene.Field(AutomationJourneyPart, required=True, description="One of the exits.")
    steps = NonNullList(AutomationStepKind, required=True, description="Every kind of step.")

    class Meta:
        description = "What journeys are made of."
        doc_category = DOC_CATEGORY


def step_kinds(language: str) -> list[PartKind]:
    """Return every kind in the order editors offer them; a language without words is answered in English."""
    return forms.step_parts(forms.language_of(language))


def journey_schema(language: str) -> dict:
    language = forms.language_of(language)
    return {
        "definition": forms.definition_schema(language),
        "triggers": forms.trigger_parts(language),
        "entry": forms.entry_part(language),
        "exit": forms.exit_part(language),
        "steps": forms.step_parts(language),
    }
