import logging
import traceback
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Concat
from graphql.error import GraphQLError
from graphql.error import format_error as format_graphql_error
from jwt import InvalidTokenError

from ...core.exceptions import PermissionDenied
from ..core.enums import PermissionEnum
from ..core.types import Permission
from ..core.utils import from_global_id_or_error

unhandled_errors_logger = logging.getLogger("saleor.graphql.errors.unhandled")
handled_errors_logger = logging.getLogger("saleor.graphql.errors.handled")

ERROR_COULD_NO_RESOLVE_GLOBAL_ID = "Could not resolve to a node with the global id list of '%s'."
# The texts of these may be shown; that of any other exception only with DEBUG.
ALLOWED_ERRORS = (GraphQLError, InvalidTokenError, PermissionDenied, ValidationError)
INTERNAL_ERROR_MESSAGE = "Internal Server Error"


def get_user_or_app_from_context(context):
    return context.app or context.user


def resolve_global_ids_to_primary_keys(ids: Iterable[str], graphene_type=None, raise_error: bool = False):
    """Return (type, primary keys). Raises GraphQLError for what is no id, or is of another type."""
    used_type, pks, invalid_ids = graphene_type, [], []
    for global_id in ids:
        try:
            node_type, pk = from_global_id_or_error(global_id)
        except GraphQLError:
            invalid_ids.append(global_id)
            continue
        if used_type and str(used_type) != str(node_type):
            if not raise_error:
                continue
            raise GraphQLError(f"Must receive {used_type} id: {global_id}.")
        used_type = node_type
        pks.append(pk)
    if invalid_ids:
        raise GraphQLError(ERROR_COULD_NO_RESOLVE_GLOBAL_ID % invalid_ids)
    return used_type, pks


def get_nodes(
    ids,
    graphene_type=None,
    model=None,
    qs=None,
    schema=None,
    database_connection_name: str = settings.DATABASE_CONNECTION_DEFAULT_NAME,
):
    """Return the rows of the ids, in their order. Raises GraphQLError unless every id has one.

    An empty list of ids is an error as well.
    """
    node_type, pks = resolve_global_ids_to_primary_keys(ids, graphene_type, raise_error=True)
    if node_type and not graphene_type:
        if not schema:
            raise GraphQLError("GraphQL schema was not provided")
        graphene_type = schema.get_type(node_type).graphene_type
    if qs is None:
        model = model or graphene_type._meta.model
        qs = model.objects.using(database_connection_name)
    nodes = sorted(qs.filter(pk__in=pks), key=lambda node: pks.index(str(node.pk)))
    if not nodes:
        raise GraphQLError(ERROR_COULD_NO_RESOLVE_GLOBAL_ID % ids)
    found = {str(node.pk) for node in nodes}
    for pk in pks:
        if pk not in found:
            raise AssertionError(f"There is no node of type {graphene_type} with pk {pk}")
    return nodes


def format_permissions_for_display(permissions) -> list[Permission]:
    rows = permissions.annotate(code=Concat("content_type__app_label", Value("."), "codename"))
    return [Permission(code=PermissionEnum.get(row.code), name=row.name) for row in rows]


def format_error(error, handled_exceptions, query=None) -> dict:
    """Return an entry of the response's `errors`, and log it.

    extensions.exception.code is the exception's class; a text that was not made for the client is hidden
    without DEBUG.
    """
    result = format_graphql_error(error) if isinstance(error, GraphQLError) else {"message": str(error)}
    cause = error
    while isinstance(cause, GraphQLError) and hasattr(cause, "original_error"):
        cause = cause.original_error
    if isinstance(cause, AssertionError):
        cause = GraphQLError(str(cause))
    if isinstance(cause, handled_exceptions):
        handled_errors_logger.debug("A query had an error", exc_info=cause)
    else:
        unhandled_errors_logger.error("A query failed unexpectedly", exc_info=cause)

    if not isinstance(cause, ALLOWED_ERRORS) and not settings.DEBUG:
        result["message"] = INTERNAL_ERROR_MESSAGE
    extensions = result.setdefault("extensions", {})
    extensions["exception"] = {"code": type(cause).__name__}
    if settings.DEBUG:
        lines = traceback.format_exception(type(cause), cause, cause.__traceback__)
        extensions["exception"]["stacktrace"] = [line for text in lines for line in text.rstrip().splitlines()]
    return result
