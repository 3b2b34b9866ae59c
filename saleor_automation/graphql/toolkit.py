"""The only importer of Saleor's GraphQL toolkit: what differs between its versions stays on this page."""

import importlib
import sys
from typing import Any

from saleor.graphql.account.types import User
from saleor.graphql.core import ResolveInfo
from saleor.graphql.core.connection import (
    CountableConnection,
    create_connection_slice,
    filter_connection_queryset,
)
from saleor.graphql.core.context import get_database_connection_name
from saleor.graphql.core.dataloaders import DataLoader
from saleor.graphql.core.fields import (
    BaseField,
    ConnectionField,
    FilterConnectionField,
    JSONString,
    PermissionsField,
)
from saleor.graphql.core.filters import EnumFilter, ListObjectTypeFilter, ObjectTypeFilter
from saleor.graphql.core.mutations import BaseMutation
from saleor.graphql.core.scalars import UUID, Date, DateTime
from saleor.graphql.core.schema import CoreMutations, CoreQueries
from saleor.graphql.core.types import (
    BaseInputObjectType,
    BaseObjectType,
    DateTimeRangeInput,
    ModelObjectType,
    Money,
    NonNullList,
    SortInputObjectType,
    Upload,
)
from saleor.graphql.core.types.common import Error
from saleor.graphql.core.utils import from_global_id_or_error
from saleor.graphql.order.types import Order
from saleor.graphql.query_cost_map import COST_MAP

try:
    from saleor.graphql.core.filters import FilterInputObjectType
except ImportError:  # Saleor 3.21
    from saleor.graphql.core.types import FilterInputObjectType

__all__ = [
    "COST_MAP",
    "UUID",
    "BaseField",
    "BaseInputObjectType",
    "BaseMutation",
    "BaseObjectType",
    "ConnectionField",
    "CoreMutations",
    "CoreQueries",
    "CountableConnection",
    "DataLoader",
    "Date",
    "DateTime",
    "DateTimeRangeInput",
    "EnumFilter",
    "Error",
    "FilterConnectionField",
    "FilterInputObjectType",
    "JSONString",
    "ListObjectTypeFilter",
    "ModelObjectType",
    "Money",
    "NonNullList",
    "ObjectTypeFilter",
    "Order",
    "PermissionsField",
    "ResolveInfo",
    "SortInputObjectType",
    "Upload",
    "User",
    "compose_schema_again",
    "create_connection_slice",
    "filter_connection_queryset",
    "from_global_id_or_error",
    "get_database_connection_name",
    "is_schema_composed",
    "resolved_user",
    "unwrap",
    "uploaded_file",
]

API_MODULE = "saleor.graphql.api"


def unwrap(root: Any) -> Any:
    """Return the model behind a root value: Saleor wraps orders and other types in a context object."""
    return getattr(root, "node", root)


def resolved_user(info: ResolveInfo) -> Any | None:
    """Return the logged-in user, or None for a stranger and for an app."""
    user = info.context.user
    return user if user and user.is_active else None


def uploaded_file(info: ResolveInfo, name: Any) -> Any | None:
    """Return the file of a multipart request that an Upload names, or None if none came."""
    return info.context.FILES.get(name) if isinstance(name, str) else None


def is_schema_composed() -> bool:
    return API_MODULE in sys.modules


def compose_schema_again() -> None:
    """Compose the schema from its parts once more and put it wherever Saleor holds the one from before."""
    api = sys.modules[API_MODULE]
    before = api.schema
    importlib.reload(api)
    for name, module in list(sys.modules.items()):
        if name.startswith("saleor.") and getattr(module, "schema", None) is before:
            module.schema = api.schema
