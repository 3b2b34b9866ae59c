"""The JSON Schema of the condition language, made from the catalogue, so that a form can check what it builds."""

from functools import lru_cache
from typing import Any

from .checks import MAX_DAYS, MAX_ID, MAX_NUMBER, MAX_TEXT, MAX_VALUES
from .facts import FACTS, LIST_OPERATORS, PRESENCE, Fact, FactType

_NUMBER = {"type": "number", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER}
_DAYS = {"type": "number", "minimum": 0, "maximum": MAX_DAYS}
_TEXT = {"type": "string", "maxLength": MAX_TEXT}
_ID = {"type": "integer", "minimum": 1, "maximum": MAX_ID}

_PARAMETERS: dict[str, dict[str, Any]] = {
    "currency": {"type": "string", "pattern": "^([A-Z]{3}|all)$"},
    "days": {"type": "number", "exclusiveMinimum": 0, "maximum": MAX_DAYS},
    "text": _TEXT,
    "ids": {"type": "array", "items": _ID, "minItems": 1, "maxItems": MAX_VALUES},
    "count": _ID,
}


def _several(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1, "maxItems": MAX_VALUES}


@lru_cache(maxsize=1)
def json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12). What a field may be asked depends on its type, which only the shop knows."""
    facts = {f"fact_{fact.key}": _of_fact(fact) for fact in FACTS.values()}
    nested = {"$ref": "#/$defs/condition"}
    shapes = {
        "all": _object({"all": {"type": "array", "items": nested, "minItems": 1}}, ["all"]),
        "any": _object({"any": {"type": "array", "items": nested, "minItems": 1}}, ["any"]),
        "not": _object({"not": nested}, ["not"]),
    }
    choices = [{"$ref": f"#/$defs/{name}"} for name in (*shapes, *facts)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Condition",
        "$ref": "#/$defs/condition",
        "$defs": {"condition": {"oneOf": choices}, **shapes, **facts},
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _of_fact(fact: Fact) -> dict[str, Any]:
    """Return one shape for each kind of operator, since a list is compared with other words than a single value."""
    groups: dict[str, tuple[list[str], dict[str, Any] | None]] = {}
    for op in fact.operators:
        value = _value(fact, op)
        groups.setdefault(str(value), ([], value))[0].append(op)
    shapes = [_shape(fact, operators, value) for operators, value in groups.values()]
    return {"title": fact.label_en, **(shapes[0] if len(shapes) == 1 else {"oneOf": shapes})}


def _shape(fact: Fact, operators: list[str], value: dict[str, Any] | None) -> dict[str, Any]:
    properties: dict[str, Any] = {"fact": {"const": fact.key}, "op": {"enum": operators}}
    if value is not None:
        properties["value"] = value
    required = [*properties]
    for parameter in fact.parameters:
        properties[parameter.name] = {"title": parameter.label_en, **_PARAMETERS[parameter.type]}
        if parameter.is_required:
            required.append(parameter.name)
    return _object(properties, required)


def _value(fact: Fact, op: str) -> dict[str, Any] | None:
    text: dict[str, Any] = {"enum": [choice.value for choice in fact.choices]} if fact.choices else _TEXT
    match fact.type:
        case FactType.NUMBER | FactType.MONEY:
            return _NUMBER
        case FactType.AGE_DAYS | FactType.SEQUENCE:
            return _DAYS
        case FactType.BOOLEAN:
            return {"type": "boolean"}
        case FactType.ITEMS:
            return _several(_TEXT if fact.source == "brand" else _ID)
        case FactType.FIELD if op in PRESENCE:
            return None
        case FactType.FIELD if op in ("older_than", "newer_than"):
            return _DAYS
        case FactType.FIELD if op not in LIST_OPERATORS:
            return {"type": ["string", "number", "boolean"]}
        case _:
            return _several(text) if op in LIST_OPERATORS else text
