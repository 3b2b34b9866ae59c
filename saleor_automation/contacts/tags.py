"""Dated marks on contacts, and the history of who had which from when to when.

Whoever gives or takes a mark is named by a source: "journey:<slug>", "staff:<user id>", "app:<id>", "import:<id>".
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ..core import sql
from ..core.exceptions import Conflict, NotFound, PermanentError
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .models import Tag
from .touched import touch

MAX_NAME = 100


def clean_name(name: str) -> str:
    """Return a tag's name with single spaces. Raises PermanentError if it is empty, too long or not printable."""
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise PermanentError(f"Tag name {name[:MAX_NAME]!r}: use 1 to {MAX_NAME} printable characters.")
    return name


def ensure_tag(name: str, now: datetime) -> int:
    """Return the id of the tag with this name, whatever its case; it is created when there is none.

    Raises PermanentError if the name is empty, too long or not printable.
    """
    name = clean_name(name)
    find = "SELECT id FROM automation_tag WHERE upper(name) = upper(%s)"
    rows = sql.fetch_all(find, [name])
    if not rows:
        sql.execute(
            "INSERT INTO automation_tag (name, created_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [name, now],
        )
        rows = sql.fetch_all(find, [name])
    return int(rows[0][0])


def add_tag(name: str, contact_ids: Sequence[int], source: str, now: datetime, *, product_id: int | None = None) -> int:
    """Put a tag on contacts and record it for those who did not have it; returns how many they are.

    product_id is the product the mark is about; the event carries it, so that a journey it begins is about it too.
    Contacts that are gone are passed over. Must run in a transaction.
    """
    tag_id = ensure_tag(name, now)
    marks = sql.fetch_all(
        """
        INSERT INTO automation_contacttag (tag_id, contact_id, assigned_at, source)
        SELECT %s, c.id, %s, %s FROM automation_contact c WHERE c.id = ANY(%s) ORDER BY c.id
        ON CONFLICT (tag_id, contact_id) DO NOTHING RETURNING contact_id, id
        """,
        [tag_id, now, source, sorted(set(contact_ids))],
    )
    sql.execute(
        """
        INSERT INTO automation_tagperiod (contact_id, tag_id, tag_name, assigned_at, assigned_by, removed_by)
        SELECT v.id, g.id, g.name, %s, %s, '' FROM unnest(%s::bigint[]) AS v(id) JOIN automation_tag g ON g.id = %s
        ON CONFLICT (tag_id, contact_id) WHERE removed_at IS NULL DO NOTHING
        """,
        [now, source, [contact_id for contact_id, _ in marks], tag_id],
    )
    _tell(EventKind.TAG_ADDED, name, marks, source, now, product_id)
    return len(marks)


def remove_tag(name: str, contact_ids: Sequence[int], source: str, now: datetime) -> int:
    """Take a tag off contacts and record it for those who had it; returns how many they are.

    A name no tag has takes off nothing. Must run in a transaction.
    """
    tag = sql.fetch_all("SELECT id, name FROM automation_tag WHERE upper(name) = upper(%s)", [" ".join(name.split())])
    if not tag or not contact_ids:
        return 0
    tag_id, name = tag[0]
    # Rows are locked in the order in which add_tag writes them, so that the two never wait in a circle.
    removed = sql.fetch_all(
        """
        DELETE FROM automation_contacttag WHERE id = ANY(ARRAY(
            SELECT id FROM automation_contacttag WHERE tag_id = %s AND contact_id = ANY(%s)
            ORDER BY contact_id FOR UPDATE))
        RETURNING contact_id, id
        """,
        [tag_id, sorted(set(contact_ids))],
    )
    marks = sorted(removed)
    sql.execute(
        """
        UPDATE automation_tagperiod SET removed_at = %s, removed_by = %s
        WHERE tag_id = %s AND contact_id = ANY(%s) AND removed_at IS NULL
        """,
        [now, source, tag_id, [contact_id for contact_id, _ in marks]],
    )
    _tell(EventKind.TAG_REMOVED, name, marks, source, now)
    return len(marks)


def _tell(
    kind: EventKind,
    name: str,
    marks: Sequence[tuple[int, int]],
    source: str,
    now: datetime,
    product_id: int | None = None,
) -> None:
    """Record what happened to marks, given as (contact id, id of the mark), which is never used twice."""
    verb = "tag" if kind == EventKind.TAG_ADDED else "untag"
    record(
        [
            NewEvent(
                kind=kind,
                key=f"{verb}:{mark_id}",
                occurred_at=now,
                contact_id=contact_id,
                product_id=product_id,
                data={"tag": name, "source": source},
            )
            for contact_id, mark_id in marks
        ],
        now,
    )
    touch((contact_id for contact_id, _ in marks), now)


def create_tag(name: str, now: datetime) -> Tag:
    """Create a tag. Raises PermanentError for a bad name, Conflict if there is one of this name in any case."""
    return _saved(Tag(name=clean_name(name), created_at=now))


@transaction.atomic
def rename_tag(tag_id: int, name: str) -> Tag:
    """Give a tag another name; its history keeps the names it had. Raises as create_tag, and NotFound."""
    tag = lock_tag(tag_id)
    tag.name = clean_name(name)
    return _saved(tag)


def _saved(tag: Tag) -> Tag:
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError as error:
        raise Conflict(f"There is a tag {tag.name!r} already, maybe in another case; choose another name.") from error
    return tag


def lock_tag(tag_id: int) -> Tag:
    """Return a tag locked until the transaction ends. Raises NotFound."""
    tag = Tag.objects.select_for_update().filter(pk=tag_id).first()
    if tag is None:
        raise NotFound(f"There is no tag with the id {tag_id}.")
    return tag


@transaction.atomic
def delete_tag(tag_id: int, source: str, now: datetime) -> Tag:
    """Take a tag off everybody and delete it; its history stays. Returns it as it was. Raises NotFound.

    Whether a journey or segment uses it is for the caller to ask (uses.py). Nobody is told: a tag that is gone can
    start no journey. Set-based, but one transaction whatever the number of marks.
    """
    tag = lock_tag(tag_id)
    sql.execute(
        "UPDATE automation_tagperiod SET removed_at = %s, removed_by = %s WHERE tag_id = %s AND removed_at IS NULL",
        [now, source, tag_id],
    )
    gone = sql.fetch_all("DELETE FROM automation_contacttag WHERE tag_id = %s RETURNING contact_id", [tag_id])
    touch((row[0] for row in gone), now)
    Tag.objects.filter(pk=tag_id).delete()
    return tag
