"""Fill product lists for many readers at once: what to show, read from the shop as it is now.

1. The source names candidates for every reader, best first.
2. Filters and exclusions drop what may not be shown, by what our tables know.
3. The shop is asked for the cards of what is left: what is not sold, sold out or no longer fits is dropped.
4. Readers who still have fewer than the minimum get the next fallback, behind what they have.
5. Whoever is below the minimum after the last fallback is shown nothing, with the reason.

The number of statements depends on the sources of the list, not on the number of readers.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from ..core.ids import share_of
from ..shop.catalogue import Wanted, cards_of_products, products_on_sale
from ..shop.configuration import ShopConfiguration
from ..shop.facts import ProductCard
from .book import Book
from .definition import ListDefinition
from .readers import Reader
from .shelf import Shelf
from .sources.base import Candidate, ListSource

SPARE = 4
"""Cards asked for beyond the limit: what was sold a minute ago may be sold out."""

TOO_FEW, NO_CHANNEL, OTHER_CHANNEL = "too_few_products", "no_channel", "other_channel"


@dataclass(frozen=True, slots=True)
class Pick:
    """A product that is shown: its card, the source that named it, and why."""

    card: ProductCard
    source: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Dropped:
    """A product that was named and is not shown."""

    product_id: int
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Try:
    """What one source gave one reader: how many it named, how many are shown; problem if it could not work."""

    source: str
    named: int
    shown: int
    problem: str = ""


@dataclass(slots=True)
class Filling:
    """One reader's list. reason is empty, or why nothing is shown; picks are then what there would have been."""

    picks: list[Pick] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)
    reason: str = ""

    @property
    def cards(self) -> list[ProductCard]:
        return [] if self.reason else [pick.card for pick in self.picks]

    @property
    def product_ids(self) -> set[int]:
        return {pick.card.product_id for pick in self.picks}


_settled: ContextVar[dict[Wanted, ProductCard | None] | None] = ContextVar("settled_catalogue", default=None)
MOST_SETTLED = 20_000
MOST_PREFETCHED = 5_000


@contextmanager
def settled_catalogue() -> Iterator[None]:
    """Read each card once inside the block: a simulation sees the catalogue of one moment, however long it takes."""
    token = _settled.set({})
    try:
        yield
    finally:
        _settled.reset(token)


class Cards:
    """The cards of a batch, each read once, whatever the number of lists that show it."""

    def __init__(self, configuration: ShopConfiguration) -> None:
        self.configuration = configuration
        settled = _settled.get()
        if settled is not None and len(settled) > MOST_SETTLED:
            settled.clear()
        self._known: dict[Wanted, ProductCard | None] = {} if settled is None else settled

    def read(self, wanted: set[Wanted]) -> None:
        missing = {each for each in wanted if each not in self._known}
        if missing and _settled.get() is not None:
            missing |= self._beside(missing)
        if missing:
            found = cards_of_products(missing, self.configuration)
            self._known.update({each: found.get(each) for each in missing})

    def _beside(self, missing: set[Wanted]) -> set[Wanted]:
        """Return the other products of a settled catalogue, if it is small: the next groups will ask for them."""
        places = {(each.channel_slug, each.language_code) for each in missing}
        rows = products_on_sale({slug for slug, _ in places}, MOST_PREFETCHED + 1)
        if len(rows) > MOST_PREFETCHED or len(self._known) + len(rows) * len(places) > MOST_SETTLED:
            return set()
        others = {Wanted(number, slug, language) for slug, language in places for of, number in rows if of == slug}
        return {each for each in others if each not in self._known}

    def get(self, wanted: Wanted) -> ProductCard | None:
        return self._known.get(wanted)


def resolve(
    definition: ListDefinition,
    readers: Sequence[Reader],
    configuration: ShopConfiguration,
    now: datetime,
    *,
    book: Book | None = None,
    cards: Cards | None = None,
    taken: Mapping[int, Collection[int]] | None = None,
    explain: bool = False,
) -> dict[int, Filling]:
    """Return the list of each reader, by key.

    book and cards are shared by the lists of one batch; taken holds, by key, products that another list of the same
    mail shows already. explain also lists what was dropped and why, and then looks
    at every candidate instead of letting the database filter: for a preview of one reader.
    """
    work = _Work(definition, book or Book(readers, now), cards or Cards(configuration), now, explain)
    work.taken = taken or {}
    return work.fill(readers)


