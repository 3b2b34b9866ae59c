"""What the shop's owner does before anything can happen: fill in the plugin's settings, switch the journeys on."""

from __future__ import annotations

from typing import Any

from world.catalogue.goods import people, shop
from world.demo.front_door import FrontDoor

PLUGIN_ID = "saleor.automation"
SETTINGS = {
    "sender_address": "hello@larch-and-lantern.example",
    "reply_to": "people@larch-and-lantern.example",
    "postal_address": "Larch & Lantern, 2210 NW Quimby Street, Portland, OR 97210",
    "accent_color": "#2f5d50",
}

SIGN_IN = """mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { code message } } }"""
CONFIGURE = """mutation ($id: ID!, $values: [ConfigurationItemInput!]!) {
  pluginUpdate(id: $id, input: {active: true, configuration: $values}) { errors { code message } } }"""
RECIPES = "{ automationRecipes { slug name } }"
IMPORT = """mutation ($recipe: String!) {
  automationRecipeImport(input: {recipe: $recipe}) { journey { id } errors { code message } } }"""
PUBLISH = """mutation ($id: ID!) {
  automationJourneyPublish(id: $id) { journey { status } errors { code message } } }"""
JOURNEYS = "{ automationJourneys(first: 100, filter: {statuses: [ACTIVE]}) { edges { node { id } } } }"
PAUSE = "mutation ($id: ID!) { automationJourneyPause(id: $id) { errors { code message } } }"


def switch_journeys_on(door: FrontDoor, storefront_url: str, *, customer_consent: str) -> list[str]:
    """Configure the plugin, import every recipe as it is and publish it; returns the recipes' names."""
    token = _sign_in(door)
    values = SETTINGS | {
        "sender_name": shop()["name"],
        "shop_name": shop()["name"],
        "storefront_url": storefront_url,
        "customer_consent": customer_consent,
    }
    items = [{"name": name, "value": value} for name, value in values.items()]
    door.ask(CONFIGURE, {"id": PLUGIN_ID, "values": items}, token=token)
    recipes: list[dict[str, Any]] = door.ask(RECIPES, {}, token=token)["automationRecipes"]
    for recipe in recipes:
        imported = door.ask(IMPORT, {"recipe": recipe["slug"]}, token=token)
        journey_id = imported["automationRecipeImport"]["journey"]["id"]
        door.ask(PUBLISH, {"id": journey_id}, token=token)
    return [recipe["name"] for recipe in recipes]


def pause_journeys(door: FrontDoor) -> None:
    """Pause every journey that is switched on."""
    token = _sign_in(door)
    for edge in door.ask(JOURNEYS, {}, token=token)["automationJourneys"]["edges"]:
        door.ask(PAUSE, {"id": edge["node"]["id"]}, token=token)


def _sign_in(door: FrontDoor) -> str:
    admin = next(person for person in people()["staff"] if person["is_superuser"])
    credentials = {"email": admin["email"], "password": admin["password"]}
    return str(door.ask(SIGN_IN, credentials)["tokenCreate"]["token"])
