"""Turn the shop's customer accounts into events."""

from collections.abc import Collection, Sequence
from datetime import datetime

from ..shop.customers import load_customers
from ..shop.facts import Customer
from .kinds import EventKind
from .log import NewEvent, record


def absorb_customers(user_ids: Collection[int], now: datetime) -> int:
    """Read these accounts and record their creation and their newest change; returns the number of new events.

    An account without an e-mail address cannot become a contact and is left out.
    """
    if not user_ids:
        return 0
    events: list[NewEvent] = []
    for customer in load_customers(sorted(set(user_ids))).values():
        if not customer.email:
            continue
        events.append(_event(EventKind.CUSTOMER_CREATED, customer, customer.joined_at))
        if customer.updated_at > customer.joined_at:
            events.append(_event(EventKind.CUSTOMER_UPDATED, customer, customer.updated_at))
    return record(events, now)


def record_deleted_customers(deleted: Sequence[tuple[int, str, datetime]], now: datetime) -> None:
    """Record accounts that were deleted; each is (user id, e-mail, when)."""
    record(
        [
            NewEvent(
                kind=EventKind.CUSTOMER_DELETED,
                key=f"customer:{user_id}:deleted",
                occurred_at=at,
                email=email,
                user_id=user_id,
            )
            for user_id, email, at in deleted
        ],
        now,
    )


def _event(kind: EventKind, customer: Customer, occurred_at: datetime) -> NewEvent:
    return NewEvent(
        kind=kind,
        key=f"customer:{customer.user_id}:{kind}",
        occurred_at=occurred_at,
        email=customer.email,
        user_id=customer.user_id,
        data={
            "first_name": customer.first_name,
            "last_name": customer.last_name,
            "language": customer.language_code,
            "country": customer.country_code,
            "country_area": customer.country_area,
            "city": customer.city,
            "postal_code": customer.postal_code,
        },
    )
