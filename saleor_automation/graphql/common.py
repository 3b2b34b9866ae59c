"""What every noun of the schema shares: its category, its permission, money, and reading a global id."""

from decimal import Decimal
from typing import Any, NamedTuple

from graphql import GraphQLError

from ..shop.permissions import AutomationPermissions
from .toolkit import ResolveInfo, from_global_id_or_error, get_database_connection_name

DOC_CATEGORY = "Automation"
# Saleor takes the permissions of a field as a list, those of a mutation as a tuple.
STAFF = [AutomationPermissions.MANAGE_AUTOMATION]
MANAGE = (AutomationPermissions.MANAGE_AUTOMATION,)


class MoneyAmount(NamedTuple):
    """What Saleor's Money type reads."""

    amount: Decimal
    currency: str


def rows(model: Any, info: ResolveInfo) -> Any:
    """Return the rows of a model on the connection this request may use: the replica, or the writer in a mutation."""
    return model.objects.using(get_database_connection_name(info.context))


def pk_of(global_id: str, type_name: str) -> int:
    """Return the primary key in a global id of one of our types.

    Raises GraphQLError if the id is not one, or belongs to another type.
    """
    _, pk = from_global_id_or_error(global_id, type_name, raise_error=True)
    try:
        return int(pk)
    except ValueError:  # Saleor lets UUIDs pass, ours are numbers
        raise GraphQLError(f"Invalid ID: {global_id}. Expected: {type_name}.") from None


def one_of(**arguments: Any) -> None:
    """Refuse a call that names its object by none or by several of its keys.

    Raises GraphQLError.
    """
    given = [name for name, value in arguments.items() if value is not None]
    if len(given) != 1:
        names = " or ".join(f"`{name}`" for name in arguments)
        raise GraphQLError(f"Give exactly one argument: {names}.")
