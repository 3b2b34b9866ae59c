"""Letting people in, on and out over GraphQL, and the stories that tell of it."""

import pytest
from graphene import Node

from saleor_automation.contacts.field_models import BulkOperation
from saleor_automation.core.clock import utc_now
from saleor_automation.journeys.models import Enrollment
from saleor_automation.segments.saving import create_segment

from . import builders

START = """mutation Start($journey: ID!, $audience: AutomationAudienceInput!, $key: String) {
  automationEnrollmentStart(journeyId: $journey, audience: $audience, key: $key) {
    enrollments { contact { email } enteredBy isActive story { kind title } }
    refused { contactId contact { email } code message }
    operation { kind audience state }
    errors { field code message } } }"""
SKIP = """mutation Skip($id: ID!) { automationEnrollmentSkipWait(id: $id) {
  enrollment { stepId } errors { field code message } } }"""
END = """mutation End($id: ID!, $reason: String) { automationEnrollmentEnd(id: $id, reason: $reason) {
  enrollment { isActive finishReason story(language: "it") { kind title detail } } errors { field code message } } }"""


def live_journey(**fields):
    journey = builders.journey(**fields)
    journey.activated_at = utc_now()
    journey.save()
    return journey


def test_some_are_let_in_and_the_others_told_why(as_manager):
    # given
    journey, free, inside = live_journey(), builders.contact("ada@example.com"), builders.contact("bob@example.com")
    builders.enrollment(journey, inside, key="")
    gone = Node.to_global_id("AutomationContact", 0)

    # when
    contacts = [builders.global_id(free), builders.global_id(inside), gone]
    data = as_manager.ask(START, {"journey": builders.global_id(journey), "audience": {"contacts": contacts}})

    # then
    data = data["automationEnrollmentStart"]
    assert data["errors"] == []
    (run,) = data["enrollments"]
    assert (run["contact"], run["enteredBy"], run["isActive"]) == (
        {"email": "ada@example.com"},
        "marketer@example.com",
        True,
    )
    assert run["story"][0] == {"kind": "ENTERED", "title": "Let in by hand by marketer@example.com"}
    assert {(each["contactId"], each["code"], each["message"]) for each in data["refused"]} == {
        (builders.global_id(inside), "INSIDE_NOW", "The contact is inside since 2026-03-10 12:00 UTC."),
        (gone, "CONTACT_MISSING", "There is no such contact; it may have been erased."),
    }


def test_segment_is_let_in_in_the_background(as_manager):
    # given
    journey = live_journey()
    create_segment("Italy", {"fact": "country", "op": "eq", "value": "IT"}, builders.NOON)

    # when
    data = as_manager.ask(START, {"journey": builders.global_id(journey), "audience": {"segment": "italy"}})

    # then
    operation = data["automationEnrollmentStart"]["operation"]
    assert (operation["kind"], operation["state"]) == ("start_journey", "WAITING")
    assert BulkOperation.objects.get().parameters == {"journey_id": journey.pk, "key": ""}


@pytest.mark.parametrize(
    ("audience", "field", "code"),
    [
        ({}, "audience", "REQUIRED"),
        ({"contacts": []}, "audience", "INVALID"),
        ({"contacts": [Node.to_global_id("AutomationContact", 1)] * 1001}, "audience", "INVALID"),
        ({"contacts": ["nonsense"]}, "audience", "GRAPHQL_ERROR"),
        ({"segment": "none"}, "audience", "INVALID_DEFINITION"),
    ],
)
def test_audience_that_is_none_is_refused(as_manager, audience, field, code):
    journey = live_journey()

    data = as_manager.ask(START, {"journey": builders.global_id(journey), "audience": audience})

    errors = data["automationEnrollmentStart"]["errors"]
    assert [(error["field"], error["code"]) for error in errors] == [(field, code)]
    assert not Enrollment.objects.exists()
    assert not BulkOperation.objects.exists()


@pytest.mark.parametrize("audience", ["contacts", "segment"])
def test_journey_that_is_paused_lets_nobody_in(as_manager, audience):
    # given
    journey, person = builders.journey(status="paused"), builders.contact()
    create_segment("Italy", {"fact": "country", "op": "eq", "value": "IT"}, builders.NOON)
    wanted = {"contacts": [builders.global_id(person)]} if audience == "contacts" else {"segment": "italy"}

    # when
    data = as_manager.ask(START, {"journey": builders.global_id(journey), "audience": wanted})

    # then
    errors = data["automationEnrollmentStart"]["errors"]
    assert errors == [
        {"field": "journeyId", "code": "CONFLICT", "message": "Journey 'cart' is paused; resume it first."}
    ]


