import json
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.coupons.models import Coupon
from saleor_automation.coupons.policies import ensure_policy
from saleor_automation.journeys.models import Decision, Journey
from saleor_automation.tracking.models import Attribution

from . import builders
from .builders import DEFINITION, NOON
from .clients import nodes, refusal_of


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["third", "second", "first"]),
        ({"statuses": ["DRAFT"]}, ["third"]),
        ({"statuses": ["ACTIVE", "PAUSED"]}, ["second", "first"]),
        ({"recipes": ["win-back"]}, ["second"]),
        ({"search": "FIR"}, ["first"]),
        ({"search": "nothing"}, []),
    ],
)
def test_journeys_are_filtered_and_the_newest_come_first(as_manager, conditions, expected):
    # given
    builders.journey("first", status="active", minutes=1)
    builders.journey("second", status="paused", minutes=2, recipe="win-back")
    builders.journey("third", status="draft", minutes=3)

    # when
    data = as_manager.ask(
        """query ($filter: AutomationJourneyFilterInput) {
          automationJourneys(first: 10, filter: $filter) { totalCount edges { node { slug } } }
        }""",
        {"filter": conditions},
    )

    # then
    assert [node["slug"] for node in nodes(data["automationJourneys"])] == expected
    assert data["automationJourneys"]["totalCount"] == len(expected)


@pytest.mark.parametrize(
    ("field", "direction", "expected"),
    [("NAME", "ASC", ["a", "b"]), ("NAME", "DESC", ["b", "a"]), ("UPDATED_AT", "ASC", ["b", "a"])],
)
def test_journeys_are_sorted(as_manager, field, direction, expected):
    # given
    builders.journey("b", minutes=1)
    builders.journey("a", minutes=2)

    # when
    data = as_manager.ask(
        """query ($sortBy: AutomationJourneySortingInput) {
          automationJourneys(first: 10, sortBy: $sortBy) { edges { node { slug } } }
        }""",
        {"sortBy": {"field": field, "direction": direction}},
    )

    # then
    assert [node["slug"] for node in nodes(data["automationJourneys"])] == expected


def test_journey_shows_steps_with_who_is_there(as_manager):
    # given
    journey = builders.journey("cart", recipe="abandoned-cart-recovery")
    for step_id in ("pause", "pause", "mark"):
        builders.enrollment(journey, builders.contact(), step_id=step_id)
    builders.enrollment(journey, builders.contact(), step_id="mark", finish_reason="done")

    # when
    data = as_manager.ask(
        """query ($id: ID!) { automationJourney(id: $id) {
          slug name recipe status versionNumber definition problems { place message }
          steps { id kind label insideCount }
        } }""",
        {"id": builders.global_id(journey)},
    )

    # then
    found = data["automationJourney"]
    assert json.loads(found.pop("definition")) == DEFINITION
    assert found == {
        "slug": "cart",
        "name": "Cart",
        "recipe": "abandoned-cart-recovery",
        "status": "ACTIVE",
        "versionNumber": 1,
        "problems": [],
        "steps": [
            {"id": "pause", "kind": "wait", "label": "Give it an hour", "insideCount": 2},
            {"id": "mark", "kind": "add_tag", "label": "Mark", "insideCount": 1},
        ],
    }


def test_draft_shows_its_own_steps_and_problems(as_manager):
    # given
    steps = [*DEFINITION["steps"], {"id": "late", "kind": "wait", "duration": "soon"}]
    builders.journey("half", status="draft", definition={**DEFINITION, "steps": steps})

    # when
    data = as_manager.ask(
        """{ automationJourney(slug: "half") {
          status versionNumber definition steps { id } problems { place message }
        } }"""
    )

    # then
    assert data["automationJourney"] == {
        "status": "DRAFT",
        "versionNumber": None,
        "definition": None,
        "steps": [{"id": "pause"}, {"id": "mark"}, {"id": "late"}],
        "problems": [
            {
                "place": "step 'late', duration",
                "message": "'soon' is no length of time; write for instance '90 minutes', '1 hour' or '3 days'.",
            }
        ],
    }


@pytest.mark.parametrize("draft", [{}, {"steps": "none"}, {"steps": [7, {"kind": ["x"]}]}])
def test_draft_that_is_no_journey_at_all_is_still_shown(as_manager, draft):
    # given
    builders.journey("broken", status="draft", definition=draft)

    # when
    data = as_manager.ask('{ automationJourney(slug: "broken") { steps { kind } problems { message } } }')

    # then
    assert data["automationJourney"]["problems"]
    assert all(step["kind"] == "['x']" for step in data["automationJourney"]["steps"])


