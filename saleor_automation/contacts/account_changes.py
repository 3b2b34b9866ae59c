"""Follow what happens to customer accounts: a new address, or the end of the account."""

from collections.abc import Collection, Sequence
from datetime import datetime

from ..core import sql
from ..events.kinds import EventKind
from ..shop.customers import load_customers
from .known_again import add_aliases
from .lock_objects import lock_contacts
from .merging import merge_contacts

ACCOUNT_KINDS = frozenset({EventKind.CUSTOMER_CREATED, EventKind.CUSTOMER_UPDATED})
"""Events in which the shop says which address an account has; an order may carry any other."""

ACCOUNT_GONE = EventKind.CUSTOMER_DELETED

Change = tuple[int, int, str]
"""An account, its contact, and the address the shop has for it now."""


def follow_accounts(changes: Sequence[Change], deleted_user_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Give contacts the address their account has now, and let deleted accounts go.

    Where the new address was a contact of its own, such as a guest's, both become one. Returns the contacts that are
    gone, each with the one it became a part of. A person whose account is deleted stays a contact with their own word
    on consent: they left the shop's accounts, not its lists. The contacts must be locked; must run in a transaction.
    """
    gone: dict[int, int] = {}
    for user_id, contact_id, email in changes:
        _move(user_id, contact_id, email, gone, now)
    if deleted_user_ids:
        sql.execute(
            "UPDATE automation_contact SET user_id = NULL, updated_at = %s WHERE user_id = ANY(%s)",
            [now, sorted(deleted_user_ids)],
        )
    return gone


def _move(user_id: int, contact_id: int, email: str, gone: dict[int, int], now: datetime) -> None:
    current = sql.fetch_all(
        "SELECT email FROM automation_contact WHERE id = %s AND user_id = %s", [contact_id, user_id]
    )
    if not current or current[0][0] == email:
        return
    old_email = current[0][0]
    owner = _owner(email)
    if owner is not None and owner[1] is not None:
        _release(*owner, now)
        owner = _owner(email)
    if owner is not None:
        lock_contacts([owner[0]])
        merge_contacts(contact_id, owner[0], now)
        gone[owner[0]] = contact_id
    sql.execute("UPDATE automation_contact SET email = %s, updated_at = %s WHERE id = %s", [email, now, contact_id])
    # The address is somebody's own again: it leads to nobody else.
    sql.execute("UPDATE automation_contactalias SET email = '' WHERE email = %s", [email])
    if not _is_placeholder(old_email):
        add_aliases([(None, old_email, contact_id)], now)


def _owner(email: str) -> tuple[int, int | None] | None:
    rows = sql.fetch_all("SELECT id, user_id FROM automation_contact WHERE email = %s", [email])
    return (rows[0][0], rows[0][1]) if rows else None


def _release(contact_id: int, user_id: int | None, now: datetime) -> None:
    """Take an address from the contact of another account, which the shop says has it no more.

    Addresses of accounts are unique in the shop, so that account has another one by now, or is gone. Its own event will
    bring the new one; until then the contact has a placeholder; the
    domain of it never exists (RFC 2606).
    """
    if user_id is not None and user_id not in load_customers([user_id]):
        sql.execute("UPDATE automation_contact SET user_id = NULL, updated_at = %s WHERE id = %s", [now, contact_id])
        return
    sql.execute(
        "UPDATE automation_contact SET email = %s, updated_at = %s WHERE id = %s",
        [f"{contact_id}{_PLACEHOLDER}", now, contact_id],
    )


_PLACEHOLDER = "@moving.invalid"


def _is_placeholder(email: str) -> bool:
    return email.endswith(_PLACEHOLDER)