class _Work:
    def __init__(self, definition: ListDefinition, book: Book, cards: Cards, now: datetime, explain: bool) -> None:
        self.definition = definition
        self.book = book
        self.cards = cards
        self.now = now
        self.explain = explain
        self.taken: Mapping[int, Collection[int]] = {}
        named = {category_id for source in definition.sources for category_id in source.category_ids()}
        self.shelf = Shelf(definition.filters, named, now)
        self.shelf.is_filtering = not explain
        self._orders: dict[tuple[int, str], tuple[Sequence[Candidate], Sequence[Candidate]]] = {}
        self._objections: dict[tuple[int, str], str] = {}

    def fill(self, readers: Sequence[Reader]) -> dict[int, Filling]:
        fillings = {reader.key: Filling() for reader in readers}
        short = []
        for reader in readers:
            fillings[reader.key].reason = self._refusal(reader)
            if not fillings[reader.key].reason:
                short.append(reader)
        for source in self.definition.sources:
            if not short:
                break
            self._fill_from(source, short, fillings)
            short = [reader for reader in short if len(fillings[reader.key].picks) < self.definition.minimum]
        for reader in short:
            fillings[reader.key].reason = TOO_FEW
        return fillings

    def _refusal(self, reader: Reader) -> str:
        if not reader.channel_slug:
            return NO_CHANNEL
        channels = self.definition.filters.channels
        return OTHER_CHANNEL if channels and reader.channel_slug not in channels else ""

    def _fill_from(self, source: ListSource, readers: Sequence[Reader], fillings: Mapping[int, Filling]) -> None:
        named = source.name(readers, self.book, self.shelf)
        self._look_at(named, readers)
        chosen = {reader.key: self._chosen(source, reader, named, fillings[reader.key]) for reader in readers}
        self.cards.read({_wanted(each, reader) for reader in readers for each in chosen[reader.key]})
        problem = self._problem(source)
        for reader in readers:
            filling = fillings[reader.key]
            before = len(filling.picks)
            for candidate in chosen[reader.key]:
                self._take(candidate, source, reader, filling)
            shown = len(filling.picks) - before
            filling.tries.append(Try(source.kind, len(named.get(reader.key, ())), shown, problem))

    def _look_at(self, named: Mapping[int, Sequence[Candidate]], readers: Sequence[Reader]) -> None:
        """Read what the shelf knows of all candidates at once; readers who share a sequence add nothing."""
        shared = {
            (id(named[reader.key]), reader.channel_slug): named[reader.key] for reader in readers if reader.key in named
        }
        products = {(each.product_id, slug) for (_, slug), those in shared.items() for each in those}
        self.shelf.read(products)
        for product_id, slug in products:
            if (product_id, slug) not in self._objections:
                self._objections[product_id, slug] = self.shelf.objection(product_id, slug)

    def _chosen(
        self, source: ListSource, reader: Reader, named: Mapping[int, Sequence[Candidate]], filling: Filling
    ) -> list[Candidate]:
        """Return the first candidates nothing speaks against, a few more than there is room for."""
        room = self.definition.limit - len(filling.picks) + SPARE
        taken = filling.product_ids | set(self.taken.get(reader.key, ()))
        chosen: list[Candidate] = []
        for candidate in self._ordered(named.get(reader.key, ()), reader):
            if len(chosen) >= room and not self.explain:
                break
            reason = self._objection(candidate, reader, taken)
            if not reason:
                chosen.append(candidate)
                taken.add(candidate.product_id)
            elif self.explain:
                filling.dropped.append(Dropped(candidate.product_id, source.kind, reason))
        return chosen

    def _objection(self, candidate: Candidate, reader: Reader, taken: set[int]) -> str:
        product_id = candidate.product_id
        objection = self._objections[product_id, reader.channel_slug]
        if objection:
            return objection
        exclude = self.definition.exclude
        if product_id in taken:
            return "named_before"
        if exclude.bought and product_id in self.book.owned(reader):
            return "bought"
        if exclude.in_cart and product_id in self.book.in_carts(reader):
            return "in_cart"
        if exclude.shown_within_days and product_id in self.book.shown(reader, exclude.shown_within_days):
            return "shown_lately"
        return ""

    def _take(self, candidate: Candidate, source: ListSource, reader: Reader, filling: Filling) -> None:
        """Show a candidate if the shop still says that it may be shown."""
        card = self.cards.get(_wanted(candidate, reader))
        reason = self._truth(card)
        if not reason and len(filling.picks) >= self.definition.limit:
            reason = "beyond_the_limit"
        if not reason and card is not None:
            filling.picks.append(Pick(card, source.kind, candidate))
        elif self.explain:
            filling.dropped.append(Dropped(candidate.product_id, source.kind, reason))

    def _truth(self, card: ProductCard | None) -> str:
        if card is None:
            return "not_sold"
        if not card.is_available and (self.definition.filters.in_stock or card.units_left != 0):
            return "sold_out" if card.units_left == 0 else "not_sold"
        return self.shelf.complaint(card.product_id, card.category_id, card.brand, card.price, card.currency)

    def _problem(self, source: ListSource) -> str:
        """Say what of the definition the shop does not have any more."""
        named = source.category_ids()
        if named and not self.shelf.families(named):
            return "category_deleted"
        filters = self.definition.filters
        return "category_deleted" if filters.categories and not self.shelf.allowed_categories else ""

    # -- order ---------------------------------------------------------------------------------------------------

    def _ordered(self, candidates: Sequence[Candidate], reader: Reader) -> Sequence[Candidate]:
        """Put candidates into the list's order; a sequence that readers of a channel share is sorted once."""
        match self.definition.order:
            case "source":
                return candidates
            case "shuffled":
                salt = f"{reader.contact_id or reader.key}:{self.now.date()}"
                return sorted(candidates, key=lambda each: share_of(salt, str(each.product_id)))
        key = (id(candidates), reader.channel_slug)
        known = self._orders.get(key)
        if known is None:
            # the sequence is kept with its sorted form: its id means nothing once it is gone
            known = self._orders[key] = (candidates, list(self._sorted(candidates, reader.channel_slug)))
        return known[1]

    def _sorted(self, candidates: Sequence[Candidate], channel_slug: str) -> Iterator[Candidate]:
        rows = [(each, self.shelf.row(each.product_id, channel_slug)) for each in candidates]
        known = [(each, row) for each, row in rows if row is not None]
        match self.definition.order:
            case "cheapest":
                known.sort(key=lambda pair: (pair[1].price is None, pair[1].price or 0))
            case "dearest":
                known.sort(key=lambda pair: pair[1].price or 0, reverse=True)
            case "newest":
                known.sort(key=lambda pair: pair[1].listed_at, reverse=True)
        yield from (each for each, _ in known)
        yield from (each for each, row in rows if row is None)


def _wanted(candidate: Candidate, reader: Reader) -> Wanted:
    return Wanted(candidate.product_id, reader.channel_slug, reader.language_code)
