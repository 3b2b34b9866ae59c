"""Which products are of a kind: the categories a product is in, from its own up to the root."""

from collections.abc import Collection

from saleor.product.models import Product

from .assortment import category_paths
from .database import allow_writer


@allow_writer()
def categories_of(product_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the category of each product and those above it, its own first; empty for a product without one.

    Products the shop no longer has are left out. Three queries.
    """
    rows = Product.objects.filter(pk__in=product_ids).order_by().values_list("pk", "category_id")
    categories = dict(rows)
    paths = category_paths({category_id for category_id in categories.values() if category_id is not None})
    return {pk: paths.get(category_id, ()) for pk, category_id in categories.items()}
