"""What people look at beside products, and what they ask to hear about: kept by the pass from tracked events.

A page view may name its category or brand in its data. The custom events "follow" and "unfollow" name a product (as
the event's product), a category or a brand: "tell me when it is back", "tell me what is new here".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..core import sql
from ..events.kinds import CUSTOM_PREFIX, EventKind
from ..events.log import StoredEvent
from .models import InterestKind

FOLLOW, UNFOLLOW = f"{CUSTOM_PREFIX}follow", f"{CUSTOM_PREFIX}unfollow"
_KINDS = (EventKind.PAGE_VIEWED, FOLLOW, UNFOLLOW)


@dataclass(slots=True)
class _Change:
    views: int = 0
    viewed_at: datetime | None = None
    followed_at: datetime | None = None
    is_unfollowed: bool = False


def count(events: Sequence[StoredEvent]) -> None:
    """Add a batch of events to what their contacts are interested in. One statement.

    The contacts must be locked (lock_contacts).
    """
    changes: dict[tuple[int, str, str], _Change] = {}
    for event in events:
        if event.contact_id is None or event.kind not in _KINDS:
            continue
        for kind, value in _named(event):
            _add(changes.setdefault((event.contact_id, kind, value), _Change()), event)
    sql.insert_rows(
        "automation_contactinterest AS t",
        {
            "contact_id": "bigint",
            "kind": "text",
            "value": "text",
            "views_count": "int",
            "last_viewed_at": "timestamptz",
            "followed_at": "timestamptz",
        },
        [
            (*key, change.views, change.viewed_at, change.followed_at)
            for key, change in sorted(changes.items())
            if change.views or change.followed_at
        ],
        on_conflict="""(contact_id, kind, value) DO UPDATE
            SET views_count = t.views_count + EXCLUDED.views_count,
                last_viewed_at = GREATEST(t.last_viewed_at, EXCLUDED.last_viewed_at),
                followed_at = COALESCE(EXCLUDED.followed_at, t.followed_at)""",
    )
    _forget([key for key, change in sorted(changes.items()) if change.is_unfollowed])


def _named(event: StoredEvent) -> Iterator[tuple[str, str]]:
    category_id, brand = event.data.get("category_id"), event.data.get("brand")
    if category_id is not None and str(category_id).isdigit():
        yield InterestKind.CATEGORY, str(int(category_id))
    if isinstance(brand, str) and brand.strip():
        yield InterestKind.BRAND, brand.strip()[:250]
    if event.product_id is not None and event.kind in (FOLLOW, UNFOLLOW):
        yield InterestKind.PRODUCT, str(event.product_id)


def _add(change: _Change, event: StoredEvent) -> None:
    """Events come in the order they occurred: whoever unfollows and follows again follows."""
    if event.kind == FOLLOW:
        change.followed_at, change.is_unfollowed = event.occurred_at, False
    elif event.kind == UNFOLLOW:
        change.followed_at, change.is_unfollowed = None, True
    else:
        change.views += 1
        change.viewed_at = max(change.viewed_at or event.occurred_at, event.occurred_at)


def _forget(keys: Sequence[tuple[int, str, str]]) -> None:
    if keys:
        sql.execute(
            """
            UPDATE automation_contactinterest t SET followed_at = NULL
            FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v(contact_id, kind, value)
            WHERE t.contact_id = v.contact_id AND t.kind = v.kind AND t.value = v.value
            """,
            [list(column) for column in zip(*keys, strict=True)],
        )
