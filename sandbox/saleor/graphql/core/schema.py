"""Root fields of no module in particular; an installed plugin adds its own here before api.py composes them."""

import graphene

from .fields import BaseField
from .types import NonNullList
from .types.base import BaseObjectType


class TaxType(BaseObjectType):
    description = graphene.String(description="Description of the tax type.")
    tax_code = graphene.String(description="External tax code used to identify given tax group.")


class CoreQueries(graphene.ObjectType):
    tax_types = BaseField(NonNullList(TaxType), description="List of all tax rates available from tax gateway.")

    @staticmethod
    def resolve_tax_types(_root, _info):
        return []


class CoreMutations(graphene.ObjectType):
    pass
