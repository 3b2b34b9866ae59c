"""Add our permission, our fields and their query costs to Saleor's schema without touching its files."""

from typing import Any

import graphene

from ..shop import permissions
from .costs import COSTS
from .schema import AutomationMutations, AutomationQueries
from .shop.schema import OrderFields, UserFields
from .toolkit import (
    COST_MAP,
    CoreMutations,
    CoreQueries,
    Order,
    User,
    compose_schema_again,
    is_schema_composed,
)


def install() -> None:
    """Make our part of the schema Saleor's; called once, when all apps are ready.

    Saleor composes its schema when saleor.graphql.api is first imported, normally after this. If another
    package was quicker, the schema is composed a second time.
    """
    permissions.install()
    _add_fields(CoreQueries, AutomationQueries)
    _add_fields(CoreMutations, AutomationMutations)
    _add_fields(User, UserFields)
    _add_fields(Order, OrderFields)
    for type_name, costs in COSTS.items():
        COST_MAP.setdefault(type_name, {}).update(costs)
    if is_schema_composed():
        compose_schema_again()


def _add_fields(target: Any, source: type[graphene.ObjectType]) -> None:
    """Give a Saleor type the fields of ours, with their resolvers.

    The field goes to the class as well: graphene collects the fields of a class that derives from the target
    from the class bodies, and only those of the target itself from its options.
    """
    for name, field in source._meta.fields.items():
        if name in target._meta.fields:
            continue
        setattr(target, name, field)
        target._meta.fields[name] = field
        resolver = getattr(source, f"resolve_{name}", None)
        if resolver is not None:
            setattr(target, f"resolve_{name}", staticmethod(resolver))
