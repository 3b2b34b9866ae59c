"""The text part of a mail, made from its HTML: readable, with its links, never empty."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

_SKIPPED = frozenset({"style", "script", "head", "title", "noscript"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "section"})
_LINES = frozenset({"div", "tr", "li", "dt", "dd", "header", "footer", "article", "center"})
# Elements without an end tag: they open nothing
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr"})

_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")

Track = Callable[[str], str]


def html_to_text(markup: str, track: Track) -> str:
    """Return the text of an HTML fragment or document; track turns a link into what is printed for it.

    Template tags must be hidden. What is not shown (style, head, display:none) is left out.
    """
    reader = _Reader(track)
    reader.feed(markup)
    reader.close()
    return tidy("".join(reader.pieces))


def tidy(text: str) -> str:
    """Return the text without blanks at line ends and without more than one empty line in a row."""
    return squeeze("\n".join(line.strip() for line in _BLANKS.sub(" ", text).split("\n")))


def squeeze(text: str) -> str:
    """Return the text without more than one empty line in a row: what conditions left out leaves gaps."""
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip()


class _Reader(HTMLParser):
    def __init__(self, track: Track) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._track = track
        self._hidden_depth = 0
        self._breaks = 0
        self._links: list[tuple[str, int]] = []
        self._numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if not self._hidden_depth:
                self._void(tag, values)
            return
        style = values.get("style", "").replace(" ", "").lower()
        if self._hidden_depth or tag in _SKIPPED or "display:none" in style:
            self._hidden_depth += 1
            return
        self._break(tag)
        if tag in ("ul", "ol"):
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._say(self._bullet())
        elif tag == "a":
            self._links.append((values.get("href", ""), len(self.pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._hidden_depth:
            self._hidden_depth -= 1
            return
        if tag == "a" and self._links:
            self._close_link()
        elif tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        self._break(tag)
        if tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden_depth:
            self._say(data.replace("\n", " "))

    def _say(self, words: str) -> None:
        self.pieces.append(words)
        if words.strip(" "):
            self._breaks = len(words) - len(words.rstrip("\n"))

    def _break(self, tag: str) -> None:
        """Begin a new line or paragraph, unless one has just begun."""
        wanted = 2 if tag in _PARAGRAPHS else 1 if tag in _LINES else 0
        if wanted > self._breaks:
            self.pieces.append("\n" * (wanted - self._breaks))
            self._breaks = wanted

    def _void(self, tag: str, values: dict[str, str]) -> None:
        if tag == "br":
            self._say("\n")
        elif tag == "hr":
            self._say("\n\n---\n\n")
        elif tag == "img" and values.get("alt"):
            self._say(values["alt"])

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def _close_link(self) -> None:
        href, start = self._links.pop()
        label = "".join(self.pieces[start:]).strip()
        if not href or href.startswith("#"):
            return
        self._breaks = 0
        target = self._track(href.removeprefix("mailto:").removeprefix("tel:"))
        if not label or label in (href, href.removeprefix("mailto:")):
            self.pieces[start:] = [target]
        else:
            # the angle brackets keep a mail program from taking the next full stop into the address
            self.pieces.append(f" <{target}>")
