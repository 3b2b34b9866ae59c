"""Drafts over GraphQL: made, saved, compared, published with all that is wrong, restored and deleted."""

import json

import pytest

from saleor_automation.journeys.models import Journey, JourneyVersion

from . import builders
from .builders import DEFINITION

CREATE = """mutation Create($input: AutomationJourneyCreateInput!) { automationJourneyCreate(input: $input) {
  journey { id slug name status revision draft editedBy priority holdoutPercent problemsCount }
  errors { field message code } } }"""
UPDATE = """mutation Update($id: ID!, $input: AutomationJourneyUpdateInput!) {
  automationJourneyUpdate(id: $id, input: $input) {
    journey { revision name draft priority editedBy problems { stepId field message place } }
    errors { field message code } } }"""
PUBLISH = """mutation Publish($id: ID!, $revision: Int) { automationJourneyPublish(id: $id, revision: $revision) {
  journey { status versions { number publishedBy isCurrent definition } }
  errors { field code place stepId message } } }"""
CHANGES = """query Changes($id: ID!) { automationJourney(id: $id) {
  changes { part kind stepId stepKind label fields { name before after } } } }"""
RESTORE = """mutation Restore($id: ID!, $number: Int!, $revision: Int!) {
  automationJourneyVersionRestore(id: $id, number: $number, revision: $revision) {
    journey { revision draft } errors { field code message } } }"""
WAIT = {"id": "wait", "kind": "wait", "duration": "1 day"}


def test_journey_is_made_empty_and_says_what_it_lacks(as_manager):
    # when
    data = as_manager.ask(CREATE, {"input": {"name": "Spring sale", "priority": 3, "holdoutPercent": 5}})

    # then
    made = data["automationJourneyCreate"]["journey"]
    assert data["automationJourneyCreate"]["errors"] == []
    assert json.loads(made.pop("draft")) == {"trigger": {"kind": "manual"}, "steps": []}
    made.pop("id")
    assert made == {
        "slug": "spring-sale",
        "name": "Spring sale",
        "status": "DRAFT",
        "revision": 1,
        "editedBy": "marketer@example.com",
        "priority": 3,
        "holdoutPercent": 5,
        "problemsCount": 1,
    }


def test_every_argument_that_does_not_fit_is_an_error_of_its_own(as_manager):
    # given
    values = {"name": " ", "slug": "A B", "definition": "[]", "holdoutPercent": 60, "priority": 5000}

    # when
    errors = as_manager.ask(CREATE, {"input": values})["automationJourneyCreate"]["errors"]

    # then
    assert {(error["field"], error["code"]) for error in errors} == {
        (field, "INVALID") for field in ("name", "slug", "definition", "holdoutPercent", "priority")
    }
    assert not Journey.objects.exists()


@pytest.mark.parametrize("text", ["not json", "", "[" * 5000])
def test_text_that_is_no_json_is_refused_before_anything_happens(as_manager, text):
    # when
    answer = as_manager.post(CREATE, {"input": {"name": "Sale", "definition": text}})

    # then
    assert "errors" in answer or answer["data"]["automationJourneyCreate"]["errors"][0]["field"] == "definition"
    assert not Journey.objects.exists()


def test_slug_that_is_taken_is_a_conflict(as_manager):
    builders.journey("sale")

    errors = as_manager.ask(CREATE, {"input": {"name": "Sale", "slug": "sale"}})["automationJourneyCreate"]["errors"]

    assert errors == [
        {
            "field": "slug",
            "message": "There is a journey with the slug 'sale' already; choose another.",
            "code": "CONFLICT",
        }
    ]


def test_half_done_draft_is_saved_and_every_problem_named_with_its_step_and_field(as_manager):
    # given
    journey = builders.journey(status="draft")
    steps = [
        {"id": "wait", "kind": "wait", "duration": "0 minutes"},
        {"id": "mail", "kind": "send", "template": "none"},
        {"id": "mail", "kind": "send", "template": "none", "colour": "red"},
        {"kind": "fly"},
    ]
    draft = {**DEFINITION, "entry": {"rule": "again"}, "steps": steps}

    # when
    data = as_manager.ask(
        UPDATE, {"id": builders.global_id(journey), "input": {"revision": 1, "definition": json.dumps(draft)}}
    )["automationJourneyUpdate"]

    # then
    assert data["errors"] == []
    assert (data["journey"]["revision"], json.loads(data["journey"]["draft"])) == (2, draft)
    assert {(each["stepId"], each["field"], each["message"]) for each in data["journey"]["problems"]} == {
        (
            "wait",
            "duration",
            "0 seconds is outside what a journey waits; use at least 1 minute and at most 1096 days.",
        ),
        ("mail", "colour", "There is no such field here; remove it or correct its name."),
        ("mail", "", "Another step has the same id; give each step its own."),
        ("mail", "", "There is no template 'none'; create it or choose another."),
        ("#4", "", next(each["message"] for each in data["journey"]["problems"] if each["stepId"] == "#4")),
        ("", "entry", "Entering again needs a pause, for instance '7 days'."),
    }


