"""Which hook of Saleor hints at which object: the whole translation, in one table.

A hint carries no facts, because what a hook is handed may already be out of date; facts are read from the
shop later. The functions here read attributes of the object at hand and ask the database nothing.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from .facts import Hint


class HintKind(StrEnum):
    CHECKOUT = "checkout"
    ORDER = "order"
    CUSTOMER = "customer"
    CUSTOMER_DELETED = "customer_deleted"
    PRODUCT_CREATED = "product_created"
    PRODUCT = "product"
    PRODUCT_DELETED = "product_deleted"
    VOUCHER = "voucher"


Translate = Callable[..., list[Hint]]


def _hint(kind: HintKind, object_id: Any, **data: Any) -> Hint:
    if object_id is None:
        raise ValueError(f"A {kind} without a primary key cannot be hinted at.")
    return Hint(kind.value, str(object_id), data)


def checkout(changed: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.CHECKOUT, changed.pk)]


def order(changed: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.ORDER, changed.pk)]


def orders(imported: Iterable[Any], *_: Any) -> list[Hint]:
    return [_hint(HintKind.ORDER, each.pk) for each in imported]


def order_of_fulfillment(fulfillment: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.ORDER, fulfillment.order_id)]


def customer(user: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.CUSTOMER, user.pk)]


def customer_deleted(user: Any, *_: Any) -> list[Hint]:
    # The row is gone, so the address travels with the hint; both vanish when the pass has taken it.
    return [_hint(HintKind.CUSTOMER_DELETED, user.pk, email=(user.email or "").lower())]


def product_created(new: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.PRODUCT_CREATED, new.pk)]


def product(changed: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.PRODUCT, changed.pk)]


def product_of_variant(variant: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.PRODUCT, variant.product_id)]


def product_deleted(gone: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.PRODUCT_DELETED, gone.pk)]


def voucher(changed: Any, *_: Any) -> list[Hint]:
    return [_hint(HintKind.VOUCHER, changed.pk, voucher_id=changed.pk)]


def vouchers_of_codes(codes: Iterable[Any], *_: Any) -> list[Hint]:
    voucher_ids = sorted({code.voucher_id for code in codes})
    return [_hint(HintKind.VOUCHER, voucher_id, voucher_id=voucher_id) for voucher_id in voucher_ids]


# Left out on purpose: drafts (no order yet), *_metadata_updated (we read no metadata), address_* (a customer
# hook or the sweep follows), stock hooks (gone from Saleor 3.23 on; stock is read for each mail), notify.
HINTS_OF_HOOKS: dict[str, Translate] = {
    "checkout_created": checkout,
    "checkout_updated": checkout,
    "checkout_fully_authorized": checkout,
    "checkout_fully_paid": checkout,
    "order_created": order,
    "order_confirmed": order,
    "order_paid": order,
    "order_fully_paid": order,
    "order_updated": order,
    "order_fulfilled": order,
    "order_cancelled": order,
    "order_expired": order,
    "order_refunded": order,
    "order_fully_refunded": order,
    "order_bulk_created": orders,
    "fulfillment_created": order_of_fulfillment,
    "fulfillment_approved": order_of_fulfillment,
    "fulfillment_canceled": order_of_fulfillment,
    "tracking_number_updated": order_of_fulfillment,
    "customer_created": customer,
    "customer_updated": customer,
    "customer_deleted": customer_deleted,
    "account_confirmed": customer,
    "account_email_changed": customer,
    "account_deleted": customer_deleted,
    "product_created": product_created,
    "product_updated": product,
    "product_deleted": product_deleted,
    "product_variant_created": product_of_variant,
    "product_variant_updated": product_of_variant,
    "product_variant_deleted": product_of_variant,
    "voucher_created": voucher,
    "voucher_updated": voucher,
    "voucher_deleted": voucher,
    "voucher_codes_created": vouchers_of_codes,
    "voucher_codes_deleted": vouchers_of_codes,
}
