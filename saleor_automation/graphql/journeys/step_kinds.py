import sys

import graphene

from ...journeys.steps import STEP_KINDS
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, JSONString


class AutomationStepKind(BaseObjectType):
    kind = graphene.String(required=True, description="Name of the kind, as steps state it.")
    title = graphene.String(required=True, description="What a marketer calls it, in the language asked for.")
    description = graphene.String(required=True, description="What it does.")
    schema = JSONString(required=True, description="JSON Schema of a step of this kind.")

    class Meta:
        description = "A kind of step journeys can be made of."
        doc_category = DOC_CATEGORY


def step_kinds(language: str) -> list[dict]:
    """Return every kind in the order editors offer them; a language without titles is answered in English."""
    return [
        {
            "kind": kind,
            "title": step.titles.get(language.lower().split("-")[0], step.titles["en"]),
            "description": (sys.modules[step.__module__].__doc__ or "").strip(),
            "schema": step.model_json_schema(by_alias=True),
        }
        for kind, step in STEP_KINDS.items()
    ]
