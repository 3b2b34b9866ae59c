"""Customer accounts of the shop as facts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from saleor.account.models import User

from .database import allow_writer
from .facts import Customer
from .keyset import page_after

_ADDRESS = ("country", "country_area", "city", "postal_code")
_COLUMNS = (
    *("pk", "email", "first_name", "last_name", "language_code", "is_active", "date_joined", "updated_at"),
    *("default_shipping_address_id", "default_billing_address_id"),
    *(f"default_shipping_address__{column}" for column in _ADDRESS),
    *(f"default_billing_address__{column}" for column in _ADDRESS),
)


@allow_writer()
def load_customers(user_ids: Collection[int]) -> dict[int, Customer]:
    """Return these accounts as they are now; deleted ones and staff are left out.

    Staff who have ordered count as customers, as everywhere in Saleor. The place is that of the default
    shipping address, of the default billing address if there is no other. One query.
    """
    rows = User.objects.customers().filter(pk__in=user_ids).order_by().values(*_COLUMNS)
    return {row["pk"]: _customer(row) for row in rows}


def _customer(row: dict[str, Any]) -> Customer:
    kind = "shipping" if row["default_shipping_address_id"] else "billing"
    place = {column: str(row[f"default_{kind}_address__{column}"] or "") for column in _ADDRESS}
    return Customer(
        user_id=row["pk"],
        email=row["email"].lower(),
        first_name=row["first_name"],
        last_name=row["last_name"],
        language_code=row["language_code"],
        country_code=place["country"],
        country_area=place["country_area"],
        city=place["city"],
        postal_code=place["postal_code"],
        is_active=row["is_active"],
        joined_at=row["date_joined"],
        updated_at=row["updated_at"],
    )


@allow_writer()
def changed_customers(since: datetime, after_id: Any, until: datetime, limit: int) -> list[tuple[datetime, int]]:
    """Return the next page of (updated_at, id) behind (since, after_id), staff included; see page_after.

    Saleor indexes User.updated_at. A change of an address alone does not always renew it.
    """
    return page_after(User.objects.all(), "updated_at", since, after_id, until, limit)


@allow_writer()
def count_customers() -> int:
    """Return how many accounts the shop has, staff included; one query over the whole table."""
    return int(User.objects.count())
