"""Chance that can be repeated: a draw is made from the name of what is drawn for, never from a generator's state."""

import hashlib
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

Share = Annotated[int, Field(ge=1, le=10_000)]
"""How much one way weighs beside the others; they need not add up to 100."""


def draw(name: str) -> float:
    """Return a number from 0 up to 1 that depends on nothing but the name, evenly spread over names."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big") / 2**56


def choose(number: float, weights: Sequence[int]) -> int:
    """Return the index a number from 0 up to 1 falls on, when each index is as wide as its weight."""
    rest = number * sum(weights)
    for index, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return index
    return len(weights) - 1
