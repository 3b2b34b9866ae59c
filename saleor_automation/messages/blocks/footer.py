"""Who sent this, why, and the way out."""

from typing import Literal

from ..fields import Line, RichText, Words
from ..writer import MailWriter
from .base import Block


class Footer(Block):
    """The unsubscribe link is always there; the preferences link where the shop offers them.

    What is left empty comes from the shop's brand and from the language's own words.
    """

    kind: Literal["footer"]
    titles = {"en": "Footer", "it": "Piè di pagina"}
    shop_name: Line = ""
    postal_address: Words = ""
    reason: RichText = ""
    has_preferences: bool = True

    def mjml(self, writer: MailWriter) -> str:
        put = writer.markup
        shop = writer.words(self.shop_name or writer.brand.shop_name)
        reason = writer.rich(self.reason) if self.reason else put(writer.label("footer_reason", shop=shop))
        preferences = (
            '{% if preferences_url %} &nbsp;·&nbsp; <a class="footer-link" href="{{ preferences_url }}">'
            + writer.label("preferences")
            + "</a>{% endif %}"
        )
        body = (
            put('<p class="footer-line"><strong>')
            + shop
            + put("</strong><br>")
            + writer.lines(self.postal_address or writer.brand.postal_address)
            + put('</p><div class="footer-line">')
            + reason
            + put('</div><p class="footer-line"><a class="footer-link" href="{{ unsubscribe_url }}">')
            + put(writer.label("unsubscribe") + "</a>" + (preferences if self.has_preferences else "") + "</p>")
        )
        return (
            '<mj-section padding="16px 8px 32px"><mj-column>'
            f'<mj-text align="center" padding="0 24px" font-size="13px" line-height="20px" color="#4b5563" '
            f'css-class="footer">{body}</mj-text></mj-column></mj-section>'
        )

    def plain_text(self, writer: MailWriter) -> str:
        texts = writer.texts
        shop = self.shop_name or writer.brand.shop_name
        reason = writer.text_of(self.reason) if self.reason else texts.get("footer_reason", shop=shop)
        lines = ["---", shop, self.postal_address or writer.brand.postal_address, "", reason, ""]
        lines.append(f"{texts.get('unsubscribe')}: {{{{ unsubscribe_url }}}}")
        if self.has_preferences:
            preferences = f"{texts.get('preferences')}: {{{{ preferences_url }}}}"
            lines.append(f"{{% if preferences_url %}}{preferences}{{% endif %}}")
        return "\n".join(lines)
