import graphene
from graphene import relay

from ...contacts.field_models import BulkOperation
from ..common import DOC_CATEGORY
from ..enums import OperationStateEnum
from ..reader import said
from ..toolkit import CountableConnection, DateTime, JSONString, ModelObjectType


class AutomationOperation(ModelObjectType[BulkOperation]):
    id = graphene.GlobalID(required=True)
    kind = graphene.String(required=True, description="What is done, as `assign_tags`.")
    state = OperationStateEnum(required=True)
    parameters = JSONString(required=True, description="With what it is done.")
    audience = JSONString(
        required=True,
        description="For whom: a segment, a condition, or ids of contacts. Names and addresses go when it has ended.",
    )
    source = graphene.String(required=True, description="Who asked for it, as `staff:5`.")
    total_count = graphene.Int(description="How many contacts it was for when it began; empty before.")
    seen_count = graphene.Int(required=True, description="How many contacts it has come to.")
    changed_count = graphene.Int(required=True, description="How many things it has changed.")
    problem = graphene.String(required=True, description="Why it broke off; empty if it did not.", resolver=said)
    created_at = DateTime(required=True)
    finished_at = DateTime()

    class Meta:
        description = "One deed over many contacts, done in batches in the background."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = BulkOperation


class AutomationOperationConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationOperation
