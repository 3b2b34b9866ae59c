"""Everything that can be known about a mail before anybody receives it: what publishing asks for.

Fields were checked when the content was read (content.py). Here: does every tag parse, does every variable
exist, does the mail render for people of whom much or little is known, can the reader leave.
"""

from collections.abc import Iterator
from typing import Any

from minijinja import Environment, TemplateError

from saleor_automation.core.exceptions import InvalidDefinition

from .blocks import Footer, ProductGrid
from .brand import BrandStyle
from .compilation import CompiledMail, HiddenDocument, compile_mail, hidden_document
from .content import BlockContent, HtmlContent, MailContent, written_texts
from .inlining import first_difference, inline_finished, inline_once
from .links import PreviewLinks
from .rendering import RenderError, render
from .template_engine import HTML, TEXT, complaint, new_environment
from .template_tags import FUNCTIONS
from .tracked_links import UNTRACKED_VARIABLES
from .variables import Variables

# Gmail cuts a mail after about this many bytes, and with the end goes the way to unsubscribe.
MAX_HTML_BYTES = 100_000

Problem = tuple[str, str]


def check_mail(
    content: MailContent,
    language: str,
    brand: BrandStyle,
    variables: Variables,
    must_unsubscribe: bool = True,
) -> CompiledMail:
    """Return the compiled mail if it can be sent.

    must_unsubscribe is for marketing mail, which nobody may receive without a way out.

    Raises InvalidDefinition with all problems found, each with the block and field it is in.
    """
    subject = f"Mail in {language!r}"
    problems = [*_field_problems(content, variables)]
    if must_unsubscribe and not _has_unsubscribe(content):
        problems.append(("", "has no way to unsubscribe; add a footer block or {{ unsubscribe_url }}"))
    if problems:
        raise InvalidDefinition(subject, problems)
    try:
        compiled = compile_mail(content, language, brand)
    except InvalidDefinition as error:
        raise InvalidDefinition(subject, error.problems) from None
    problems = [*_rendering_problems(content, language, brand, compiled, variables)]
    if problems:
        raise InvalidDefinition(subject, problems)
    return compiled


def _field_problems(content: MailContent, variables: Variables) -> Iterator[Problem]:
    strict = new_environment("strict")
    for place, text in written_texts(content):
        try:
            paths = strict.undeclared_variables_in_str(text, nested=True) - FUNCTIONS
            strict.add_template(TEXT, text)
        except TemplateError as error:
            yield place, f"{complaint(error)}; correct the tag"
            continue
        problems = [(place, problem) for path in sorted(paths) if (problem := variables.problem(path))]
        yield from problems
        # nobody knows what an event carries, so nothing can be said about a mail for a person without it
        if not problems and not any(variables.is_open(path) for path in paths):
            yield from _trial(strict, place, text, variables)
    if isinstance(content, BlockContent):
        for number, block in enumerate(content.blocks, start=1):
            if isinstance(block, ProductGrid) and variables.problem(block.variable):
                problem = f"there is no product list {block.source!r}; create it or choose another"
                yield f"block {number} (product_grid), source", problem


def _trial(strict: Environment, place: str, text: str, variables: Variables) -> Iterator[Problem]:
    """Render one field with an engine that forgives no unknown name: finds what loops do with their items."""
    for is_filled in (True, False):
        try:
            strict.render_str(text, TEXT, **variables.sample(is_filled))
        except TemplateError as error:
            yield place, f"{complaint(error)}; correct the tag"
            return


def _rendering_problems(
    content: MailContent, language: str, brand: BrandStyle, compiled: CompiledMail, variables: Variables
) -> Iterator[Problem]:
    for is_filled in (True, False):
        data = variables.sample(is_filled)
        try:
            mail = render(compiled, data, PreviewLinks())
        except RenderError as error:
            yield "", str(error)
            return
        if not mail.subject:
            yield "subject", "is empty for a person about whom little is known; add words that always stand"
        size = len(mail.html.encode())
        if size > MAX_HTML_BYTES:
            yield (
                "",
                f"makes {size:,} bytes of HTML, and Gmail cuts after {MAX_HTML_BYTES:,}; take something out",
            )
        if isinstance(content, HtmlContent):
            yield from _inlining_problems(hidden_document(content, language, brand), data)


def _inlining_problems(document: HiddenDocument, data: dict[str, Any]) -> Iterator[Problem]:
    """Compare what is sent with what inlining this very mail would give."""
    engine, tags = new_environment(), document.tags
    inlined = inline_once(document.source, tags, keep_style=True)
    once = engine.render_str(tags.restore(inlined), HTML, **data)
    finished = engine.render_str(tags.restore(document.source), HTML, **data)
    difference = first_difference(once, inline_finished(finished, keep_style=True))
    if difference:
        yield "html", f"the style of {difference} depends on the person; give that element a class of its own"


def _has_unsubscribe(content: MailContent) -> bool:
    if isinstance(content, BlockContent) and any(isinstance(block, Footer) for block in content.blocks):
        return True
    return any(UNTRACKED_VARIABLES[0] in text for place, text in written_texts(content) if place != "text")
