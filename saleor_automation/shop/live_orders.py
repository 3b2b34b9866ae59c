"""Orders as a mail shows them: what was ordered and paid stays as it was, pictures and addresses are today's."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor.order.models import Order, OrderLine

from .cards import CardRequest, Offer, make_offers
from .configuration import ShopConfiguration
from .database import allow_writer
from .facts import CartLine, LiveOrder, ProductCard


@allow_writer()
def live_orders(requests: Mapping[UUID, str], configuration: ShopConfiguration) -> dict[UUID, LiveOrder]:
    """Return these orders, each in the language code it is asked for; drafts and orders that are gone are left out.

    An empty language means the order's own. A product that was deleted since keeps the name it was sold under, and
    leads to the shop. Thirteen queries, whatever the number of orders.
    """
    rows = list(
        Order.objects.non_draft()
        .filter(pk__in=requests)
        .order_by()
        .values(
            *("id", "number", "created_at", "currency", "total_gross_amount"),
            *("channel_id", "language_code"),
        )
    )
    languages = {row["id"]: requests[row["id"]] or row["language_code"] for row in rows}
    lines = _lines_of(list(languages))
    wanted = {
        CardRequest(line["variant_id"], row["channel_id"], languages[row["id"]])
        for row in rows
        for line in lines[row["id"]]
        if line["variant_id"] is not None
    }
    offers = make_offers(wanted, configuration) if wanted else {}
    return {
        row["id"]: LiveOrder(
            order_id=row["id"],
            number=str(row["number"]),
            currency=row["currency"],
            total=row["total_gross_amount"],
            placed_at=row["created_at"],
            lines=tuple(_line(line, row, languages[row["id"]], offers, configuration) for line in lines[row["id"]]),
        )
        for row in rows
    }


def _lines_of(order_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    lines: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = (
        OrderLine.objects.filter(order_id__in=order_ids)
        .order_by("created_at", "pk")
        .values(
            *("order_id", "variant_id", "variant__product_id", "quantity", "total_price_gross_amount"),
            *("product_name", "variant_name", "translated_product_name", "translated_variant_name"),
        )
    )
    for row in rows:
        lines[row["order_id"]].append(row)
    return lines


def _line(
    line: dict[str, Any],
    order: dict[str, Any],
    language: str,
    offers: Mapping[CardRequest, Offer],
    configuration: ShopConfiguration,
) -> CartLine:
    total, quantity = line["total_price_gross_amount"], line["quantity"]
    offer = (
        offers.get(CardRequest(line["variant_id"], order["channel_id"], language))
        if line["variant_id"] is not None
        else None
    )
    sold = offer.card if offer else None
    card = ProductCard(
        product_id=line["variant__product_id"] or 0,
        variant_id=line["variant_id"],
        name=sold.name if sold else line["translated_product_name"] or line["product_name"],
        variant_name=sold.variant_name if sold else line["translated_variant_name"] or line["variant_name"],
        url=sold.url if sold else configuration.storefront_url,
        image_url=sold.image_url if sold else None,
        price=total / quantity if quantity else Decimal(0),
        undiscounted_price=None,
        currency=order["currency"],
        rating=sold.rating if sold else None,
        units_left=sold.units_left if sold else None,
        is_available=sold.is_available if sold else False,
        category_id=sold.category_id if sold else None,
        brand=sold.brand if sold else "",
    )
    return CartLine(card, quantity, total)
