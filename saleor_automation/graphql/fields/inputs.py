import graphene

from ..common import DOC_CATEGORY
from ..toolkit import BaseInputObjectType


class FieldChoiceInput(BaseInputObjectType):
    value = graphene.String(required=True, description="What is kept.")
    label = graphene.String(description="What people read; the value when left out.")

    class Meta:
        name = "AutomationFieldChoiceInput"
        description = "One of the answers a custom field allows."
        doc_category = DOC_CATEGORY
