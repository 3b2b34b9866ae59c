"""A customer in the shop: every step is one request of a storefront."""

from collections.abc import Iterable, Mapping
from typing import Any

from saleor.channel.models import Channel
from saleor.product.models import ProductVariant

from .api import Answer, Api, anonymous
from .factories import PASSWORD, global_id

# Addresses that Saleor's rules for the country accept.
ADDRESSES: Mapping[str, dict[str, str]] = {
    "US": {
        "streetAddress1": "Wall Street 1",
        "city": "New York",
        "postalCode": "10118",
        "countryArea": "NY",
        "country": "US",
    },
    "IT": {
        "streetAddress1": "Via Roma 1",
        "city": "Torino",
        "postalCode": "10121",
        "countryArea": "TO",
        "country": "IT",
    },
    "DE": {
        "streetAddress1": "Unter den Linden 1",
        "city": "Berlin",
        "postalCode": "10117",
        "country": "DE",
    },
}

Items = Iterable[tuple[ProductVariant, int]]


def _lines(items: Items) -> list[dict[str, Any]]:
    return [{"variantId": global_id(variant), "quantity": quantity} for variant, quantity in items]


class Cart:
    """A checkout of the shop, known by its id."""

    def __init__(self, api: Api, checkout_id: str) -> None:
        self.api = api
        self.id = checkout_id

    def _change(self, name: str, arguments: str, argument: str, value: Any) -> Answer:
        query = f"""mutation ($id: ID!, {arguments}) {{
            {name}(id: $id, {argument}: ${argument}) {{
                checkout {{ id voucherCode totalPrice {{ gross {{ amount }} }} }}
                errors {{ field message code }}
            }}
        }}"""
        return self.api.ask(query, {"id": self.id, argument: value})

    def add(self, items: Items) -> Answer:
        return self._change("checkoutLinesAdd", "$lines: [CheckoutLineInput!]!", "lines", _lines(items))

    def set_quantities(self, items: Items) -> Answer:
        """Say how many of each there shall be; none removes it."""
        return self._change("checkoutLinesUpdate", "$lines: [CheckoutLineUpdateInput!]!", "lines", _lines(items))

    def give_email(self, email: str) -> Answer:
        return self._change("checkoutEmailUpdate", "$email: String!", "email", email)

    def give_address(self, country: str = "US", first_name: str = "Anna", last_name: str = "Rossi") -> Answer:
        address = ADDRESSES[country] | {"firstName": first_name, "lastName": last_name}
        return self._change("checkoutBillingAddressUpdate", "$billingAddress: AddressInput!", "billingAddress", address)

    def add_code(self, code: str) -> Answer:
        return self._change("checkoutAddPromoCode", "$promoCode: String!", "promoCode", code)

    def total(self) -> float:
        """Return what would have to be paid now."""
        query = "query ($id: ID!) { checkout(id: $id) { totalPrice { gross { amount } } } }"
        return self.api.ask(query, {"id": self.id}).payload["totalPrice"]["gross"]["amount"]

    def complete(self) -> Answer:
        query = """mutation ($id: ID!) {
            checkoutComplete(id: $id) {
                order { id number total { gross { amount } } userEmail voucherCode }
                errors { field message code variants }
            }
        }"""
        return self.api.ask(query, {"id": self.id})


def start_checkout(
    channel: Channel,
    items: Items,
    email: str | None = None,
    api: Api | None = None,
    language: str | None = None,
) -> Cart:
    """Put items into a new cart."""
    api = api or anonymous()
    query = """mutation ($input: CheckoutCreateInput!) {
        checkoutCreate(input: $input) { checkout { id } errors { field message code } }
    }"""
    values: dict[str, Any] = {"channel": channel.slug, "lines": _lines(items)}
    if email:
        values["email"] = email
    if language:
        values["languageCode"] = language.upper().replace("-", "_")
    return Cart(api, api.ask(query, {"input": values}).done()["checkout"]["id"])


def buy(channel: Channel, items: Items, email: str, code: str | None = None) -> dict[str, Any]:
    """Fill a cart, use a voucher code if there is one, and order. Returns the order."""
    cart = start_checkout(channel, items, email)
    cart.give_address(channel.default_country.code).done()
    if code:
        cart.add_code(code).done()
    order: dict[str, Any] = cart.complete().done()["order"]
    return order


def log_in(email: str, password: str = PASSWORD) -> Api:
    """Get a token as a storefront does."""
    query = """mutation ($email: String!, $password: String!) {
        tokenCreate(email: $email, password: $password) { token errors { field message code } }
    }"""
    answer = anonymous().ask(query, {"email": email, "password": password})
    return Api(answer.done()["token"])
