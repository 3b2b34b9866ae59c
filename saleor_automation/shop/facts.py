"""What crosses the border between Saleor and us: frozen facts, never a Saleor model.

Amounts are gross Decimals in the currency beside them; times are aware UTC; e-mail addresses are lower-case.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Hint:
    """Something may have happened to a shop object; what exactly is read from the shop later."""

    kind: str
    object_id: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Customer:
    user_id: int
    email: str
    first_name: str
    last_name: str
    language_code: str
    country_code: str
    country_area: str
    city: str
    postal_code: str
    is_active: bool
    joined_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order or a checkout; product_id is None when the shop no longer knows the product."""

    product_id: int | None
    variant_id: int | None
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderFact:
    order_id: UUID
    number: str
    email: str
    user_id: int | None
    first_name: str
    last_name: str
    channel_slug: str
    currency: str
    language_code: str
    country_code: str
    country_area: str
    city: str
    postal_code: str
    total_gross: Decimal
    total_net: Decimal
    total_charged: Decimal
    voucher_code: str
    checkout_token: str
    status: str
    refunded_amount: Decimal
    is_paid: bool
    is_fulfilled: bool
    is_cancelled: bool
    is_refunded: bool
    created_at: datetime
    updated_at: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CheckoutFact:
    checkout_id: UUID
    email: str
    user_id: int | None
    channel_slug: str
    currency: str
    language_code: str
    country_code: str
    total_gross: Decimal
    created_at: datetime
    changed_at: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as a mail shows it, in one channel and language, read from the shop at this moment.

    url and image_url are absolute; undiscounted_price is None unless it is higher than price;
    units_left is None when the shop does not track the stock of the variant.
    """

    product_id: int
    variant_id: int | None
    name: str
    variant_name: str
    url: str
    image_url: str | None
    price: Decimal
    undiscounted_price: Decimal | None
    currency: str
    rating: float | None
    units_left: int | None
    is_available: bool
    category_id: int | None
    brand: str


@dataclass(frozen=True, slots=True)
class CartLine:
    card: ProductCard
    quantity: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class LiveCart:
    """A checkout as it is now, with cards; url leads the customer back to it."""

    checkout_id: UUID
    email: str
    channel_slug: str
    currency: str
    total: Decimal
    url: str
    changed_at: datetime
    lines: tuple[CartLine, ...]


@dataclass(frozen=True, slots=True)
class LiveOrder:
    """An order as a mail shows it; the price of a card is what was paid for one piece."""

    order_id: UUID
    number: str
    currency: str
    total: Decimal
    placed_at: datetime
    lines: tuple[CartLine, ...]
