"""The customers and orders of a purchase history as the shop's own rows, with their true dates."""

from __future__ import annotations

from django.db import connection
from django_countries import countries
from saleor.account.models import Address, User
from saleor.channel.models import Channel
from saleor.order import OrderChargeStatus, OrderOrigin, OrderStatus
from saleor.order.models import Order, OrderLine

from world.demo.history.goods import CURRENCY
from world.demo.history.insert import insert_from

# How the data set spells countries that ISO 3166 knows under another name; the rest is looked up.
COUNTRIES = {
    "EIRE": "IE",
    "USA": "US",
    "RSA": "ZA",
    "Channel Islands": "JE",
    "Czech Republic": "CZ",
    "United Kingdom": "GB",
    "European Community": "BE",
    "Unspecified": "GB",
}
EMAIL = "'customer-' || customer || '@history.example'"


def create_customers() -> int:
    """Create an account with an address for each customer, joined at the first order; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT country FROM history_order")
        codes = {name: _country_code(name) for (name,) in cursor.fetchall()}
        cursor.execute(
            """
            CREATE TEMPORARY TABLE history_customer AS
            SELECT c.*, nextval(pg_get_serial_sequence('account_address', 'id')) AS address_id, v.code AS country_code
            FROM (
                SELECT customer, min(placed_at) AS joined_at, count(*) AS orders_count,
                       (array_agg(country ORDER BY placed_at DESC))[1] AS country
                FROM history_order GROUP BY customer
            ) c JOIN unnest(%s::text[], %s::text[]) AS v(name, code) ON v.name = c.country
            """,
            [list(codes), list(codes.values())],
        )
    insert_from(Address, {"id": "address_id", "country": "country_code"}, "history_customer", [])
    return insert_from(
        User,
        {
            "email": EMAIL,
            "password": "'!' || md5(random()::text)",  # Django's sign for a password nobody can type
            "date_joined": "joined_at",
            "updated_at": "joined_at",
            "default_shipping_address_id": "address_id",
            "default_billing_address_id": "address_id",
            "jwt_token_key": "substr(md5(random()::text), 1, 12)",
            "uuid": "gen_random_uuid()",
            "number_of_orders": "orders_count",
        },
        "history_customer",
        [],
    )


def _country_code(name: str) -> str:
    return COUNTRIES.get(name) or countries.by_name(name, language="en") or "GB"


def create_orders(channel: Channel) -> int:
    """Create the orders, paid and fulfilled when they were placed, and their lines; returns the number of orders."""
    amounts = ("total_net_amount", "total_gross_amount", "undiscounted_total_net_amount")
    amounts += ("undiscounted_total_gross_amount", "total_charged_amount")
    amounts += ("subtotal_net_amount", "subtotal_gross_amount")
    count = insert_from(
        Order,
        {
            "id": "o.id",
            "number": "nextval('order_order_number_seq')",
            "created_at": "o.placed_at",
            "updated_at": "o.placed_at",
            "status": f"'{OrderStatus.FULFILLED}'",
            "charge_status": f"'{OrderChargeStatus.FULL}'",
            "origin": f"'{OrderOrigin.BULK_CREATE}'",
            "user_id": "u.id",
            "user_email": "u.email",
            "billing_address_id": "u.default_billing_address_id",
            "shipping_address_id": "u.default_shipping_address_id",
            "currency": f"'{CURRENCY}'",
            "channel_id": str(channel.pk),
            "lines_count": "o.lines_count",
            "external_reference": "o.invoice || '-' || o.customer",
            **dict.fromkeys(amounts, "o.total"),
        },
        # In the order of their dates, so that the shop's numbers follow the years.
        f"""(SELECT * FROM history_order ORDER BY placed_at, invoice) o
            JOIN account_user u ON u.email = {EMAIL.replace("customer ||", "o.customer ||")}""",
        [],
    )
    _create_lines()
    return count


def _create_lines() -> None:
    prices = ("unit_price_net_amount", "unit_price_gross_amount")
    prices += ("undiscounted_unit_price_gross_amount", "undiscounted_unit_price_net_amount")
    totals = ("total_price_net_amount", "total_price_gross_amount")
    totals += ("undiscounted_total_price_gross_amount", "undiscounted_total_price_net_amount")
    insert_from(
        OrderLine,
        {
            "id": "gen_random_uuid()",
            "created_at": "o.placed_at",
            "order_id": "o.id",
            "variant_id": "v.id",
            "product_name": "p.name",
            "product_sku": "l.sku",
            "product_type_id": "p.product_type_id",
            # Saleor keeps the variant's global id: base64 of "ProductVariant:<id>".
            "product_variant_id": "encode(convert_to('ProductVariant:' || v.id, 'UTF8'), 'base64')",
            "is_shipping_required": "TRUE",
            "is_gift_card": "FALSE",
            "quantity": "l.quantity",
            "quantity_fulfilled": "l.quantity",
            "currency": f"'{CURRENCY}'",
            **dict.fromkeys(prices, "l.price"),
            **dict.fromkeys(totals, "round(l.quantity * l.price, 2)"),
        },
        """history_line l
           JOIN history_order o ON o.invoice = l.invoice AND o.customer = l.customer
           JOIN product_productvariant v ON v.sku = l.sku
           JOIN product_product p ON p.id = v.product_id""",
        [],
    )
