"""The catalogue as data: what the files say, with defaults filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify

DATA = Path(__file__).parent / "data"
DEFAULT_STOCK = 40


@dataclass(frozen=True)
class Good:
    """A product with everything the loader needs. Prices are by channel slug, before the sale."""

    name: str
    slug: str
    category: str
    brand: str
    about: str
    rating: float
    prices: dict[str, Decimal]
    sale_percent: int
    colours: tuple[str, ...]
    sizes: tuple[str, ...]
    stock: dict[str, int]
    collections: tuple[str, ...]
    picture: Path
    strokes: tuple[str, ...]
    colour_code: str

    def variants(self) -> Iterator[tuple[str, str]]:
        """Yield name and SKU of every variant; a product in one version has one without a name."""
        for colour in self.colours if len(self.colours) > 1 else ("",):
            for size in self.sizes or ("",):
                parts = [part for part in (colour, size) if part]
                yield " / ".join(parts), slugify("-".join([self.slug, *parts])).upper()


@cache
def shop() -> dict[str, Any]:
    return yaml.safe_load((DATA / "shop.yaml").read_text())


@cache
def people() -> dict[str, Any]:
    return yaml.safe_load((DATA / "people.yaml").read_text())


@cache
def goods() -> tuple[Good, ...]:
    """Return all products in the order of the files."""
    shapes = yaml.safe_load((DATA / "shapes.yaml").read_text())
    own_shape = {child["slug"]: child["shape"] for parent in shop()["categories"] for child in parent["children"]}
    return tuple(
        _good(entry, category, shapes[entry.get("shape", own_shape[category])].split("; "))
        for file in sorted((DATA / "products").glob("*.yaml"))
        for category, entries in yaml.safe_load(file.read_text()).items()
        for entry in entries
    )


def _good(entry: dict[str, Any], category: str, strokes: list[str]) -> Good:
    slug = slugify(entry["name"])
    stock = entry.get("stock", DEFAULT_STOCK)
    channels = [channel["slug"] for channel in shop()["channels"]]
    return Good(
        name=entry["name"],
        slug=slug,
        category=category,
        brand=entry["brand"],
        about=entry["about"],
        rating=entry["rating"],
        prices={"us": Decimal(entry["usd"]), "eu": Decimal(entry["eur"])},
        sale_percent=entry.get("sale_percent", 0),
        colours=tuple(entry["colours"]),
        sizes=tuple(shop()["sizes"][entry["sizes"]]) if "sizes" in entry else (),
        stock=stock if isinstance(stock, dict) else dict.fromkeys(channels, stock),
        collections=tuple(entry.get("collections", ())),
        picture=Path("products") / f"{slug}.jpg",
        strokes=tuple(strokes),
        colour_code=shop()["colours"][entry["colours"][0]],
    )
