"""The graph of a definition: ids used twice, missing targets, steps nobody reaches, circles nobody leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .complaints import place_of
from .steps.base import StepConfig
from .triggers import entry_problems

if TYPE_CHECKING:
    from .definition import Definition


def graph_problems(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield what no single field shows: ids used twice, missing targets, steps nobody reaches, endless circles."""
    dangling = False
    seen: set[str] = set()
    for step in definition.steps:
        if step.id in seen:
            yield place_of(step.id), "Another step has the same id; give each step its own."
        seen.add(step.id)
        for target in step.targets():
            if target not in definition.by_id:
                dangling = True
                yield (
                    place_of(step.id),
                    f"It leads to {target!r}, which is not a step of this journey; choose one that is.",
                )
    for text in entry_problems(definition.trigger, definition.entry):
        yield "entry", text
    if dangling or len(seen) < len(definition.steps):
        return
    reached = _reachable(definition)
    for each in definition.steps:
        if each.id not in reached and not each.is_global:
            yield place_of(each.id), "Nobody can reach this step; lead a step to it or remove it."
    for step_id in _endless(definition):
        yield place_of(step_id), "People would go round in a circle here without ever waiting; add a wait."


def _reachable(definition: Definition) -> set[str]:
    reached: set[str] = set()
    open_ids = [definition.steps[0].id]
    while open_ids:
        step_id = open_ids.pop()
        if step_id not in reached:
            reached.add(step_id)
            open_ids += definition.successors(definition.by_id[step_id])
    return reached


def _endless(definition: Definition) -> Iterator[str]:
    """Steps on a circle that never waits: depth-first search over the graph without the waiting steps."""
    state: dict[str, int] = {}
    for root in definition.steps:
        stack = [(root.id, iter(_instant_successors(definition, root)))]
        if state.get(root.id) or root.always_waits():
            continue
        state[root.id] = 1
        while stack:
            step_id, children = stack[-1]
            child = next(children, None)
            if child is None:
                state[step_id] = 2
                stack.pop()
            elif state.get(child) == 1:
                yield child
            elif child not in state:
                state[child] = 1
                stack.append((child, iter(_instant_successors(definition, definition.by_id[child]))))


def _instant_successors(definition: Definition, step: StepConfig) -> list[str]:
    return [target for target in definition.successors(step) if not definition.by_id[target].always_waits()]
