"""Several workers at once, each in a thread with connections of its own, stopped where a test wants them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

from django.db import connection, connections

from tests.databases import sessions_of

PATIENCE_SECONDS = 30


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Run deeds in threads that begin at the same moment and return their results in order."""
    begin = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        begin.wait(PATIENCE_SECONDS)
        return _with_own_connections(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(PATIENCE_SECONDS) for future in [pool.submit(run, deed) for deed in deeds]]


class HeldWorker:
    """A worker that stopped behind a statement, with everything it has locked; go_on() returns its result."""

    def __init__(self, future: Future[Any], released: Event) -> None:
        self._future = future
        self._released = released

    def go_on(self) -> Any:
        self._released.set()
        return self._future.result(PATIENCE_SECONDS)


@contextmanager
def worker_held_behind(statement: str, deed: Callable[[], Any], *, before: bool = False) -> Iterator[HeldWorker]:
    """Start a deed in a thread and hold it behind (or before) its first SQL that contains a text."""
    reached, released = Event(), Event()

    def hold(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        is_place = statement in sql and not reached.is_set()
        result = None if before and is_place else execute(sql, params, many, context)
        if is_place:
            reached.set()
            assert released.wait(PATIENCE_SECONDS), "Nobody let the worker go on."
        return execute(sql, params, many, context) if before and is_place else result

    def run() -> Any:
        with connection.execute_wrapper(hold):
            return deed()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(_with_own_connections, run)
        future.add_done_callback(lambda _: reached.set())
        try:
            assert reached.wait(PATIENCE_SECONDS), f"No statement with {statement!r} came."
            assert not future.done(), f"The worker ended without a statement with {statement!r}: {future.result()!r}"
            yield HeldWorker(future, released)
        finally:
            released.set()


@contextmanager
def worker_waiting_for_a_lock(database: str, deed: Callable[[], Any]) -> Iterator[Future[Any]]:
    """Start a deed in a thread and go on as soon as PostgreSQL says that it waits for another session."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(_with_own_connections, deed)
        waiting = "SELECT count(*) FILTER (WHERE cardinality(pg_blocking_pids(a.pid)) > 0)"
        until(lambda: future.done() or sessions_of(database, waiting)[0][0] > 0, "a worker waits for a lock")
        assert not future.done(), f"The worker did not wait: {future.result()!r}"
        yield future
        future.result(PATIENCE_SECONDS)


def until(holds: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """Look again and again until something holds, and return it. Raises TimeoutError naming it."""
    deadline = time.monotonic() + seconds
    pause = Event()
    while not (value := holds()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {seconds} seconds in vain until {what}.")
        pause.wait(0.01)
    return value


def _with_own_connections(deed: Callable[[], Any]) -> Any:
    try:
        return deed()
    finally:
        connections.close_all()
