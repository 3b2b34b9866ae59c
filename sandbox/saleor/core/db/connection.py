"""Who may use the writer.

Queries of a request read from the replica; code that writes says so with `allow_writer`. The tests install
`restrict_writer`, which refuses every statement on the writer outside it: this is how a forgotten `.using()`
is found before production, where the replica is another machine.
"""

import logging
import traceback
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from ...graphql.core.context import SaleorContext, get_database_connection_name

logger = logging.getLogger(__name__)

writer = settings.DATABASE_CONNECTION_DEFAULT_NAME
replica = settings.DATABASE_CONNECTION_REPLICA_NAME

STACK_FRAMES_LOGGED = 20
UNSAFE_WRITER_ACCESS_MSG = (
    "Unsafe access to the writer DB detected: read with `.using(<replica>)`, or say that you mean the writer "
    "with the `allow_writer` context manager."
)


class UnsafeWriterAccessError(Exception):
    pass


@contextmanager
def allow_writer():
    """Permit the writer inside the block. Re-entrant: only the outermost block closes it again."""
    connection = connections[writer]
    was_allowed = getattr(connection, "_allow_writer", False)
    connection._allow_writer = True
    try:
        yield
    finally:
        connection._allow_writer = was_allowed


@contextmanager
def allow_writer_for_default_connection(connection_name: str):
    if connection_name != writer:
        yield
        return
    with allow_writer():
        yield


@contextmanager
def allow_writer_in_context(context: SaleorContext):
    """Permit the writer if the request reads from it, as it does inside a mutation."""
    with allow_writer_for_default_connection(get_database_connection_name(context)):
        yield


def _is_unsafe(context) -> bool:
    connection = context["connection"]
    return connection.alias == writer and not getattr(connection, "_allow_writer", False)


def restrict_writer(execute, sql, params, many, context):
    """Refuse the statement: an execute wrapper for tests."""
    if _is_unsafe(context):
        raise UnsafeWriterAccessError(f"{UNSAFE_WRITER_ACCESS_MSG} SQL: {sql}")
    return execute(sql, params, many, context)


def log_writer_usage(execute, sql, params, many, context):
    """Log the statement with its stack: an execute wrapper for production."""
    if _is_unsafe(context):
        stack = "".join(traceback.format_list(traceback.extract_stack(limit=STACK_FRAMES_LOGGED)))
        logger.warning("%s SQL: %s\nTraceback:\n%s", UNSAFE_WRITER_ACCESS_MSG, sql, stack)
    return execute(sql, params, many, context)


def restrict_writer_middleware(get_response):
    def middleware(request):
        with (
            connections[writer].execute_wrapper(restrict_writer),
            connections[replica].execute_wrapper(restrict_writer),
        ):
            return get_response(request)

    return middleware


def log_writer_usage_middleware(get_response):
    def middleware(request):
        with connections[writer].execute_wrapper(log_writer_usage):
            return get_response(request)

    return middleware
