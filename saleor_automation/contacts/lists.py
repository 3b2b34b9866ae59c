"""Broad states a person chose; each list has its own subscription state."""

from collections.abc import Sequence
from datetime import datetime

from ..core import sql
from ..core.exceptions import NotFound
from .models import ConsentState, ContactList


def join_lists(contact_id: int, slugs: Sequence[str], source: str, now: datetime) -> None:
    """Subscribe a contact to lists. Raises NotFound naming the first list there is none of."""
    if not slugs:
        return
    lists = dict(ContactList.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    for slug in slugs:
        if slug not in lists:
            raise NotFound(f"There is no list {slug!r}; create it or leave it out.")
    sql.insert_rows(
        "automation_listsubscription AS t",
        {
            "contact_id": "bigint",
            "list_id": "bigint",
            "state": "text",
            "source": "text",
            "changed_at": "timestamptz",
        },
        [(contact_id, lists[slug], str(ConsentState.SUBSCRIBED), source, now) for slug in sorted(set(slugs))],
        on_conflict="""(list_id, contact_id) DO UPDATE
            SET state = EXCLUDED.state, source = EXCLUDED.source, changed_at = EXCLUDED.changed_at
            WHERE t.state <> EXCLUDED.state""",
    )
