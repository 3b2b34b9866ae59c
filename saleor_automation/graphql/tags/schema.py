import graphene

from ...contacts.models import Tag
from ..common import DOC_CATEGORY, STAFF, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import TagFilterInput
from .mutations.contact_tags_assign import ContactTagsAssign
from .mutations.contact_tags_unassign import ContactTagsUnassign
from .mutations.tag_create import TagCreate
from .mutations.tag_delete import TagDelete
from .mutations.tag_update import TagUpdate
from .sorters import TagSortField, TagSortingInput
from .types import AutomationTag, AutomationTagConnection


class TagQueries(graphene.ObjectType):
    automation_tags = FilterConnectionField(
        AutomationTagConnection,
        filter=TagFilterInput(description="Which tags."),
        sort_by=TagSortingInput(description="In which order; by default the newest come first."),
        description="All tags.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_tag = PermissionsField(
        AutomationTag,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the tag."),
        description="One tag.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_tags(_root, info: ResolveInfo, **kwargs):
        found = rows(Tag, info)
        return resolve_list(found, info, kwargs, AutomationTagConnection, TagSortingInput, TagSortField.CREATED_AT)

    @staticmethod
    def resolve_automation_tag(_root, info: ResolveInfo, *, id: str):
        return rows(Tag, info).filter(pk=pk_of(id, "AutomationTag")).first()


class TagMutations(graphene.ObjectType):
    automation_tag_create = TagCreate.Field()
    automation_tag_update = TagUpdate.Field()
    automation_tag_delete = TagDelete.Field()
    automation_contact_tags_assign = ContactTagsAssign.Field()
    automation_contact_tags_unassign = ContactTagsUnassign.Field()
