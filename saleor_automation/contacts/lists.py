"""Broad states a person chose; each list has its own subscription state. Joining and leaving are events."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..core import sql
from ..core.exceptions import NotFound
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .consent import EMAIL, allowed_changes, keep_words
from .models import ConsentState, ContactList
from .touched import touch

_OUT = (ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED)


@dataclass(frozen=True, slots=True)
class ListWord:
    """What is said of places on lists, for everybody it is said of: state, where, when, and the proof.

    is_explicit says that it was the person's own act; see consent.may_change.
    """

    state: ConsentState
    source: str
    changed_at: datetime
    proof: Mapping[str, Any] = field(default_factory=dict)
    is_explicit: bool = False


def change_subscriptions(
    lists: Sequence[ContactList], contact_ids: Collection[int], word: ListWord, now: datetime
) -> list[tuple[int, int]]:
    """Say something of contacts on lists; returns the (list id, contact id) of the places that changed.

    As with consent an older word never overwrites a newer one, and saying the same again changes nothing. Somebody who
    was never on a list is not written down as having left it, unless it was their own word. Four statements.
    """
    by_id = {each.pk: each for each in lists}
    pairs = [(list_id, contact_id) for list_id in sorted(by_id) for contact_id in sorted(set(contact_ids))]
    if word.state in _OUT and not word.is_explicit:
        known = _places(by_id, contact_ids)
        pairs = [pair for pair in pairs if pair in known]
    rows = sql.insert_returning(
        "automation_listsubscription AS t",
        {
            "list_id": "bigint",
            "contact_id": "bigint",
            "state": "text",
            "source": "text",
            "changed_at": "timestamptz",
            "proof": "jsonb",
        },
        [(*pair, str(word.state), word.source, word.changed_at, dict(word.proof)) for pair in pairs],
        on_conflict=f"""(list_id, contact_id) DO UPDATE
            SET state = EXCLUDED.state, source = EXCLUDED.source,
                changed_at = EXCLUDED.changed_at, proof = EXCLUDED.proof
            WHERE (t.state, EXCLUDED.state) IN {allowed_changes(is_explicit=word.is_explicit)}
              AND t.changed_at <= EXCLUDED.changed_at""",  # noqa: S608
        returning="list_id, contact_id",
    )
    changed = [(row[0], row[1]) for row in rows]
    keep_words(
        (contact_id, EMAIL, list_id, str(word.state), word.source, word.changed_at, dict(word.proof))
        for list_id, contact_id in changed
    )
    record([_event(by_id[list_id], contact_id, word) for list_id, contact_id in changed], now)
    touch([contact_id for _, contact_id in changed], now)
    return changed


def _places(list_ids: Collection[int], contact_ids: Collection[int]) -> set[tuple[int, int]]:
    rows = sql.fetch_all(
        "SELECT list_id, contact_id FROM automation_listsubscription WHERE list_id = ANY(%s) AND contact_id = ANY(%s)",
        [list(list_ids), list(contact_ids)],
    )
    return {(row[0], row[1]) for row in rows}


def _event(in_list: ContactList, contact_id: int, word: ListWord) -> NewEvent:
    kind = EventKind.LIST_LEFT if word.state in _OUT else EventKind.LIST_JOINED
    if word.state == ConsentState.PENDING:
        kind = EventKind.CONFIRMATION_REQUESTED
    return NewEvent(
        kind=kind,
        key=f"list:{in_list.pk}:{contact_id}:{word.state}",
        occurred_at=word.changed_at,
        contact_id=contact_id,
        data={"list": in_list.slug, "state": str(word.state), "source": word.source},
    )


def lists_by_slug(slugs: Sequence[str], *, only_public: bool = False) -> list[ContactList]:
    """Return lists in the order of their ids. Raises NotFound naming the first slug there is no (public) list of."""
    if not slugs:
        return []
    query = ContactList.objects.filter(slug__in=slugs, **({"is_public": True} if only_public else {}))
    found = {each.slug: each for each in query}
    for slug in slugs:
        if slug not in found:
            raise NotFound(f"There is no list {slug!r}; create it or leave it out.")
    return sorted(found.values(), key=lambda each: each.pk)


def leave_all_lists(contact_id: int, word: ListWord, now: datetime) -> int:
    """Say a person's no on every list they are on; returns how many they were."""
    lists = ContactList.objects.filter(subscriptions__contact_id=contact_id).exclude(subscriptions__state__in=_OUT)
    return len(change_subscriptions(list(lists.distinct()), [contact_id], word, now))
