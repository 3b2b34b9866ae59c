from functools import wraps

from django.db.models import QuerySet

from ...core.db.connection import allow_writer_in_context


def reads(resolver):
    """Let a resolver query: in the answer of a mutation too, where the database to read from is the writer.

    A queryset it returns is read at once, because it would otherwise be read when the permission is over.
    """

    @wraps(resolver)
    def reading(root, info, **kwargs):
        with allow_writer_in_context(info.context):
            value = resolver(root, info, **kwargs)
            return list(value) if isinstance(value, QuerySet) else value

    return reading
