import graphene

from ...onsite.models import ContentSlot
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import SlotFilterInput
from .mutations.slot_create import SlotCreate
from .mutations.slot_delete import SlotDelete
from .mutations.slot_update import SlotUpdate
from .sorters import SlotSortField, SlotSortingInput
from .types import AutomationSlot, AutomationSlotConnection


class SlotQueries(graphene.ObjectType):
    automation_slots = FilterConnectionField(
        AutomationSlotConnection,
        filter=SlotFilterInput(description="Which slots."),
        sort_by=SlotSortingInput(description="In which order; by default the newest come first."),
        description="All smart content slots.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_slot = PermissionsField(
        AutomationSlot,
        id=graphene.Argument(graphene.ID, description="ID of the slot."),
        slug=graphene.Argument(graphene.String, description="Slug of the slot."),
        description="One smart content slot, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_slots(_root, info: ResolveInfo, **kwargs):
        return resolve_list(
            rows(ContentSlot, info),
            info,
            kwargs,
            AutomationSlotConnection,
            SlotSortingInput,
            SlotSortField.CREATED_AT,
        )

    @staticmethod
    def resolve_automation_slot(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        slots = rows(ContentSlot, info)
        if slug is not None:
            return slots.filter(slug=slug).first()
        return slots.filter(pk=pk_of(id, "AutomationSlot")).first()


class SlotMutations(graphene.ObjectType):
    automation_slot_create = SlotCreate.Field()
    automation_slot_update = SlotUpdate.Field()
    automation_slot_delete = SlotDelete.Field()
