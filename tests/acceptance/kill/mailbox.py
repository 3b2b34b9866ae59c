"""The other side: a mail server that counts what it was given, by Message-ID."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from world.inbox.faults import Fault
from world.inbox.mail import ReceivedMail
from world.inbox.server import InboxServer

MESSAGE_ID = re.compile(r"<\d+\.[a-z0-9-]+\.\d+\.(\d+)@shop\.example>")


class Mailbox:
    """Every mail the server kept, as the id of its message; each takes answer_seconds, as real servers do."""

    def __init__(self, answer_seconds: float) -> None:
        self._answer_seconds = answer_seconds
        self._lock = Lock()
        self._received: Counter[int] = Counter()
        self.faults: list[Fault] = []

    def keep(self, mail: ReceivedMail) -> None:
        found = MESSAGE_ID.fullmatch(mail.message_id)
        assert found, f"A mail came with the Message-ID {mail.message_id!r}."
        with self._lock:
            self._received[int(found[1])] += 1
        time.sleep(self._answer_seconds)  # the server's own slowness: kept, and not yet acknowledged

    @property
    def received(self) -> Counter[int]:
        with self._lock:
            return Counter(self._received)

    @property
    def count(self) -> int:
        with self._lock:
            return self._received.total()


@contextmanager
def open_mailbox(answer_seconds: float) -> Iterator[tuple[Mailbox, str]]:
    """Give a mailbox and the address of its server as AUTOMATION_EMAIL_URL."""
    mailbox = Mailbox(answer_seconds)
    with InboxServer(keep=mailbox.keep) as server:
        server.faults = mailbox.faults
        yield mailbox, f"smtp://127.0.0.1:{server.port}/?timeout=5"
