import graphene
from graphene import relay

from ...onsite.models import ContentSlot
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, CountableConnection, DateTime, JSONString, ModelObjectType, NonNullList


class AutomationSlot(ModelObjectType[ContentSlot]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name the storefront asks by; it never changes.")
    name = graphene.String(required=True, description="What people call it.")
    is_enabled = graphene.Boolean(required=True, description="A slot that is switched off shows nothing.")
    definition = JSONString(required=True, description="Variants and default, as JSON.")
    created_at = DateTime(required=True, description="When it was made.")
    updated_at = DateTime(required=True, description="When it was last changed.")

    class Meta:
        description = "A place on the storefront whose content is chosen for each visitor."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = ContentSlot


class AutomationSlotConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationSlot


class AutomationSmartProduct(BaseObjectType):
    id = graphene.ID(required=True, description="ID of the product.")
    name = graphene.String(required=True)
    variant_name = graphene.String(required=True, description="Name of the variant; empty if it says nothing.")
    url = graphene.String(required=True, description="Absolute address of its page in the storefront.")
    image = graphene.String(description="Absolute address of its picture.")
    price = graphene.String(required=True, description="Price with currency, as people of the language write it.")
    old_price = graphene.String(description="Price before the discount; empty without one.")
    currency = graphene.String(required=True)
    units_left = graphene.Int(description="How many are left; empty when that is not counted.")
    reason = graphene.String(required=True, description="Why it is shown, such as `bought_together` or `best_seller`.")

    class Meta:
        description = "A product in a smart content slot, as plain data."
        doc_category = DOC_CATEGORY


class AutomationSmartContent(BaseObjectType):
    slot = graphene.String(required=True, description="Slug of the slot.")
    variant = graphene.String(required=True, description="Slug of the variant that was chosen.")
    heading = graphene.String(required=True, description="Plain text; may be empty.")
    text = graphene.String(required=True, description="Plain text; may be empty.")
    button_text = graphene.String(required=True, description="Plain text; may be empty.")
    button_url = graphene.String(required=True, description="Where the button leads; may be empty.")
    products = NonNullList(AutomationSmartProduct, required=True, description="What is shown, best first.")

    class Meta:
        description = "What a slot shows to one visitor."
        doc_category = DOC_CATEGORY
