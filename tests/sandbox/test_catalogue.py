import io

import graphene
import pytest
from django.core.files.base import ContentFile
from PIL import Image
from saleor.product.models import Product, ProductMedia
from saleor.product.product_images import get_product_image_thumbnail_url

from tests.shop import api, factories

PRODUCT = """query ($slug: String!, $channel: String) {
    product(slug: $slug, channel: $channel) {
        name
        category { name level parent { name } }
        collections { name }
        attributes { attribute { slug } values { name } }
        isAvailable
        pricing {
            onSale
            priceRange { start { gross { amount currency } } }
            priceRangeUndiscounted { start { gross { amount } } }
        }
        variants { sku quantityAvailable pricing { price { gross { amount } } } }
    }
}"""


def test_product_as_a_shopper_sees_it(channel):
    # given
    parent = factories.make_category("Kitchen")
    category = factories.make_category("Mugs", parent=parent)
    product = factories.make_product(
        "Blue mug",
        prices={channel: "20.00"},
        discounted={channel: "15.00"},
        stock=3,
        brand=factories.make_brand("Verdi"),
        category=category,
        slug="blue-mug",
    )
    factories.make_collection("Autumn", [channel], [product])

    # when
    seen = api.anonymous().ask(PRODUCT, {"slug": "blue-mug", "channel": channel.slug}).payload

    # then
    assert seen == {
        "name": "Blue mug",
        "category": {"name": "Mugs", "level": 1, "parent": {"name": "Kitchen"}},
        "collections": [{"name": "Autumn"}],
        "attributes": [{"attribute": {"slug": "brand"}, "values": [{"name": "Verdi"}]}],
        "isAvailable": True,
        "pricing": {
            "onSale": True,
            "priceRange": {"start": {"gross": {"amount": 15, "currency": "USD"}}},
            "priceRangeUndiscounted": {"start": {"gross": {"amount": 20}}},
        },
        "variants": [
            {
                "sku": product.default_variant.sku,
                "quantityAvailable": 3,
                "pricing": {"price": {"gross": {"amount": 15}}},
            }
        ],
    }


def test_prices_are_those_of_the_channel(channel):
    # given
    europe = factories.make_channel("eu", "EUR", "IT")
    factories.make_product(prices={channel: "20.00", europe: "18.00"}, slug="blue-mug")

    # when
    seen = api.anonymous().ask(PRODUCT, {"slug": "blue-mug", "channel": "eu"}).payload

    # then
    assert seen["pricing"]["priceRange"]["start"]["gross"] == {"amount": 18, "currency": "EUR"}


def _unpublish(product):
    product.channel_listings.update(is_published=False)


def _take_the_price(product):
    for variant in product.variants.all():
        variant.channel_listings.update(price_amount=None)


def _close_the_channel(product):
    listing = product.channel_listings.get()
    listing.channel.is_active = False
    listing.channel.save()


@pytest.mark.parametrize("hide", [_unpublish, _take_the_price, _close_the_channel])
def test_product_that_is_not_on_sale_is_not_there_for_shoppers(channel, product, hide):
    # given
    hide(product)

    # when
    variables = {"slug": product.slug, "channel": channel.slug}
    shopper = api.anonymous().ask(PRODUCT, variables).payload
    staff = api.staff("product.manage_products").ask(PRODUCT, variables).payload

    # then
    assert shopper is None
    assert staff["name"] == product.name
    channel.refresh_from_db()
    assert not Product.objects.published_with_variants(channel).exists()


def test_products_of_a_category_and_its_children(channel):
    # given
    kitchen = factories.make_category("Kitchen")
    mugs = factories.make_category("Mugs", parent=kitchen)
    factories.make_product("Blue mug", prices={channel: 1}, category=mugs)
    factories.make_product("Knife", prices={channel: 1}, category=kitchen)
    factories.make_product("Lamp", prices={channel: 1})
    query = """query ($ids: [ID!]) {
        products(first: 9, channel: "main", filter: {categories: $ids}, sortBy: {field: NAME, direction: ASC}) {
            edges { node { name } }
        }
    }"""

    # when
    names = [
        [edge["node"]["name"] for edge in api.anonymous().ask(query, {"ids": [category]}).payload["edges"]]
        for category in map(factories.global_id, (kitchen, mugs))
    ]

    # then
    assert names == [["Blue mug", "Knife"], ["Blue mug"]]


