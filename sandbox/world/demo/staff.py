"""What the shop's staff do once a day: book payments, send parcels, write down the birthdays that customers told."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graphene import Node
from saleor.warehouse.models import Warehouse

from world.demo.cast import Person
from world.demo.front_door import FrontDoor
from world.demo.marketer import sign_in
from world.demo.storefront import PlacedOrder

SEND = """mutation ($order: ID!, $lines: [OrderFulfillLineInput!]!) {
  orderMarkAsPaid(id: $order) { errors { code message } }
  orderFulfill(order: $order, input: {lines: $lines, notifyCustomer: false}) { errors { code message } } }"""
FIND = """query ($email: String!) {
  automationContacts(first: 1, filter: {search: $email}) { edges { node { id } } } }"""
WRITE = """mutation ($contact: ID!, $day: JSONString!) {
  automationContactFieldsSet(audience: {contacts: [$contact]}, values: [{field: "birthday", value: $day}]) {
    errors { code message } } }"""


def send_parcels(door: FrontDoor, orders: Sequence[PlacedOrder]) -> None:
    """Book each order as paid and send all of it from the warehouse of its channel."""
    token = sign_in(door) if orders else ""
    warehouses = {channel: _warehouse(channel) for channel in {order.channel for order in orders}}
    for order in orders:
        lines = [
            {"orderLineId": line, "stocks": [{"quantity": quantity, "warehouse": warehouses[order.channel]}]}
            for line, quantity in order.lines
        ]
        door.ask(SEND, {"order": order.order_id, "lines": lines}, token=token)


def write_birthdays(door: FrontDoor, people: Sequence[Person]) -> list[Person]:
    """Write birthdays to the contacts; returns those people whom the shop does not know yet."""
    token = sign_in(door) if people else ""
    unknown = []
    for person in people:
        found = door.ask(FIND, {"email": person.email}, token=token)["automationContacts"]["edges"]
        if found:
            day = json.dumps(person.born_on.isoformat())
            door.ask(WRITE, {"contact": found[0]["node"]["id"], "day": day}, token=token)
        else:
            unknown.append(person)
    return unknown


def _warehouse(channel: str) -> str:
    pk = Warehouse.objects.filter(channels__slug=channel).order_by("pk").values_list("pk", flat=True)[0]
    return Node.to_global_id("Warehouse", pk)
