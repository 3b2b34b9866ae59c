"""What staff look up: every list, asked for in the ways a dashboard does."""

import pytest

from tests.shop import api, factories, sales


@pytest.fixture
def anna(db):
    address = factories.make_address(city="Torino", country="IT")
    user = factories.make_customer("anna@example.com", default_billing_address=address, note="Likes mugs")
    user.addresses.add(address)
    return user


@pytest.fixture
def orders(channel, variant, anna):
    return [
        sales.make_order(channel, [(variant, 1)], user=anna),
        sales.make_order(channel, [(variant, 2)], email="bruno@example.com", is_paid=False),
    ]


def _nodes(payload):
    return [edge["node"] for edge in payload["edges"]]


def test_channels(channel):
    # given
    query = "{ channels { slug currencyCode isActive hasOrders defaultCountry { code country } } }"

    # when
    seen = api.staff("channel.manage_channels").ask(query).payload

    # then
    usa = {"code": "US", "country": "United States of America"}
    assert seen == [
        {"slug": "main", "currencyCode": "USD", "isActive": True, "hasOrders": False, "defaultCountry": usa}
    ]
    assert api.anonymous().ask(query).error_codes == ["PermissionDenied"]


def test_customers(orders):
    # given
    query = """{ customers(first: 9) {
        edges { node { email note addresses { city country { code } } orders(first: 9) { totalCount } } }
    } }"""

    # when
    customers = api.staff("account.manage_users", "order.manage_orders").ask(query).payload

    # then
    assert _nodes(customers) == [
        {
            "email": "anna@example.com",
            "note": "Likes mugs",
            "addresses": [{"city": "Torino", "country": {"code": "IT"}}],
            "orders": {"totalCount": 1},
        }
    ]


@pytest.mark.parametrize(
    ("condition", "emails"),
    [
        ('customer: "bruno"', ["bruno@example.com"]),
        ("chargeStatus: [FULL]", ["anna@example.com"]),
        ('created: {lte: "2001-01-01"}', []),
        ('updatedAt: {gte: "2001-01-01T00:00:00Z"}', ["bruno@example.com", "anna@example.com"]),
    ],
)
def test_orders(orders, condition, emails):
    # given
    query = f"{{ orders(first: 9, filter: {{{condition}}}) {{ edges {{ node {{ userEmail }} }} }} }}"

    # when
    found = api.staff("order.manage_orders").ask(query).payload

    # then
    assert [order["userEmail"] for order in _nodes(found)] == emails


def test_lines_of_an_order(orders, variant):
    # given
    query = """query ($id: ID!) { order(id: $id) {
        status chargeStatus isPaid total { gross { amount currency } }
        lines { quantity productName unitPrice { gross { amount } } variant { sku product { name } } }
    } }"""

    # when
    order = api.staff("order.manage_orders").ask(query, {"id": factories.global_id(orders[1])}).payload

    # then
    assert order == {
        "status": "UNFULFILLED",
        "chargeStatus": "NONE",
        "isPaid": False,
        "total": {"gross": {"amount": 40, "currency": "USD"}},
        "lines": [
            {
                "quantity": 2,
                "productName": "Blue mug",
                "unitPrice": {"gross": {"amount": 20}},
                "variant": {"sku": variant.sku, "product": {"name": "Blue mug"}},
            }
        ],
    }


def test_checkouts(channel, variant, anna):
    # given
    sales.make_checkout(channel, [(variant, 3)], user=anna)
    query = """{ checkouts(first: 9) { edges { node {
        quantity email user { email } lines { totalPrice { gross { amount } } variant { name sku } }
    } } } }"""

    # when
    checkouts = api.staff("checkout.manage_checkouts", "account.manage_users").ask(query).payload

    # then
    line = {"totalPrice": {"gross": {"amount": 60}}, "variant": {"name": "", "sku": variant.sku}}
    person = {"email": "anna@example.com"}
    assert _nodes(checkouts) == [{"quantity": 3, **person, "user": person, "lines": [line]}]


def test_vouchers(channel):
    # given
    factories.make_voucher(["TEN"], {channel: "10"}, min_spent="50")
    query = """{ vouchers(first: 9) { edges { node {
        name type discountValueType channelListings { discountValue minSpent { amount } }
        codes(first: 9) { edges { node { code used isActive } } }
    } } } }"""

    # when
    vouchers = api.staff("discount.manage_discounts").ask(query).payload

    # then
    assert _nodes(vouchers) == [
        {
            "name": "Ten off",
            "type": "ENTIRE_ORDER",
            "discountValueType": "PERCENTAGE",
            "channelListings": [{"discountValue": 10, "minSpent": {"amount": 50}}],
            "codes": {"edges": [{"node": {"code": "TEN", "used": 0, "isActive": True}}]},
        }
    ]


def test_collections_and_their_products(channel, product):
    # given
    factories.make_collection("Autumn", [channel], [product])
    factories.make_collection("Hidden", [], [product])
    query = """{ collections(first: 9, channel: "main") { edges { node {
        name products(first: 9) { edges { node { name } } }
    } } } }"""

    # when
    collections = api.anonymous().ask(query).payload

    # then
    assert _nodes(collections) == [{"name": "Autumn", "products": {"edges": [{"node": {"name": "Blue mug"}}]}}]


def test_variant_by_its_sku(channel, variant):
    # given
    query = """query ($sku: String!) { productVariant(sku: $sku, channel: "main") {
        product { name slug } pricing { price { gross { amount } } } quantityAvailable
    } }"""

    # when
    seen = api.anonymous().ask(query, {"sku": variant.sku}).payload

    # then
    assert seen == {
        "product": {"name": "Blue mug", "slug": variant.product.slug},
        "pricing": {"price": {"gross": {"amount": 20}}},
        "quantityAvailable": 5,
    }


def test_cart_finds_its_owner(channel, variant, anna):
    # given
    checkout = sales.make_checkout(channel, [(variant, 1)], email="other@example.com")
    query = """mutation ($id: ID!) { checkoutCustomerAttach(id: $id) {
        checkout { email user { email } } errors { code }
    } }"""

    # when
    stranger = api.anonymous().ask(query, {"id": factories.global_id(checkout)})
    answer = api.customer(anna).ask(query, {"id": factories.global_id(checkout)})

    # then
    person = {"email": "anna@example.com"}
    assert stranger.error_codes == ["PermissionDenied"]
    assert answer.done()["checkout"] == {**person, "user": person}
