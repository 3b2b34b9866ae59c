"""What a mail may show beside person, cart, coupon and product lists: the order it is about, and loyalty points.

Both are read at this moment, and only for mails whose template speaks of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..core.clock import zone_of
from ..scores.standings import Standing, standings
from ..shop.configuration import ShopConfiguration
from ..shop.facts import LiveOrder
from ..shop.live_orders import live_orders
from .models import Template
from .render_data import order_to_data, points_to_data
from .truth import DueMessage, Facts, order_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Orders by id and standings by contact, for the mails of a group that show them."""

    orders: Mapping[UUID, LiveOrder]
    standings: Mapping[int, Standing]

    def data(self, message: DueMessage, zone: str, language: str) -> dict[str, Any]:
        """Return the variables `order` and `points` of one mail, as far as it has them; zone is the reader's."""
        found: dict[str, Any] = {}
        if not self.orders and not self.standings:
            return found
        order_id = order_of(message)
        if order_id is not None and order_id in self.orders:
            order = self.orders[order_id]
            placed_on = order.placed_at.astimezone(zone_of(zone)).date()
            found["order"] = order_to_data(order.number, placed_on, order.total, order.currency, order.lines, language)
        if message.contact_id in self.standings:
            found["points"] = points_to_data(self.standings[message.contact_id])
        return found


def read_beside(
    messages: Sequence[DueMessage],
    templates: Mapping[int, Template],
    facts: Facts,
    configuration: ShopConfiguration,
) -> Beside:
    """Read what the mails of a group show; no statement if none of them shows an order or points."""
    texts = {pk: json.dumps(template.content) for pk, template in templates.items()}
    with_order, with_points = ({pk for pk, text in texts.items() if word in text} for word in ("order", "points"))
    about_orders = {
        order_id: facts.people[message.contact_id].language_code or configuration.default_language
        for message in messages
        if message.template_id in with_order and (order_id := order_of(message)) is not None
    }
    about_points = {message.contact_id for message in messages if message.template_id in with_points}
    return Beside(
        live_orders(about_orders, configuration) if about_orders else {},
        standings(about_points) if about_points else {},
    )
