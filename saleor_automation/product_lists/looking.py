"""Look along the shop's shelf, page by page, and notice what has turned since the last look.

Saleor calls no plugin when stock or a listing changes, so what was seen is remembered per variant and channel, and
compared. One round over 10,000 products is twenty pages. The first round only remembers: a shop that installs the
plugin has no thousand new products.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from ..core import sql
from ..events.models import SweepMark
from ..shop.assortment import ShelfFact, VariantFact, missing_products, product_page, shelf_facts
from ..shop.configuration import ShopConfiguration
from . import ranking_cache
from .models import TurnKind
from .turns import NewTurn, open_turns

PAGE = 500
MARK = "shelf"
NEW_FOR = timedelta(days=14)
"""A product that is sold for the first time counts as new if it was published within this time."""

SMALLEST_DROP = Decimal("0.03")
"""A price that falls by less than three in a hundred is no news."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was remembered of a product in a channel."""

    units: int | None
    is_sold: bool
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SeenVariant:
    price: Decimal
    units: int | None
    is_sold: bool


def look(configuration: ShopConfiguration, now: datetime) -> int:
    """Look at the next page of products and return how many it had; 0 closes the round.

    The place is remembered with the page, in one transaction: a look that is interrupted is simply repeated, and of
    two looks at once one waits and goes on behind the other.
    """
    with transaction.atomic():
        mark, _ = SweepMark.objects.select_for_update().get_or_create(name=MARK, defaults={"read_until": now})
        ids = product_page(int(mark.cursor or 0), PAGE)
        if ids:
            look_at(ids, configuration, now, is_first_round=mark.finished_at is None)
            mark.cursor = str(ids[-1])
        else:
            _forget_gone(now)
            mark.cursor, mark.finished_at, mark.read_until = "", now, now
        mark.save()
    return len(ids)


def look_at(
    product_ids: Collection[int], configuration: ShopConfiguration, now: datetime, *, is_first_round: bool = False
) -> None:
    """Remember these products as they are now and open a turn for what changed. Ten statements."""
    facts = shelf_facts(product_ids, configuration.brand_attribute)
    seen = _seen(product_ids)
    seen_variants = _seen_variants(product_ids)
    if not is_first_round:
        turns: list[NewTurn] = []
        for fact in facts:
            turns += _turns(fact, seen, seen_variants, configuration.low_stock_threshold, now)
        open_turns(turns, now)
    _remember(facts, seen, now)
    _remember_variants(facts, seen_variants)
    there = {(fact.product_id, fact.channel_slug) for fact in facts}
    _take_off(sorted(key for key in seen if key not in there and seen[key].is_sold), now)


def _turns(
    fact: ShelfFact,
    seen: dict[tuple[int, str], Seen],
    variants: dict[tuple[int, str], SeenVariant],
    low_stock: int,
    now: datetime,
) -> list[NewTurn]:
    if not fact.is_sold:
        return []
    before = seen.get((fact.product_id, fact.channel_slug))
    turns: list[NewTurn] = []

    def turn(kind: TurnKind, **data: Any) -> None:
        turns.append(NewTurn(kind, fact.product_id, fact.channel_slug, data))

    was_ever_sold = any(_known(variants, each, fact) is not None for each in fact.variants)
    if (before is None or not before.is_sold) and not was_ever_sold and now - fact.listed_at <= NEW_FOR:
        turn(TurnKind.PRODUCT_LISTED, category_id=fact.category_id, brand=fact.brand)
        return turns
    returned = [each.variant_id for each in fact.variants if _is_back(each.units, _known(variants, each, fact))]
    if returned:
        turn(TurnKind.BACK_IN_STOCK, variant_ids=returned, units=fact.units)
    drop = _biggest_drop(fact, variants)
    if drop is not None:
        old, new, variant_id = drop
        turn(
            TurnKind.PRICE_DROPPED,
            variant_id=variant_id,
            old_price=str(old),
            price=str(new),
            currency=fact.currency,
        )
    if (
        before is not None
        and before.is_sold
        and fact.units is not None
        and 0 < fact.units <= low_stock
        and before.units is not None
        and before.units > low_stock
    ):
        turn(TurnKind.LOW_STOCK, units=fact.units)
    return turns


def _known(variants: dict[tuple[int, str], SeenVariant], variant: VariantFact, fact: ShelfFact) -> SeenVariant | None:
    return variants.get((variant.variant_id, fact.channel_slug))


def _is_back(units: int | None, before: SeenVariant | None) -> bool:
    """A variant is back when it can be bought and could not, for want of stock, when last seen."""
    return before is not None and before.units is not None and before.units <= 0 and units != 0


def _biggest_drop(fact: ShelfFact, variants: dict[tuple[int, str], SeenVariant]) -> tuple[Decimal, Decimal, int] | None:
    drops = []
    for each in fact.variants:
        before = _known(variants, each, fact)
        if before is None or not before.is_sold or each.units == 0 or before.price <= 0:
            continue
        if before.price - each.price >= SMALLEST_DROP * before.price:
            drops.append(((before.price - each.price) / before.price, before.price, each.price, each.variant_id))
    return max(drops)[1:] if drops else None


