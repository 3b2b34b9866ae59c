"""What is wrong with a draft, what it changes, and the versions behind it, as the schema shows them."""

from typing import Any

import graphene

from ...journeys.changes import Change, FieldChange
from ...journeys.checking import Problem
from ...journeys.complaints import step_and_field
from ...journeys.models import JourneyVersion
from ...journeys.moving import Standing
from ..common import DOC_CATEGORY
from ..reader import said
from ..toolkit import BaseObjectType, DateTime, JSONString, NonNullList, ResolveInfo
from .dataloaders import NameOfSourceLoader


class AutomationJourneyProblem(BaseObjectType):
    place = graphene.String(required=True, description="The step or part the problem is in, in words.", resolver=said)
    step_id = graphene.String(
        required=True, description="The step it is in, `#3` for the third one if it has no id; empty outside of steps."
    )
    field = graphene.String(
        required=True, description="The field it is in: of the step, or such as `entry.pause`; empty for the whole."
    )
    message = graphene.String(required=True, description="What is wrong, and what to do.", resolver=said)

    class Meta:
        description = "Why a journey cannot be published."
        doc_category = DOC_CATEGORY


class DraftPart(graphene.Enum):
    TRIGGER = "trigger"
    ENTRY = "entry"
    EXITS = "exits"
    STEP = "step"

    class Meta:
        name = "AutomationDraftPart"

    @property
    def description(self):
        return {
            "TRIGGER": "What lets people in.",
            "ENTRY": "How often and which people may enter.",
            "EXITS": "What ends runs from anywhere.",
            "STEP": "One step.",
        }[self.name]


class DraftChangeKind(graphene.Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"

    class Meta:
        name = "AutomationDraftChangeKind"

    @property
    def description(self):
        return {
            "ADDED": "The published version does not have it.",
            "REMOVED": "The draft does not have it any more.",
            "CHANGED": "Some of its fields differ.",
            "MOVED": "It stands elsewhere among the steps, and is the same otherwise.",
        }[self.name]


class AutomationDraftFieldChange(BaseObjectType):
    name = graphene.String(required=True, description="Name of the field.")
    before = JSONString(description="What the published version has there.")
    after = JSONString(description="What the draft has there.")

    class Meta:
        description = "A field that differs between the published version and the draft."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_before(root: FieldChange, _info: ResolveInfo):
        return root.before

    @staticmethod
    def resolve_after(root: FieldChange, _info: ResolveInfo):
        return root.after


class AutomationDraftChange(BaseObjectType):
    part = DraftPart(required=True)
    kind = DraftChangeKind(required=True)
    step_id = graphene.String(required=True, description="The step; empty for other parts.")
    step_kind = graphene.String(required=True, description="What kind of step; empty for other parts.")
    label = graphene.String(required=True, description="What the marketer calls the step; may be empty.")
    fields = NonNullList(AutomationDraftFieldChange, required=True, description="What differs, if it is in both.")

    class Meta:
        description = "What publishing the draft would change in one place."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_fields(root: Change, _info: ResolveInfo):
        return list(root.fields)


class AutomationJourneyVersion(BaseObjectType):
    number = graphene.Int(required=True, description="1 for the first one.")
    published_at = DateTime(required=True)
    published_by = graphene.String(required=True, description="Who published it; empty if that is not known.")
    is_current = graphene.Boolean(required=True, description="Whether people enter this one.")
    inside_count = graphene.Int(required=True, description="How many people are inside it now.")
    definition = JSONString(required=True, description="What was published; it never changes.")

    class Meta:
        description = "A published definition of a journey."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_published_by(root: dict[str, Any], info: ResolveInfo):
        return NameOfSourceLoader(info.context).load(root["published_by"])


def shown_problems(problems: list[Problem]) -> list[dict[str, str]]:
    shown = []
    for place, text in problems:
        step_id, field = step_and_field(place)
        shown.append({"place": place, "step_id": step_id, "field": field, "message": text})
    return shown


def shown_version(version: JourneyVersion, current_id: int | None, standing: list[Standing]) -> dict[str, Any]:
    return {
        "number": version.number,
        "published_at": version.published_at,
        "published_by": version.published_by,
        "is_current": version.pk == current_id,
        "inside_count": sum(each.count for each in standing if each.version_number == version.number),
        "definition": version.definition,
    }
