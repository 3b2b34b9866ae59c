from saleor_automation.journeys.models import Journey, JourneyVersion

from . import builders
from .builders import DEFINITION

PUBLISH = """mutation ($id: ID!) { automationJourneyPublish(id: $id) {
  journey { status versionNumber steps { id } counts { entered } problems { message } }
  errors { field message code place }
} }"""


def test_draft_becomes_a_version(as_manager):
    # given
    journey = builders.journey("cart", status="draft")

    # when
    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey)})["automationJourneyPublish"]

    # then
    assert data["errors"] == []
    assert data["journey"] == {
        "status": "ACTIVE",
        "versionNumber": 1,
        "steps": [{"id": "pause"}, {"id": "mark"}],
        "counts": {"entered": 0},
        "problems": [],
    }
    assert JourneyVersion.objects.count() == 1


def test_every_problem_of_a_draft_is_named_and_nothing_is_published(as_manager):
    # given
    steps = [
        {"id": "pause", "kind": "wait", "duration": "100% of an hour"},
        {"id": "send", "kind": "send", "template": "none", "truth": ["sunny"]},
    ]
    journey = builders.journey("cart", status="draft", definition={**DEFINITION, "steps": steps})

    # when
    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey)})["automationJourneyPublish"]

    # then
    assert data["journey"] is None
    assert [(error["field"], error["code"], error["place"]) for error in data["errors"]] == [
        ("id", "INVALID_DEFINITION", "step 'pause', duration"),
        ("id", "INVALID_DEFINITION", "step 'send', truth.0"),
    ]
    assert data["errors"][0]["message"] == (
        "Journey 'cart': '100% of an hour' is no length of time; write for instance '90 minutes', '1 hour' or '3 days'."
    )
    assert Journey.objects.get().status == "draft"
    assert JourneyVersion.objects.count() == 0


def test_missing_template_is_named_with_its_step(as_manager):
    # given
    steps = [{"id": "send", "kind": "send", "template": "none"}]
    journey = builders.journey("cart", status="draft", definition={**DEFINITION, "steps": steps})

    # when
    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey)})["automationJourneyPublish"]

    # then
    assert data["errors"] == [
        {
            "field": "id",
            "message": "Journey 'cart': There is no template 'none'; create it or choose another.",
            "code": "INVALID_DEFINITION",
            "place": "step 'send'",
        }
    ]


def test_unknown_journey_is_not_found(as_manager):
    # given
    journey = builders.journey("gone", status="draft")
    missing_id, pk = builders.global_id(journey), journey.pk
    journey.delete()

    # when
    data = as_manager.ask(PUBLISH, {"id": missing_id})["automationJourneyPublish"]

    # then
    assert data["errors"] == [
        {
            "field": "id",
            "message": f"There is no journey with the id {pk}.",
            "code": "NOT_FOUND",
            "place": None,
        }
    ]


def test_id_of_another_type_is_refused(as_manager):
    # given
    contact_id = builders.global_id(builders.contact())

    # when
    data = as_manager.ask(PUBLISH, {"id": contact_id})["automationJourneyPublish"]

    # then
    text = f"Invalid ID: {contact_id}. Expected: AutomationJourney, received: AutomationContact."
    assert data["errors"] == [{"field": "id", "message": text, "code": "GRAPHQL_ERROR", "place": None}]


def test_id_with_a_uuid_instead_of_a_number_is_refused(as_manager):
    # given
    strange_id = "QXV0b21hdGlvbkpvdXJuZXk6NWMwYWQ0YTItNzdiMC01ZTBlLTlkNTItNmU4YzliMWYzYTEw"

    # when
    data = as_manager.ask(PUBLISH, {"id": strange_id})["automationJourneyPublish"]

    # then
    text = f"Invalid ID: {strange_id}. Expected: AutomationJourney."
    assert data["errors"] == [{"field": "id", "message": text, "code": "GRAPHQL_ERROR", "place": None}]
