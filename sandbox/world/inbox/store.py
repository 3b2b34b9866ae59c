"""Mails as files: one .eml per mail, whole or not there at all."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import lru_cache
from pathlib import Path

from world.inbox.mail import ReceivedMail

# The envelope stands above the mail in the headers a real server adds on final delivery.
_SENDER = b"Return-Path: "
_RECIPIENT = b"Delivered-To: "
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
_NAME_TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Summary:
    """What the list of mails shows. `received_at` is aware UTC; `recipients` are the envelope's."""

    name: str
    recipients: tuple[str, ...]
    sender: str
    subject: str
    received_at: datetime


class MailStore:
    """Mails in a folder, in order of arrival.

    A killed server loses no acknowledged mail; a power cut may, since files are not synced one by one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, mail: ReceivedMail) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{mail.received_at.astimezone(UTC).strftime(_NAME_TIME)}-{secrets.token_hex(4)}"
        half = self.folder / f".{name}.part"
        with half.open("xb") as file:
            file.write(_SENDER + b"<" + mail.sender.encode() + b">\r\n")
            file.writelines(_RECIPIENT + recipient.encode() + b"\r\n" for recipient in mail.recipients)
            file.write(mail.content)
        half.rename(self.folder / f"{name}.eml")

    def names(self) -> list[str]:
        """Return all names, the newest first."""
        if not self.folder.exists():
            return []
        return sorted((e.name[:-4] for e in os.scandir(self.folder) if e.name.endswith(".eml")), reverse=True)

    def search(self, text: str) -> Iterator[Summary]:
        """Yield the mails whose addresses or subject contain the text (any case), the newest first."""
        wanted = text.strip().lower()
        for name in self.names():
            summary = _summary(self.path(name))
            if wanted in " ".join((*summary.recipients, summary.sender, summary.subject)).lower():
                yield summary

    def message(self, name: str) -> EmailMessage:
        """Return the parsed mail with the envelope's headers. Raises FileNotFoundError."""
        return BytesParser(policy=default).parsebytes(self.path(name).read_bytes())

    def mails(self) -> Iterator[ReceivedMail]:
        """Yield every mail in order of arrival, with the bytes the client sent."""
        for name in reversed(self.names()):
            yield _read(self.path(name))

    def path(self, name: str) -> Path:
        """Return the file of a name; names come from addresses people type. Raises FileNotFoundError."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self.folder / f"{name}.eml"


def _read(path: Path) -> ReceivedMail:
    with path.open("rb") as file:
        sender = file.readline()[len(_SENDER) :].strip().strip(b"<>").decode()
        recipients = []
        while (line := file.readline()).startswith(_RECIPIENT):
            recipients.append(line[len(_RECIPIENT) :].strip().decode())
        return ReceivedMail(sender, tuple(recipients), line + file.read(), _received_at(path))


@lru_cache(maxsize=20_000)  # a mail's file never changes
def _summary(path: Path) -> Summary:
    with path.open("rb") as file:
        head = bytearray()
        while (line := file.readline()).strip():
            head += line
    headers = BytesParser(policy=default).parsebytes(bytes(head), headersonly=True)
    recipients = tuple(str(address) for address in headers.get_all("Delivered-To", []))
    sender, subject = str(headers.get("From", "")), str(headers.get("Subject", ""))
    return Summary(path.stem, recipients, sender, subject, _received_at(path))


def _received_at(path: Path) -> datetime:
    return datetime.strptime(path.stem.split("-")[0], _NAME_TIME).replace(tzinfo=UTC)
