"""What people define does not change while a simulation runs: read it once, instead of at every pass.

Production reads definitions anew each time, so that a change counts at once, on every worker.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_memory: ContextVar[dict[tuple[Hashable, ...], Any] | None] = ContextVar("settled", default=None)


@contextmanager
def settled() -> Iterator[None]:
    """Let functions marked with read_once answer inside the block as they first did."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def memory_of(reader: Hashable) -> dict[Any, Any] | None:
    """Return what a reader keeps inside the block, for it to keep in order itself; None outside."""
    memory = _memory.get()
    if memory is None:
        return None
    kept: dict[Any, Any] = memory.setdefault((reader,), {})
    return kept


def read_once(read: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Mark a function that reads what was defined; outside of settled() it is called as ever.

    Its arguments must be hashable and of few values, for every answer is kept; nobody may change an answer.
    """

    @wraps(read)
    def remembered(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        memory = _memory.get()
        if memory is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in memory:
            memory[key] = read(*args, **kwargs)
        answer: Answer = memory[key]
        return answer

    return remembered
