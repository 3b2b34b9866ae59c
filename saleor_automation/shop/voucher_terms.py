"""What the codes of a voucher are worth, and how Saleor says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.discount import DiscountValueType, VoucherType

from ..core.ids import stable_uuid


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What the codes of a voucher are worth; the same terms always mean the same voucher.

    kind is percentage, fixed, free_shipping, cheapest_item or gift_product. value is {"percentage": 10} or an amount
    by currency, and is not read for free_shipping and gift_product; minimum_spend is an amount by currency. The ids
    say what in the cart it is good for: everything when there are none; of a category its own products only.
    channels are slugs, all when empty. Times are aware UTC.
    """

    policy: str
    name: str
    kind: str
    value: Mapping[str, Decimal]
    minimum_spend: Mapping[str, Decimal]
    starts_at: datetime
    ends_at: datetime
    minimum_quantity: int | None = None
    once_per_customer: bool = False
    channels: Sequence[str] = ()
    countries: Sequence[str] = ()
    products: Sequence[int] = ()
    variants: Sequence[int] = ()
    categories: Sequence[int] = ()
    collections: Sequence[int] = field(default=())

    @property
    def marker(self) -> str:
        """Name the terms. The start is left out: it moves while the last day stays."""
        amounts = [
            sorted((key, f"{each.normalize():f}") for key, each in table.items())
            for table in (self.value, self.minimum_spend)
        ]
        rest = [
            *(sorted(each) for each in (self.channels, self.countries)),
            *(sorted(each) for each in (self.products, self.variants, self.categories, self.collections)),
        ]
        numbers = (self.minimum_quantity, self.once_per_customer)
        return str(stable_uuid("voucher", self.policy, self.kind, *amounts, self.ends_at.isoformat(), *rest, *numbers))

    @property
    def is_for_some_products(self) -> bool:
        return bool(self.products or self.variants or self.categories or self.collections)

    def columns(self) -> dict[str, Any]:
        """Return the columns of Saleor's Voucher.

        `apply_once_per_order` takes the value off one unit of the cheapest item that the voucher is good for, which
        is how Saleor can say "buy one, get one" and "this product is a gift".
        """
        kind = VoucherType.SPECIFIC_PRODUCT if self.is_for_some_products else VoucherType.ENTIRE_ORDER
        return {
            "name": f"{self.name[:220]}, until {self.ends_at:%Y-%m-%d %H:%M} UTC",
            "type": VoucherType.SHIPPING if self.kind == "free_shipping" else kind,
            "discount_value_type": (DiscountValueType.FIXED if self.kind == "fixed" else DiscountValueType.PERCENTAGE),
            "apply_once_per_order": self.kind in ("cheapest_item", "gift_product"),
            "apply_once_per_customer": self.once_per_customer,
            "min_checkout_items_quantity": self.minimum_quantity,
            "countries": list(self.countries),
            "single_use": True,
            "start_date": self.starts_at,
            "end_date": self.ends_at,
        }

    def value_in(self, currency: str) -> Decimal | None:
        """Return what a voucher takes off in a channel of this currency, or None if it is not good there."""
        if self.kind in ("free_shipping", "gift_product"):
            return Decimal(100)
        return self.value.get(currency if self.kind == "fixed" else "percentage")