# ---- what is remembered ------------------------------------------------------------------------------------------


def _seen(product_ids: Collection[int]) -> dict[tuple[int, str], Seen]:
    rows = sql.fetch_all(
        """
        SELECT product_id, channel_slug, units, is_sold, category_id, brand, successor, price_amount, currency,
               listed_at
        FROM automation_shelfitem WHERE product_id = ANY(%s) FOR UPDATE
        """,
        [sorted(product_ids)],
    )
    return {(row[0], row[1]): Seen(row[2], row[3], row[2:]) for row in rows}


def _seen_variants(product_ids: Collection[int]) -> dict[tuple[int, str], SeenVariant]:
    rows = sql.fetch_all(
        """
        SELECT variant_id, channel_slug, price_amount, units, is_sold
        FROM automation_variantstate WHERE product_id = ANY(%s)
        """,
        [sorted(product_ids)],
    )
    return {(row[0], row[1]): SeenVariant(*row[2:]) for row in rows}


def _values(fact: ShelfFact) -> tuple[Any, ...]:
    """Spell what is remembered of a product, in the order _seen() reads it."""
    return (
        fact.units,
        fact.is_sold,
        fact.category_id,
        fact.brand,
        fact.successor,
        fact.price,
        fact.currency,
        fact.listed_at,
    )


def _remember(facts: Sequence[ShelfFact], seen: dict[tuple[int, str], Seen], now: datetime) -> None:
    """Write what changed; what is as it was is left alone, which is nearly everything."""
    rows = []
    for fact in facts:
        before = seen.get((fact.product_id, fact.channel_slug))
        if before is not None and before.values == _values(fact):
            continue
        is_back = before is not None and before.units is not None and before.units <= 0 and fact.units != 0
        returned_at = now if is_back and fact.is_sold else None
        rows.append((fact.product_id, fact.channel_slug, *_values(fact), returned_at, now))
    if rows:
        ranking_cache.renew(now)
    sql.insert_rows(
        "automation_shelfitem AS t",
        {
            "product_id": "int",
            "channel_slug": "text",
            "units": "int",
            "is_sold": "bool",
            "category_id": "int",
            "brand": "text",
            "successor": "text",
            "price_amount": "numeric",
            "currency": "text",
            "listed_at": "timestamptz",
            "returned_at": "timestamptz",
            "seen_at": "timestamptz",
        },
        rows,
        on_conflict="""(product_id, channel_slug) DO UPDATE
            SET units = EXCLUDED.units, is_sold = EXCLUDED.is_sold, category_id = EXCLUDED.category_id,
                brand = EXCLUDED.brand, successor = EXCLUDED.successor, price_amount = EXCLUDED.price_amount,
                currency = EXCLUDED.currency, listed_at = EXCLUDED.listed_at,
                returned_at = COALESCE(EXCLUDED.returned_at, t.returned_at), seen_at = EXCLUDED.seen_at""",
    )


def _remember_variants(facts: Sequence[ShelfFact], seen: dict[tuple[int, str], SeenVariant]) -> None:
    rows = []
    for fact in facts:
        for each in fact.variants:
            now_seen = SeenVariant(each.price, each.units, fact.is_sold)
            # a variant that was never for sale is not remembered: the first time counts as new
            known = seen.get((each.variant_id, fact.channel_slug))
            if known == now_seen or (known is None and not fact.is_sold):
                continue
            rows.append((each.variant_id, fact.channel_slug, fact.product_id, each.price, each.units, fact.is_sold))
    sql.insert_rows(
        "automation_variantstate AS t",
        {
            "variant_id": "int",
            "channel_slug": "text",
            "product_id": "int",
            "price_amount": "numeric",
            "units": "int",
            "is_sold": "bool",
        },
        rows,
        on_conflict="""(variant_id, channel_slug) DO UPDATE
            SET product_id = EXCLUDED.product_id, price_amount = EXCLUDED.price_amount,
                units = EXCLUDED.units, is_sold = EXCLUDED.is_sold""",
    )


def _take_off(keys: Sequence[tuple[int, str]], now: datetime) -> None:
    """Note that a channel does not list these products any more."""
    if keys:
        sql.execute(
            """
            UPDATE automation_shelfitem t SET is_sold = FALSE, seen_at = %s
            FROM unnest(%s::int[], %s::text[]) AS v(product_id, channel_slug)
            WHERE t.product_id = v.product_id AND t.channel_slug = v.channel_slug
            """,
            [now, *map(list, zip(*keys, strict=True))],
        )


def _forget_gone(now: datetime) -> None:
    """At the end of a round, take what the shop has deleted off the shelf. The rows stay for links in old mails."""
    known = [
        row[0] for row in sql.fetch_all("SELECT DISTINCT product_id FROM automation_shelfitem WHERE is_sold ORDER BY 1")
    ]
    for start in range(0, len(known), 10_000):
        gone = sorted(missing_products(known[start : start + 10_000]))
        if gone:
            sql.execute(
                "UPDATE automation_shelfitem SET is_sold = FALSE, seen_at = %s WHERE product_id = ANY(%s)", [now, gone]
            )
            sql.execute("DELETE FROM automation_variantstate WHERE product_id = ANY(%s)", [gone])