def test_second_of_two_editors_gets_a_conflict_and_overwrites_nothing(as_manager):
    # given
    journey = builders.journey(status="draft")
    variables = {"id": builders.global_id(journey), "input": {"revision": 1, "name": "First"}}
    as_manager.ask(UPDATE, variables)

    # when
    data = as_manager.ask(UPDATE, variables | {"input": {"revision": 1, "name": "Second"}})["automationJourneyUpdate"]

    # then
    assert [(error["field"], error["code"]) for error in data["errors"]] == [("revision", "CONFLICT")]
    assert "was changed by marketer@example.com at" in data["errors"][0]["message"]
    assert Journey.objects.values_list("name", "revision").get() == ("First", 2)


def test_changes_between_draft_and_published_version_are_told(as_manager):
    # given
    journey = builders.journey()
    journey.draft = {**DEFINITION, "steps": [{**DEFINITION["steps"][0], "duration": "2 hours"}, WAIT]}
    journey.save()

    # when
    changes = as_manager.ask(CHANGES, {"id": builders.global_id(journey)})["automationJourney"]["changes"]

    # then
    fields = [{"name": "duration", "before": '"1 hour"', "after": '"2 hours"'}]
    assert changes == [
        {
            "part": "STEP",
            "kind": "CHANGED",
            "stepId": "pause",
            "stepKind": "wait",
            "label": "Give it an hour",
            "fields": fields,
        },
        {"part": "STEP", "kind": "ADDED", "stepId": "wait", "stepKind": "wait", "label": "", "fields": []},
        {"part": "STEP", "kind": "REMOVED", "stepId": "mark", "stepKind": "add_tag", "label": "Mark", "fields": []},
    ]


def test_publishing_names_every_problem_with_its_step(as_manager):
    # given
    steps = [{"id": "wait", "kind": "wait", "duration": "soon"}, {"id": "mail", "kind": "send", "template": "none"}]
    journey = builders.journey(status="draft", definition={**DEFINITION, "steps": steps})

    # when
    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey), "revision": 1})["automationJourneyPublish"]

    # then
    assert [(error["code"], error["stepId"], error["place"]) for error in data["errors"]] == [
        ("INVALID_DEFINITION", "wait", "step 'wait', duration"),
        ("INVALID_DEFINITION", "mail", "step 'mail'"),
    ]
    assert not JourneyVersion.objects.exists()


def test_publishing_a_draft_that_was_changed_meanwhile_is_a_conflict(as_manager):
    journey = builders.journey(status="draft", revision=4)

    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey), "revision": 3})["automationJourneyPublish"]

    assert [error["code"] for error in data["errors"]] == ["CONFLICT"]
    assert not JourneyVersion.objects.exists()


def test_version_is_listed_with_who_published_it_and_comes_back_as_draft(as_manager):
    # given
    journey = builders.journey(status="draft")
    journey_id = builders.global_id(journey)
    published = as_manager.ask(PUBLISH, {"id": journey_id})["automationJourneyPublish"]["journey"]
    changed = {"revision": 1, "definition": json.dumps({"steps": []})}
    as_manager.ask(UPDATE, {"id": journey_id, "input": changed})

    # when
    restored = as_manager.ask(RESTORE, {"id": journey_id, "number": 1, "revision": 2})

    # then
    (version,) = published["versions"]
    assert (version["number"], version["publishedBy"], version["isCurrent"]) == (1, "marketer@example.com", True)
    journey_now = restored["automationJourneyVersionRestore"]["journey"]
    assert (journey_now["revision"], journey_now["draft"]) == (3, version["definition"])


def test_only_a_draft_that_was_never_published_is_deleted(as_manager):
    # given
    query = "mutation Delete($id: ID!) { automationJourneyDelete(id: $id) { journey { slug } errors { code field } } }"
    draft, published = builders.journey("draft", status="draft"), builders.journey("live")

    # when
    deleted = as_manager.ask(query, {"id": builders.global_id(draft)})["automationJourneyDelete"]
    refused = as_manager.ask(query, {"id": builders.global_id(published)})["automationJourneyDelete"]

    # then
    assert deleted == {"journey": {"slug": "draft"}, "errors": []}
    assert refused == {"journey": None, "errors": [{"code": "CONFLICT", "field": "id"}]}
    assert list(Journey.objects.values_list("slug", flat=True)) == ["live"]


def test_copy_is_made_with_a_name_of_its_own(as_manager):
    query = """mutation Copy($id: ID!, $name: String) { automationJourneyDuplicate(id: $id, name: $name) {
      journey { slug name status draft } errors { code } } }"""
    journey = builders.journey("live")

    data = as_manager.ask(query, {"id": builders.global_id(journey), "name": "Second try"})

    copy = data["automationJourneyDuplicate"]["journey"]
    assert (copy["slug"], copy["name"], copy["status"]) == ("second-try", "Second try", "DRAFT")
    assert json.loads(copy["draft"]) == journey.draft


def test_schema_of_a_journey_is_told_in_italian(as_manager):
    query = """{ automationJourneySchema(language: "it") { definition triggers { kind title } entry { title schema }
      exit { kind } steps { kind title description } } }"""

    found = as_manager.ask(query)["automationJourneySchema"]

    assert {"kind": "manual", "title": "A mano"} in found["triggers"]
    assert found["steps"][0]["title"] == "Invia un'email"
    assert json.loads(found["definition"])["properties"]["trigger"]["title"] == "Che cosa fa entrare"
    assert json.loads(found["entry"]["schema"])["properties"]["rule"]["x-widget"] == "choice"
