"""The list of journeys: its numbers, their order, and what has to be mended before publishing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.recipes.importing import import_recipe
from saleor_automation.tracking.models import Attribution

from . import builders
from .builders import DEFINITION
from .clients import nodes

LIST = """query List($sort: AutomationJourneySortField!, $filter: AutomationJourneyFilterInput) {
  automationJourneys(first: 10, sortBy: {field: $sort, direction: DESC}, filter: $filter) { edges { node {
    slug problemsCount stuckCount summary { insideCount enteredCount deliveredCount revenue { amount currency } }
  } } } }"""
BROKEN = {**DEFINITION, "steps": [{"id": "send", "kind": "send", "template": "none"}, {"id": "x", "kind": "wait"}]}


@pytest.fixture
def journeys():
    """One that is busy now, one that sold a lot, and one that is broken."""
    busy, rich, broken = builders.journey("busy"), builders.journey("rich"), builders.journey("broken", status="draft")
    broken.draft = BROKEN
    broken.save()
    person, now = builders.contact(), utc_now()
    for number in range(3):
        builders.enrollment(busy, person)
        builders.message(person, journey=rich, state="delivered" if number else "skipped")
        builders.message(person, journey=busy, state="ghost")
    builders.enrollment(busy, person, problem="The template is gone.")
    builders.enrollment(busy, person, is_held_out=True, problem="The template is gone.")
    recent = builders.enrollment(rich, person, finish_reason="completed")
    recent.entered_at = now - timedelta(days=29)
    recent.save()
    for currency, amount in (("EUR", 20), ("USD", 30)):
        Attribution.objects.create(
            order_id=uuid4(),
            contact_id=person.pk,
            journey_id=rich.pk,
            touch="click",
            touched_at=now,
            ordered_at=now,
            currency=currency,
            amount=amount,
        )


def test_numbers_of_each_journey_without_those_held_out(as_manager, journeys):
    # when
    found = nodes(as_manager.ask(LIST, {"sort": "NAME"})["automationJourneys"])

    # then
    assert {each["slug"]: each for each in found} == {
        "busy": {
            "slug": "busy",
            "problemsCount": 0,
            "stuckCount": 1,
            "summary": {"insideCount": 4, "enteredCount": 0, "deliveredCount": 0, "revenue": []},
        },
        "rich": {
            "slug": "rich",
            "problemsCount": 0,
            "stuckCount": 0,
            "summary": {
                "insideCount": 0,
                "enteredCount": 1,
                "deliveredCount": 2,
                "revenue": [{"amount": 20.0, "currency": "EUR"}, {"amount": 30.0, "currency": "USD"}],
            },
        },
        "broken": {
            "slug": "broken",
            "problemsCount": 2,
            "stuckCount": 0,
            "summary": {"insideCount": 0, "enteredCount": 0, "deliveredCount": 0, "revenue": []},
        },
    }


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("INSIDE_COUNT", "busy"),
        ("ENTERED_COUNT", "rich"),
        ("DELIVERED_COUNT", "rich"),
        ("REVENUE", "rich"),
        ("PROBLEMS_COUNT", "broken"),
        ("STATUS", "broken"),
    ],
)
def test_order_by_a_number(as_manager, journeys, sort, first):
    found = nodes(as_manager.ask(LIST, {"sort": sort})["automationJourneys"])

    assert (len(found), found[0]["slug"]) == (3, first)


@pytest.mark.parametrize(("wanted", "slugs"), [(True, {"broken"}), (False, {"busy", "rich"})])
def test_only_journeys_with_or_without_problems(as_manager, journeys, wanted, slugs):
    found = nodes(as_manager.ask(LIST, {"sort": "NAME", "filter": {"hasProblems": wanted}})["automationJourneys"])

    assert {each["slug"] for each in found} == slugs


@pytest.mark.parametrize("recipe", ["abandoned-cart-recovery", "win-back"])
def test_draft_that_sends_a_mail_says_its_problems_in_a_query(as_manager, recipe):
    # given: a mail is checked against the shop's fields, its settings and the product lists it shows
    draft = import_recipe(recipe, {}, utc_now())

    # when
    data = as_manager.ask(LIST, {"sort": "PROBLEMS_COUNT"})

    # then
    assert [(each["slug"], each["problemsCount"]) for each in nodes(data["automationJourneys"])] == [(draft.slug, 0)]
