"""Remember whose data changed outside of an event, so that the next pass looks at their segments again.

The queue only ever grows at its end: two transactions that touch the same person never wait for each other, and a
touch becomes visible together with the change it stands for. Contacts of processed events need no touch.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from ..core import sql

_nobody_asks: ContextVar[bool] = ContextVar("nobody_asks", default=False)


@contextmanager
def touches_left_out() -> Iterator[None]:
    """Note nobody inside the block: in a simulation without segments no pass would ever look at them."""
    token = _nobody_asks.set(True)
    try:
        yield
    finally:
        _nobody_asks.reset(token)


def touch(contact_ids: Iterable[int], now: datetime) -> int:
    """Have the segments of these contacts checked again from now on; returns how many were noted. One statement.

    Call it in the transaction of the change: tags, lists, fields, consent, scores, points, profile.
    """
    ids = sorted(set(contact_ids))
    if not ids or _nobody_asks.get():
        return 0
    return sql.execute(
        "INSERT INTO automation_touchedcontact (contact_id, due_at) SELECT id, %s FROM unnest(%s::bigint[]) AS v(id)",
        [now, ids],
    )


def take_touched(now: datetime, limit: int) -> list[int]:
    """Take up to limit entries off the queue and return whose they are, ascending; another worker skips them.

    Must run in the transaction that does the checking: if it fails, the entries are still there.
    """
    rows = sql.fetch_all(
        """
        DELETE FROM automation_touchedcontact WHERE id = ANY(ARRAY(
            SELECT id FROM automation_touchedcontact WHERE due_at <= %s
            ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
        ))
        RETURNING contact_id
        """,
        [now, limit],
    )
    return sorted({row[0] for row in rows})


def count_touched(now: datetime, most: int) -> int:
    """Return the number of due entries, counted no further than most."""
    due = "SELECT 1 FROM automation_touchedcontact WHERE due_at <= %s LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608
