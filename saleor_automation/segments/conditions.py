"""The condition language: a small JSON tree used by segments, branches, entry filters and score rules.

{"fact": "orders_count", "op": "gte", "value": 2, "within_days": 90}
{"fact": "spent", "op": "gt", "value": 100, "currency": "EUR"}
{"fact": "bought_category", "op": "has", "value": [7, 12]}
{"fact": "event", "event": "product_viewed", "op": "gte", "value": 3, "within_days": 7, "url": "/sale"}
{"fact": "sequence", "event": "product_viewed", "then": "order_placed", "op": "not_followed", "value": 2}
{"all": [...]}, {"any": [...]}, {"not": {...}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, TypeAdapter, model_validator
from typing_extensions import TypeAliasType

from .checks import check_fact

MAX_DEPTH = 20
MAX_FACTS = 200


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


Scalar = bool | int | float | str


class FactCondition(_Node):
    """One question. Which of the parameters behind value it takes, says its fact in the catalogue."""

    fact: str
    op: str
    value: Scalar | list[int | str] | None = None
    currency: str = ""
    within_days: int | float | None = None
    name: str = ""
    event: str = ""
    then: str = ""
    url: str = ""
    products: list[int] = []
    quantity: int | None = None

    @model_validator(mode="after")
    def _fits_the_fact(self) -> FactCondition:
        check_fact(self)
        return self


class AllOf(_Node):
    all: list[Condition] = Field(min_length=1)


class AnyOf(_Node):
    any: list[Condition] = Field(min_length=1)


class Not(_Node):
    inner: Condition = Field(alias="not")


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "not") if key in value), "fact")
    shapes = ((AllOf, "all"), (AnyOf, "any"), (Not, "not"))
    return next((name for model, name in shapes if isinstance(value, model)), "fact")


# A named type: pydantic before 2.11.7, which Saleor 3.21 comes with, loses the tags of a plain union that contains
# itself.
Condition = TypeAliasType(
    "Condition",
    Annotated[
        Annotated[AllOf, Tag("all")]
        | Annotated[AnyOf, Tag("any")]
        | Annotated[Not, Tag("not")]
        | Annotated[FactCondition, Tag("fact")],
        Discriminator(_shape),
    ],
)

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def depth_of(data: Any) -> int:
    """Return how deep a raw condition is nested, without recursion: hostile input may be very deep."""
    deepest, stack = 0, [(data, 1)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth <= MAX_DEPTH:
            stack += [(child, depth + 1) for child in _raw_children(node)]
    return deepest


def _raw_children(node: Any) -> Iterator[Any]:
    if not isinstance(node, dict):
        return
    for key in ("all", "any"):
        if isinstance(node.get(key), list):
            yield from node[key]
    if "not" in node:
        yield node["not"]


def _count_facts(data: Any) -> int:
    count, stack = 0, [data]
    while stack and count <= MAX_FACTS:
        children = list(_raw_children(stack.pop()))
        count += not children
        stack += children
    return count


def _not_too_big(data: Any) -> Any:
    if depth_of(data) > MAX_DEPTH:
        raise ValueError(f"The condition is nested more than {MAX_DEPTH} deep; flatten it.")
    if _count_facts(data) > MAX_FACTS:
        raise ValueError(f"The condition asks more than {MAX_FACTS} questions; split it into segments.")
    return data


RootCondition = Annotated[Condition, BeforeValidator(_not_too_big)]
"""A whole condition, as a step or an entry rule holds it."""

ROOT: TypeAdapter[Any] = TypeAdapter(RootCondition)


def facts_of(condition: Condition) -> Iterator[FactCondition]:
    """Yield every question of a condition, from left to right; what nested segments ask is not followed."""
    stack: list[Any] = [condition]
    while stack:
        node = stack.pop()
        match node:
            case AllOf(all=children) | AnyOf(any=children):
                stack += reversed(children)
            case Not(inner=child):
                stack.append(child)
            case _:
                yield node


def as_json(condition: Condition) -> dict[str, Any]:
    """Return a condition as the JSON it is stored as: without what is not said."""
    data: dict[str, Any] = ROOT.dump_python(condition, mode="json", by_alias=True, exclude_defaults=True)
    return data
