from typing import Any

import graphene
from graphene import relay

from ...segments.models import Segment, SegmentMember
from ...segments.references import stored_or_none
from ...segments.saving import edited_revision
from ...segments.wording import in_words
from ..common import DOC_CATEGORY
from ..contacts.dataloaders import ContactByIdLoader
from ..contacts.types import AutomationContact
from ..enums import SegmentStateEnum
from ..errors import AutomationError
from ..nested import resolve_nested
from ..reader import said
from ..scalars import AutomationCondition
from ..toolkit import (
    BaseObjectType,
    ConnectionField,
    CountableConnection,
    DateTime,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import (
    MemberCountBySegmentLoader,
    MembersBySegmentLoader,
    NamesBySegmentLoader,
    SegmentByIdLoader,
    UsersBySegmentSlugLoader,
)

LANGUAGE = graphene.Argument(graphene.String, default_value="en", description="Language: `en` or `it`.")


class AutomationSegmentMember(ModelObjectType[SegmentMember]):
    id = graphene.GlobalID(required=True)
    contact = graphene.Field(AutomationContact, description="Empty once the contact is erased.")
    entered_at = DateTime(required=True, description="Since when the contact is inside.")

    class Meta:
        description = "A contact inside a segment."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = SegmentMember

    @staticmethod
    def resolve_contact(root: SegmentMember, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id)


class AutomationSegmentMemberConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationSegmentMember


class AutomationSegment(ModelObjectType[Segment]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name for conditions and journeys; it never changes.")
    name = graphene.String(required=True)
    condition = AutomationCondition(required=True, description="Who is inside; see `automationConditionSchema`.")
    revision = graphene.String(
        required=True,
        description="Changes with name and condition; an update that says it overwrites nobody.",
    )
    description = graphene.String(required=True, language=LANGUAGE, description="The condition in plain words.")
    state = SegmentStateEnum(required=True)
    problem = graphene.String(
        required=True, description="Why it cannot be kept current; empty when it is.", resolver=said
    )
    is_time_dependent = graphene.Boolean(required=True, description="Whether time alone lets people in or out.")
    members_count = graphene.Int(required=True, description="Contacts inside now.")
    members = ConnectionField(AutomationSegmentMemberConnection, description="Who is inside, newest first.")
    used_by = NonNullList(graphene.String, required=True, description="Journeys and segments that need it, in words.")
    built_at = DateTime(description="When its members were last found anew; empty before the first time.")
    refreshed_at = DateTime(description="When its members were last compared with all contacts.")
    last_drift = graphene.Int(description="Members that comparison had to put right; empty before the first one.")
    created_at = DateTime(required=True)
    updated_at = DateTime(required=True)

    class Meta:
        description = "Everybody who meets a condition, kept current."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Segment

    @staticmethod
    def resolve_revision(root: Segment, _info: ResolveInfo):
        return edited_revision(root)

    @staticmethod
    def resolve_description(root: Segment, info: ResolveInfo, *, language: str = "en"):
        condition = stored_or_none(root.condition)
        if condition is None:
            return ""
        return NamesBySegmentLoader(info.context).load(root.pk).then(lambda names: in_words(condition, language, names))

    @staticmethod
    def resolve_is_time_dependent(root: Segment, _info: ResolveInfo):
        return root.has_clock

    @staticmethod
    def resolve_members_count(root: Segment, info: ResolveInfo):
        return MemberCountBySegmentLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_members(root: Segment, info: ResolveInfo, **kwargs: Any):
        return resolve_nested(root.pk, info, kwargs, MembersBySegmentLoader, MemberCountBySegmentLoader)

    @staticmethod
    def resolve_used_by(root: Segment, info: ResolveInfo):
        return UsersBySegmentSlugLoader(info.context).load(root.slug)


class AutomationSegmentConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationSegment


class AutomationSegmentPreview(BaseObjectType):
    count = graphene.Int(description="Contacts that meet the condition now; empty if it has errors.")
    is_exact = graphene.Boolean(description="Whether the count is exact; otherwise it is estimated from a sample.")
    total_count = graphene.Int(description="Contacts there are.")
    sample = NonNullList(AutomationContact, required=True, description="The newest of those who meet it.")
    description = graphene.String(description="The condition in plain words.")
    errors = NonNullList(AutomationError, required=True, description="What is wrong with the condition.")

    class Meta:
        description = "How many people a condition finds, before it is saved."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_sample(root: dict[str, Any], info: ResolveInfo):
        return ContactByIdLoader(info.context).load_many(root["sample"])


def segment_of(segment_id: int, info: ResolveInfo):
    return SegmentByIdLoader(info.context).load(segment_id)
