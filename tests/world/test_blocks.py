"""Every source as a rendered block, over a small catalogue."""

from datetime import UTC, datetime

import pytest
from saleor.core.db.connection import allow_writer

from saleor_automation.models import Contact, ProductSales, ShelfItem
from saleor_automation.product_lists.sources import SOURCES
from tests.shop.factories import make_brand, make_category, make_channel, make_product
from world.blocks.rendering import render_blocks
from world.blocks.sample import NothingForSale

pytestmark = [pytest.mark.urls("world.urls"), pytest.mark.django_db]
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def catalogue():
    with allow_writer():
        channel = make_channel()
        categories, brands = (
            [make_category("Mugs"), make_category("Plates")],
            [make_brand("Verdi"), make_brand("Rossi")],
        )
        for number in range(14):
            make_product(
                f"Thing {number}",
                prices={channel: 5 + number},
                category=categories[number % 2],
                brand=brands[number % 2],
            )
        yield channel


def test_every_source_is_rendered_with_name_and_price_and_nothing_stays_behind(catalogue):
    # when
    found = {each.kind: each for each in render_blocks(NOW)}

    # then
    assert set(found) == set(SOURCES)
    for block in found.values():
        assert block.names, (block.kind, block.reason)
        assert block.title in block.html
        assert all(name in block.html for name in block.names)
        assert "$" in block.html
    assert found["best_sellers"].names == ("Thing 0", "Thing 1", "Thing 2", "Thing 3")
    assert found["cross_selling"].names == ("Thing 1", "Thing 2", "Thing 3", "Thing 4")
    assert [model.objects.count() for model in (Contact, ShelfItem, ProductSales)] == [0, 0, 0]


def test_page_shows_all_and_each_has_a_page_of_its_own(client, catalogue):
    page = client.get("/blocks/").content.decode()
    assert all(f'id="{kind}"' in page for kind in SOURCES)
    alone = client.get("/blocks/novelties/")
    assert "Novelties of the catalogue" in alone.content.decode()
    assert client.get("/blocks/nothing/").status_code == 404


def test_empty_shop_says_what_to_do(client):
    with allow_writer(), pytest.raises(NothingForSale):
        render_blocks(NOW)
    response = client.get("/blocks/")
    assert (response.status_code, response.content) == (
        404,
        b"There is no product for sale; run `manage.py populate_world`.",
    )
