"""The whole document around the content: MJML for blocks, an HTML frame for plain HTML."""

import html
from typing import Literal

from babel import Locale
from lxml import etree
from lxml import html as lxml_html
from mrml import to_html

from .brand import BrandStyle
from .content import BlockContent, HtmlContent
from .formatting import locale_of
from .style import BACKGROUND, attributes, stylesheet
from .template_tags import HiddenTags
from .texts import texts_for
from .writer import MailWriter

# Mail programs show the first words of the body after the preheader; these fill that place with nothing.
_FILLER = "&#847;&zwnj;&nbsp;" * 40
_COLOUR_SCHEMES = (
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
)


def block_document(content: BlockContent, language: str, brand: BrandStyle, tags: HiddenTags) -> str:
    """Return the HTML that MJML makes of the blocks, template tags hidden, style sheet not yet inlined."""
    writer = MailWriter(brand, texts_for(language), tags, avoid=content.model_dump_json() + repr(brand))
    preheader = f"<mj-preview>{writer.words(content.preheader)}{writer.markup(_FILLER)}</mj-preview>"
    mjml = (
        f'<mjml lang="{_language_tag(language)}" dir="{direction(language)}"><mj-head>'
        f"<mj-title>{writer.words(content.subject)}</mj-title>"
        f"{preheader if content.preheader else ''}{attributes(brand)}"
        f"<mj-style>{stylesheet(brand)}</mj-style>{writer.raw(_COLOUR_SCHEMES)}"
        f'</mj-head><mj-body width="600px" background-color="{BACKGROUND}" css-class="page">'
        f"{_header(writer)}{''.join(block.mjml(writer) for block in content.blocks)}"
        "</mj-body></mjml>"
    )
    return writer.finished(to_html(mjml).content)


def html_document(content: HtmlContent, language: str, tags: HiddenTags) -> str:
    """Return people's HTML as a whole document, template tags hidden; what is missing is added."""
    page = lxml_html.document_fromstring(tags.hide(content.html), ensure_head_body=True)
    page.set("lang", page.get("lang") or _language_tag(language))
    page.set("dir", page.get("dir") or direction(language))
    head, body = page.head, page.body
    if head.find("title") is None:
        etree.SubElement(head, "title").text = tags.hide(content.subject)
    if not head.xpath("meta[@charset or translate(@http-equiv, 'CT', 'ct')='content-type']"):
        head.insert(0, head.makeelement("meta", {"charset": "utf-8"}))
    if not head.xpath("meta[@name='viewport']"):
        etree.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    if content.preheader:
        body.insert(0, _preheader(tags.hide(content.preheader)))
        body[0].tail, body.text = body.text, None
    return str(etree.tostring(page, encoding="unicode", method="html", doctype="<!doctype html>"))


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return in which direction the language is written."""
    locale: Locale = locale_of(language)
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def _language_tag(language: str) -> str:
    return str(locale_of(language)).replace("_", "-")


def _header(writer: MailWriter) -> str:
    brand = writer.brand
    link = f' href="{writer.words(brand.shop_url)}"' if brand.shop_url else ""
    if brand.logo_url:
        logo = (
            f'<mj-image src="{writer.words(brand.logo_url)}" alt="{writer.words(brand.shop_name)}"{link} '
            f'width="{brand.logo_width_px}px" padding="0 24px"/>'
        )
    else:
        opening = f'<a class="brand"{link}>' if link else '<span class="brand">'
        name = html.escape(brand.shop_name)
        words = writer.markup(f"{opening}{name}{'</a>' if link else '</span>'}")
        logo = f'<mj-text align="center" padding="0 24px">{words}</mj-text>'
    return f'<mj-section padding="28px 8px 20px"><mj-column>{logo}</mj-column></mj-section>'


def _preheader(text: str) -> etree._Element:
    hidden = "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden"
    return lxml_html.fragment_fromstring(f'<div style="{hidden}">{html.escape(text)}{_FILLER}</div>')
