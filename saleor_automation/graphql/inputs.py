"""What an input object asks to change."""

from collections.abc import Collection, Mapping
from typing import Any


def filled(values: Mapping[str, Any], keep: Collection[str] = ()) -> dict[str, Any]:
    """Return what was given; null counts as not given, but for the names to keep, where it empties the column."""
    return {name: value for name, value in values.items() if value is not None or name in keep}
