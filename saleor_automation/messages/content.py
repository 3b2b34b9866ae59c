"""What a mail says in one language: blocks, or plain HTML. Stored as JSON, checked here.

`{"subject": …, "preheader": …, "blocks": [{"kind": "heading", "text": …}, …]}` or
`{"subject": …, "preheader": …, "html": …, "text": …}`; every text may contain template tags.
"""

import reprlib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saleor_automation.core.exceptions import InvalidDefinition

from .blocks import AnyBlock
from .fields import Line, RichText, Words


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Annotated[Line, Field(min_length=1)]
    preheader: Line = ""


class BlockContent(_Content):
    blocks: Annotated[list[AnyBlock], Field(min_length=1)]


class HtmlContent(_Content):
    """A whole HTML mail or its body; text is made from it unless given."""

    html: Annotated[RichText, Field(min_length=1)]
    text: Words = ""


MailContent = BlockContent | HtmlContent


def parse_content(raw: object, subject: str = "Mail") -> MailContent:
    """Return the checked content of a stored mail.

    Raises InvalidDefinition, naming subject, with one problem per wrong field.
    """
    if not isinstance(raw, Mapping):
        raise InvalidDefinition(subject, [("", "is not an object; give subject and blocks, or subject and html")])
    if ("blocks" in raw) == ("html" in raw):
        raise InvalidDefinition(subject, [("", "needs either blocks or html, and only one of them")])
    model = BlockContent if "blocks" in raw else HtmlContent
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        problems = [(_place(raw, detail["loc"]), _complaint(dict(detail))) for detail in error.errors()]
        raise InvalidDefinition(subject, problems) from None


def written_texts(content: MailContent) -> Iterator[tuple[str, str]]:
    """Yield every text people wrote, with its place: ("block 2 (button), label", "Buy now")."""
    yield from _texts("", content)


def _texts(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("kind", "blocks", "source", "when_short"):
                yield from _texts(f"{place}, {name}" if place else name, getattr(value, name))
        for number, block in enumerate(getattr(value, "blocks", ()), start=1):
            yield from _texts(f"block {number} ({block.kind})", block)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            inner = f"{number} ({item.kind})" if hasattr(item, "kind") else str(number)
            yield from _texts(f"{place} {inner}", item)


def _place(raw: Mapping[str, Any], location: tuple[int | str, ...]) -> str:
    """Return where pydantic found a problem, in a marketer's words; its path repeats each block's kind."""
    names: list[str] = []
    value: Any = raw
    before: int | str = ""
    for part in location:
        is_kind = isinstance(before, int) and isinstance(value, Mapping) and part == value.get("kind")
        before = part
        if is_kind:
            continue
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
            kind = value.get("kind") if isinstance(value, Mapping) else None
            inner = f"{part + 1} ({kind})" if kind else str(part + 1)
            name = names.pop() if names else ""
            names.append(f"block {inner}" if name == "blocks" else f"{name} {inner}")
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
            names.append(part)
    return ", ".join(names)


def _complaint(detail: dict[str, Any]) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing; fill it in"
        case "extra_forbidden":
            return "is not a field here; remove it or correct its name"
        case "union_tag_invalid":
            return f"is of the unknown kind {context['tag']!r}; use one of {context['expected_tags']}"
        case "union_tag_not_found":
            return 'says no kind; add "kind"'
        case "value_error":
            return str(context["error"])
        case "string_too_short" | "too_short":
            return "is empty; fill it in"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters; shorten it"
        case "literal_error":
            return f"is {detail['input']!r}; use {context['expected']}"
        case _:
            return f"{detail['msg'][:1].lower()}{detail['msg'][1:]} (it is {reprlib.repr(detail['input'])})"
