"""The condition language: a small JSON tree used by segments, branches and entry filters.

{"fact": "orders_count", "op": "gte", "value": 2}
{"fact": "spent", "op": "gt", "value": 100, "currency": "EUR"}
{"all": [...]}, {"any": [...]}, {"not": {...}}
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from .facts import FACTS, OPERATORS, FactType

MAX_DEPTH = 20


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FactCondition(_Node):
    fact: str
    op: str
    value: int | float | str | list[str]
    currency: str = ""

    @model_validator(mode="after")
    def _fits_the_fact(self) -> FactCondition:
        fact = FACTS.get(self.fact)
        if fact is None:
            raise ValueError(f"There is no fact {self.fact!r}; use one of {', '.join(sorted(FACTS))}.")
        if self.op not in OPERATORS[fact.type]:
            allowed = ", ".join(OPERATORS[fact.type])
            raise ValueError(f"Fact {self.fact!r} cannot be asked with {self.op!r}; use {allowed}.")
        _check_value(self, fact.type)
        return self


def _check_value(condition: FactCondition, kind: FactType) -> None:
    is_number = isinstance(condition.value, int | float)
    if kind in (FactType.NUMBER, FactType.AGE_DAYS, FactType.MONEY) and not is_number:
        raise ValueError(f"Fact {condition.fact!r} needs a number, not {condition.value!r}.")
    if kind in (FactType.TEXT, FactType.MEMBERSHIP):
        wants_list = condition.op == "in"
        if wants_list != isinstance(condition.value, list) or is_number:
            expected = "a list of texts" if wants_list else "a text"
            raise ValueError(f"Fact {condition.fact!r} with {condition.op!r} needs {expected}.")
    if (kind == FactType.MONEY) != bool(condition.currency):
        remedy = "name the currency" if kind == FactType.MONEY else "leave the currency out"
        raise ValueError(f"Fact {condition.fact!r}: {remedy}.")


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
        if depth > MAX_DEPTH or not isinstance(node, dict):
            continue
        for key in ("all", "any"):
            if isinstance(node.get(key), list):
                stack += [(child, depth + 1) for child in node[key]]
        if "not" in node:
            stack.append((node["not"], depth + 1))
    return deepest


def _not_too_deep(data: Any) -> Any:
    if depth_of(data) > MAX_DEPTH:
        raise ValueError(f"The condition is nested more than {MAX_DEPTH} deep; flatten it.")
    return data


RootCondition = Annotated[Condition, BeforeValidator(_not_too_deep)]
"""A whole condition, as a step or an entry rule holds it."""
