"""What a customer can do in the shop, each a call of the API the storefront page makes, too."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from typing import Any

from world.demo.cast import PASSWORD, Person
from world.demo.front_door import FrontDoor

CONSENT_TEXT = {
    "en": "Send me news and offers by e-mail. I can stop this at any time.",
    "it": "Inviatemi novità e offerte via e-mail. Posso revocare in qualsiasi momento.",
}

GOODS = """query ($channel: String!, $after: String) {
  products(first: 100, after: $after, channel: $channel) {
    pageInfo { hasNextPage endCursor } edges { node { id slug variants { id } } } } }"""
REGISTER = """mutation ($input: AccountRegisterInput!) {
  accountRegister(input: $input) { errors { code message } } }"""
SIGN_IN = """mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { code message } } }"""
TRACK = "mutation ($input: AutomationTrackInput!) { automationTrack(input: $input) { errors { code message } } }"
SUBSCRIBE = """mutation ($email: String!, $source: String!, $text: String!, $language: String, $visitor: UUID,
                          $lists: [String!]) {
  automationSubscribe(email: $email, source: $source, consentText: $text, language: $language, visitorId: $visitor,
                      lists: $lists) { errors { code message } } }"""
CREATE = """mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id lines { id } } errors { code message } } }"""
ADD = """mutation ($id: ID!, $lines: [CheckoutLineInput!]!) {
  checkoutLinesAdd(id: $id, lines: $lines) { errors { code message } } }"""
EMAIL = """mutation ($id: ID!, $email: String!) {
  checkoutEmailUpdate(id: $id, email: $email) { errors { code message } } }"""
LINES = "query ($id: ID!) { checkout(id: $id) { lines { id } } }"
TAKE_OUT = """mutation ($id: ID!, $line: ID!) {
  checkoutLineDelete(id: $id, lineId: $line) { errors { code message } } }"""
PROMO = """mutation ($id: ID!, $code: String!) {
  checkoutAddPromoCode(id: $id, promoCode: $code) { errors { code message } } }"""
ORDER = """mutation ($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(id: $id, billingAddress: $address) { errors { code message } }
  checkoutComplete(id: $id) { order { id lines { id quantity } } errors { code message } } }"""

PLACES = {
    "us": {"streetAddress1": "18 Elm Street", "city": "Burlington", "postalCode": "05401", "country": "US"},
    "it": {"streetAddress1": "Via Mazzini 12", "city": "Parma", "postalCode": "43121", "country": "IT"},
    "eu": {"streetAddress1": "Lindenstraße 7", "city": "Freiburg", "postalCode": "79098", "country": "DE"},
}


@dataclass(frozen=True)
class PlacedOrder:
    """An order as the warehouse needs to know it; lines are (id, quantity)."""

    order_id: str
    channel: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ware:
    """A product as the storefront's list shows it; ids are the API's."""

    product_id: str
    slug: str
    variant_ids: tuple[str, ...]


class Storefront:
    def __init__(self, door: FrontDoor, public_url: str) -> None:
        self._door = door
        self._public_url = public_url
        self._wares: dict[str, list[Ware]] = {}

    def wares(self, channel: str) -> list[Ware]:
        """Return everything the channel sells."""
        if channel not in self._wares:
            self._wares[channel] = list(self._load_wares(channel))
        return self._wares[channel]

    def _load_wares(self, channel: str) -> list[Ware]:
        wares: list[Ware] = []
        after = None
        while True:
            page = self._door.ask(GOODS, {"channel": channel, "after": after})["products"]
            for node in (edge["node"] for edge in page["edges"]):
                wares.append(Ware(node["id"], node["slug"], tuple(variant["id"] for variant in node["variants"])))
            if not page["pageInfo"]["hasNextPage"]:
                return wares
            after = page["pageInfo"]["endCursor"]

    def look_at(self, person: Person, wares: list[Ware]) -> None:
        """Open the start page and the products' pages, as the storefront's script reports it."""
        home = f"{self._public_url}/{person.channel}/"
        events = [{"kind": "PAGE_VIEWED", "url": home}]
        events += [
            {"kind": "PRODUCT_VIEWED", "productId": ware.product_id, "url": f"{home}products/{ware.slug}/"}
            for ware in wares
        ]
        self._ask(person, TRACK, {"input": {"visitorId": str(person.visitor_id), "hasConsent": True, "events": events}})

    def register(self, person: Person) -> None:
        names = {"firstName": person.first_name, "lastName": person.last_name}
        account = {"email": person.email, "password": PASSWORD, "languageCode": person.language.upper()}
        place = {"channel": person.channel, "redirectUrl": f"{self._public_url}/{person.channel}/account/"}
        self._ask(person, REGISTER, {"input": names | account | place})
        person.is_registered = True

    def subscribe(self, person: Person, lists: list[str]) -> None:
        words = {"text": CONSENT_TEXT[person.language], "language": person.language, "source": "newsletter-box"}
        who = {"email": person.email, "visitor": str(person.visitor_id)}
        self._ask(person, SUBSCRIBE, {**who, **words, "lists": lists or None})
        person.is_subscribed = True

    def fill_cart(self, person: Person, wares: list[Ware], *, gives_email_later: bool) -> str:
        """Put one variant of each product into a new cart; returns its id. Raises Refused if something is sold out."""
        token = self._token(person)
        first, *more = [{"variantId": _variant(person.luck, ware), "quantity": 1} for ware in wares]
        cart: dict[str, Any] = {"channel": person.channel, "lines": [first], "languageCode": person.language.upper()}
        if not gives_email_later:
            cart["email"] = person.email
        checkout = self._ask(person, CREATE, {"input": cart}, token)["checkoutCreate"]["checkout"]
        if more:
            self._ask(person, ADD, {"id": checkout["id"], "lines": more}, token)
        if gives_email_later:
            self._ask(person, EMAIL, {"id": checkout["id"], "email": person.email}, token)
        return str(checkout["id"])

    def empty_cart(self, person: Person, cart_id: str) -> None:
        checkout = self._ask(person, LINES, {"id": cart_id})["checkout"]
        if checkout:
            for line in checkout["lines"]:
                self._ask(person, TAKE_OUT, {"id": cart_id, "line": line["id"]})

    def is_there(self, person: Person, cart_id: str) -> bool:
        checkout = self._ask(person, LINES, {"id": cart_id})["checkout"]
        return bool(checkout and checkout["lines"])

    def type_code(self, person: Person, cart_id: str, code: str) -> None:
        """Raises Refused for a code the shop does not take."""
        self._ask(person, PROMO, {"id": cart_id, "code": code})

    def order(self, person: Person, cart_id: str) -> PlacedOrder:
        """Raises Refused if something is sold out in the meantime."""
        place = PLACES["it" if person.language == "it" else person.channel]
        address = {"firstName": person.first_name, "lastName": person.last_name, **place}
        answer = self._ask(person, ORDER, {"id": cart_id, "address": address}, self._token(person))
        order = answer["checkoutComplete"]["order"]
        lines = tuple((line["id"], line["quantity"]) for line in order["lines"])
        return PlacedOrder(order["id"], person.channel, lines)

    def _token(self, person: Person) -> str:
        """Sign in anew each time: days lie between two visits, and a token lives for minutes."""
        if not person.is_registered:
            return ""
        credentials = {"email": person.email, "password": PASSWORD}
        return str(self._ask(person, SIGN_IN, credentials)["tokenCreate"]["token"])

    def _ask(self, person: Person, document: str, variables: dict[str, Any], token: str = "") -> dict[str, Any]:
        return self._door.ask(document, variables, token=token, address=person.address)


def cart_id_of(token: str) -> str:
    """Return the API's id of the cart a link in a mail names by its plain UUID."""
    return base64.b64encode(f"Checkout:{token}".encode()).decode()


def _variant(luck: random.Random, ware: Ware) -> str:
    return luck.choice(ware.variant_ids)
