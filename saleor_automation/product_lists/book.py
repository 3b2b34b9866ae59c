"""What sources and exclusions ask about the readers of a batch, each question answered once for all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from ..shop.checkouts import load_checkouts
from ..shop.facts import Line
from ..shop.orders import load_orders
from . import behaviour
from .behaviour import BoughtProduct, GroupVisit, ProductGroup, View
from .readers import Reader

Reference = Literal["cart", "order", "visits"]
CARTS_LOOKED_AT = 3
"""Open carts of one person that are read, latest first: a telephone, a computer, and one more."""

_Weight = tuple[int, Decimal, float]


@dataclass(frozen=True, slots=True)
class LineFact:
    """A product in a cart or an order; value is what the line costs."""

    product_id: int
    quantity: int
    value: Decimal


class Book:
    """Facts about readers, read when first asked for; the number of statements does not depend on the readers."""

    def __init__(self, readers: Sequence[Reader], now: datetime) -> None:
        self.readers = readers
        self.now = now
        self.contact_ids = sorted({reader.contact_id for reader in readers if reader.contact_id is not None})
        self._groups: dict[int, ProductGroup | None] = {}
        self._shown: dict[int, Mapping[int, frozenset[int]]] = {}

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    # -- what they did -----------------------------------------------------------------------------------------

    @cached_property
    def _views(self) -> Mapping[int, Sequence[View]]:
        return behaviour.views(self.contact_ids, self.now)

    @cached_property
    def _bought(self) -> Mapping[int, Sequence[BoughtProduct]]:
        return behaviour.bought(self.contact_ids, self.now)

    @cached_property
    def _owned(self) -> Mapping[int, frozenset[int]]:
        return behaviour.owned(self.contact_ids, self.now)

    @cached_property
    def _interests(self) -> Mapping[int, Sequence[GroupVisit]]:
        return behaviour.interests(self.contact_ids)

    def views(self, reader: Reader) -> Sequence[View]:
        """Return what the reader looked at, last seen first; this visit comes before what we remember."""
        remembered = self._views.get(reader.contact_id or 0, ())
        if not reader.subject.viewed:
            return remembered
        fresh = list(dict.fromkeys(reversed(reader.subject.viewed)))
        return [
            *(View(product_id, 1, self.now, None) for product_id in fresh),
            *(view for view in remembered if view.product_id not in fresh),
        ]

    def bought(self, reader: Reader) -> Sequence[BoughtProduct]:
        """Return what the reader bought, latest first."""
        return self._bought.get(reader.contact_id or 0, ())

    def owned(self, reader: Reader) -> frozenset[int]:
        """Return every product the reader bought and kept."""
        return self._owned.get(reader.contact_id or 0, frozenset())

    def shown(self, reader: Reader, days: int) -> frozenset[int]:
        """Return what our mails showed the reader in the last days."""
        if days not in self._shown:
            self._shown[days] = behaviour.shown(self.contact_ids, self.days_ago(days))
        return self._shown[days].get(reader.contact_id or 0, frozenset())

    def known_products(self, reader: Reader) -> frozenset[int]:
        """Return products the reader follows, looked at, or has in the cart."""
        followed = {
            int(each.value)
            for each in self._interests.get(reader.contact_id or 0, ())
            if each.kind == "product" and each.is_followed
        }
        return frozenset({*followed, *(view.product_id for view in self.views(reader)), *self.in_carts(reader)})

    # -- carts and orders --------------------------------------------------------------------------------------

    @cached_property
    def _open_carts(self) -> Mapping[int, Sequence[Sequence[LineFact]]]:
        """The lines of the open carts of each reader, by key, the cart at hand first."""
        of_contact = behaviour.open_carts(self.contact_ids, CARTS_LOOKED_AT)
        wanted: dict[int, list[UUID]] = {}
        for reader in self.readers:
            at_hand = [reader.subject.checkout_id] if reader.subject.checkout_id else []
            wanted[reader.key] = list(dict.fromkeys([*at_hand, *of_contact.get(reader.contact_id or 0, ())]))
        ids = {each for those in wanted.values() for each in those}
        facts = load_checkouts(ids) if ids else {}
        return {key: [_lines(facts[each].lines) for each in those if each in facts] for key, those in wanted.items()}

    def cart_lines(self, readers: Sequence[Reader]) -> dict[int, Sequence[LineFact]]:
        """Return the lines of the cart at hand, or of the latest one with anything in it; live from the shop."""
        found: dict[int, Sequence[LineFact]] = {}
        for reader in readers:
            own = [LineFact(product_id, 1, Decimal(0)) for product_id in reader.subject.cart]
            lines = next((each for each in (own, *self._open_carts.get(reader.key, ())) if each), None)
            if lines:
                found[reader.key] = lines
        return found

    def in_carts(self, reader: Reader) -> frozenset[int]:
        """Return the products in any open cart of the reader."""
        carts = self._open_carts.get(reader.key, ())
        return frozenset({*reader.subject.cart, *(line.product_id for lines in carts for line in lines)})

    @cached_property
    def _orders(self) -> Mapping[int, Sequence[LineFact]]:
        latest = behaviour.latest_orders(self.contact_ids, self.now)
        wanted = {
            reader.key: order_id
            for reader in self.readers
            if (order_id := reader.subject.order_id or latest.get(reader.contact_id or 0)) is not None
        }
        facts = load_orders(set(wanted.values())) if wanted else {}
        return {key: _lines(facts[order_id].lines) for key, order_id in wanted.items() if order_id in facts}

    def order_lines(self, readers: Sequence[Reader]) -> dict[int, Sequence[LineFact]]:
        """Return the lines of the order at hand, or of the latest one."""
        return {reader.key: self._orders[reader.key] for reader in readers if self._orders.get(reader.key)}

    # -- what that points to -----------------------------------------------------------------------------------

    def groups(self, product_ids: Iterable[int]) -> Mapping[int, ProductGroup]:
        """Return category, brand and price of products we have ever seen. One statement for those not asked yet."""
        wanted = set(product_ids)
        unknown = wanted - set(self._groups)
        if unknown:
            found = behaviour.groups(unknown)
            self._groups |= {key: found.get(key) for key in unknown}
        return {key: group for key in wanted if (group := self._groups[key]) is not None}

    def products_at_hand(self, readers: Sequence[Reader]) -> dict[int, int]:
        """Return the product each reader is looking at, else the one seen last."""
        found = {}
        for reader in readers:
            last = next((view.product_id for view in self.views(reader)), None)
            product_id = reader.subject.product_id or last
            if product_id is not None:
                found[reader.key] = product_id
        return found

    def sessions(self, readers: Sequence[Reader]) -> dict[int, list[int]]:
        """Return what each reader looked at within two hours of the last look, oldest first."""
        found = {}
        for reader in readers:
            views = self.views(reader)
            since = views[0].last_at - timedelta(hours=2) if views else self.now
            seen = [view.product_id for view in reversed(views) if view.last_at >= since]
            at_hand = reader.subject.product_id
            if at_hand is not None:
                seen = [*(each for each in seen if each != at_hand), at_hand]
            if seen:
                found[reader.key] = seen
        return found

    def categories_of_products(self, products: Mapping[int, int]) -> dict[int, int]:
        """Return the category of the one product of each reader."""
        groups = self.groups(products.values())
        return {
            key: category_id
            for key, product_id in products.items()
            if product_id in groups and (category_id := groups[product_id].category_id) is not None
        }

    def visited_categories(self, readers: Sequence[Reader]) -> dict[int, int]:
        """Return the category each reader is in, else the one they visit most; equally often: the last one."""
        visits = self._category_visits(readers)
        return _first_or_best(readers, visits, lambda reader: reader.subject.category_id, _most_then_last)

    def last_categories(self, readers: Sequence[Reader]) -> dict[int, int]:
        """Return the category each reader is in, else the one seen last."""
        visits = self._category_visits(readers)
        return _first_or_best(readers, visits, lambda reader: reader.subject.category_id, _last_then_most)

    def visited_brands(self, readers: Sequence[Reader]) -> dict[int, str]:
        """Return the brand each reader is looking at, else the one they look at most; equally often: the last one."""
        self._read_groups(readers)
        visits = {reader.key: self._visits(reader, "brand", lambda group: group.brand, str) for reader in readers}

        def at_hand(reader: Reader) -> str | None:
            product = self._groups.get(reader.subject.product_id or 0)
            return reader.subject.brand or (product.brand if product else None)

        return _first_or_best(readers, visits, at_hand, _most_then_last)

    def top_categories(self, readers: Sequence[Reader], reference: Reference) -> dict[int, int]:
        """Return the category with the most weight in each reader's cart, order or visits."""
        weights = self._weights(readers, reference)
        groups = self.groups({product_id for each in weights.values() for product_id in each})
        found: dict[int, int] = {}
        for key, products in weights.items():
            sums: dict[int, _Weight] = {}
            for product_id, (quantity, value, recency) in products.items():
                category_id = groups[product_id].category_id if product_id in groups else None
                if category_id is not None:
                    known = sums.get(category_id, (0, Decimal(0), recency))
                    sums[category_id] = (known[0] + quantity, known[1] + value, max(known[2], recency))
            if sums:
                found[key] = max(sums, key=lambda each: (sums[each], -each))
        return found

    def top_products(self, readers: Sequence[Reader], reference: Reference) -> dict[int, int]:
        """Return the product with the most weight in each reader's cart, order or visits."""
        weights = self._weights(readers, reference)
        return {key: max(each, key=lambda pk: (each[pk], -pk)) for key, each in weights.items() if each}

    def _weights(self, readers: Sequence[Reader], reference: Reference) -> dict[int, dict[int, _Weight]]:
        """Weigh the products of each reader by pieces, then value, then what came last."""
        if reference == "visits":
            self._read_groups(readers)
            return {reader.key: self._weighed_views(reader) for reader in readers}
        lines = self.cart_lines(readers) if reference == "cart" else self.order_lines(readers)
        return {key: _weighed_lines(each) for key, each in lines.items()}

    def _weighed_views(self, reader: Reader) -> dict[int, _Weight]:
        weights: dict[int, _Weight] = {}
        for view in self.views(reader):
            group = self._groups.get(view.product_id)
            price = (group.price if group else None) or Decimal(0)
            weights[view.product_id] = (view.count, view.count * price, view.last_at.timestamp())
        return weights

    def _category_visits(self, readers: Sequence[Reader]) -> dict[int, dict[int, tuple[int, float]]]:
        self._read_groups(readers)
        return {
            reader.key: self._visits(reader, "category", lambda group: group.category_id, int) for reader in readers
        }

    def _read_groups(self, readers: Sequence[Reader]) -> None:
        seen = {view.product_id for reader in readers for view in self.views(reader)}
        at_hand = {reader.subject.product_id for reader in readers if reader.subject.product_id}
        self.groups(seen | at_hand)

    def _visits(
        self, reader: Reader, kind: str, group_of: Callable[[ProductGroup], Any], read: Callable[[str], Any]
    ) -> dict[Any, tuple[int, float]]:
        """Count the visits of each category or brand: its own page, and those of its products; with the last time."""
        visits: dict[Any, tuple[int, float]] = defaultdict(lambda: (0, 0.0))

        def add(value: Any, count: int, last_at: datetime) -> None:
            known = visits[value]
            visits[value] = (known[0] + count, max(known[1], last_at.timestamp()))

        for view in self.views(reader):
            group = self._groups.get(view.product_id)
            if group is not None and group_of(group):
                add(group_of(group), view.count, view.last_at)
        for each in self._interests.get(reader.contact_id or 0, ()):
            if each.kind == kind and each.last_at is not None:
                add(read(each.value), each.count, each.last_at)
        return visits


