"""The part of the GraphQL schema that a storefront, a demo or a test asks."""

import re
from typing import Any

from ..scope import ENUMS_LEFT_OUT, MUTATION_PREFIXES, MUTATION_WORDS_LEFT_OUT, QUERIES, TYPES_LEFT_OUT

_LEFT_OUT = re.compile("|".join(f"(?:{pattern})" for pattern in TYPES_LEFT_OUT))
_MUTATIONS = re.compile(f"(?:{'|'.join(MUTATION_PREFIXES)})(?:[A-Zs]|$)")
_NOT_MUTATIONS = re.compile("|".join(MUTATION_WORDS_LEFT_OUT))


def collect() -> dict[str, Any]:
    """Return {type: facts}; fields as {"type": "[Order!]!", "args": {…}}, enums as their values.

    A type out of scope is given by its kind only, e.g. {"kind": "object"}.
    """
    from saleor.graphql.api import schema

    types = schema.get_type_map()
    query, mutation = schema.get_query_type(), schema.get_mutation_type()
    facts = {
        query.name: _fields("object", {name: query.fields[name] for name in QUERIES if name in query.fields}),
        mutation.name: _fields("object", {name: field for name, field in mutation.fields.items() if _is_wanted(name)}),
    }
    waiting = _leads_to(facts[query.name]) | _leads_to(facts[mutation.name])
    while waiting:
        name = waiting.pop()
        if name not in facts:
            facts[name] = _type(types[name])
            waiting |= _leads_to(facts[name])
    return dict(sorted(facts.items()))


def _is_wanted(mutation: str) -> bool:
    return bool(_MUTATIONS.match(mutation)) and not _NOT_MUTATIONS.search(mutation)


def _type(kind: Any) -> dict[str, Any]:
    # graphene's classes and graphql-core's: GrapheneInputObjectType, GraphQLScalarType
    label = re.sub("^Graph(ene|QL)|Type$", "", type(kind).__name__).lower()
    if label == "enum":
        return {"kind": label} if kind.name in ENUMS_LEFT_OUT else {
            "kind": label, "values": sorted(value.name for value in kind.values)
        }  # fmt: skip
    if label == "union" and not _LEFT_OUT.fullmatch(kind.name):
        return {"kind": label, "types": sorted(member.name for member in kind.types)}
    if hasattr(kind, "fields") and not _LEFT_OUT.fullmatch(kind.name):
        return _fields(label, kind.fields)
    return {"kind": label}


def _fields(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {}
    for name, field in sorted(fields.items()):
        described[name] = {"type": str(field.type)}
        if arguments := getattr(field, "args", None):
            described[name]["args"] = {key: _argument(value) for key, value in sorted(arguments.items())}
        elif getattr(field, "default_value", None) is not None:
            described[name]["default"] = str(field.default_value)
    return {"kind": kind, "fields": described}


def _argument(argument: Any) -> str:
    default = argument.default_value
    return f"{argument.type}" if default is None else f"{argument.type} = {default}"


def _leads_to(facts: dict[str, Any]) -> set[str]:
    texts = set(facts.get("types", ()))
    for field in facts.get("fields", {}).values():
        texts.add(field["type"])
        texts.update(argument.split(" = ")[0] for argument in field.get("args", {}).values())
    return {text.strip("[]!") for text in texts}
