"""How a record looks on disk: sorted, one fact per line, so that two versions can be compared with diff."""

import json
from typing import Any

_WIDTH = 110


def dump(value: Any, indent: str = "") -> str:
    """Return JSON in which whatever fits into a line stays on one line, and the rest is opened up."""
    flat = json.dumps(value, ensure_ascii=False, sort_keys=False)
    if len(indent) + len(flat) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = indent + " "
    if isinstance(value, list):
        items = [dump(item, inner) for item in value]
    else:
        items = [f"{json.dumps(key, ensure_ascii=False)}: {dump(item, inner)}" for key, item in value.items()]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{closing}"
