"""What a mail's page needs: its parts, its headers, and its HTML made safe to show in a frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from urllib.parse import unquote

_CONTENT_ID = re.compile(r"""(["'(])cid:([^"')\s]+)""", re.IGNORECASE)
_HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)
# Links open beside the inbox instead of inside the frame.
_BASE = b'<base target="_blank">'


@dataclass(frozen=True)
class Attachment:
    """A part that is neither the text nor the HTML; `number` is its place among all parts of the mail."""

    number: int
    filename: str
    content_type: str


def html_of(message: EmailMessage, part_url: str) -> bytes | None:
    """Return the HTML part as UTF-8, or None; embedded pictures (cid:) point to `part_url` + their number + /."""
    part = message.get_body(("html",))
    if part is None:
        return None
    numbers = {str(p.get("Content-ID", "")).strip("<> "): n for n, p in enumerate(message.walk())}

    def embedded(match: re.Match[str]) -> str:
        number = numbers.get(unquote(match[2]))
        return match[0] if number is None else f"{match[1]}{part_url}{number}/"

    html = _CONTENT_ID.sub(embedded, part.get_content()).encode()
    return _HEAD.sub(lambda match: match[0] + _BASE, html, count=1) if _HEAD.search(html) else _BASE + html


def text_of(message: EmailMessage) -> str | None:
    part = message.get_body(("plain",))
    return None if part is None else part.get_content()


def attachments_of(message: EmailMessage) -> list[Attachment]:
    shown = [message.get_body(("html",)), message.get_body(("plain",))]
    return [
        Attachment(number, part.get_filename() or f"part {number}", part.get_content_type())
        for number, part in enumerate(message.walk())
        if not part.is_multipart() and part not in shown
    ]


def part_number(message: EmailMessage, number: int) -> MIMEPart | None:
    return next((part for n, part in enumerate(message.walk()) if n == number and not part.is_multipart()), None)
