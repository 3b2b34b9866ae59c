"""The assortment as our tables know it: rankings for parts of it, and the facts a filter asks about.

Everything is read once for a batch of readers and remembered for as long as the batch lasts. The rankings are made
by the database, filters included, so that "best sellers below 20 euros" looks deep enough.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..core import sql
from ..shop.assortment import category_families, collection_members
from .definition import Filters
from .ranking_cache import Rankings, cached_rankings
from .sources.base import DEPTH, Candidate, Scope

_JOINS = {"channel": "", "category": "AND i.category_id = p.value::int", "brand": "AND i.brand = p.value"}


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A product in a channel as it was last seen; price is None without one, units None when they are not counted."""

    category_id: int | None
    brand: str
    price: Decimal | None
    currency: str
    units: int | None
    is_sold: bool
    listed_at: datetime


class Shelf:
    """The assortment seen through the filters of one list.

    Without is_filtering the rankings hold everything, so that a preview can say what the filters dropped.
    """

    def __init__(self, filters: Filters, category_ids: Collection[int], now: datetime) -> None:
        self.filters = filters
        self.now = now
        self.is_filtering = True
        self._named = {*category_ids, *filters.categories}
        self._families: dict[int, frozenset[int]] = {}
        self._asked: set[int] = set()
        self._rows: dict[tuple[int, str], ShelfRow] = {}
        self._read: set[tuple[int, str]] = set()

    # -- groups of the shop ----------------------------------------------------------------------------------

    def families(self, category_ids: Collection[int]) -> dict[int, frozenset[int]]:
        """Return each category with all below it; a deleted one is missing. Two queries for what is not known yet."""
        unknown = {*category_ids, *self._named} - self._asked
        if unknown:
            self._families |= category_families(unknown)
            self._asked |= unknown
        return {key: self._families[key] for key in category_ids if key in self._families}

    @cached_property
    def allowed_categories(self) -> frozenset[int]:
        """The categories of the filter with all below them; empty if they were all deleted."""
        return frozenset().union(*self.families(self.filters.categories).values())

    @cached_property
    def collected(self) -> frozenset[int]:
        """The products of the filter's collections."""
        return collection_members(self.filters.collections) if self.filters.collections else frozenset()

    # -- rankings ----------------------------------------------------------------------------------------------

    def best_sellers(self, scopes: Collection[Scope], window_days: int, by: str) -> Rankings:
        """Rank what was sold in the window, the best first; ties by the smaller id. Two statements."""
        column = "units" if by == "units" else "revenue_amount"
        today = self.now.date()
        name = f"{column}|{window_days}|{today}|{self._conditions()}"
        return cached_rankings(scopes, name, lambda missing: self._best_sellers(missing, window_days, column))

    def _best_sellers(self, scopes: Collection[Scope], window_days: int, column: str) -> Rankings:
        today = self.now.date()
        rows = self._ranked(
            scopes,
            f"""
            sold AS MATERIALIZED (
                SELECT channel_slug, product_id, sum({column}) AS weight, sum(units) AS units
                FROM automation_productsales
                WHERE channel_slug = ANY(%s) AND day > %s AND day <= %s
                GROUP BY channel_slug, product_id HAVING sum(units) > 0 AND sum({column}) > 0
            ),
            """,  # noqa: S608
            [sorted({scope.channel_slug for scope in scopes}), today - timedelta(days=window_days), today],
            "JOIN sold w ON w.channel_slug = i.channel_slug AND w.product_id = i.product_id",
            "w.weight DESC, i.product_id",
            "w.units",
        )
        return _candidates(rows, "best_seller")

    def novelties(self, scopes: Collection[Scope], window_days: int) -> Rankings:
        """Rank what was published in the window, the newest first. One statement."""
        rows = self._ranked(
            scopes,
            "",
            [],
            "",
            "i.listed_at DESC, i.product_id DESC",
            "0",
            "AND i.listed_at > %s AND i.listed_at <= %s",
            [self.now - timedelta(days=window_days), self.now],
        )
        return _candidates(rows, "new")

    def returned(self, scopes: Collection[Scope], window_days: int) -> Rankings:
        """Rank what came back in the window, the latest first. One statement."""
        rows = self._ranked(
            scopes,
            "",
            [],
            "",
            "i.returned_at DESC, i.product_id",
            "0",
            "AND i.returned_at > %s AND i.returned_at <= %s",
            [self.now - timedelta(days=window_days), self.now],
        )
        return _candidates(rows, "back_in_stock")

    def _ranked(
        self,
        scopes: Collection[Scope],
        tables: str,
        table_params: list[Any],
        join: str,
        order: str,
        count: str,
        where: str = "",
        where_params: Sequence[Any] = (),
    ) -> list[tuple[Scope, int, int]]:
        """Return (scope, product, count) of the first DEPTH products of each scope, in their order."""
        asked = sorted(scopes, key=lambda scope: (scope.channel_slug, scope.categories, scope.brands))
        conditions, condition_params = self._conditions()
        found: list[tuple[Scope, int, int]] = []
        for column, parts in self._parts(asked).items():
            rows = sql.fetch_all(
                f"""
                WITH {tables} item AS MATERIALIZED (
                    SELECT p.scope, i.product_id, i.channel_slug, i.listed_at, i.returned_at
                    FROM unnest(%s::int[], %s::text[], %s::text[]) AS p(scope, channel_slug, value)
                    JOIN automation_shelfitem i ON i.channel_slug = p.channel_slug {_JOINS[column]}
                    WHERE i.is_sold {where} {conditions}
                ),
                ranked AS (
                    SELECT i.scope, i.product_id, {count} AS count,
                           row_number() OVER (PARTITION BY i.scope ORDER BY {order}) AS place
                    FROM item i {join}
                )
                SELECT scope, product_id, count FROM ranked WHERE place <= %s ORDER BY scope, place
                """,  # noqa: S608
                [*table_params, *map(list, zip(*parts, strict=True)), *where_params, *condition_params, DEPTH],
            )
            found += [(asked[index], product_id, int(amount)) for index, product_id, amount in rows]
        return found

    def _parts(self, scopes: Sequence[Scope]) -> dict[str, list[tuple[int, str, str]]]:
        """Spell each scope as rows to join, by the column they narrow: one for each category below it, or brand.

        A source asks for scopes of one sort, so there is one statement; sorts apart let each use its index.
        """
        families = self.families({category for scope in scopes for category in scope.categories})
        parts: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for index, scope in enumerate(scopes):
            if scope.categories:
                members: set[int] = set().union(*(families.get(each, ()) for each in scope.categories))
                parts["category"] += [(index, scope.channel_slug, str(member)) for member in sorted(members)]
            elif scope.brands:
                parts["brand"] += [(index, scope.channel_slug, brand) for brand in scope.brands]
            else:
                parts["channel"].append((index, scope.channel_slug, ""))
        return {column: rows for column, rows in parts.items() if rows}

    def _conditions(self) -> tuple[str, list[Any]]:
        """Spell the filters for the database; check() asks the same of candidates that come from elsewhere."""
        texts: list[str] = []
        params: list[Any] = []
        if not self.is_filtering:
            return "", []
        if self.filters.in_stock:
            texts.append("AND (i.units IS NULL OR i.units > 0)")
        if self.filters.categories:
            texts.append("AND i.category_id = ANY(%s::int[])")
            params.append(sorted(self.allowed_categories))
        if self.filters.brands:
            texts.append("AND i.brand = ANY(%s)")
            params.append(list(self.filters.brands))
        if self.filters.collections:
            texts.append("AND i.product_id = ANY(%s::int[])")
            params.append(sorted(self.collected))
        if self.filters.prices:
            ranges = []
            for each in self.filters.prices:
                ranges.append("(i.currency = %s AND i.price_amount BETWEEN %s AND %s)")
                params += [each.currency, each.at_least or 0, Decimal("1e16") if each.at_most is None else each.at_most]
            texts.append(f"AND ({' OR '.join(ranges)})")
        return " ".join(texts), params

    # -- facts of single products ------------------------------------------------------------------------------

    def read(self, products: Collection[tuple[int, str]]) -> None:
        """Have the rows of these (product, channel) pairs at hand. One statement for what is not known yet."""
        missing = sorted(set(products) - self._read)
        if not missing:
            return
        self._read.update(missing)
        rows = sql.fetch_all(
            """
            SELECT i.product_id, i.channel_slug, i.category_id, i.brand, i.price_amount, i.currency, i.units,
                   i.is_sold, i.listed_at
            FROM automation_shelfitem i
            WHERE i.product_id = ANY(%s) AND i.channel_slug = ANY(%s)
            """,
            [sorted({each[0] for each in missing}), sorted({each[1] for each in missing})],
        )
        for product_id, channel_slug, *values in rows:
            self._rows[product_id, channel_slug] = ShelfRow(*values)
            self._read.add((product_id, channel_slug))

    def row(self, product_id: int, channel_slug: str) -> ShelfRow | None:
        return self._rows.get((product_id, channel_slug))

    def groups_of(self, products: Collection[tuple[int, str]]) -> dict[tuple[int, str], ShelfRow]:
        """Return the rows of these (product, channel) pairs, of those we have ever seen there."""
        self.read(products)
        return {key: self._rows[key] for key in products if key in self._rows}

    def objection(self, product_id: int, channel_slug: str) -> str:
        """Return why a product may not be shown by what we last saw of it, or an empty text. See read().

        Of a product that was never seen nothing is said: the shop decides when it is asked for the card.
        """
        row = self.row(product_id, channel_slug)
        if row is None:
            return ""
        if not row.is_sold:
            return "not_sold" if row.price is not None else "no_price"
        return self.complaint(product_id, row.category_id, row.brand, row.price or Decimal(0), row.currency) or (
            "sold_out" if self.filters.in_stock and row.units is not None and row.units <= 0 else ""
        )

    def complaint(self, product_id: int, category_id: int | None, brand: str, price: Decimal, currency: str) -> str:
        """Return which filter a product does not pass, or an empty text."""
        filters = self.filters
        if filters.categories and category_id not in self.allowed_categories:
            return "other_category"
        if filters.brands and brand not in filters.brands:
            return "other_brand"
        if filters.collections and product_id not in self.collected:
            return "other_collection"
        if filters.prices:
            bounds = filters.price_range(currency)
            if bounds is None:
                return "other_currency"
            if not bounds.holds(price):
                return "price_out_of_range"
        return ""


def _candidates(rows: Iterable[tuple[Scope, int, int]], why: str) -> Rankings:
    ranked: Rankings = defaultdict(list)
    for scope, product_id, count in rows:
        ranked[scope].append(Candidate(product_id, why, count=count))
    return dict(ranked)
