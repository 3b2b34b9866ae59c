"""What publishing a draft would change: steps added, removed, changed or moved, and the ways in and out. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from .steps import Step
from .triggers import Entry, Exit, Trigger

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; before and after are JSON values, None for one that was not, or is no more."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """part is step, trigger, entry or exits; step_id, step_kind and label are those of a step, else empty."""

    part: str
    kind: Kind
    step_id: str = ""
    step_kind: str = ""
    label: str = ""
    fields: tuple[FieldChange, ...] = ()


_STEP: TypeAdapter[Any] = TypeAdapter(Step)
_PARTS: dict[str, TypeAdapter[Any]] = {
    "trigger": TypeAdapter(Trigger),
    "entry": TypeAdapter(Entry),
    "exits": TypeAdapter(tuple[Exit, ...]),
}
_EMPTY: dict[str, Any] = {"trigger": {}, "entry": {}, "exits": []}


def changes_between(published: Any, draft: Any) -> list[Change]:
    """Return what differs, ways in and out first, then steps in the order of the draft, removed ones last.

    Each part is read by itself, so that a draft with mistakes can be compared as well; a part that cannot be read is
    compared as it is written. Defaults that are only written out are no change.
    """
    published, draft = (each if isinstance(each, dict) else {} for each in (published, draft))
    found = []
    for part, adapter in _PARTS.items():
        before = _normal(adapter, published.get(part, _EMPTY[part]))
        after = _normal(adapter, draft.get(part, _EMPTY[part]))
        if before != after:
            if part == "exits":
                before, after = {"exits": before}, {"exits": after}
            found.append(Change(part, "changed", fields=_fields(before, after)))
    return found + _step_changes(_steps(published), _steps(draft))


def _step_changes(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[Change]:
    moved = _moved([each for each in before if each in after], [each for each in after if each in before])
    found = []
    for step_id, step in after.items():
        if step_id not in before:
            found.append(_change("added", step_id, step, ()))
        elif fields := _fields(before[step_id], step):
            found.append(_change("changed", step_id, step, fields))
        elif step_id in moved:
            found.append(_change("moved", step_id, step, ()))
    return found + [_change("removed", step_id, step, ()) for step_id, step in before.items() if step_id not in after]


def _change(kind: Kind, step_id: str, step: dict[str, Any], fields: tuple[FieldChange, ...]) -> Change:
    return Change("step", kind, step_id, str(step.get("kind", "")), str(step.get("label", "")), fields)


def _steps(definition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the steps by id as the language would write them; those without an id are told apart by their place."""
    steps = definition.get("steps")
    return {
        str(step.get("id") or f"#{number + 1}"): _normal(_STEP, step)
        for number, step in enumerate(steps if isinstance(steps, list) else [])
        if isinstance(step, dict)
    }


def _normal(adapter: TypeAdapter[Any], data: Any) -> Any:
    try:
        return adapter.dump_python(adapter.validate_python(data), mode="json", by_alias=True)
    except (ValidationError, RecursionError):
        return data


def _fields(before: Any, after: Any) -> tuple[FieldChange, ...]:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return (FieldChange("", before, after),)
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        FieldChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the steps that stand elsewhere among those that stayed, as few as explain the new order."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = {after[block.b + offset] for block in matcher.get_matching_blocks() for offset in range(block.size)}
    return set(after) - kept
