"""What in a mail's HTML makes inlining the CSS once differ from inlining every finished mail."""

import re
from collections.abc import Iterator

import cssselect
from lxml import etree
from lxml.cssselect import CSSSelector

from .template_tags import HiddenTags, is_statement

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_AT_RULE = re.compile(r"@[\w-]+[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_BY_POSITION = re.compile(r":(?:nth|first|last|only)-[\w-]+(?:\([^)]*\))?|:empty")
_COMBINATOR = re.compile(r"(\s*[>+~]\s*|\s+)(?![^\[]*\]|[^(]*\))")
_PARENTHESES = re.compile(r"\([^)]*\)")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)\s*[~|^$*]?=")
# Scripts and the like never work in a mail; in the Dashboard's preview they would.
_FORBIDDEN = ("script", "iframe", "object", "embed", "form", "base", "applet", "frame", "frameset")


def find_obstacles(page: etree._Element, tags: HiddenTags) -> Iterator[str]:
    """Yield what stands in the way of inlining once, each with its remedy."""
    yield from _forbidden(page)
    selectors = list(_selectors(page))
    by_class = any("." in selector or "#" in selector for selector in selectors)
    watched = {name for selector in selectors for name in _ATTRIBUTE.findall(selector)}
    for style in page.iter("style"):
        for tag in tags.tags_in(style.text or "")[:1]:
            yield f"{tag} stands in the style sheet, which is the same for everybody; use two elements"
    for element in page.iter(etree.Element):
        for name, value in element.attrib.items():
            yield from _in_attribute(element.tag, name, value, tags, by_class, watched)
    for selector in selectors:
        if _depends_on_people(selector, page, tags):
            yield (
                f"the selector {selector!r} counts elements which tags repeat or leave out; "
                "give those elements a class instead"
            )


def _forbidden(page: etree._Element) -> Iterator[str]:
    for element in page.iter(*_FORBIDDEN):
        yield f"<{element.tag}> cannot be used in a mail; remove it"
    for element in page.xpath("//link[contains(@rel, 'stylesheet')]"):
        yield f"the style sheet {element.get('href')!r} is not read; put its rules into <style>"
    for element in page.iter(etree.Element):
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"the attribute {name} of <{element.tag}> does nothing in a mail; remove it"
            elif value.strip().lower().startswith(("javascript:", "vbscript:", "data:text/html")):
                yield f"the {name} of <{element.tag}> holds a script; use an https address"


def _in_attribute(
    element: str, name: str, value: str, tags: HiddenTags, by_class: bool, watched: set[str]
) -> Iterator[str]:
    misplaced = tags.tags_in(name)
    if misplaced:
        yield f"{misplaced[0]} stands between the attributes of <{element}>; put it into an attribute's value"
        return
    inside = tags.tags_in(value)
    if not inside:
        return
    if name == "style" and any(is_statement(tag) for tag in inside):
        yield f"{inside[0]} stands in the style of <{element}>; write the element twice, each with its style"
    elif name in ("class", "id") and by_class:
        yield f"{inside[0]} decides the {name} of <{element}>, for which CSS exists; write the element twice"
    elif name in watched:
        yield f"{inside[0]} decides the {name} of <{element}>, which a selector asks for; use a class"


def _selectors(page: etree._Element) -> Iterator[str]:
    """Yield the selectors whose rules go into the elements; rules in @media stay in the style sheet."""
    for style in page.iter("style"):
        if style.get("media", "all") not in ("all", "screen"):
            continue
        css = _AT_RULE.sub("", _COMMENT.sub("", style.text or ""))
        for rule in _RULE.finditer(css):
            yield from (selector.strip() for selector in rule[1].split(",") if selector.strip())


def _depends_on_people(selector: str, page: etree._Element, tags: HiddenTags) -> bool:
    """Tell whether a selector counts elements, or asks for neighbours, where tags repeat or leave out some."""
    pieces = _COMBINATOR.split(_PARENTHESES.sub(lambda found: found[0].replace(" ", ""), selector))
    before = ""
    for compound, after in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if _BY_POSITION.search(compound) or before.strip() in ("+", "~"):
            anywhere = _BY_POSITION.sub("", compound) or "*"
            if any(_has_statement(element.getparent(), tags) for element in _matches(anywhere, page)):
                return True
        before = after
    return False


def _matches(selector: str, page: etree._Element) -> list[etree._Element]:
    try:
        return list(CSSSelector(selector)(page))
    except cssselect.SelectorError:
        # a pseudo-class such as :hover, whose rule premailer keeps in the style sheet
        return []


def _has_statement(parent: etree._Element | None, tags: HiddenTags) -> bool:
    if parent is None:
        return False
    words = [parent.text or "", *(child.tail or "" for child in parent)]
    return any(is_statement(tag) for tag in tags.tags_in(" ".join(words)))
