"""A slot as data: variants for whom they are meant, in order, and what is shown to everybody else.

{"variants": [{"slug": "vip", "when": {"fact": "orders_count", "op": "gte", "value": 5}, "products": "for-you",
               "heading": {"en": "Chosen for you", "it": "Scelti per te"}},
              {"slug": "again", "audience": "anonymous", "min_visits": 2, "products": "seen-lately"}],
 "default": {"slug": "default", "products": "best-sellers"}}

Texts are plain: a storefront puts them where it likes. Pure; references are looked up in editing.py.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from ..core.exceptions import InvalidDefinition
from ..product_lists.fields import Part, few

MOST_VARIANTS = 20

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")]
Text = Annotated[str, Field(min_length=1, max_length=1000)]
Texts = dict[Language, Text]


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^\s/]+|/(?!/)", value) or re.search(r"\s", value):
        raise ValueError("leads nowhere; write an address that begins with https:// or with a single slash.")
    return value


class Variant(Part):
    """What is shown, and to whom. when asks about a known contact; min_visits about anybody who agreed to be tracked.

    known is a customer who logged in or came through a mail; whoever only typed an address counts as anonymous.
    """

    slug: Slug
    audience: Literal["everybody", "known", "anonymous"] = "everybody"
    when: dict[str, Any] | None = None
    min_visits: Annotated[int, Field(ge=1, le=10_000)] | None = None
    products: Slug | None = None
    heading: Texts = {}
    text: Texts = {}
    button_text: Texts = {}
    button_url: Annotated[str, AfterValidator(_web_address), Field(max_length=2000)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "Variant":
        if self.products is None and not (self.heading or self.text):
            raise ValueError("The variant shows nothing; name a product list in products, or write heading or text.")
        if bool(self.button_text) != bool(self.button_url):
            raise ValueError("A button needs both button_text and button_url.")
        if self.when is not None and self.audience == "anonymous":
            raise ValueError("when asks about contacts, and nobody who is anonymous is one; leave one of them out.")
        return self


class SlotDefinition(Part):
    """The first variant that fits and has something to show is taken, else the default, else nothing."""

    variants: Annotated[tuple[Variant, ...], few("variants", MOST_VARIANTS)] = ()
    default: Variant | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "SlotDefinition":
        if not self.every:
            raise ValueError("The slot never shows anything; add a variant or a default.")
        slugs = [variant.slug for variant in self.every]
        for slug in slugs:
            if slugs.count(slug) > 1:
                raise ValueError(f"Two variants are called '{slug}'; give each a slug of its own.")
        if self.default and (self.default.when or self.default.min_visits or self.default.audience != "everybody"):
            raise ValueError("The default is for everybody; leave out when, min_visits and audience there.")
        return self

    @property
    def every(self) -> tuple[Variant, ...]:
        return (*self.variants, *((self.default,) if self.default else ()))


def parse_slot(raw: Any, subject: str) -> SlotDefinition:
    """Read and check a definition. Raises InvalidDefinition, naming subject, with each problem and its place."""
    if not isinstance(raw, dict):
        raise InvalidDefinition(subject, [("", 'is not an object; give at least {"default": {...}}.')])
    try:
        return SlotDefinition.model_validate(raw)
    except ValidationError as error:
        raise InvalidDefinition(subject, [_problem(dict(detail)) for detail in error.errors()]) from None


def _problem(detail: dict[str, Any]) -> tuple[str, str]:
    place = ", ".join(f"{part + 1}" if isinstance(part, int) else str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return place, "is missing; fill it in."
        case "extra_forbidden":
            return place, "is not known here; remove it."
        case "value_error":
            return place, str(detail["ctx"]["error"])
        case _:
            return place, f"{detail['msg']}; it is {str(detail['input'])[:60]!r}."


def in_language(texts: Texts, language: str) -> str:
    """Return the text in a language such as `pt-br`, else in its base, else in English, else the first; "" if none."""
    code = language.lower().replace("_", "-")
    for each in (code, code.partition("-")[0], "en"):
        if each in texts:
            return texts[each]
    return next(iter(texts.values()), "")
