from contextlib import contextmanager

from django.db import transaction


@contextmanager
def traced_atomic_transaction():
    """Open a transaction. (In Saleor it is a telemetry span as well.)"""
    with transaction.atomic():
        yield
