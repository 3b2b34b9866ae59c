"""What we add to Saleor's own types."""

import graphene

from ..common import DOC_CATEGORY, STAFF
from ..contacts.dataloaders import ContactByUserIdLoader
from ..contacts.types import AutomationContact
from ..toolkit import PermissionsField, ResolveInfo, unwrap
from .dataloaders import AttributionByOrderLoader
from .types import AutomationAttribution


class UserFields(graphene.ObjectType):
    automation = PermissionsField(
        AutomationContact,
        description="What the marketing automation knows of this customer.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation(root, info: ResolveInfo):
        return ContactByUserIdLoader(info.context).load(unwrap(root).pk)


class OrderFields(graphene.ObjectType):
    automation_attribution = PermissionsField(
        AutomationAttribution,
        description="The automation message this order is credited to.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_attribution(root, info: ResolveInfo):
        return AttributionByOrderLoader(info.context).load(unwrap(root).pk)
