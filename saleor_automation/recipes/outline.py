"""The graph of a recipe, small: what a picture of it in a gallery is drawn from."""

from dataclasses import dataclass

from ..journeys.definition import parse_definition
from .checking import example_values
from .filling import filled
from .schema import Recipe


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """next are the ids of the steps people may go on to; journey is the key of the graph, empty for the main one."""

    journey: str
    id: str
    kind: str
    label: str
    next: tuple[str, ...]


def outline(recipe: Recipe) -> list[OutlineStep]:
    """Return the steps of all graphs of a recipe as they are with its defaults. Reads nothing."""
    values = example_values(recipe)
    steps = []
    for key, graph in recipe.graphs:
        definition = parse_definition(filled(graph, values), f"Recipe '{recipe.slug}'")
        steps += [
            OutlineStep(
                key, step.id, type(step).model_fields["kind"].default, step.label, tuple(definition.successors(step))
            )
            for step in definition.steps
        ]
    return steps