def test_wait_is_skipped_and_run_ended(as_manager):
    # given
    run = builders.enrollment(live_journey(), builders.contact())

    # when
    skipped = as_manager.ask(SKIP, {"id": builders.global_id(run)})["automationEnrollmentSkipWait"]
    ended = as_manager.ask(END, {"id": builders.global_id(run), "reason": "Per telefono"})["automationEnrollmentEnd"]
    again = as_manager.ask(END, {"id": builders.global_id(run)})["automationEnrollmentEnd"]

    # then
    assert skipped == {"enrollment": {"stepId": "mark"}, "errors": []}
    assert (ended["enrollment"]["isActive"], ended["enrollment"]["finishReason"]) == (False, "ended_by_staff")
    assert {
        "kind": "BY_HAND",
        "title": "Terminato a mano da marketer@example.com",
        "detail": "Per telefono",
    } in ended["enrollment"]["story"]
    assert [(error["field"], error["code"]) for error in again["errors"]] == [("id", "CONFLICT")]


def test_contact_tells_why_it_is_not_in_a_journey(as_manager):
    # given
    person, journey = builders.contact("ada@example.com"), live_journey()
    query = """query Why($journey: ID!) { automationContact(email: "ada@example.com") {
      whyNot(journeyId: $journey, language: "it") { code isObstacle text facts } } }"""

    # when
    data = as_manager.ask(query, {"journey": builders.global_id(journey)})

    # then
    codes = [(each["code"], each["isObstacle"]) for each in data["automationContact"]["whyNot"]]
    assert codes == [("no_event", True), ("mail_refused", False)]
    assert person.pk


def test_unknown_journey_has_no_why_not(as_manager):
    builders.contact("ada@example.com")
    missing = Node.to_global_id("AutomationJourney", 0)
    query = f"""{{ automationContact(email: "ada@example.com") {{ whyNot(journeyId: "{missing}") {{ code }} }} }}"""

    answer = as_manager.post(query)

    assert answer["errors"][0]["message"] == "There is no journey with this ID; it may have been deleted."


TIMELINE = """query Timeline($first: Int, $after: String, $kinds: [AutomationTimelineKind!]) {
  automationContact(email: "ada@example.com") { timeline(first: $first, after: $after, kinds: $kinds) {
    entries { at kind title detail facts messageId enrollmentId cursor }
    upcoming { kind title } hasNextPage endCursor } } }"""


def test_timeline_is_read_page_by_page(as_manager):
    # given
    person, journey = builders.contact("ada@example.com"), live_journey()
    run = builders.enrollment(journey, person, minutes=1)
    message = builders.message(person, journey=journey, enrollment=run, minutes=2, subject="Your cart")
    builders.event(person, "product_viewed", minutes=3)

    # when
    first = as_manager.ask(TIMELINE, {"first": 2})["automationContact"]["timeline"]
    second = as_manager.ask(TIMELINE, {"first": 2, "after": first["endCursor"]})["automationContact"]["timeline"]

    # then
    assert [(each["kind"], each["title"]) for each in first["entries"]] == [
        ("EVENT", "Viewed a product"),
        ("MESSAGE", "Mail “Your cart” was sent"),
    ]
    assert first["entries"][1]["messageId"] == builders.global_id(message)
    assert (first["hasNextPage"], second["hasNextPage"]) == (True, False)
    assert [each["enrollmentId"] for each in second["entries"]] == [builders.global_id(run)]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"first": 0}, "Argument `first` is 0; use 1 to 200."),
        ({"first": 201}, "Argument `first` is 201; use 1 to 200."),
        ({"after": "nonsense"}, "Received cursor is invalid."),
        ({"after": "WzEsIDIsIDNd"}, "Received cursor is invalid."),
    ],
)
def test_page_that_is_none_is_refused(as_manager, arguments, text):
    builders.contact("ada@example.com")

    answer = as_manager.post(TIMELINE, arguments)

    assert answer["errors"][0]["message"] == text


def test_timeline_of_some_kinds_only(as_manager):
    person = builders.contact("ada@example.com")
    builders.event(person, "product_viewed")
    builders.message(person)

    found = as_manager.ask(TIMELINE, {"kinds": ["MESSAGE"]})["automationContact"]["timeline"]

    assert [each["kind"] for each in found["entries"]] == ["MESSAGE"]
