"""Our part of the schema as text, the same on every Saleor: for review, for front ends, and to notice a change."""

from collections.abc import Iterator
from typing import Any

import graphql
from graphql.utils.ast_from_value import ast_from_value

# Saleor's own types that we add fields to.
_HOSTS = ("Query", "Mutation", "User", "Order")
_PREFIX = "automation"


def print_schema(schema: Any) -> str:
    """Return the definitions of our types, and what we add to Saleor's, in the schema language.

    What arguments and the fields of connections mean is left out: those texts are Saleor's and may differ.
    """
    types = schema.get_type_map()
    ours = sorted(name for name in types if name.startswith("Automation"))
    parts = [_extension(name, types[name]) for name in _HOSTS]
    parts += [_definition(types[name]) for name in ours]
    return "\n\n".join(parts) + "\n"


def _extension(name: str, type_: Any) -> str:
    fields = {key: field for key, field in type_.fields.items() if key.startswith(_PREFIX)}
    return f"extend type {name} {{\n" + "\n\n".join(_fields(fields)) + "\n}"


def _definition(type_: Any) -> str:
    lines = _description(type_.description, "")
    if isinstance(type_, graphql.GraphQLEnumType):
        values = "\n\n".join(
            "\n".join([*_description(value.description, "  "), f"  {value.name}"]) for value in type_.values
        )
        return "\n".join([*lines, f"enum {type_.name} {{", values, "}"])
    if isinstance(type_, graphql.GraphQLScalarType):
        return "\n".join([*lines, f"scalar {type_.name}"])
    if isinstance(type_, graphql.GraphQLInputObjectType):
        kind, interfaces = "input", ""
    else:
        kind = "type"
        interfaces = "".join(f" implements {interface.name}" for interface in type_.interfaces)
    is_hosts_shape = type_.name.endswith(("Connection", "Edge"))
    fields = _fields(type_.fields, with_descriptions=not is_hosts_shape)
    return "\n".join([*lines, f"{kind} {type_.name}{interfaces} {{", "\n\n".join(fields), "}"])


def _fields(fields: dict[str, Any], *, with_descriptions: bool = True) -> Iterator[str]:
    for name, field in fields.items():
        arguments = [
            f"{key}: {argument.type}{_default(argument)}" for key, argument in getattr(field, "args", {}).items()
        ]
        signature = f"{name}({', '.join(arguments)})" if arguments else name
        lines = _description(field.description, "  ") if with_descriptions else []
        yield "\n".join([*lines, f"  {signature}: {field.type}"])


def _default(argument: Any) -> str:
    if argument.default_value is None:
        return ""
    return f" = {graphql.print_ast(ast_from_value(argument.default_value, argument.type))}"


def _description(text: str | None, indent: str) -> list[str]:
    if not text:
        return []
    paragraphs = " ".join(text.split())
    return [f'{indent}"""{paragraphs}"""']
