"""Where the sandbox's GraphQL schema says something else than a record's."""

from typing import Any

from .agreement import Disagreement, Facts, Found
from .known import Record


def graphql(sandbox: Facts, record: Record) -> Found:
    """Compare the types both have; what we add ourselves (automation…, Automation…, our permission) is left aside."""
    for name, ours in sandbox.items():
        if name.startswith("Automation"):
            continue
        real = record.facts["graphql"].get(name)
        if real is None:
            yield Disagreement(name, f"{record} has no such type, or nothing recorded leads to it")
        elif ours["kind"] != real["kind"]:
            yield Disagreement(name, f"{ours['kind']}, really {real['kind']}")
        elif "fields" in real and "fields" in ours:
            yield from _fields(name, ours["fields"], real["fields"], is_input=real["kind"] == "inputobject")
        elif (extra := sorted(_listed(ours) - _listed(real))) and _listed(real):
            yield Disagreement(name, f"{', '.join(extra)} is not among {', '.join(sorted(_listed(real)))}")


def _listed(facts: Facts) -> set[str]:
    return (set(facts.get("values", ())) | set(facts.get("types", ()))) - {"MANAGE_AUTOMATION"}


def _fields(name: str, ours: Facts, real: Facts, *, is_input: bool) -> Found:
    for field, fact in ours.items():
        if field.startswith("automation"):
            continue
        subject, there = f"{name}.{field}", real.get(field)
        if there is None:
            yield Disagreement(subject, "there is no such field")
            continue
        if fact["type"] != there["type"]:
            yield Disagreement(subject, f"{fact['type']}, really {there['type']}")
        yield from _arguments(subject, fact.get("args", {}), there.get("args", {}))
    for field in sorted(set(real) - set(ours)):
        if is_input and real[field]["type"].endswith("!") and "default" not in real[field]:
            yield Disagreement(f"{name}.{field}", "left out, but the real one requires it")


def _arguments(subject: str, ours: dict[str, str], real: dict[str, str]) -> Found:
    for argument, text in ours.items():
        if _type(text) != _type(real.get(argument)):
            there = _type(real.get(argument)) or "nothing"
            yield Disagreement(f"{subject}({argument}:)", f"{_type(text)}, really {there}")
    for argument in sorted(set(real) - set(ours)):
        if real[argument].endswith("!"):
            yield Disagreement(f"{subject}({argument}:)", "left out, but the real one requires it")


def _type(argument: Any) -> str | None:
    """Return "Int" for "Int = 3"."""
    return argument.partition(" = ")[0] if argument else None
