import graphene
from graphene import relay

from ...events.models import Event
from ..common import DOC_CATEGORY
from ..contacts.dataloaders import ContactByIdLoader
from ..messages.dataloaders import MessageByIdLoader
from ..reader import said
from ..toolkit import UUID, CountableConnection, DateTime, JSONString, ModelObjectType, ResolveInfo


class AutomationEvent(ModelObjectType[Event]):
    id = graphene.GlobalID(required=True)
    kind = graphene.String(required=True, description="What happened, for instance `order_placed`.")
    occurred_at = DateTime(required=True, description="When it happened.")
    recorded_at = DateTime(required=True, description="When it was written down.")
    processed_at = DateTime(description="When it was counted and told to the journeys.")
    problem = graphene.String(
        required=True, description="Why it could not be processed; empty when it could.", resolver=said
    )
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact", description="Whom it is about, if known."
    )
    visitor_id = UUID(description="The browser it came from.")
    order_id = graphene.ID(description="ID of the order it is about.")
    checkout_id = graphene.ID(description="ID of the checkout it is about.")
    product_id = graphene.ID(description="ID of the product it is about.")
    message = graphene.Field(
        "saleor_automation.graphql.messages.types.AutomationMessage", description="The message it is about."
    )
    data = JSONString(required=True, description="What else is known of it.")

    class Meta:
        description = "Something that happened, once."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Event

    @staticmethod
    def resolve_contact(root: Event, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id) if root.contact_id else None

    @staticmethod
    def resolve_message(root: Event, info: ResolveInfo):
        return MessageByIdLoader(info.context).load(root.message_id) if root.message_id else None

    @staticmethod
    def resolve_order_id(root: Event, _info: ResolveInfo):
        return _global_id("Order", root.order_id)

    @staticmethod
    def resolve_checkout_id(root: Event, _info: ResolveInfo):
        return _global_id("Checkout", root.checkout_id)

    @staticmethod
    def resolve_product_id(root: Event, _info: ResolveInfo):
        return _global_id("Product", root.product_id)


class AutomationEventConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationEvent


def _global_id(type_name: str, pk: object) -> str | None:
    return graphene.Node.to_global_id(type_name, pk) if pk else None
