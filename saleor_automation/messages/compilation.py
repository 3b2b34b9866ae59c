"""Make, once per template and language, the sources from which each person's mail is rendered."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from minijinja import TemplateError

from saleor_automation.core.exceptions import InvalidDefinition

from .brand import BrandStyle
from .content import BlockContent, HtmlContent, MailContent
from .document import block_document, html_document
from .inlining import inline_once
from .plain_text import html_to_text, squeeze
from .template_engine import HTML, SUBJECT, TEXT, complaint, new_environment
from .template_tags import HiddenTags
from .texts import texts_for
from .tracked_links import TrackedLinks
from .writer import MailWriter

# Changes when the same content compiles to something else: a cache shared by two versions stays right.
FORMAT = 2


_PIXEL = (
    '{% if _pixel %}<img src="{{ _pixel }}" width="1" height="1" alt="" '
    'style="display:block;width:1px;height:1px;border:0">{% endif %}'
)


@dataclass(frozen=True)
class CompiledMail:
    """Template sources of one mail in one language; plain strings, so they can be cached and pickled.

    key tells apart any two that differ; links are the counted ones that are the same for everybody,
    as variable and address.
    """

    key: str
    language: str
    subject: str = field(compare=False)
    html: str = field(compare=False)
    text: str = field(compare=False)
    links: tuple[tuple[str, str], ...] = field(compare=False)


def content_key(content: MailContent, language: str, brand: BrandStyle) -> str:
    """Return a digest of all that compile_mail depends on."""
    parts = (str(FORMAT), type(content).__name__, content.model_dump_json(), language, repr(brand))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def compile_mail(content: MailContent, language: str, brand: BrandStyle) -> CompiledMail:
    """Return the sources for rendering: CSS inlined, links counted, text part made.

    Takes many milliseconds, so what was made lately is kept: the same mail is checked when its journey is published,
    looked at in a preview, checked with the next journey that sends it, and sent.

    Raises InvalidDefinition if the markup cannot be inlined once or a template tag is wrong.
    """
    return _compiled(_Source(content_key(content, language, brand), content, language, brand))


@dataclass(frozen=True)
class _Source:
    """What a mail is made from; two are the same if their keys are."""

    key: str
    content: MailContent = field(compare=False)
    language: str = field(compare=False)
    brand: BrandStyle = field(compare=False)


@lru_cache(maxsize=128)
def _compiled(source: _Source) -> CompiledMail:
    content, language, brand = source.content, source.language, source.brand
    document = hidden_document(content, language, brand)
    inlined = inline_once(document.source, document.tags, keep_style=isinstance(content, HtmlContent))
    links = TrackedLinks()
    page = document.tags.restore(links.in_html(inlined, document.tags))
    compiled = CompiledMail(
        key=source.key,
        language=language,
        subject=content.subject,
        html=_in_short_lines(_with_pixel(page)),
        text=_text_part(content, language, brand, document.tags, inlined, links) or content.subject,
        links=tuple((name, url) for url, name in links.variables.items()),
    )
    _check_syntax(compiled)
    return compiled


@dataclass(frozen=True)
class HiddenDocument:
    """A whole HTML document whose template tags are hidden and whose CSS still stands in its style sheet."""

    source: str
    tags: HiddenTags


def hidden_document(content: MailContent, language: str, brand: BrandStyle) -> HiddenDocument:
    """Return the document before inlining."""
    tags = HiddenTags(content.model_dump_json(), repr(brand))
    if isinstance(content, BlockContent):
        return HiddenDocument(block_document(content, language, brand, tags), tags)
    return HiddenDocument(html_document(content, language, tags), tags)


def _in_short_lines(source: str) -> str:
    """Break lines inside of tags, where a line end means nothing: SMTP allows 998 characters, MJML writes 30,000."""
    return source.replace(' style="', '\nstyle="')


def _with_pixel(source: str) -> str:
    before, end, after = source.rpartition("</body>")
    return f"{before}{_PIXEL}{end}{after}"


def _text_part(
    content: MailContent, language: str, brand: BrandStyle, tags: HiddenTags, inlined: str, links: TrackedLinks
) -> str:
    if isinstance(content, HtmlContent):
        if content.text:
            return content.text
        return tags.restore(html_to_text(inlined, lambda url: tags.put(links.in_text(tags.restore(url)))))
    writer = MailWriter(brand, texts_for(language), tags, links=links)
    parts = [squeeze(block.plain_text(writer)) for block in content.blocks]
    return tags.restore("\n\n".join(part for part in parts if part))


def _check_syntax(compiled: CompiledMail) -> None:
    environment = new_environment()
    problems = []
    for part, name, source in (
        ("subject", SUBJECT, compiled.subject),
        ("html", HTML, compiled.html),
        ("text", TEXT, compiled.text),
    ):
        try:
            environment.add_template(name, source)
        except TemplateError as error:
            problems.append((part, complaint(error)))
    if problems:
        raise InvalidDefinition("Mail", problems)
