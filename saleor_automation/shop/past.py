"""The shop in a simulation: which of its tables are shadowed, and its past as far as it can be shown.

A simulation works in a database session in which temporary tables stand before the real ones (simulation/session.py).
What is done here is therefore written to shadows; nothing of it reaches the shop.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode, VoucherCustomer
from saleor.order import OrderStatus
from saleor.order.models import Order

from ..core import sql
from .database import allow_writer


def shadowed_tables() -> list[str]:
    """Return the tables of the shop that coupons and carts are written to."""
    models = [Checkout, CheckoutLine, Voucher, VoucherChannelListing, VoucherCode, VoucherCustomer]
    through = [getattr(Voucher, name).through for name in ("products", "variants", "categories", "collections")]
    return [model._meta.db_table for model in (*models, *through)]


def order_view(source: str, purchases: str, clock: str) -> str:
    """Return the statement that shows the orders there were at the moment of a session's clock.

    An order that was cancelled later, as our own purchases know, was not cancelled then.
    """
    columns = ", ".join(
        f"""CASE WHEN o.status IN ('{OrderStatus.CANCELED}', '{OrderStatus.EXPIRED}') AND p.cancelled_at > {clock}
            THEN '{OrderStatus.UNFULFILLED}' ELSE o.status END AS status"""
        if field.column == "status"
        else f'o."{field.column}"'
        for field in Order._meta.concrete_fields
    )
    return f"""
        CREATE TEMPORARY VIEW {Order._meta.db_table} AS SELECT {columns} FROM {source} o
        LEFT JOIN {purchases} p ON p.order_id = o.id
        WHERE o.created_at <= {clock}
    """  # noqa: S608


def order_table() -> str:
    return str(Order._meta.db_table)


@dataclass(frozen=True, slots=True)
class PastCart:
    """A checkout as it was when it was left alone; lines are (variant id, quantity)."""

    checkout_id: UUID
    email: str
    user_id: int | None
    channel_slug: str
    currency: str
    language_code: str
    country_code: str
    changed_at: datetime
    lines: Sequence[tuple[int, int]]


@allow_writer()
def put_carts(carts: Collection[PastCart]) -> int:
    """Put checkouts into the shadows, in place of older ones of the same ids; returns how many.

    Those of channels the shop no longer has are left out. Five statements.
    """
    channels = dict(Channel.objects.order_by().values_list("slug", "pk"))
    known = {cart.checkout_id: cart for cart in carts if cart.channel_slug in channels}
    take_carts(known)
    Checkout.objects.bulk_create(
        Checkout(
            token=cart.checkout_id,
            email=cart.email,
            user_id=cart.user_id,
            channel_id=channels[cart.channel_slug],
            currency=cart.currency,
            language_code=cart.language_code or "en",
            country=cart.country_code,
        )
        for cart in known.values()
    )
    CheckoutLine.objects.bulk_create(
        CheckoutLine(checkout_id=cart.checkout_id, variant_id=variant_id, quantity=quantity, currency=cart.currency)
        for cart in known.values()
        for variant_id, quantity in cart.lines
    )
    # Saleor renews the time of the last change whenever a checkout is saved.
    sql.update_rows(
        Checkout._meta.db_table,
        ("token", "uuid"),
        {"created_at": "timestamptz", "last_change": "timestamptz"},
        [(cart.checkout_id, cart.changed_at, cart.changed_at) for cart in known.values()],
    )
    return len(known)


@allow_writer()
def take_carts(checkout_ids: Collection[UUID]) -> None:
    """Take checkouts out of the shadows: they became orders."""
    ids = list(checkout_ids)
    if ids:
        sql.execute(f"DELETE FROM {CheckoutLine._meta.db_table} WHERE checkout_id = ANY(%s)", [ids])  # noqa: S608
        sql.execute(f"DELETE FROM {Checkout._meta.db_table} WHERE token = ANY(%s)", [ids])  # noqa: S608
