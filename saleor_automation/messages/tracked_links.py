"""Turn the links of a template into links that count clicks.

A link becomes something the rendering fills in with the signer of that one message: a variable of its own when the
address is the same for everybody, else a call of `_track`. The links to unsubscribe and to the preferences are not
counted: leaving must not depend on click tracking; as attributes of HTML they are the variables of the same name with
a `_` in front, escaped once per mail. Other addresses that depend on the person become a call of `_address`, which
escapes them.
"""

import html
import re
from urllib.parse import urlsplit

from .template_tags import TAG, HiddenTags, is_statement

UNTRACKED_VARIABLES = ("unsubscribe_url", "preferences_url")
PLAIN_SCHEMES = ("mailto", "tel", "sms")

# In the document and in Outlook's conditional comments alike; lxml has quoted every value by now.
_ADDRESS = re.compile(
    r"(<(?P<element>[a-z][\w:]*)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\s(?P<name>href|src)=)(\"[^\"]*\"|'[^']*')", re.I
)
_LINKS = re.compile(r"a|area|v:\w+", re.I)
_UNTRACKED = re.compile(rf"\{{\{{-?\s*({'|'.join(UNTRACKED_VARIABLES)})\s*-?\}}\}}")


class TrackedLinks:
    """The links of one template; variables names those that are the same for everybody, by address."""

    def __init__(self) -> None:
        self.variables: dict[str, str] = {}

    def in_html(self, markup: str, tags: HiddenTags) -> str:
        """Return the HTML, its template tags hidden, with every http(s) link counted."""

        def through(found: re.Match[str]) -> str:
            url = tags.restore(html.unescape(found[4][1:-1])).strip()
            if found["name"].lower() == "href" and _LINKS.fullmatch(found["element"]) and _is_counted(url):
                return f'{found[1]}"{tags.put(self._counted(url))}"'
            if way_out := _UNTRACKED.fullmatch(url):
                return f'{found[1]}"{tags.put(f"{{{{ _{way_out[1]} }}}}")}"'
            if TAG.search(url):
                return f'{found[1]}"{tags.put(_call("_address", url))}"'
            return found[0]

        return _ADDRESS.sub(through, markup)

    def in_text(self, url: str) -> str:
        """Return template source that prints the counted form of a URL, itself template source.

        What is not for counting (mailto:, #anchor, unsubscribe) comes back unchanged.
        """
        url = url.strip()
        return self._counted(url) if _is_counted(url) else url

    def _counted(self, url: str) -> str:
        if TAG.search(url):
            return _call("_track", url)
        name = self.variables.setdefault(url, f"_link{len(self.variables)}")
        return f"{{{{ {name} }}}}"


def _call(function: str, url: str) -> str:
    """Return template source that calls a function with the text that a piece of template source prints."""
    pieces = TAG.split(url)
    tags = TAG.findall(url)
    if any(is_statement(tag) for tag in tags):
        unescaped = f"{{% autoescape false %}}{url}{{% endautoescape %}}"
        return f"{{% set _url %}}{unescaped}{{% endset %}}{{{{ {function}(_url) }}}}"
    parts = []
    for piece, tag in zip(pieces, [*tags, ""], strict=True):
        if piece:
            parts.append(f'"{_literal(piece)}"')
        if tag:
            parts.append(f"({tag[2:-2].strip('-+').strip()})")
    return f"{{{{ {function}({' ~ '.join(parts)}) }}}}"


def url_problem(url: str) -> str | None:
    """Return why a URL written by people cannot stand in a mail, or None."""
    url = url.strip()
    if not url or url.startswith("#"):
        return None
    if url.startswith(("{{", "{%")):
        return None
    scheme = urlsplit(TAG.sub("x", url)).scheme.lower()
    if scheme in ("http", "https"):
        return None if TAG.sub("x", url).split("//", 1)[-1].strip("/") else "names no host"
    if scheme in PLAIN_SCHEMES:
        return None
    if not scheme:
        return "has no https:// in front, so a mail program cannot open it; write the whole address"
    return f"has the scheme {scheme!r}; use https, mailto or tel"


def _is_counted(url: str) -> bool:
    may_be_web = url[:8].lower().startswith(("http://", "https://")) or url.startswith(("{{", "{%"))
    return may_be_web and not _UNTRACKED.fullmatch(url)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
