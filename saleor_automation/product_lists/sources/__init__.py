"""Where products of a list come from; a new kind is a file here, a line in Source, a test and a docs heading."""

from typing import Annotated, get_args

from pydantic import Field

from .at_hand import AtHand
from .back_in_stock import BackInStock
from .base import ListSource
from .best_sellers import BestSellers
from .best_sellers_brands import BestSellersOfBrands
from .best_sellers_categories import BestSellersOfCategories
from .best_sellers_last_category import BestSellersOfLastCategory
from .best_sellers_product_category import BestSellersOfProductCategory
from .best_sellers_top_category import BestSellersOfTopCategory
from .best_sellers_top_product_category import BestSellersOfTopProductCategory
from .best_sellers_visited_brand import BestSellersOfVisitedBrand
from .best_sellers_visited_category import BestSellersOfVisitedCategory
from .bought import Bought
from .cross_selling import CrossSelling
from .manual import Manual
from .novelties import Novelties
from .novelties_brands import NoveltiesOfBrands
from .novelties_categories import NoveltiesOfCategories
from .order_products import OrderProducts
from .viewed_not_bought import ViewedNotBought

_AnySource = (
    CrossSelling
    | BestSellers
    | BestSellersOfCategories
    | BestSellersOfBrands
    | BestSellersOfVisitedCategory
    | BestSellersOfLastCategory
    | BestSellersOfProductCategory
    | BestSellersOfVisitedBrand
    | BestSellersOfTopCategory
    | BestSellersOfTopProductCategory
    | Novelties
    | NoveltiesOfCategories
    | NoveltiesOfBrands
    | OrderProducts
    | Manual
    | ViewedNotBought
    | BackInStock
    | Bought
    | AtHand
)
Source = Annotated[_AnySource, Field(discriminator="kind")]

SOURCES: dict[str, type[ListSource]] = {each.model_fields["kind"].default: each for each in get_args(_AnySource)}
