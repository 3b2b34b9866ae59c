"""Find the line of a YAML file on which something stands, so that a complaint can name it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml


def line_of(path: Path, location: Sequence[int | str]) -> int:
    """Return the number of the line of the innermost part of a location that is there; 1 if none of it is."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for part in location:
        child, at = _child(node, part)
        if child is None:
            # Pydantic puts kinds of unions into the path, as if they were fields.
            continue
        node, line = child, at
    return line


def line_of_step(path: Path, graph: Sequence[int | str], step_id: str) -> int | None:
    """Return the line on which a step begins, in the graph at this location; None if that graph has no such step."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    for part in (*graph, "steps"):
        node, _ = _child(node, part)
        if node is None:
            return None
    for step in getattr(node, "value", ()):
        own, _ = _child(step, "id")
        if own is not None and getattr(own, "value", None) == step_id:
            return int(step.start_mark.line) + 1
    return None


def _child(node: Any, part: int | str) -> tuple[Any, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line + 1
    return None, 1
