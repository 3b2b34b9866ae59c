"""What blocks write with: pieces of MJML and of plain text, in which people's words can do no harm."""

import html

import nh3

from .brand import BrandStyle
from .plain_text import html_to_text
from .template_tags import HiddenTags
from .texts import SystemTexts
from .tracked_links import TrackedLinks

_RICH_TAGS = {
    *("p", "br", "hr", "h2", "h3", "blockquote", "ul", "ol", "li"),
    *("a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "span"),
}
_RICH_ATTRIBUTES = {"a": {"href", "title"}}
_URL_SCHEMES = {"http", "https", "mailto", "tel", "sms"}


class MailWriter:
    """Give blocks the shop's look, the language's words, and a way to put text into MJML.

    Everything that is not ours enters the MJML as a token: the MJML parser sees our own elements only, and
    what people wrote (or tags it would not understand) comes back after it has made HTML.
    """

    def __init__(
        self,
        brand: BrandStyle,
        texts: SystemTexts,
        tags: HiddenTags,
        *,
        links: TrackedLinks | None = None,
        avoid: str = "",
    ) -> None:
        self.brand = brand
        self.texts = texts
        self._links = links or TrackedLinks()
        self._tags = tags
        self._fragments = HiddenTags(avoid, letters="qx")

    def finished(self, page: str) -> str:
        """Return the HTML that MJML has made, everything put back but the template tags."""
        return self._fragments.restore(page)

    def words(self, text: str) -> str:
        """Return plain text for an element or an attribute; line breaks become blanks."""
        return self._fragments.put(html.escape(self._tags.hide(text)))

    def lines(self, text: str) -> str:
        """Return plain text whose line breaks are kept."""
        return self._fragments.put(html.escape(self._tags.hide(text)).replace("\n", "<br>"))

    def rich(self, text: str) -> str:
        """Return people's HTML, cleaned."""
        return self._fragments.put(self._clean(text))

    def markup(self, source: str) -> str:
        """Return HTML and template tags of our own, for inside one MJML element."""
        return self._fragments.put(self._tags.hide(source))

    def raw(self, source: str) -> str:
        """Return HTML and template tags of our own as a piece of MJML between sections or elements."""
        return f"<mj-raw>{self.markup(source)}</mj-raw>"

    def label(self, key: str, **values: str) -> str:
        """Return one of our own texts, safe inside HTML; values are template source and already safe."""
        return html.escape(self.texts.get(key), quote=False).format_map(values)

    def text_of(self, rich: str) -> str:
        """Return people's HTML as plain text, a template again, its links counted."""
        return self._tags.restore(html_to_text(self._clean(rich), self.text_link))

    def text_link(self, url: str) -> str:
        """Return a counted link for the text part, hidden like every tag."""
        return self._tags.put(self._links.in_text(self._tags.restore(url)))

    def _clean(self, text: str) -> str:
        return nh3.clean(
            self._tags.hide(text),
            tags=_RICH_TAGS,
            attributes=_RICH_ATTRIBUTES,
            url_schemes=_URL_SCHEMES,
            link_rel=None,
        )
