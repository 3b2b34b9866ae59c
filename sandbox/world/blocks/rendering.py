"""One mail for every source, with the block that source fills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from saleor_automation.messages.compilation import compile_mail
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.links import PreviewLinks
from saleor_automation.messages.render_data import cards_to_data
from saleor_automation.messages.rendering import render
from saleor_automation.messages.templates import brand_of
from saleor_automation.product_lists.definition import parse_list
from saleor_automation.product_lists.readers import Reader, Subject
from saleor_automation.product_lists.resolution import resolve
from saleor_automation.product_lists.sources import SOURCES
from saleor_automation.shop.configuration import load_configuration
from saleor_automation.shop.database import allow_writer
from world.blocks.sample import Sample, make_sample

LIST = "shown"


@dataclass(frozen=True)
class RenderedBlock:
    """A source with its mail; names are those of the products it shows, reason why it shows none."""

    kind: str
    title: str
    html: str
    names: tuple[str, ...]
    reason: str


@allow_writer()
def render_blocks(now: datetime) -> list[RenderedBlock]:
    """Render every source for a made-up customer, who is gone again afterwards. Raises NothingForSale."""
    with transaction.atomic():
        try:
            configuration = load_configuration()
            sample = make_sample(configuration, now)
            return [_rendered(kind, sample, configuration, now) for kind in SOURCES]
        finally:
            transaction.set_rollback(True)


def example(kind: str, sample: Sample) -> dict[str, Any]:
    """Return a source of this kind, with what of the sample it needs to be told."""
    source: dict[str, Any] = {"kind": kind}
    fields = SOURCES[kind].model_fields
    if "categories" in fields:
        source["categories"] = list(sample.categories[:2])
    if "brands" in fields:
        source["brands"] = list(sample.brands[:2])
    if "products" in fields:
        source["products"] = list(sample.products[6:10] or sample.products)
    if kind == "cross_selling":
        source["reference"] = "product"
    return source


def _rendered(kind: str, sample: Sample, configuration: Any, now: datetime) -> RenderedBlock:
    subject = Subject(product_id=sample.products[0], order_id=sample.order_id, checkout_id=sample.checkout_id)
    reader = Reader(1, sample.contact.pk, sample.channel.slug, "en", subject)
    definition = parse_list({"source": example(kind, sample), "limit": 4}, kind)
    filling = resolve(definition, [reader], configuration, now)[reader.key]
    title = SOURCES[kind].title
    blocks = [{"kind": "product_grid", "source": LIST, "title": title}, {"kind": "footer"}]
    mail = compile_mail(parse_content({"subject": title, "blocks": blocks}), "en", brand_of(configuration))
    data = {
        LIST: cards_to_data(filling.cards, "en", configuration.low_stock_threshold),
        "shop": {"name": configuration.shop_name, "url": configuration.storefront_url},
    }
    html = render(mail, data, PreviewLinks()).html
    return RenderedBlock(kind, title, html, tuple(card.name for card in filling.cards), filling.reason)
