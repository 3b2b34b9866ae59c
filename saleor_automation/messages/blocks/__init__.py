"""The blocks a mail is built from; a new kind is a file here and an entry in Block and BLOCKS."""

from typing import Annotated

from pydantic import Field

from .base import Block, SimpleBlock
from .button import Button
from .cart_lines import CartLines
from .columns import Columns
from .coupon import Coupon
from .divider import Divider
from .footer import Footer
from .heading import Heading
from .image import Image
from .order_lines import OrderLines
from .points import Points
from .product_grid import ProductGrid
from .review import Review
from .text import Text

AnyBlock = Annotated[
    Heading
    | Text
    | Image
    | Button
    | Columns
    | ProductGrid
    | CartLines
    | OrderLines
    | Coupon
    | Points
    | Review
    | Divider
    | Footer,
    Field(discriminator="kind"),
]

BLOCKS: dict[str, type[Block]] = {
    "heading": Heading,
    "text": Text,
    "image": Image,
    "button": Button,
    "columns": Columns,
    "product_grid": ProductGrid,
    "cart_lines": CartLines,
    "order_lines": OrderLines,
    "coupon": Coupon,
    "points": Points,
    "review": Review,
    "divider": Divider,
    "footer": Footer,
}

__all__ = ["BLOCKS", "AnyBlock", "Block", "Columns", "Footer", "ProductGrid", "SimpleBlock"]
