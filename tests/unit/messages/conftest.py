"""What tests of mails need: a brand, cards, a cart, and a mail with every block."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from saleor_automation.messages.brand import BrandStyle
from saleor_automation.messages.links import LinkSigner
from saleor_automation.messages.render_data import (
    cards_to_data,
    cart_to_data,
    coupon_to_data,
    order_to_data,
)
from saleor_automation.shop.facts import CartLine, LiveCart, ProductCard


@pytest.fixture
def brand():
    return BrandStyle(
        "Lume & Co",
        shop_url="https://shop.example/",
        postal_address="1 Sample Street\nPorto",
        primary_color="#0f766e",
    )


@pytest.fixture
def make_card():
    def make(number=1, **changes):
        facts = {
            "product_id": number,
            "variant_id": number,
            "name": f"Lamp {number}",
            "variant_name": "White",
            "url": f"https://shop.example/products/{number}?ref=a&b=c",
            "image_url": f"https://shop.example/media/{number}.png",
            "price": Decimal("89.00"),
            "undiscounted_price": None,
            "currency": "EUR",
            "rating": None,
            "units_left": None,
            "is_available": True,
            "category_id": 1,
            "brand": "Lume",
        }
        return ProductCard(**facts | changes)

    return make


@pytest.fixture
def make_cart(make_card):
    def make(*lines):
        lines = lines or (CartLine(make_card(1), 2, Decimal("178.00")), CartLine(make_card(2), 1, Decimal("89")))
        return LiveCart(
            checkout_id=UUID(int=1),
            email="anna@shop.example",
            channel_slug="default",
            currency="EUR",
            total=sum(line.total for line in lines),
            url="https://shop.example/checkout?token=1",
            changed_at=datetime(2026, 11, 22, tzinfo=UTC),
            lines=lines,
        )

    return make


@pytest.fixture
def make_data(make_card, make_cart):
    def make(language="en", **changes):
        cart = make_cart()
        data = {
            "contact": {"first_name": "Anna", "email": "anna@shop.example", "language": language},
            "shop": {"name": "Lume & Co", "url": "https://shop.example/"},
            "cart": cart_to_data(cart, language),
            "order": order_to_data("1042", date(2026, 10, 31), Decimal("267.00"), "EUR", cart.lines, language),
            "coupon": coupon_to_data("BACK-7KQ2", "10% off", date(2026, 11, 30), language),
            "products": cards_to_data([make_card(n) for n in (3, 4, 5)], language),
        }
        return data | changes

    return make


@pytest.fixture
def every_block():
    """A mail that uses each kind of block once."""
    return {
        "subject": "{{ contact.first_name or 'Hello' }}, your cart",
        "preheader": "Still there",
        "blocks": [
            {"kind": "heading", "text": "Hello {{ contact.first_name or 'there' }} & all"},
            {"kind": "text", "html": "<p>See <a href='https://shop.example/help?a=1&amp;b=2'>help</a>.</p>"},
            {"kind": "image", "src": "https://shop.example/hero.jpg", "alt": "A lamp at night"},
            {"kind": "button", "label": "To the shop", "url": "https://shop.example/{{ contact.language }}"},
            {
                "kind": "columns",
                "columns": [
                    [{"kind": "text", "html": "<p>Left side</p>"}],
                    [{"kind": "button", "label": "Right side", "url": "https://shop.example/right"}],
                ],
            },
            {"kind": "product_grid", "source": "products", "title": "For you", "columns": 2},
            {"kind": "cart_lines"},
            {"kind": "order_lines"},
            {"kind": "coupon"},
            {"kind": "points"},
            {"kind": "review", "quote": "So bright", "author": "Marta", "stars": 4},
            {"kind": "divider"},
            {"kind": "footer"},
        ],
    }


@pytest.fixture
def signer():
    return LinkSigner("https://shop.example/plugins/saleor.automation", ["secret"])
