"""Print mails instead of sending them: for development."""

import sys
from collections.abc import Sequence
from typing import TextIO

from .base import Outcome, OutgoingMail, Transport


class ConsoleTransport(Transport):
    kind = "console"
    group_size = 100

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def deliver(self, mails: Sequence[OutgoingMail]) -> list[Outcome]:
        stream = self._stream or sys.stdout
        for mail in mails:
            stream.write(f"{mail.mime.decode(errors='replace')}\n{'-' * 76}\n")
        stream.flush()
        return [Outcome(mail.message_id, "delivered") for mail in mails]

    def close(self) -> None:
        """Nothing is kept."""
