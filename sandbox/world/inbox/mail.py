"""One mail as the server received it: envelope, moment and exact bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import SMTP


@dataclass(frozen=True)
class ReceivedMail:
    """`content` is what came after DATA, dots unstuffed, lines ended by CRLF; `received_at` is aware UTC."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    received_at: datetime

    @classmethod
    def now(cls, sender: str, recipients: list[str], content: bytes) -> ReceivedMail:
        return cls(sender, tuple(recipients), content, datetime.now(UTC))

    @property
    def message_id(self) -> str:
        """Return the Message-ID header with its angle brackets, or "" when the mail has none."""
        headers = BytesHeaderParser(policy=SMTP).parsebytes(self.content, headersonly=True)
        return str(headers.get("Message-ID", "")).strip()
