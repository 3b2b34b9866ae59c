from django.conf import settings
from django.db import connections

from ..core.db.connection import allow_writer


class ReplicaOverWriter:
    """The replica of a test: the writer's connection under the replica's name.

    One connection, hence one transaction: rows a TestCase has not committed can be read from the "replica", while
    the guard on the writer still sees which of the two a query named.
    """

    def __init__(self, replica):
        self._alias = replica.alias
        self._writer = connections[settings.DATABASE_CONNECTION_DEFAULT_NAME]

    def _cursor(self, method_name, *args, **kwargs):
        with allow_writer():
            cursor = getattr(self._writer, method_name)(*args, **kwargs)
        cursor.db = self
        return cursor

    def cursor(self, *args, **kwargs):
        return self._cursor("cursor", *args, **kwargs)

    def chunked_cursor(self, *args, **kwargs):
        return self._cursor("chunked_cursor", *args, **kwargs)

    def __getattr__(self, name):
        return self._alias if name == "alias" else getattr(self._writer, name)


def prepare_test_db_connections():
    """Let the replica alias of this thread share the writer's connection. Call it once, before the tests."""
    replica = settings.DATABASE_CONNECTION_REPLICA_NAME
    connections[replica] = ReplicaOverWriter(connections[replica])
