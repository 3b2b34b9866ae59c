"""Of two people who edit one thing at once, the second is told instead of overwriting the first.

A revision is a mark of what a form shows, and nothing else: it stays while the engine rebuilds a segment or counts a
coupon, and there is no moment in which two changes look like one.
"""

import hashlib
import json
from typing import Any

from .exceptions import Stale


def revision_of(*shown: Any) -> str:
    """Return the mark of what a form shows: equal for equal JSON values, in whatever order their keys come."""
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_stale(subject: str, seen: str | None, present: str) -> None:
    """Raise Stale unless a change was made from what is there; None changes whatever is there.

    subject begins a sentence: "Segment 'vip'". The row has to be locked since before it was read.
    """
    if seen is not None and seen != present:
        raise Stale(
            f"{subject} was changed by somebody else after you loaded it. Nothing was overwritten; load it again and "
            "repeat your change, or save it over theirs."
        )