def test_counts_tell_what_a_journey_did(as_manager):
    # given
    journey, other = builders.journey("cart"), builders.journey("other")
    contact = builders.contact()
    inside = builders.enrollment(journey, contact)
    builders.enrollment(journey, contact, problem="SMTP is down")
    builders.enrollment(journey, contact, finish_reason="already_ordered")
    builders.enrollment(journey, contact, finish_reason="already_ordered")
    builders.enrollment(journey, contact, finish_reason="finished")
    builders.enrollment(other, contact)
    builders.message(contact, journey=journey, opened_at=NOON, clicked_at=NOON)
    builders.message(contact, journey=journey, opened_at=NOON)
    builders.message(contact, journey=journey, state="skipped", reason="already_ordered")
    builders.message(contact, journey=other, opened_at=NOON)
    _coupon(inside, redeemed_at=NOON)
    _coupon(inside)
    _attribution(journey, "USD", "10.00")
    _attribution(journey, "USD", "5.50")
    _attribution(journey, "EUR", "7.00")

    # when
    data = as_manager.ask(
        """{ automationJourney(slug: "cart") { counts {
          entered active stuck finished { reason count } messages { state reason count } opened clicked
          couponsIssued couponsRedeemed ordersAttributed revenueAttributed { amount currency }
        } } }"""
    )

    # then
    assert data["automationJourney"]["counts"] == {
        "entered": 5,
        "active": 2,
        "stuck": 1,
        "finished": [{"reason": "already_ordered", "count": 2}, {"reason": "finished", "count": 1}],
        "messages": [
            {"state": "DELIVERED", "reason": "", "count": 2},
            {"state": "SKIPPED", "reason": "already_ordered", "count": 1},
        ],
        "opened": 2,
        "clicked": 1,
        "couponsIssued": 2,
        "couponsRedeemed": 1,
        "ordersAttributed": 3,
        "revenueAttributed": [{"amount": 7.0, "currency": "EUR"}, {"amount": 15.5, "currency": "USD"}],
    }


def test_journey_nobody_entered_counts_zero(as_manager):
    # given
    builders.journey("quiet", status="draft")

    # when
    data = as_manager.ask(
        '{ automationJourney(slug: "quiet") { counts { entered active finished { count } clicked ordersAttributed } } }'
    )

    # then
    assert data["automationJourney"]["counts"] == {
        "entered": 0,
        "active": 0,
        "finished": [],
        "clicked": 0,
        "ordersAttributed": 0,
    }


def test_runs_show_every_decision_in_order(as_manager):
    # given
    run = builders.enrollment(builders.journey("cart"), builders.contact("ada@example.com"))
    for number, outcome in enumerate(("advance", "sleep")):
        Decision.objects.create(
            enrollment=run,
            step_id="pause",
            visit=0,
            number=number,
            outcome=outcome,
            reason="because",
            facts={"n": number},
            decided_at=NOON,
        )

    # when
    data = as_manager.ask(
        """{ automationJourney(slug: "cart") { enrollments(first: 5) { totalCount edges { node {
          contact { email } decisions { stepId outcome reason facts decidedAt }
        } } } } }"""
    )

    # then
    (node,) = nodes(data["automationJourney"]["enrollments"])
    shared = {"stepId": "pause", "reason": "because", "decidedAt": "2026-03-10T12:00:00+00:00"}
    assert node["contact"] == {"email": "ada@example.com"}
    assert node["decisions"] == [
        {"outcome": "advance", "facts": '{"n": 0}', **shared},
        {"outcome": "sleep", "facts": '{"n": 1}', **shared},
    ]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("", "Give exactly one argument: `id` or `slug`."),
        ('(id: "QXV0b21hdGlvbkNvbnRhY3Q6MQ==")', "Invalid ID: QXV0b21hdGlvbkNvbnRhY3Q6MQ==. Expected: "
         "AutomationJourney, received: AutomationContact."),
    ],
)  # fmt: skip
def test_journey_asked_for_wrongly_is_refused(as_manager, arguments, text):
    # when
    answer = as_manager.post(f"{{ automationJourney{arguments} {{ slug }} }}")

    # then
    assert refusal_of(answer) == ("GraphQLError", text)


def test_unknown_journey_is_empty(as_manager):
    # given
    missing = builders.journey("gone")
    missing_id = builders.global_id(missing)
    Journey.objects.update(version=None)
    Journey.objects.all().delete()

    # when
    by_id = as_manager.ask("query ($id: ID!) { automationJourney(id: $id) { slug } }", {"id": missing_id})
    by_slug = as_manager.ask('{ automationJourney(slug: "gone") { slug } }')

    # then
    assert by_id == by_slug == {"automationJourney": None}


def _coupon(run, **fields):
    policy = ensure_policy("ten", "Ten", {"kind": "percentage", "percentage": "10", "valid_days": 7}, NOON)
    code = uuid4().hex
    return Coupon.objects.create(
        key=code,
        policy=policy,
        terms=policy.terms,
        contact_id=run.contact_id,
        enrollment_id=run.pk,
        voucher_id=1,
        code=code,
        issued_at=NOON,
        expires_at=NOON,
        **fields,
    )


def _attribution(journey, currency, amount):
    return Attribution.objects.create(
        order_id=uuid4(),
        contact_id=1,
        journey_id=journey.pk,
        touch="click",
        touched_at=NOON,
        ordered_at=NOON,
        currency=currency,
        amount=Decimal(amount),
    )
