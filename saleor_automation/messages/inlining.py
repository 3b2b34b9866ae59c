"""Write the style sheet into the elements once per template, not once per mail.

The result must equal inlining every finished mail. Causes of a difference are refused by obstacles.py with
their remedy; first_difference proves the equality on a rendered sample.
"""

import logging
import re
from itertools import zip_longest

import cssselect
import cssutils
from lxml import etree
from lxml import html as lxml_html
from premailer import Premailer

from saleor_automation.core.exceptions import InvalidDefinition

from .obstacles import find_obstacles
from .template_tags import HiddenTags, is_statement

# cssutils reports every vendor property as an error
cssutils.log.setLevel(logging.CRITICAL)


def inline_once(source: str, tags: HiddenTags, keep_style: bool) -> str:
    """Return the document, template tags hidden, with its CSS in style attributes.

    keep_style leaves the style sheet in place too, for at-rules that premailer does not know.

    Raises InvalidDefinition if the same could not be said of every mail rendered from it.
    """
    page = lxml_html.document_fromstring(source)
    problems = list(find_obstacles(page, tags))
    if not problems:
        try:
            inlined = _premail(page, keep_style)
        except (cssselect.SelectorError, AssertionError, ValueError) as error:
            problems = [f"the style sheet cannot be applied ({error}); simplify the selector"]
        else:
            problems = _lost(tags.tags_in(source), tags.tags_in(inlined))
    if problems:
        raise InvalidDefinition("Mail", [("html", problem) for problem in problems])
    return inlined


def inline_finished(source: str, keep_style: bool) -> str:
    """Return a rendered mail with its CSS in style attributes: what inline_once must be equal to."""
    return _premail(lxml_html.document_fromstring(source), keep_style)


def first_difference(once: str, finished: str) -> str | None:
    """Return the first element in which two rendered mails differ, or None.

    Elements are compared in order by name, text, attributes and style properties.
    """
    for ours, theirs in zip_longest(_elements(once), _elements(finished)):
        if ours != theirs:
            name, *values = theirs or ours or ("?",)
            return f"<{name}> with {' '.join(str(value) for value in values if value)!r}"
    return None


def _premail(page: etree._Element, keep_style: bool) -> str:
    premailer = Premailer(
        page,
        allow_network=False,
        keep_style_tags=keep_style,
        # what stays in the style sheet must win over what went into the elements
        strip_important=False,
        disable_validation=True,
        cssutils_logging_level=logging.CRITICAL,
    )
    tree = premailer.transform()
    return str(etree.tostring(tree, encoding="unicode", method="html", doctype="<!doctype html>"))


def _lost(before: list[str], after: list[str]) -> list[str]:
    """Return a problem for tags that stand where HTML allows none: the parser has moved or dropped them."""
    statements = [tag for tag in before if is_statement(tag)]
    kept = [tag for tag in after if is_statement(tag)]
    moved = [tag for tag, other in zip_longest(statements, kept) if tag != other]
    missing = [tag for tag in before if tag not in after]
    return [f"{tag} stands where HTML allows no text; move it" for tag in [*moved[:1], *missing[:1]] if tag][:1]


def _elements(markup: str) -> list[tuple[str, str, str, str]]:
    found = []
    for element in lxml_html.document_fromstring(markup).iter(etree.Element):
        attributes = sorted((name, value) for name, value in element.attrib.items() if name != "style")
        declarations = element.get("style", "").split(";")
        style = sorted(re.sub(r"\s*([:,])\s*", r"\1", part.strip()) for part in declarations)
        words = " ".join(f"{element.text or ''} {element.tail or ''}".split())
        found.append((str(element.tag), words, str(attributes), ";".join(filter(None, style))))
    return found
