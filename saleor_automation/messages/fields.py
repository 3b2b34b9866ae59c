"""The kinds of text a person writes into a mail, each checked where it is written."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from .template_tags import tag_problems
from .tracked_links import url_problem


def _checked(text: str) -> str:
    problems = tag_problems(text)
    if problems:
        raise ValueError("; ".join(problems))
    return text


def _single_line(text: str) -> str:
    if any(character in text for character in "\r\n"):
        raise ValueError("contains a line break; write it on one line")
    return text


def _address(url: str) -> str:
    problem = url_problem(url)
    if problem:
        raise ValueError(f"the address {url!r} {problem}")
    return url


def _named(name: str) -> str:
    # in tags the list new-arrivals is the variable new_arrivals
    if not name.replace("-", "_").isidentifier():
        raise ValueError(f"{name!r} is not the name of a product list; use letters, digits, - and _")
    return name


Words = Annotated[str, AfterValidator(_checked)]
"""Plain text with template tags; every character counts as itself."""

# No Field(): with pydantic 2.11.3 a field that has a default gives it to all that extend the same one.
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_checked), AfterValidator(_single_line)]
"""Plain text with template tags, on one line."""

RichText = Annotated[str, AfterValidator(_checked)]
"""Simple HTML (paragraphs, bold, lists, links) with template tags; anything else is cleaned away."""

Url = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_checked), AfterValidator(_address)]
"""An absolute http(s), mailto or tel address, which may contain template tags."""

ListSlug = Annotated[str, AfterValidator(_named)]
"""The slug of a product list."""
