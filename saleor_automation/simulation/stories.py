"""Run what a recipe promises of itself: its assertions, with the engine, for a made-up person in a made-up shop.

Everything is a shadow, and each story is undone before the next begins. The form of a story: recipes/assertions.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from .. import pipeline
from ..contacts.models import ContactList, Tag
from ..core import sql
from ..core.clock import zone_of
from ..core.exceptions import AutomationError
from ..journeys.definition import Definition
from ..journeys.models import Journey
from ..journeys.publishing import publish
from ..journeys.running import running_journeys
from ..messages.transports.discard import DiscardTransport
from ..recipes.assertions import BEGINNING, Assertion
from ..recipes.importing import bring_in
from ..recipes.loader import LoadedRecipe, get_recipe
from ..shop.configuration import configuration_from, settled_configuration
from ..shop.made_up import made_up_tables, make_up_shop
from .clock import WHAT_IS_DUE, next_pass
from .outcomes import broken_promises
from .people import Story, make_person
from .running import run_all_due
from .session import be_read_only, check_is_ours, session_of_its_own, set_clock
from .shadows import cast_shadows
from .staging import STAGING

MOST_PASSES = 20_000
EXAMPLES: Mapping[str, Any] = {
    "list": "newsletter",
    "product": 1,
    "category": 1,
    "collection": 1,
    "text": "Example",
    "tag": "Example",
    "email": "team@example.com",
    "percent": 10,
    "duration": "1 day",
    "integer": 1,
    "money": {"EUR": "10.00"},
    "date": "2030-01-01",
    "boolean": True,
}
"""What an import is told that has to be asked for, unless the assertion says it."""

_SHOP = {
    "sender_address": "hello@shop.example",
    "shop_name": "Example",
    "postal_address": "1 Market Street",
    "storefront_url": "https://shop.example",
}


def check_assertions(recipes: Sequence[LoadedRecipe]) -> list[list[str]]:
    """Return for each recipe the promises it breaks, with their names: an empty list if it keeps them all.

    Needs a database, and leaves it as it is. Raises NoSession if the database cannot give what it needs.
    """
    if not any(loaded.recipe.assertions for loaded in recipes):
        return [[] for _ in recipes]
    configuration = configuration_from(_SHOP, is_active=True)
    with session_of_its_own(), settled_configuration(configuration):
        with transaction.atomic():
            cast_shadows(of_definitions=True, of_shop=made_up_tables())
            sql.execute(STAGING)
        set_clock(BEGINNING)
        check_is_ours()
        sql.execute(WHAT_IS_DUE)
        be_read_only()
        return [
            [f"{each.name}: {text}" for each in loaded.recipe.assertions for text in _problems(loaded, each)]
            for loaded in recipes
        ]


def _problems(loaded: LoadedRecipe, assertion: Assertion) -> list[str]:
    try:
        with _undone():
            return list(_tell(loaded, assertion))
    except AutomationError as error:
        return [f"it could not be run: {error}"]


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _tell(loaded: LoadedRecipe, assertion: Assertion) -> Iterator[str]:
    """Live through a story and yield what came out other than promised."""
    given = sorted(assertion.given, key=lambda happening: happening.at)
    first = min([timedelta(0), assertion.person.known_since, *(each.at for each in given)])
    now, end = assertion.begins + first, assertion.begins + assertion.lasts
    values = _usual(loaded) | assertion.parameters
    _make_shop(assertion, values, now)
    beside = [get_recipe(slug) for slug in assertion.beside]
    journeys = [journey for each in beside for journey in bring_in(each, _usual(each), now).journeys]
    journeys += bring_in(loaded, values, now).journeys
    Journey.objects.update(holdout_percent=0)
    contact = make_person(assertion.person, assertion.begins, now)
    story = Story(contact, assertion.begins, loaded.recipe.slug)
    zone = zone_of(assertion.person.time_zone)
    definitions: list[Definition] = []
    for _ in range(MOST_PASSES):
        set_clock(now)
        if not definitions and now >= assertion.begins:
            definitions = [_published(journey, assertion.begins) for journey in journeys]
        while given and assertion.begins + given[0].at <= now:
            story.happen(given.pop(0))
        transport = DiscardTransport()
        due = run_all_due(transport, now)
        if now >= end:
            yield from broken_promises(assertion.expect, story)
            return
        happens_at = assertion.begins + given[0].at if given else None
        if not definitions:
            happens_at = min(happens_at or assertion.begins, assertion.begins)
        now = _next(now, definitions, due.next_at, happens_at, end, zone)
    yield f"it did not come to an end within {MOST_PASSES} passes; let it last less long."


def _next(
    now: datetime,
    definitions: list[Definition],
    due_at: datetime | None,
    happens_at: datetime | None,
    end: datetime,
    zone: ZoneInfo,
) -> datetime:
    until = min(end, happens_at or end)
    if not definitions:
        return until
    jump = timedelta(days=10_000)
    return min(next_pass(now, timedelta(0), each, due_at, happens_at, until, jump, zone) for each in definitions)


def _usual(loaded: LoadedRecipe) -> dict[str, Any]:
    """Return what an import is told by whoever changes nothing."""
    return {each.name: EXAMPLES[each.type] for each in loaded.recipe.parameters if _is_asked(each)}


def _is_asked(parameter: Any) -> bool:
    return parameter.default is None and not parameter.optional and parameter.type in EXAMPLES


def _published(journey: Journey, now: datetime) -> Definition:
    publish(journey.pk, now)
    return next(each.definition for each in running_journeys() if each.id == journey.pk)


def _make_shop(assertion: Assertion, values: Mapping[str, Any], now: datetime) -> None:
    """Make what the story speaks of and the recipe does not bring: products, lists, tags."""
    named = {number for happening in assertion.given for number in happening.products}
    named |= {value for value in values.values() if isinstance(value, int) and not isinstance(value, bool)}
    products = {*range(1, 21), *(number for number in named if number > 0)}
    make_up_shop(products, next((happening.currency for happening in assertion.given), "EUR"), now)
    while pipeline.tend_shelf(now):
        pass
    lists = {*assertion.person.lists, *(each.list for each in assertion.given), "newsletter"} - {""}
    ContactList.objects.bulk_create(ContactList(slug=slug, name=slug, created_at=now) for slug in sorted(lists))
    tags = {*assertion.person.tags, *(each.tag for each in assertion.given)} - {""}
    Tag.objects.bulk_create(Tag(name=name, created_at=now) for name in sorted(tags))
