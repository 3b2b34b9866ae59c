"""Which products belong to a category, a collection or a brand, and what such things are called."""

from collections.abc import Collection, Sequence

from saleor.attribute.models import AssignedProductAttributeValue
from saleor.product.models import Category, CollectionProduct, Product
from saleor.product.models import Collection as ProductCollection

from .configuration import load_configuration
from .database import allow_writer


@allow_writer()
def products_in(kind: str, values: Collection[int | str]) -> set[int]:
    """Return the ids of the products in any of these categories (with all below them), collections or brands.

    kind is product, category, collection or brand; brands are given by name, whatever its case. At most three queries.
    What is gone from the shop holds nothing. Raises ValueError for another kind.
    """
    match kind:
        case "product":
            return {int(value) for value in values}
        case "category":
            categories = _with_descendants({int(value) for value in values})
            products = Product.objects.filter(category_id__in=categories)
        case "collection":
            placed = CollectionProduct.objects.filter(collection_id__in=[int(value) for value in values]).order_by()
            return set(placed.values_list("product_id", flat=True))
        case "brand":
            products = Product.objects.filter(pk__in=_of_brands({str(value) for value in values}))
        case _:
            raise ValueError(f"Products are not chosen by {kind!r}; use product, category, collection or brand.")
    return set(products.order_by().values_list("pk", flat=True))


def _with_descendants(category_ids: set[int]) -> set[int]:
    """Return categories and everything below them, level by level: trees of categories are shallow."""
    found, level = set(category_ids), set(category_ids)
    while level:
        children = Category.objects.filter(parent_id__in=level).order_by().values_list("pk", flat=True)
        level = set(children) - found
        found |= level
    return found


def _of_brands(names: set[str]) -> set[int]:
    folded = {name.casefold() for name in names}
    brand = load_configuration().brand_attribute
    rows = AssignedProductAttributeValue.objects.filter(value__attribute__slug=brand).order_by()
    values = rows.values_list("value_id", "value__name").distinct()
    value_ids = [value_id for value_id, name in values if name.casefold() in folded]
    return set(rows.filter(value_id__in=value_ids).values_list("product_id", flat=True))


@allow_writer()
def names_of(kind: str, ids: Sequence[int]) -> dict[int, str]:
    """Return the name of each product, category or collection that exists. One query."""
    models = {"product": Product, "category": Category, "collection": ProductCollection}
    return dict(models[kind].objects.filter(pk__in=ids).order_by().values_list("pk", "name"))


@allow_writer()
def known_brands(names: Collection[str]) -> set[str]:
    """Return those of the names that a product's brand has, whatever its case."""
    brand = load_configuration().brand_attribute
    values = AssignedProductAttributeValue.objects.filter(value__attribute__slug=brand).order_by()
    known = {name.casefold() for name in values.values_list("value__name", flat=True).distinct()}
    return {name for name in names if name.casefold() in known}
