"""Product lists for many people in one pass, against filling them person by person with the same code."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle

from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.channel.models import Channel
from saleor.core.db.connection import allow_writer
from saleor.product import ProductTypeKind
from saleor.product.models import (
    Category,
    Product,
    ProductChannelListing,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)

from benchmarks.harness import Row, Target, compare, in_turns, speed_of
from benchmarks.tables import empty_our_tables
from saleor_automation.core import sql
from saleor_automation.product_lists import looking
from saleor_automation.product_lists.definition import parse_list
from saleor_automation.product_lists.readers import Reader
from saleor_automation.product_lists.resolution import Filling, resolve
from saleor_automation.shop.configuration import configuration_from

GROUP = "product lists"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
PEOPLE = 10_000
ALONE = 100
"""People the baseline fills lists for, one by one: its speed does not depend on their number."""

PRODUCTS, CATEGORIES = 3_000, 60
VIEWS, PURCHASES = 8, 4
SLUG = "bench-lists"

LIST = parse_list(
    {
        "source": {"kind": "viewed_not_bought"},
        "fallbacks": [{"kind": "best_sellers_visited_category"}, {"kind": "best_sellers"}],
        "exclude": {"bought": True, "in_cart": True, "shown_within_days": 14},
        "minimum": 4,
    },
    "The benchmark's list",
)


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        _fill_the_shop()
        try:
            yield from _measure(_people())
        finally:
            _empty_the_shop()
            empty_our_tables()


def _measure(readers: list[Reader]) -> Iterator[Row]:
    everybody = [readers]
    alone = [[reader] for reader in readers[:ALONE]]
    speeds = in_turns(
        {
            "all at once": lambda: speed_of(lambda: _fill(everybody), PEOPLE),
            "one by one": lambda: speed_of(lambda: _fill(alone), ALONE),
        },
        rounds=3,
    )
    statements = {count: _statements(readers[:count]) for count in (ALONE, PEOPLE)}
    yield compare(
        GROUP,
        "fill lists",
        speeds["all at once"],
        speeds["one by one"],
        baseline="one by one",
        target=Target(at_least=50),
        unit="people",
        note=(
            f"{PEOPLE:,} people, {PRODUCTS:,} products, two fallbacks, three exclusions: "
            f"{statements[PEOPLE]} statements, "
            f"{_peak_megabytes(readers):.0f} MB at the most; for {ALONE} people {statements[ALONE]} statements"
        ),
    )
    # a share of 1.0 says that a hundred times as many people need not one statement more
    yield Row(
        group=GROUP,
        name=f"statements, {PEOPLE:,} people against {ALONE}",
        ratio=statements[PEOPLE] / statements[ALONE],
        baseline="statements",
        target=Target(at_most=1),
        unit="",
        ours=statements[PEOPLE],
        theirs=statements[ALONE],
        rounds=1,
        lowest_ratio=statements[PEOPLE] / statements[ALONE],
        highest_ratio=statements[PEOPLE] / statements[ALONE],
        is_count=True,
    )


def _fill(groups: list[list[Reader]]) -> list[dict[int, Filling]]:
    configuration = configuration_from({}, is_active=True)
    filled = [resolve(LIST, readers, configuration, NOW) for readers in groups]
    for fillings in filled:
        assert all(len(filling.cards) >= LIST.minimum for filling in fillings.values())
    return filled


def _statements(readers: list[Reader]) -> int:
    connection.force_debug_cursor = True
    with CaptureQueriesContext(connection) as queries:
        _fill([readers])
    return len(queries)


def _peak_megabytes(readers: list[Reader]) -> float:
    tracemalloc.start()
    try:
        _fill([readers])
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _fill_the_shop() -> None:
    """Make products that are always for sale: their stock is not counted."""
    _empty_the_shop()
    channel = Channel.objects.create(name=SLUG, slug=SLUG, currency_code="EUR", default_country="DE", is_active=True)
    kind = ProductType.objects.create(name=SLUG, slug=SLUG, kind=ProductTypeKind.NORMAL)
    categories = [Category.objects.create(name=f"{SLUG} {n}", slug=f"{SLUG}-{n}") for n in range(CATEGORIES)]
    products = Product.objects.bulk_create(
        Product(name=f"Thing {n}", slug=f"{SLUG}-{n}", product_type=kind, category=category)
        for n, category in zip(range(PRODUCTS), cycle(categories), strict=False)
    )
    variants = ProductVariant.objects.bulk_create(
        ProductVariant(product=product, sku=product.slug, track_inventory=False) for product in products
    )
    long_ago = NOW - timedelta(days=365)
    ProductChannelListing.objects.bulk_create(
        ProductChannelListing(
            product=product,
            channel=channel,
            currency="EUR",
            is_published=True,
            published_at=long_ago,
            available_for_purchase_at=long_ago,
        )
        for product in products
    )
    ProductVariantChannelListing.objects.bulk_create(
        ProductVariantChannelListing(
            variant=variant,
            channel=channel,
            currency="EUR",
            price_amount=10 + n % 90,
            discounted_price_amount=9 + n % 90,
        )
        for n, variant in enumerate(variants)
    )
    while looking.look(configuration_from({}, is_active=True), NOW):
        pass
    sql.execute(
        """
        INSERT INTO automation_productsales (channel_slug, day, product_id, units, revenue_amount)
        SELECT %s, %s::date - d, product_id, 1 + (product_id * 7 + d) %% 50, 10
        FROM automation_shelfitem, generate_series(1, 30) AS d WHERE channel_slug = %s
        """,
        [SLUG, NOW.date(), SLUG],
    )


def _people() -> list[Reader]:
    """Make people who looked at some products and bought others; most need a fallback to fill their list."""
    first = Product.objects.filter(slug=f"{SLUG}-0").values_list("pk", flat=True).get()
    rows = sql.fetch_all(
        """
        INSERT INTO automation_contact (email, first_name, last_name, language_code, country_code, country_area, city,
            postal_code, time_zone, channel_slug, origin, created_at, updated_at)
        SELECT 'person' || n || '@bench.example', '', '', 'en', '', '', '', '', '', %s, 'bench', %s, %s
        FROM generate_series(1, %s) AS n RETURNING id
        """,
        [SLUG, NOW, NOW, PEOPLE],
    )
    ids = sorted(row[0] for row in rows)
    sql.execute(
        """
        INSERT INTO automation_contactproduct (contact_id, product_id, views_count, last_viewed_at, bought_quantity,
                                               last_bought_at)
        SELECT c.id, %s + (c.id * 37 + v * 11) %% %s, 1 + v %% 3,
               CASE WHEN v < %s THEN %s - v * interval '5 days' END, CASE WHEN v < %s THEN 0 ELSE 1 END,
               CASE WHEN v < %s THEN NULL ELSE %s - v * interval '9 days' END
        FROM unnest(%s::bigint[]) AS c(id), generate_series(0, %s) AS v
        ON CONFLICT DO NOTHING
        """,
        [first, PRODUCTS, VIEWS, NOW, VIEWS, VIEWS, NOW, ids, VIEWS + PURCHASES - 1],
    )
    for table in ("contact", "contactproduct", "productsales", "shelfitem"):
        sql.execute(f"ANALYZE automation_{table}")
    return [Reader(contact_id, contact_id, SLUG, "en") for contact_id in ids]


def _empty_the_shop() -> None:
    Product.objects.filter(slug__startswith=SLUG).delete()
    ProductType.objects.filter(slug=SLUG).delete()
    Category.objects.filter(slug__startswith=SLUG).delete()
    Channel.objects.filter(slug=SLUG).delete()
