"""What people do with a message becomes an event again; the message remembers the last time."""

from datetime import datetime
from typing import Any

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record


def note_open(message_id: int, now: datetime, *, is_machine: bool) -> bool:
    """Record that the open pixel of a message was loaded; returns whether the message exists.

    Loads within one minute are one open, as mail clients fetch a picture several times.
    """
    return _note(message_id, EventKind.MESSAGE_OPENED, "opened_at", now, {"machine": is_machine})


def note_click(message_id: int, url: str, now: datetime, *, is_machine: bool) -> bool:
    """Record that a link of a message was followed; returns whether the message exists."""
    return _note(message_id, EventKind.MESSAGE_CLICKED, "clicked_at", now, {"url": url, "machine": is_machine})


def _note(message_id: int, kind: EventKind, column: str, now: datetime, data: dict[str, Any]) -> bool:
    rows = sql.fetch_all("SELECT contact_id FROM automation_message WHERE id = %s AND state <> 'ghost'", [message_id])
    if not rows:
        return False
    if not data["machine"]:
        sql.execute(f"UPDATE automation_message SET {column} = %s WHERE id = %s", [now, message_id])  # noqa: S608
    minute = now.replace(second=0, microsecond=0)
    record(
        [
            NewEvent(
                kind=kind,
                key=f"message:{message_id}:{kind}:{data.get('url', '')}"[:200],
                occurred_at=minute,
                contact_id=rows[0][0],
                message_id=message_id,
                data=data,
            )
        ],
        now,
    )
    return True
