from decimal import Decimal

import pytest
from django.utils.text import slugify
from PIL import Image
from saleor.account.models import User
from saleor.core.db.connection import allow_writer
from saleor.product.models import Category, Product, ProductVariant, ProductVariantChannelListing
from saleor.warehouse.models import Stock

from world.catalogue.drawing import SIZE, draw_product, draw_strokes
from world.catalogue.goods import goods, people, shop
from world.catalogue.populate import Created, populate


@pytest.fixture
def populated(db, settings, tmp_path):
    """The populated shop; what has been drawn once is drawn again only by the test of drawing."""
    settings.MEDIA_ROOT = str(tmp_path)
    for good in goods():
        path = tmp_path / good.picture
        path.parent.mkdir(exist_ok=True)
        path.touch()
    created = populate()
    with allow_writer():
        yield created


def test_catalogue_is_large_enough_for_a_demo():
    assert len(goods()) >= 64
    assert len({good.category for good in goods()}) >= 8
    assert len({good.brand for good in goods()}) >= 8


def test_names_and_skus_are_unique():
    skus = [sku for good in goods() for _, sku in good.variants()]
    assert len({good.slug for good in goods()}) == len(goods())
    assert len(set(skus)) == len(skus)


def test_everything_a_product_refers_to_exists():
    collections = {entry["slug"] for entry in shop()["collections"]}
    categories = {child["slug"] for parent in shop()["categories"] for child in parent["children"]}
    for good in goods():
        assert good.brand in shop()["brands"]
        assert good.category in categories
        assert set(good.collections) <= collections
        assert set(good.colours) <= set(shop()["colours"])


def test_addresses_of_people_can_reach_nobody():
    entries = [*people()["staff"], *people()["customers"]]
    assert {entry["email"].rpartition("@")[2] for entry in entries} == {"example.com"}


def test_every_drawing_uses_strokes_the_pen_knows():
    for strokes in {good.strokes for good in goods()}:
        assert draw_strokes(strokes, (107, 127, 78), width=64).getbbox()


def test_picture_is_a_square_jpeg(tmp_path):
    # when
    draw_product(
        "A name that is far too long for one line of a picture",
        "#6b7f4e",
        ["oval main 10,10 90,90"],
        tmp_path / "x.jpg",
    )

    # then
    with Image.open(tmp_path / "x.jpg") as picture:
        assert (picture.format, picture.size) == ("JPEG", (SIZE, SIZE))


def test_unknown_stroke_is_named():
    # when
    with pytest.raises(ValueError) as refused:
        draw_strokes(["star main 1,1"], (107, 127, 78), width=64)

    # then
    assert str(refused.value) == "Unknown stroke 'star main 1,1': use poly, oval, box, line or arc."


def test_populating_twice_changes_nothing(populated):
    # given
    tent = ProductVariant.objects.get(sku="BIRCHLINE-2-TENT-MOSS")
    Stock.objects.filter(product_variant=tent).update(quantity=1)

    # when
    again = populate()

    # then
    assert populated == Created(len(goods()), ProductVariant.objects.count(), 7, 0)
    assert again == Created(0, 0, 0, 0)
    assert set(Stock.objects.filter(product_variant=tent).values_list("quantity", flat=True)) == {1}


def test_product_is_complete(populated):
    # when
    boot = Product.objects.get(slug="marsh-rubber-boot")

    # then
    assert boot.category.get_ancestors(include_self=True).values_list("slug", flat=True)[0] == "hiking"
    assert [value.value.name for value in boot.attributevalues.all()] == ["Saltmarsh"]
    assert [variant.name for variant in boot.variants.all()] == ["38", "40", "42", "44"]
    assert [collection.slug for collection in boot.collections.all()] == ["autumn-sale"]
    prices = ProductVariantChannelListing.objects.filter(variant__sku="MARSH-RUBBER-BOOT-38")
    assert sorted(prices.values_list("currency", "price_amount", "discounted_price_amount")) == [
        ("EUR", Decimal("85.000"), Decimal("63.750")),
        ("USD", Decimal("89.000"), Decimal("66.750")),
    ]
    assert boot.media.get().image.name == "products/marsh-rubber-boot.jpg"


def test_stock_has_plenty_little_and_nothing(populated):
    # when
    quantities = set(Stock.objects.values_list("quantity", flat=True))

    # then
    assert {0, 3, 40} <= quantities
    assert not Stock.objects.filter(product_variant__product__slug="sheepskin-seat-pad", quantity__gt=0).exists()


def test_categories_have_two_levels(populated):
    assert set(Category.objects.values_list("level", flat=True)) == {0, 1}
    assert all(slugify(category.slug) == category.slug for category in Category.objects.all())


def test_staff_and_customers_can_sign_in(populated):
    # given
    admin, warehouse = (User.objects.get(email=f"{name}@example.com") for name in ("admin", "warehouse"))

    # then
    assert admin.check_password("admin") and admin.is_superuser and admin.is_staff
    assert warehouse.is_staff and not warehouse.effective_permissions.exists()
    customer = User.objects.get(email="giulia@example.com")
    assert (customer.language_code, customer.default_shipping_address.city) == ("it", "Parma")