def _lines(lines: Iterable[Line]) -> list[LineFact]:
    return [LineFact(line.product_id, line.quantity, line.amount) for line in lines if line.product_id is not None]


def _weighed_lines(lines: Sequence[LineFact]) -> dict[int, _Weight]:
    """Lines stand in the order they were added, so the place of a line tells what came last."""
    weights: dict[int, _Weight] = {}
    for place, line in enumerate(lines):
        quantity, value, _ = weights.get(line.product_id, (0, Decimal(0), 0.0))
        weights[line.product_id] = (quantity + line.quantity, value + line.value, float(place))
    return weights


def _most_then_last(visit: tuple[int, float]) -> tuple[float, float]:
    return visit


def _last_then_most(visit: tuple[int, float]) -> tuple[float, float]:
    return visit[1], visit[0]


def _first_or_best(
    readers: Sequence[Reader],
    visits: Mapping[int, Mapping[Any, tuple[int, float]]],
    at_hand: Callable[[Reader], Any],
    rank: Callable[[tuple[int, float]], tuple[float, float]],
) -> dict[int, Any]:
    found = {}
    for reader in readers:
        theirs = visits[reader.key]
        best = max(theirs, key=lambda each: (rank(theirs[each]), str(each))) if theirs else None
        chosen = at_hand(reader) or best
        if chosen is not None:
            found[reader.key] = chosen
    return found
