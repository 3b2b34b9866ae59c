"""The mail server in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable

from world.inbox.faults import Fault
from world.inbox.mail import ReceivedMail
from world.inbox.protocol import InboxProtocol


class InboxServer:
    """Receive mails on `port` (0: any free one) between start() and stop(), or inside a `with` block.

    Without `keep` mails stay in memory, in `messages`. `faults` may be changed while the server runs.
    A mail is acknowledged once `keep` has returned; when it raises OSError the client is asked to try again.
    """

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        keep: Callable[[ReceivedMail], None] | None = None,
        faults: Iterable[Fault] = (),
    ) -> None:
        self.host = host
        self.port = port
        self.faults = list(faults)
        self._messages: list[ReceivedMail] = []
        self._keep = keep or self._remember
        self._changed = threading.Condition()
        self._connections: set[InboxProtocol] = set()
        self._thread: threading.Thread | None = None

    @property
    def messages(self) -> list[ReceivedMail]:
        """Return the mails kept in memory so far, in order of arrival."""
        with self._changed:
            return list(self._messages)

    def wait_for(self, count: int, timeout_seconds: float = 30) -> list[ReceivedMail]:
        """Return the mails in memory as soon as there are `count`; raise TimeoutError if they do not come."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._messages) >= count, timeout_seconds):
                raise TimeoutError(f"{len(self._messages)} of {count} mails arrived in {timeout_seconds} seconds.")
            return list(self._messages)

    def start(self) -> None:
        """Listen; afterwards `port` is the real one. Raises OSError when the port is taken."""
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            self._loop.create_server(self._connect, self.host, self.port, reuse_address=True)
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="inbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port and all connections, and wait until they are gone."""
        if self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._thread = None
        self._loop.close()

    def __enter__(self) -> InboxServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _connect(self) -> InboxProtocol:
        connection = InboxProtocol(self._keep, self.faults)
        self._connections = {known for known in self._connections if known.transport is not None}
        self._connections.add(connection)
        return connection

    async def _close(self) -> None:
        self._server.close()
        for connection in self._connections:
            if connection.transport is not None:
                connection.transport.abort()
        await self._server.wait_closed()
        ourselves = asyncio.current_task()
        await asyncio.gather(*(asyncio.all_tasks() - {ourselves}), return_exceptions=True)

    def _remember(self, mail: ReceivedMail) -> None:
        with self._changed:
            self._messages.append(mail)
            self._changed.notify_all()
