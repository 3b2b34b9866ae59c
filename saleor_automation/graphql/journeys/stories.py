"""Why somebody is where they are, and why somebody is not in a journey."""

from typing import Any

import graphene

from ...journeys.story import StoryEntry, StoryKind
from ...journeys.why_not import WhyNot
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, DateTime, JSONString, ResolveInfo

_KINDS = {
    StoryKind.ENTERED: "The contact entered.",
    StoryKind.WAITED: "A step decided to wait.",
    StoryKind.DECIDED: "A step decided.",
    StoryKind.BY_HAND: "Staff did something.",
    StoryKind.MESSAGE: "A message was planned, sent or not sent.",
    StoryKind.STUCK: "A problem keeps the contact from going on.",
    StoryKind.LEFT: "The contact left.",
    StoryKind.COMING: "What is to come, as far as it can be told.",
}
StoryKindEnum = graphene.Enum(
    "AutomationStoryKind",
    [(kind.name, kind.value) for kind in StoryKind],
    description=lambda member: _KINDS[StoryKind(member.value)] if member else "What an entry of a story is about.",
)
StoryKindEnum.doc_category = DOC_CATEGORY


class AutomationStoryEntry(BaseObjectType):
    at = DateTime(description="When; empty for what is to come at a moment nobody can tell.")
    kind = StoryKindEnum(required=True)
    step_id = graphene.String(required=True, description="The step it is about; empty for none.")
    title = graphene.String(required=True, description="What happened, in a sentence.")
    detail = graphene.String(required=True, description="Why, or what was asked; may be empty.")
    facts = JSONString(required=True, description="The values behind it.")
    message_id = graphene.ID(description="ID of the message it is about.")

    class Meta:
        description = "One line of the story of a run."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_kind(root: StoryEntry, _info: ResolveInfo):
        return root.kind.value

    @staticmethod
    def resolve_message_id(root: Any, _info: ResolveInfo):
        return graphene.Node.to_global_id("AutomationMessage", root.message_id) if root.message_id else None


class AutomationWhyNot(BaseObjectType):
    code = graphene.String(required=True, description="What was asked, for instance `entry_condition`.")
    is_obstacle = graphene.Boolean(required=True, description="Whether it keeps the contact out.")
    text = graphene.String(required=True, description="The answer, in a sentence.")
    facts = JSONString(required=True, description="The values read.")

    class Meta:
        description = "One thing that has to be so for a contact to enter a journey, with the answer."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_is_obstacle(root: WhyNot, _info: ResolveInfo):
        return root.is_obstacle
