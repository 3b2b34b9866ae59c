from django.db import transaction


def call_event(func_obj, *func_args, **func_kwargs):
    """Call a plugin manager's method: now, or after the commit when a transaction is open."""
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: func_obj(*func_args, **func_kwargs))
    else:
        func_obj(*func_args, **func_kwargs)
