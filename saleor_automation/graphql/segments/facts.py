"""The catalogue of facts as the schema shows it, for a form to be built from."""

import graphene

from ...segments.facts import Choice, Fact, Parameter
from ...segments.operators import OPERATOR_LABELS
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, NonNullList, ResolveInfo
from .types import LANGUAGE


def _label(root: Choice | Fact | Parameter, language: str) -> str:
    return root.label_it if language.lower().startswith("it") else root.label_en


class AutomationFactChoice(BaseObjectType):
    value = graphene.String(required=True)
    label = graphene.String(required=True, language=LANGUAGE)

    class Meta:
        description = "One of the values a fact or a parameter can have."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_label(root: Choice, _info: ResolveInfo, *, language: str = "en"):
        return _label(root, language)


class AutomationFactOperator(BaseObjectType):
    key = graphene.String(required=True, description="What stands in the condition, for instance `gte`.")
    label = graphene.String(required=True, language=LANGUAGE)

    class Meta:
        description = "A way to compare a fact with a value."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_key(root: str, _info: ResolveInfo):
        return root

    @staticmethod
    def resolve_label(root: str, _info: ResolveInfo, *, language: str = "en"):
        return OPERATOR_LABELS[root]["it" if language.lower().startswith("it") else "en"]


class AutomationFactParameter(BaseObjectType):
    name = graphene.String(required=True, description="What stands in the condition, for instance `within_days`.")
    type = graphene.String(required=True, description="`currency`, `days`, `text`, `ids` or `count`.")
    label = graphene.String(required=True, language=LANGUAGE)
    is_required = graphene.Boolean(required=True)
    source = graphene.String(required=True, description="What it is chosen from, for instance `product`; may be empty.")
    choices = NonNullList(AutomationFactChoice, required=True)

    class Meta:
        description = "What a fact takes beside operator and value."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_label(root: Parameter, _info: ResolveInfo, *, language: str = "en"):
        return _label(root, language)


class AutomationFact(BaseObjectType):
    key = graphene.String(required=True, description="What stands in the condition, for instance `orders_count`.")
    type = graphene.String(required=True, description="Type of the value, for instance `number` or `money`.")
    group = graphene.String(required=True, description="Where a form shows it, for instance `orders`.")
    label = graphene.String(required=True, language=LANGUAGE)
    operators = NonNullList(AutomationFactOperator, required=True)
    parameters = NonNullList(AutomationFactParameter, required=True)
    source = graphene.String(required=True, description="What the value is chosen from, for instance `tag`; or empty.")
    choices = NonNullList(AutomationFactChoice, required=True, description="The values there are; or empty.")

    class Meta:
        description = "One thing that can be asked about a contact."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_label(root: Fact, _info: ResolveInfo, *, language: str = "en"):
        return _label(root, language)
