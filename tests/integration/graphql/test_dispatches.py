from datetime import timedelta

import pytest
from graphene import Node

from saleor_automation.core.clock import utc_now
from saleor_automation.dispatches.signing import signing_secrets
from saleor_automation.models import Dispatch

from . import builders
from .clients import nodes

LIST = """query ($filter: AutomationDispatchFilterInput) { automationDispatches(first: 10, filter: $filter) {
  totalCount edges { node {
    kind state target stepId reason detail attempts contact { email } journey { slug } enrollment { stepId }
  } } } }"""


@pytest.fixture
def dispatches():
    journey, contact = builders.journey("crm"), builders.contact("ada@example.com")
    run = builders.enrollment(journey, contact)
    about = {"contact_id": contact.pk, "journey_id": journey.pk, "enrollment_id": run.pk, "step_id": "tell"}
    times = {"planned_at": builders.NOON, "send_at": builders.NOON}
    Dispatch.objects.create(
        key="call:1",
        kind="webhook",
        state="failed",
        target="https://crm.example/hook?token=secret#x",
        reason="gave_up",
        detail="HTTP 503",
        attempts=10,
        settled_at=utc_now(),
        **about,
        **times,
    )
    Dispatch.objects.create(key="notice:2", kind="email", target="sales@shop.example", **about, **times)
    return journey, contact


def test_calls_and_notices_show_what_became_of_them(as_manager, dispatches):
    # when
    data = as_manager.ask(LIST)["automationDispatches"]

    # then
    shared = {
        "stepId": "tell",
        "contact": {"email": "ada@example.com"},
        "journey": {"slug": "crm"},
        "enrollment": {"stepId": "pause"},
    }
    assert nodes(data) == [
        {
            "kind": "EMAIL",
            "state": "QUEUED",
            "target": "sales@shop.example",
            "reason": "",
            "detail": "",
            "attempts": 0,
            **shared,
        },
        {
            "kind": "WEBHOOK",
            "state": "FAILED",
            "target": "https://crm.example/hook",
            "reason": "gave_up",
            "detail": "HTTP 503",
            "attempts": 10,
            **shared,
        },
    ]


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ({"states": ["FAILED", "UNKNOWN"]}, ["WEBHOOK"]),
        ({"kinds": ["EMAIL"]}, ["EMAIL"]),
        ({"plannedAt": {"gte": "2030-01-01T00:00:00Z"}}, []),
        ({"journey": "journey"}, ["EMAIL", "WEBHOOK"]),
        ({"contact": "contact"}, ["EMAIL", "WEBHOOK"]),
        ({"contact": Node.to_global_id("AutomationContact", 0)}, []),
    ],
)
def test_list_can_be_narrowed(as_manager, dispatches, chosen, kinds):
    # given
    journey, contact = dispatches
    ids = {
        "journey": Node.to_global_id("AutomationJourney", journey.pk),
        "contact": Node.to_global_id("AutomationContact", contact.pk),
    }
    chosen = {name: ids.get(value, value) if isinstance(value, str) else value for name, value in chosen.items()}

    # when
    found = as_manager.ask(LIST, {"filter": chosen})["automationDispatches"]

    # then
    assert [node["kind"] for node in nodes(found)] == kinds
    assert found["totalCount"] == len(kinds)


def test_secret_is_shown_once_when_it_is_made(as_manager):
    # when
    data = as_manager.ask("mutation { automationWebhookSecretRotate { secret previousUntil errors { code } } }")

    # then
    made = data["automationWebhookSecretRotate"]
    assert (made["errors"], signing_secrets(utc_now())) == ([], [made["secret"]])


def test_health_names_those_that_fail(as_manager, dispatches):
    # given
    late = utc_now() - timedelta(minutes=30, seconds=20)
    Dispatch.objects.filter(kind="email").update(send_at=late)

    # when
    health = as_manager.ask(
        "{ automationHealth { problems warnings queuedDispatches failedDispatches unknownDispatches } }"
    )

    # then
    assert health["automationHealth"] == {
        "problems": [
            "Notices and webhook calls have been waiting for 30 minutes; "
            "check that a Celery worker and beat are running."
        ],
        "warnings": ["Notices and webhook calls not taken in the last day: 1; `automationDispatches` says why."],
        "queuedDispatches": 1,
        "failedDispatches": 1,
        "unknownDispatches": 0,
    }