def test_thumbnail_is_made_when_it_is_first_asked_for(client, product, settings, tmp_path):
    # given
    settings.MEDIA_ROOT = str(tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (600, 300), "teal").save(picture, "PNG")
    media = ProductMedia(product=product, alt="Blue mug")
    media.image.save("mug.png", ContentFile(picture.getvalue()))
    url = get_product_image_thumbnail_url(media, 250)

    # when
    response = client.get(url)

    # then
    assert url == f"/thumbnail/{factories.global_id(media)}/256/"
    assert response.status_code == 302
    assert response.url == media.thumbnails.get().image.url
    with media.thumbnails.get().image.open() as file, Image.open(file) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("PNG", (256, 128))
    assert get_product_image_thumbnail_url(media, 250) == response.url


def test_product_without_an_image_has_a_placeholder(db):
    # when
    url = get_product_image_thumbnail_url(None, 250)

    # then
    assert url == "/static/images/placeholder256.png"


def test_thumbnail_of_nothing_is_not_found(client, db):
    # when
    responses = [client.get(f"/thumbnail/{name}/256/") for name in ("nonsense", "T3JkZXI6MQ==", "UHJvZHVjdE1lZGlhOjE=")]

    # then
    assert [response.status_code for response in responses] == [404, 404, 404]


@pytest.mark.parametrize("noun", ["categories", "collections"])
def test_places_of_products_are_found_by_name_and_by_id(noun, channel):
    # given
    product = factories.make_product("Blue mug", prices={channel: "20.00"})
    makers = {
        "categories": factories.make_category,
        "collections": lambda name: factories.make_collection(name, [channel], [product]),
    }
    mugs, _ = [makers[noun](name) for name in ("Mugs", "Lamps")]
    kind = type(mugs).__name__
    shown = "totalCount edges { node { name } }"
    question = f"query ($filter: {kind}FilterInput) {{ {noun}(first: 9, filter: $filter) {{ {shown} }} }}"
    filters = [{"search": "mug"}, {"ids": [graphene.Node.to_global_id(kind, mugs.pk)]}, {}]

    # when
    found = [api.staff("product.manage_products").ask(question, {"filter": each}).payload for each in filters]

    # then
    assert [each["totalCount"] for each in found] == [1, 1, 2]
    assert found[0]["edges"] == found[1]["edges"] == [{"node": {"name": "Mugs"}}]


def test_variants_are_found_by_product_name_or_sku_and_by_id(channel):
    # given
    mug = factories.make_product("Blue mug", prices={channel: "20.00"}).variants.get()
    factories.make_product("Lamp", prices={channel: "30.00"})
    question = """query ($ids: [ID!], $search: String) {
        productVariants(first: 9, ids: $ids, filter: {search: $search}) { edges { node { sku product { name } } } } }"""
    asked = [{"search": "MUG"}, {"search": mug.sku}, {"ids": [graphene.Node.to_global_id("ProductVariant", mug.pk)]}]
    staff = api.staff("product.manage_products")

    # when
    found = [staff.ask(question, variables).payload["edges"] for variables in asked]
    everything = staff.ask(question).payload["edges"]

    # then
    assert found == [[{"node": {"sku": mug.sku, "product": {"name": "Blue mug"}}}]] * 3
    assert len(everything) == 2


def test_shoppers_see_only_variants_of_published_products(channel):
    factories.make_product("Blue mug", prices={channel: "20.00"})
    factories.make_product("Secret", prices={})
    question = '{ productVariants(first: 9, channel: "main") { edges { node { product { name } } } } }'
    assert api.anonymous().ask(question).payload["edges"] == [{"node": {"product": {"name": "Blue mug"}}}]
