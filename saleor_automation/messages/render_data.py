"""Turn facts from the shop into the plain data a template sees: words, already in the person's language.

The names given here are the ones variables.py declares; a test compares the two.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from saleor_automation.shop.facts import CartLine, LiveCart, ProductCard

from ..scores.standings import Standing
from .formatting import day, locale_of, money, rating
from .texts import texts_for

LOW_STOCK = 5


def cards_to_data(cards: Iterable[ProductCard], language: str, low_stock: int = LOW_STOCK) -> list[dict[str, Any]]:
    """Return product cards for a product grid.

    notice says "Only 3 left" when at most low_stock units are left, or that the product is sold out; amounts
    are written as the language writes them and stand once more as numbers for conditions.
    """
    return [_card(card, language, low_stock) for card in cards]


def cart_to_data(cart: LiveCart, language: str, low_stock: int = LOW_STOCK) -> dict[str, Any]:
    """Return the variable `cart`."""
    return {
        "url": cart.url,
        "total": money(cart.total, cart.currency, language),
        "total_amount": float(cart.total),
        "currency": cart.currency,
        "count": sum(line.quantity for line in cart.lines),
        "lines": lines_to_data(cart.lines, language, low_stock),
    }


def lines_to_data(lines: Iterable[CartLine], language: str, low_stock: int = LOW_STOCK) -> list[dict[str, Any]]:
    """Return lines of a cart or an order: a product card with quantity and total."""
    return [
        {
            **_card(line.card, language, low_stock),
            "quantity": line.quantity,
            "total": money(line.total, line.card.currency, language),
            "total_amount": float(line.total),
        }
        for line in lines
    ]


def order_to_data(
    number: str, placed_on: date, total: Decimal, currency: str, lines: Iterable[CartLine], language: str
) -> dict[str, Any]:
    """Return the variable `order`; nothing in it is short in stock any more."""
    return {
        "number": number,
        "placed_on": day(placed_on, language),
        "total": money(total, currency, language),
        "total_amount": float(total),
        "currency": currency,
        "lines": [{**line, "notice": ""} for line in lines_to_data(lines, language)],
    }


def coupon_to_data(code: str, value: str, expires_on: date | None, language: str) -> dict[str, Any]:
    """Return the variable `coupon`; value is its worth in words, expires_on the last day it is good for."""
    return {"code": code, "value": value, "expires_on": day(expires_on, language) if expires_on else ""}


def points_to_data(standing: Standing) -> dict[str, Any]:
    """Return the variable `points`; what is owed is shown as none."""
    return {
        "available": max(standing.available, 0),
        "pending": standing.pending,
        "tier": standing.tier,
        "next_tier": standing.next_tier,
        "to_next_tier": standing.to_next_tier,
        "next_reward": standing.next_reward,
        "to_next_reward": standing.to_next_reward,
    }


def _card(card: ProductCard, language: str, low_stock: int) -> dict[str, Any]:
    old = card.undiscounted_price
    return {
        "product_id": card.product_id,
        "variant_id": card.variant_id or 0,
        "name": card.name,
        "variant_name": card.variant_name,
        "brand": card.brand,
        "url": card.url,
        "image_url": card.image_url or "",
        "price": money(card.price, card.currency, language),
        "price_amount": float(card.price),
        "old_price": money(old, card.currency, language) if old is not None and old > card.price else "",
        "currency": card.currency,
        "rating": rating(card.rating, language) if card.rating is not None else "",
        "units_left": card.units_left if card.units_left is not None else "",
        "is_available": card.is_available,
        "notice": _notice(card, language, low_stock),
    }


def _notice(card: ProductCard, language: str, low_stock: int) -> str:
    texts = texts_for(language)
    if not card.is_available or card.units_left == 0:
        return texts.get("sold_out")
    if card.units_left is not None and card.units_left <= low_stock:
        return texts.count("units_left", card.units_left, locale_of(language))
    return ""
