"""Saleor's rule about its writer connection, in the one place that knows it.

Saleor watches every query on the writer, reads included: in its tests an access outside allow_writer() is an
error, in production a warning with a stack trace. What this slice reads was often committed a moment ago and
may not be on a replica yet, so all of it is read from the writer, inside allow_writer().
"""

from collections.abc import Iterator
from contextlib import contextmanager

from saleor.core.db import connection


@contextmanager
def allow_writer() -> Iterator[None]:
    """Permit queries on the writer connection; nests, and serves as a decorator too."""
    with connection.allow_writer():
        yield
