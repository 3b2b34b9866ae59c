"""The kinds of values a product list is written with, each checked where it is written."""

import base64
import binascii
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

BIGGEST_ID = 2**31 - 1


class Part(BaseModel):
    """A piece of a definition: unknown fields are refused, nothing changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _id_of(type_name: str) -> BeforeValidator:
    """Read an id of the shop: a number, or the global id the Dashboard shows ("Q2F0ZWdvcnk6Mw==")."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value.isdigit():
            return value
        try:
            name, _, pk = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise ValueError(f"{value[:40]!r} is no ID; copy it from the {type_name} in the Dashboard.") from None
        if name != type_name or not pk.isdigit():
            raise ValueError(f"{value[:40]!r} is the ID of a {name[:40] or 'nothing'}; give that of a {type_name}.")
        return int(pk)

    return BeforeValidator(read)


CategoryId = Annotated[int, _id_of("Category"), Field(ge=1, le=BIGGEST_ID)]
CollectionId = Annotated[int, _id_of("Collection"), Field(ge=1, le=BIGGEST_ID)]
ProductId = Annotated[int, _id_of("Product"), Field(ge=1, le=BIGGEST_ID)]


def few(what: str, most: int, least: int = 0) -> BeforeValidator:
    """Refuse a list that is too long before its items are looked at: a million of them would be a million checks."""

    def check(value: Any) -> Any:
        if isinstance(value, list | tuple) and not least <= len(value) <= most:
            amount = f"at least {least} and " if least else ""
            raise ValueError(f"There are {len(value):,} {what}; name {amount}at most {most:,}.")
        return value

    return BeforeValidator(check)


def _unrepeated(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Drop what is named twice; the order of the first mention stays."""
    return tuple(dict.fromkeys(values))


Once = AfterValidator(_unrepeated)
Brand = Annotated[str, Field(min_length=1, max_length=250)]
Days = Annotated[int, Field(ge=1, le=730)]
