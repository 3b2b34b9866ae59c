"""Dated marks on contacts."""

from collections.abc import Sequence
from datetime import datetime

from ..core import sql
from ..core.exceptions import PermanentError
from ..events.kinds import EventKind
from ..events.log import NewEvent, record

MAX_NAME = 100


def ensure_tag(name: str, now: datetime) -> int:
    """Return the id of the tag with this name, whatever its case; it is created when there is none.

    Raises PermanentError if the name is empty or too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise PermanentError(f"Tag name {name[:MAX_NAME]!r}: use 1 to {MAX_NAME} characters.")
    find = "SELECT id FROM automation_tag WHERE upper(name) = upper(%s)"
    rows = sql.fetch_all(find, [name])
    if not rows:
        sql.execute(
            "INSERT INTO automation_tag (name, created_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [name, now],
        )
        rows = sql.fetch_all(find, [name])
    return int(rows[0][0])


def add_tag(name: str, contact_ids: Sequence[int], source: str, now: datetime) -> int:
    """Put a tag on contacts and record it for those who did not have it; returns how many they are."""
    tag_id = ensure_tag(name, now)
    marked = sql.insert_rows(
        "automation_contacttag",
        {"tag_id": "bigint", "contact_id": "bigint", "assigned_at": "timestamptz", "source": "text"},
        [(tag_id, contact_id, now, source) for contact_id in sorted(set(contact_ids))],
        on_conflict="(tag_id, contact_id) DO NOTHING",
        returning="contact_id",
    )
    record(
        [
            NewEvent(
                kind=EventKind.TAG_ADDED,
                key=f"tag:{tag_id}:{row[0]}:{now.isoformat()}",
                occurred_at=now,
                contact_id=row[0],
                data={"tag": name, "source": source},
            )
            for row in marked
        ],
        now,
    )
    return len(marked)
