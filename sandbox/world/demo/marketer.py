"""What the shop's owner does before anything can happen: fill in the plugin's settings, switch the journeys on."""

from __future__ import annotations

import json
from typing import Any

from saleor.channel.models import Channel
from saleor.product.models import Collection, Product

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
LIST = """mutation ($name: String!, $slug: String!) {
  automationListCreate(input: {name: $name, slug: $slug}) { errors { code message } } }"""
RECIPES = "{ automationRecipes { slug name } }"
ASKS = "query ($slug: String!) { automationRecipe(slug: $slug) { asks { name type } } }"
IMPORT = """mutation ($recipe: String!, $parameters: JSONString!) {
  automationRecipeImport(input: {recipe: $recipe, parameters: $parameters}) {
    journeys { id } errors { code message } } }"""
PUBLISH = """mutation ($id: ID!) {
  automationJourneyPublish(id: $id) { journey { status } errors { code message } } }"""
JOURNEYS = "{ automationJourneys(first: 100, filter: {statuses: [ACTIVE]}) { edges { node { id } } } }"
PAUSE = "mutation ($id: ID!) { automationJourneyPause(id: $id) { errors { code message } } }"


TEAM = SETTINGS["reply_to"]
NEWSLETTER, ADVICE, LOYALTY = "newsletter", "first-steps", "loyalty"
LISTS = {NEWSLETTER: "Newsletter", ADVICE: "First steps outside"}
"""The lists there are before any recipe; the loyalty programme brings its own."""

TENT, OUTFIT = "birchline-2-tent", "weekend-away"

CHANGED: dict[str, dict[str, Any]] = {
    # The first cart somebody leaves is for the recipe with the first-time offer.
    "abandoned-cart-recovery": {"from_cart": 2},
    # Whoever joins the newsletter is welcomed; the advice is for those who ask for it.
    "seven-week-drip": {"list": ADVICE},
    # So that the season is long enough to see its end.
    "win-back": {"last_chance": "3 days"},
}
"""What this marketer changes about recipes; the others are taken as they are."""


def switch_journeys_on(door: FrontDoor, storefront_url: str, *, customer_consent: str) -> list[str]:
    """Configure the plugin, import every recipe, answering what it asks, and publish it; returns the recipes' names."""
    token = sign_in(door)
    values = SETTINGS | {
        "sender_name": shop()["name"],
        "shop_name": shop()["name"],
        "storefront_url": storefront_url,
        "customer_consent": customer_consent,
    }
    items = [{"name": name, "value": value} for name, value in values.items()]
    door.ask(CONFIGURE, {"id": PLUGIN_ID, "values": items}, token=token)
    recipes: list[dict[str, Any]] = door.ask(RECIPES, {}, token=token)["automationRecipes"]
    for slug, name in LISTS.items():
        door.ask(LIST, {"slug": slug, "name": name}, token=token)
    for recipe in recipes:
        asked = door.ask(ASKS, {"slug": recipe["slug"]}, token=token)["automationRecipe"]["asks"]
        answers = {each["name"]: _answer(each["type"]) for each in asked} | CHANGED.get(recipe["slug"], {})
        wanted = {"recipe": recipe["slug"], "parameters": json.dumps(answers)}
        for journey in door.ask(IMPORT, wanted, token=token)["automationRecipeImport"]["journeys"]:
            door.ask(PUBLISH, {"id": journey["id"]}, token=token)
    return [recipe["name"] for recipe in recipes]


def _answer(kind: str) -> Any:
    """Say what the marketer says to a recipe that asks for something of this type."""
    match kind:
        case "PRODUCT":
            return Product.objects.get(slug=TENT).pk
        case "COLLECTION":
            return Collection.objects.get(slug=OUTFIT).pk
        case "MONEY":
            return dict.fromkeys(Channel.objects.values_list("currency_code", flat=True), "1")
        case "LIST":
            return NEWSLETTER
        case _:
            raise LookupError(f"Nobody has said what to answer to a recipe that asks for a {kind.lower()}.")


def pause_journeys(door: FrontDoor) -> None:
    """Pause every journey that is switched on."""
    token = sign_in(door)
    for edge in door.ask(JOURNEYS, {}, token=token)["automationJourneys"]["edges"]:
        door.ask(PAUSE, {"id": edge["node"]["id"]}, token=token)


def sign_in(door: FrontDoor) -> str:
    """Sign in as the shop's owner and return the token."""
    admin = next(person for person in people()["staff"] if person["is_superuser"])
    credentials = {"email": admin["email"], "password": admin["password"]}
    return str(door.ask(SIGN_IN, credentials)["tokenCreate"]["token"])
