"""Products and carts as a mail shows them, read from the shop at this moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor.channel.models import Channel
from saleor.checkout.models import Checkout
from saleor.product.models import ProductChannelListing, ProductVariantChannelListing

from .cards import CardRequest, Offer, make_offers
from .checkouts import CheckoutItem, items_of
from .configuration import ShopConfiguration
from .database import allow_writer
from .facts import CartLine, LiveCart, ProductCard
from .prices import Price
from .urls import cart_url


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product somebody may be shown, in a channel and a language."""

    product_id: int
    channel_slug: str
    language_code: str


def product_cards(
    product_ids: Collection[int], channel_slug: str, language_code: str, configuration: ShopConfiguration
) -> dict[int, ProductCard]:
    """Return a card per product for one channel and language; see cards_of_products."""
    wanted = {Wanted(product_id, channel_slug, language_code) for product_id in product_ids}
    return {each.product_id: card for each, card in cards_of_products(wanted, configuration).items()}


@allow_writer()
def cards_of_products(wanted: Collection[Wanted], configuration: ShopConfiguration) -> dict[Wanted, ProductCard]:
    """Return a card for each product that is published and has a price in its channel; the others are left out.

    The card shows the cheapest variant that can be bought, or the cheapest if none can. units_left counts all
    priced variants together, and is None if one of them is not counted. Thirteen queries, whatever the number of
    products, channels and languages.
    """
    slugs = {each.channel_slug for each in wanted}
    channels = dict(Channel.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
    variants: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = (
        ProductVariantChannelListing.objects.filter(
            variant__product_id__in={each.product_id for each in wanted},
            channel_id__in=channels.values(),
            price_amount__isnull=False,
        )
        .order_by()
        .values_list("variant__product_id", "channel_id", "variant_id")
    )
    for product_id, channel_id, variant_id in rows:
        variants[product_id, channel_id].append(variant_id)
    requests = {
        each: [
            CardRequest(variant_id, channel_id, each.language_code)
            for variant_id in variants[each.product_id, channel_id]
        ]
        for each in wanted
        if (channel_id := channels.get(each.channel_slug)) is not None
    }
    offers = make_offers({request for those in requests.values() for request in those}, configuration)
    cards = {}
    for each, those in requests.items():
        published = [offers[request] for request in those if request in offers and offers[request].is_published]
        if published:
            cards[each] = _card_of_product(published)
    return cards


@allow_writer()
def products_on_sale(channel_slugs: Collection[str], most: int) -> list[tuple[str, int]]:
    """Return (channel slug, product id) of what is published in these channels, no more than asked for; one query."""
    listings = ProductChannelListing.objects.filter(channel__slug__in=channel_slugs, is_published=True)
    return list(listings.order_by().values_list("channel__slug", "product_id")[:most])


def _card_of_product(offers: Iterable[Offer]) -> ProductCard:
    cards = [offer.card for offer in offers]
    shown = min(cards, key=lambda card: (not card.is_available, card.price, card.variant_id))
    counted = [card.units_left for card in cards if card.units_left is not None]
    return replace(shown, units_left=sum(counted) if len(counted) == len(cards) else None)


@allow_writer()
def live_carts(requests: Mapping[UUID, str], configuration: ShopConfiguration) -> dict[UUID, LiveCart]:
    """Return the checkouts that are still there, each in the language code it is asked for.

    An empty language means the checkout's own. Lines show the exact variants; a line that can no longer be
    bought stays, with is_available False, and does not count in the total. Prices are today's, vouchers and
    shipping left out; see load_checkouts. Thirteen queries.
    """
    rows = list(
        Checkout.objects.filter(pk__in=requests)
        .order_by()
        .values(
            *("token", "email", "user__email", "channel_id", "channel__slug", "currency"),
            *("language_code", "last_change"),
        )
    )
    items = items_of([row["token"] for row in rows])
    languages = {row["token"]: requests[row["token"]] or row["language_code"] for row in rows}
    wanted = {
        CardRequest(item.variant_id, row["channel_id"], languages[row["token"]])
        for row in rows
        for item in items[row["token"]]
    }
    offers = make_offers(wanted, configuration)
    return {
        row["token"]: _cart(row, items[row["token"]], languages[row["token"]], offers, configuration) for row in rows
    }


def _cart(
    row: dict[str, Any],
    items: Iterable[CheckoutItem],
    language_code: str,
    offers: Mapping[CardRequest, Offer],
    configuration: ShopConfiguration,
) -> LiveCart:
    lines = tuple(
        _cart_line(item, offers[request])
        for item in items
        if (request := CardRequest(item.variant_id, row["channel_id"], language_code)) in offers
    )
    return LiveCart(
        checkout_id=row["token"],
        email=(row["email"] or row["user__email"] or "").lower(),
        channel_slug=row["channel__slug"],
        currency=row["currency"],
        total=sum((line.total for line in lines if line.card.is_available), Decimal(0)),
        url=cart_url(
            configuration,
            channel_slug=row["channel__slug"],
            language_code=language_code,
            checkout_id=row["token"],
        ),
        changed_at=row["last_change"],
        lines=lines,
    )


def _cart_line(item: CheckoutItem, offer: Offer) -> CartLine:
    listed = offer.card
    price = item.unit_price(Price(listed.price, listed.undiscounted_price))
    undiscounted = listed.undiscounted_price if price == listed.price else None
    card = replace(listed, price=price, undiscounted_price=undiscounted)
    return CartLine(card, item.quantity, item.quantity * price)
