"""Say what is wrong with a definition in a marketer's words: where, what, and what to do."""

import re
from typing import Any

_STEP_PLACE = re.compile(r"step (?:'(?P<id>[^']*)'|number (?P<number>\d+))(?:, (?P<field>.*))?", re.DOTALL)


def place_of(step_id: str) -> str:
    return f"step '{step_id}'"


def step_and_field(place: str) -> tuple[str, str]:
    """Return the id of the step a place lies in and the field there; a place outside of steps has no id.

    "step 'wait-1', duration" → ("wait-1", "duration"); "entry.pause" → ("", "entry.pause"). A step without an id is
    named by its place in the row, counted from 1: "#3".
    """
    found = _STEP_PLACE.fullmatch(place)
    if found is None:
        return "", place
    return (f"#{found['number']}" if found["number"] else found["id"]), found["field"] or ""


def problem_of(data: Any, detail: Any) -> tuple[str, str]:
    """Return place and sentence for one error of pydantic; a step is named by its id, not by its number."""
    return _place(data, [str(part) for part in detail["loc"]]), sentence(detail)


def _place(data: Any, location: list[str]) -> str:
    if location[:1] != ["steps"] or len(location) < 2:
        return ".".join(location)
    number = int(location[1])
    step = data["steps"][number]
    is_known = isinstance(step, dict)
    name = place_of(step["id"]) if is_known and step.get("id") else f"step number {number + 1}"
    # Pydantic puts the kind of a step into the path, as if it were a field.
    rest = [part for part in location[2:] if not is_known or part != step.get("kind")]
    return f"{name}, {'.'.join(rest)}" if rest else name


def sentence(detail: Any) -> str:
    """Say in a marketer's words what one error of pydantic means, and what to do."""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "It is missing; fill it in."
        case "extra_forbidden":
            return "There is no such field here; remove it or correct its name."
        case "union_tag_invalid":
            return f"There is no kind {context['tag']!r}; use one of {context['expected_tags']}."
        case "union_tag_not_found":
            return "It says no kind; add one."
        case "literal_error" | "enum":
            return f"It is {detail['input']!r}; use {context['expected']}."
        case "string_pattern_mismatch":
            return f"{detail['input']!r} is not allowed here; it must match {context['pattern']}."
        case "string_too_short":
            return "It is empty; fill it in."
        case "string_too_long":
            return f"It is longer than {context['max_length']} characters; shorten it."
        case "too_short":
            return f"There are {context['actual_length']} of them; use at least {context['min_length']}."
        case "too_long":
            return f"There are {context['actual_length']} of them; use at most {context['max_length']}."
        case "value_error":
            return str(context["error"])
        case _:
            return f"{detail['msg']}, not {detail['input']!r}."
