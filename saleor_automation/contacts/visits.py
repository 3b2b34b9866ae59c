"""What one visit is."""

from datetime import datetime, timedelta

VISIT_PAUSE = timedelta(minutes=30)
"""A page opened after a pause this long is a new visit; the length every web analytics tool uses."""


def is_new_visit(last_visit_at: datetime | None, moment: datetime) -> bool:
    """Tell whether a page opened at this moment begins a visit; last_visit_at is the last page before it.

    A page reported late, older than the last one known, belongs to a visit that is over and begins none.
    """
    return last_visit_at is None or moment - last_visit_at > VISIT_PAUSE
