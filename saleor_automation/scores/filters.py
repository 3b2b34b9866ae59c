"""Which events a score rule looks at: a small JSON tree over one event, in the manner of the condition language.

{"field": "url", "op": "contains", "value": "/shoes"}
{"field": "product", "op": "in", "value": [41, 42]}
{"field": "data.gross", "op": "gte", "value": 100}
{"all": [...]}, {"any": [...]}, {"not": {...}}; {} lets every event through.

`url` is the page that was opened; `product` any product the event is about, those of an order's lines too;
`data.<name>` what the event carries under that name, with dots for what is inside.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from typing_extensions import TypeAliasType

from ..core.exceptions import InvalidDefinition
from ..segments.conditions import MAX_DEPTH, depth_of

MAX_TEXT = 500
MAX_CHOICES = 1000
_PATH = re.compile(r"data(\.[A-Za-z0-9_-]{1,63}){1,5}")
_EQUALITY = ("eq", "ne", "in")
_ORDER = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_TEXT = ("contains", "starts_with")
OPERATORS = {
    "url": ("eq", "ne", "in", *_TEXT),
    "product": ("eq", "ne", "in"),
    "data": (*_EQUALITY, *_ORDER, *_TEXT, "exists"),
}


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Value = bool | int | Decimal | str


class FieldFilter(_Node):
    field: str
    op: str
    value: Value | list[Value]

    @field_validator("value", mode="before")
    @classmethod
    def _one_plain_value(cls, value: Any) -> Any:
        # Counted and measured before pydantic looks: it would complain once for each type a value might have.
        values = value if isinstance(value, list) else [value]
        if not values or len(values) > MAX_CHOICES:
            raise ValueError(f"There are {len(values)} values; give 1 to {MAX_CHOICES}.")
        for each in values:
            if not isinstance(each, bool | int | float | Decimal | str):
                raise ValueError(f"{each!r} cannot be compared with; use a text, a number, true or false.")
            if isinstance(each, str) and (len(each) > MAX_TEXT or "\0" in each):
                raise ValueError(f"A text has {len(each)} characters; use at most {MAX_TEXT}, without NUL.")
            if isinstance(each, float) and not -1e15 < each < 1e15:
                raise ValueError(f"{each!r} is no number to compare with.")
        return [_exact(each) for each in value] if isinstance(value, list) else _exact(value)

    @model_validator(mode="after")
    def _fits_the_field(self) -> FieldFilter:
        kind = "data" if _PATH.fullmatch(self.field) else self.field
        if kind not in ("url", "product") and not _PATH.fullmatch(self.field):
            raise ValueError(f"An event has no field {self.field!r}; use url, product or data.<name>.")
        if self.op not in OPERATORS[kind]:
            allowed = ", ".join(OPERATORS[kind])
            raise ValueError(f"Field {self.field!r} cannot be compared with {self.op!r}; use {allowed}.")
        if (self.op == "in") != isinstance(self.value, list):
            expected = "a list of values" if self.op == "in" else "one value"
            raise ValueError(f"Field {self.field!r} with {self.op!r} needs {expected}.")
        self._check_types(kind)
        return self

    def _check_types(self, kind: str) -> None:
        for value in self.value if isinstance(self.value, list) else [self.value]:
            is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            if (kind == "product" and (not is_number or value != int(value))) or (self.op in _ORDER and not is_number):
                raise ValueError(f"Field {self.field!r} with {self.op!r} needs a number, not {value!r}.")
            if (kind == "url" or self.op in _TEXT) and not isinstance(value, str):
                raise ValueError(f"Field {self.field!r} with {self.op!r} needs a text, not {value!r}.")
            if self.op == "exists" and not isinstance(value, bool):
                raise ValueError(f"Field {self.field!r} with 'exists' needs true or false, not {value!r}.")


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


class AllOf(_Node):
    all: list[EventFilter] = Field(min_length=1, max_length=100)


class AnyOf(_Node):
    any: list[EventFilter] = Field(min_length=1, max_length=100)


class Not(_Node):
    inner: EventFilter = Field(alias="not")


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "not") if key in value), "field")
    shapes = ((AllOf, "all"), (AnyOf, "any"), (Not, "not"))
    return next((name for model, name in shapes if isinstance(value, model)), "field")


EventFilter = TypeAliasType(
    "EventFilter",
    Annotated[
        Annotated[AllOf, Tag("all")]
        | Annotated[AnyOf, Tag("any")]
        | Annotated[Not, Tag("not")]
        | Annotated[FieldFilter, Tag("field")],
        Discriminator(_shape),
    ],
)

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def _not_too_deep(data: Any) -> Any:
    if depth_of(data) > MAX_DEPTH:
        raise ValueError(f"The filter is nested more than {MAX_DEPTH} deep; flatten it.")
    return data


_ADAPTER: TypeAdapter[Any] = TypeAdapter(Annotated[EventFilter, BeforeValidator(_not_too_deep)])


def parse_filter(data: Any, subject: str) -> Any:
    """Return the filter in this JSON, or None if it is empty.

    Raises InvalidDefinition naming every problem.
    """
    if data == {}:
        return None
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        problems = list(dict.fromkeys(("filter", _text(detail)) for detail in error.errors()))
        raise InvalidDefinition(subject, problems) from None


def _text(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "value_error":
            return detail["msg"].removeprefix("Value error, ")
        case "too_short":
            return "A list of filters is empty; put at least one into it."
        case "too_long":
            return "A list of filters is too long; use at most 100, or another `in`."
        case "missing":
            return f"A filter has no {detail['loc'][-1]!r}; give it a field, an operator and a value."
        case "extra_forbidden":
            return f"A filter has no part {detail['loc'][-1]!r}; take it out."
        case _:
            return 'Write a filter such as {"field": "url", "op": "contains", "value": "/shoes"} here.'


@lru_cache(maxsize=1024)
def stored_filter(text: str) -> Any:
    """Read a filter that was checked when it was stored; each process reads one once."""
    return parse_filter(json.loads(text), "Rule")


def compile_filter(node: Any, alias: str) -> tuple[str, list[Any]]:
    """Return a boolean SQL expression over a row of the event log named alias, and its parameters; never NULL."""
    if isinstance(node, AllOf):
        return _joined("AND", node.all, alias)
    if isinstance(node, AnyOf):
        return _joined("OR", node.any, alias)
    if isinstance(node, Not):
        inner, params = compile_filter(node.inner, alias)
        return f"NOT ({inner})", params
    if node.field == "product":
        return _product(node, alias)
    return _field(node, alias)


def _joined(word: str, nodes: list[Any], alias: str) -> tuple[str, list[Any]]:
    parts, params = [], []
    for node in nodes:
        part, part_params = compile_filter(node, alias)
        parts.append(f"({part})")
        params += part_params
    return f" {word} ".join(parts), params


def _product(node: FieldFilter, alias: str) -> tuple[str, list[Any]]:
    ids = [int(value) for value in (node.value if isinstance(node.value, list) else [node.value])]
    lines = f"{alias}.data -> 'lines'"
    found = f"""COALESCE({alias}.product_id = ANY(%s::bigint[]), FALSE) OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof({lines}) WHEN 'array' THEN {lines} ELSE '[]' END) AS line
        WHERE line ->> 'product_id' = ANY(%s::text[]))"""  # noqa: S608
    return (f"NOT ({found})" if node.op == "ne" else found), [ids, [str(each) for each in ids]]


def _field(node: FieldFilter, alias: str) -> tuple[str, list[Any]]:
    path = ["url"] if node.field == "url" else node.field.split(".")[1:]
    text, value = f"{alias}.data #>> %s::text[]", node.value
    if node.op == "exists":
        return f"({text} IS NOT NULL) = %s", [path, value]
    # Amounts are kept as text in the log; whatever is no number compares as false.
    number = f"CASE WHEN {text} ~ '^-?[0-9]{{1,18}}([.][0-9]{{1,9}})?$' THEN ({text})::numeric END"
    if node.op in _ORDER:
        return f"COALESCE({number} {_ORDER[node.op]} %s, FALSE)", [path, path, value]
    if node.op in _TEXT:
        sql = f"strpos({text}, %s) > 0" if node.op == "contains" else f"starts_with({text}, %s)"
        return f"COALESCE({sql}, FALSE)", [path, value]
    values = value if isinstance(value, list) else [value]
    numbers = [each for each in values if not isinstance(each, bool | str)]
    texts = [_as_text(each) for each in values if isinstance(each, bool | str)]
    found = f"(COALESCE({text} = ANY(%s::text[]), FALSE) OR COALESCE({number} = ANY(%s::numeric[]), FALSE))"
    return (f"NOT {found}" if node.op == "ne" else found), [path, texts, path, path, [Decimal(n) for n in numbers]]


def _as_text(value: Any) -> str:
    """Spell a value as PostgreSQL spells what it takes out of JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
