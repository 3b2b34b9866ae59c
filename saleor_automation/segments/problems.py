"""What is wrong with a raw condition, in sentences: pydantic's complaints, each with the place it is about."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .conditions import ROOT


def condition_problems(data: Any) -> list[tuple[str, str]]:
    """Return (place, text) for everything that is wrong with a condition; empty if it can be read."""
    try:
        ROOT.validate_python(data)
    except ValidationError as error:
        return [(_place(detail), _text(detail)) for detail in error.errors()]
    return []


def _place(detail: ErrorDetails) -> str:
    """Return the way to the part, such as all.2.value; the names of the shapes in between say nothing."""
    shapes = {"all", "any", "not", "fact"}
    steps = [str(step) for step in detail["loc"]]
    shown = [
        step for index, step in enumerate(steps) if not (step in shapes and steps[index + 1 : index + 2] == [step])
    ]
    return ".".join(step for step in shown if step not in ("fact",)) or "condition"


def _text(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return "The condition language has no such part here; take it out."
        case "missing":
            return "It is missing; every question needs a fact, an operator and a value."
        case "too_short":
            return "The list of conditions is empty; put at least one into it."
        case "model_type" | "model_attributes_type" | "dict_type":
            return 'Write a question such as {"fact": "orders_count", "op": "gte", "value": 1} here.'
        case _:
            text = detail["msg"].removeprefix("Value error, ")
            return text if text.endswith(".") else f"{text}."
