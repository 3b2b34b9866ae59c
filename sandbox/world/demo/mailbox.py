"""What a customer gets out of a mail in their inbox: its picture, its links, its code, the way to leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser

from world.inbox.store import MailStore

PIXEL = re.compile(r"/o/[^/]+\.gif$")
CLICK = re.compile(r"/c/[^/]+/?\?")
CODE = re.compile(r"\b[A-Z0-9]+(?:-[A-Z0-9]{4}){2,}\b")


@dataclass(frozen=True)
class Mail:
    """links lead through the shop's click counter; code is "" in a mail that gives none."""

    recipient: str
    subject: str
    pixel: str
    links: tuple[str, ...]
    code: str
    unsubscribe_url: str


class Mailbox:
    """The inbox of customers and team; every mail is brought in once. `notices` counts those for the team."""

    def __init__(self, store: MailStore, team: str = "") -> None:
        self._store, self._team = store, team
        self.notices = 0
        self._seen: set[str] = set()

    def fetch(self) -> Iterator[Mail]:
        """Yield the customers' mails that came since the last time, in the order of their arrival."""
        for name in reversed(self._store.names()):
            if name not in self._seen:
                self._seen.add(name)
                message = self._store.message(name)
                if self._team and message["Delivered-To"] == self._team:
                    self.notices += 1
                else:
                    yield read(message)

    def __len__(self) -> int:
        """Return how many mails there are, those for the team left aside."""
        return len(self._store.names()) - self.notices


def read(message: EmailMessage) -> Mail:
    """Read a mail as its recipient would. Raises KeyError for a mail without HTML or text part."""
    page, text = _Page(), message.get_body(("plain",))
    html = message.get_body(("html",))
    if html is None or text is None:
        raise KeyError(f"The mail {message['Message-ID']} has no HTML or no text part.")
    page.feed(html.get_content())
    code = CODE.search(text.get_content())
    return Mail(
        recipient=str(message["Delivered-To"]),
        subject=str(message["Subject"]),
        pixel=next((url for url in page.pictures if PIXEL.search(url)), ""),
        links=tuple(url for url in page.links if CLICK.search(url)),
        code=code[0] if code else "",
        unsubscribe_url=str(message["List-Unsubscribe"] or "").split(",")[0].strip("<> "),
    )


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "img" and values.get("src"):
            self.pictures.append(str(values["src"]))
        elif tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
