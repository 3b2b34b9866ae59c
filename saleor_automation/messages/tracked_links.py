"""Turn the links of a template into links that count clicks.

A link becomes a call of `_track`, which the rendering replaces by the signer of that one message. The links
to unsubscribe and to the preferences stay as they are: leaving must not depend on click tracking.
"""

import html
import re
from urllib.parse import urlsplit

from .template_tags import TAG, HiddenTags, is_statement

UNTRACKED_VARIABLES = ("unsubscribe_url", "preferences_url")
PLAIN_SCHEMES = ("mailto", "tel", "sms")

# In the document and in Outlook's conditional comments alike; lxml has quoted every value by now.
_LINK = re.compile(r"(<(?:a|area|v:\w+)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\shref=)(\"[^\"]*\"|'[^']*')", re.I)
_UNTRACKED = re.compile(rf"\{{\{{-?\s*(?:{'|'.join(UNTRACKED_VARIABLES)})\s*-?\}}\}}")


def track_links(markup: str, tags: HiddenTags) -> str:
    """Return the HTML, its template tags hidden, with every http(s) link going through `_track`."""

    def through(found: re.Match[str]) -> str:
        url = tags.restore(html.unescape(found[2][1:-1]))
        tracked = tracked_url(url)
        return found[0] if tracked == url else f'{found[1]}"{tags.put(tracked)}"'

    return _LINK.sub(through, markup)


def tracked_url(url: str) -> str:
    """Return template source that prints the counted form of a URL, itself template source.

    What is not for counting (mailto:, #anchor, unsubscribe) comes back unchanged.
    """
    url = url.strip()
    if _UNTRACKED.fullmatch(url) or not _may_be_web(url):
        return url
    pieces = TAG.split(url)
    tags = TAG.findall(url)
    if any(is_statement(tag) for tag in tags):
        unescaped = f"{{% autoescape false %}}{url}{{% endautoescape %}}"
        return f"{{% set _url %}}{unescaped}{{% endset %}}{{{{ _track(_url) }}}}"
    parts = []
    for piece, tag in zip(pieces, [*tags, ""], strict=True):
        if piece:
            parts.append(f'"{_literal(piece)}"')
        if tag:
            parts.append(f"({tag[2:-2].strip('-+').strip()})")
    return f"{{{{ _track({' ~ '.join(parts)}) }}}}"


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


def _may_be_web(url: str) -> bool:
    return url[:8].lower().startswith(("http://", "https://")) or url.startswith(("{{", "{%"))


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
