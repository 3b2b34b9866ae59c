from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from graphene import Node

from saleor_automation.contacts.models import Visitor
from saleor_automation.core.settings import get_settings
from saleor_automation.events.models import Event

VISITOR = "5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TRACK = """mutation ($input: AutomationTrackInput!) { automationTrack(input: $input) {
  recorded errors { field message code }
} }"""


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def _track(caller, *events, visitor_id=VISITOR, **headers):
    variables = {"input": {"visitorId": visitor_id, "hasConsent": True, "events": list(events)}}
    return caller.ask(TRACK, variables, **headers)["automationTrack"]


def test_what_a_visitor_did_is_recorded(anonymous):
    # given
    product_id = Node.to_global_id("Product", 12)
    earlier = (NOW - timedelta(minutes=5)).isoformat()

    # when
    data = _track(
        anonymous,
        {"kind": "PRODUCT_VIEWED", "productId": product_id, "url": "/mug", "occurredAt": earlier, "key": "a"},
        {"kind": "CUSTOM", "name": "quiz_finished", "key": "b"},
    )

    # then
    assert data == {"recorded": 2, "errors": []}
    viewed, custom = Event.objects.order_by("id")
    assert (viewed.kind, viewed.product_id, viewed.data["url"]) == ("product_viewed", 12, "/mug")
    assert viewed.occurred_at == NOW - timedelta(minutes=5)
    assert (custom.kind, custom.occurred_at) == ("custom:quiz_finished", NOW)
    assert {viewed.visitor_id, custom.visitor_id} == {UUID(VISITOR)}
    assert {viewed.user_id, custom.user_id} == {None}


def test_logged_in_customer_is_remembered_with_the_visit(as_customer):
    # when
    _track(as_customer, {"kind": "PAGE_VIEWED", "url": "/"})

    # then
    assert set(Event.objects.values_list("user_id", flat=True)) == {as_customer.user.pk}


def test_same_happening_reported_twice_is_recorded_once(anonymous):
    # given
    event = {"kind": "CUSTOM", "name": "quiz", "key": "q-1", "occurredAt": NOW.isoformat()}
    _track(anonymous, event)

    # when
    data = _track(anonymous, event)

    # then
    assert data == {"recorded": 0, "errors": []}
    assert Event.objects.count() == 1


PAGE = {"kind": "PAGE_VIEWED"}


@pytest.mark.parametrize(
    ("events", "field", "code", "text"),
    [
        ([], "events", "INVALID", "Send 1 to 50 events in one call, not 0."),
        ([PAGE] * 51, "events", "INVALID", "Send 1 to 50 events in one call, not 51."),
        ([{"kind": "PRODUCT_VIEWED"}], "productId", "REQUIRED", "A product view needs the product's ID."),
        (
            [{"kind": "PRODUCT_VIEWED", "productId": "VXNlcjox"}],
            "productId",
            "GRAPHQL_ERROR",
            "Invalid ID: VXNlcjox. Expected: Product, received: User.",
        ),
        (
            [{"kind": "CUSTOM"}],
            "name",
            "INVALID",
            "'' is no name of an event; use 1 to 50 lower case letters, digits, '_', '.' and '-'.",
        ),
        (
            [{"kind": "CUSTOM", "name": "Order Placed"}],
            "name",
            "INVALID",
            "'Order Placed' is no name of an event; use 1 to 50 lower case letters, digits, '_', '.' and '-'.",
        ),
        (
            [{"kind": "PRODUCT_VIEWED", "productId": Node.to_global_id("Product", 2**31)}],
            "productId",
            "GRAPHQL_ERROR",
            "Invalid ID: UHJvZHVjdDoyMTQ3NDgzNjQ4. No Product has it.",
        ),
        (
            [{**PAGE, "categoryId": Node.to_global_id("Product", 1)}],
            "categoryId",
            "GRAPHQL_ERROR",
            "Invalid ID: UHJvZHVjdDox. Expected: Category, received: Product.",
        ),
        (
            [{**PAGE, "productIds": [Node.to_global_id("Product", 1)] * 101}],
            "productIds",
            "INVALID",
            "Name at most 100 products of a page, not 101.",
        ),
        ([{**PAGE, "url": "x" * 2001}], "url", "INVALID", "The text has 2001 characters; use at most 2000."),
        ([{**PAGE, "key": "x" * 101}], "key", "INVALID", "The text has 101 characters; use at most 100."),
        (
            [{**PAGE, "occurredAt": "2026-03-08T11:59:59Z"}],
            "occurredAt",
            "INVALID",
            "The time lies more than two days ago or in the future; leave it out for now.",
        ),
        (
            [PAGE, {**PAGE, "occurredAt": "2026-03-10T12:11:00Z"}],
            "occurredAt",
            "INVALID",
            "The time lies more than two days ago or in the future; leave it out for now.",
        ),
    ],
)
def test_wrong_event_is_refused_and_none_of_the_call_is_recorded(anonymous, events, field, code, text):
    # when
    data = _track(anonymous, *events)

    # then
    assert data == {"recorded": 0, "errors": [{"field": field, "message": text, "code": code}]}
    assert Event.objects.count() == 0


def test_clock_that_runs_a_little_ahead_is_set_right(anonymous):
    # when
    _track(anonymous, {"kind": "CUSTOM", "name": "quiz", "occurredAt": "2026-03-10T12:05:00Z"})

    # then
    assert Event.objects.get().occurred_at == NOW


def test_visitor_id_that_is_no_uuid_never_gets_in(anonymous):
    # when
    answer = anonymous.post(TRACK, {"input": {"visitorId": "me", "hasConsent": True, "events": [PAGE]}})

    # then
    (error,) = answer["errors"]
    assert 'Expected type "UUID"' in error["message"]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("same", ["visitor", "address"])
def test_too_many_calls_in_a_minute_are_refused(anonymous, same):
    # given
    limit = get_settings().track_rate_per_minute
    for number in range(limit):
        _track(anonymous, PAGE, **_identity(same, number))

    # when
    refused = _track(anonymous, PAGE, **_identity(same, limit))
    other = _track(anonymous, PAGE, visitor_id=str(UUID(int=9)), REMOTE_ADDR="198.51.100.250")
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        later = _track(anonymous, PAGE, **_identity(same, limit))

    # then
    text = "Too many calls in one minute; send several events in one call."
    assert refused["errors"] == [{"field": "visitorId", "message": text, "code": "RATE_LIMITED"}]
    assert (other["errors"], later["errors"]) == ([], [])


def _identity(same, number):
    if same == "visitor":
        return {"REMOTE_ADDR": f"203.0.113.{number}"}
    return {"visitor_id": str(UUID(int=1000 + number)), "REMOTE_ADDR": "203.0.113.1"}


def test_page_carries_its_category_and_what_it_showed(anonymous):
    # given
    ids = [Node.to_global_id("Product", number) for number in (12, 13)]

    # when
    data = _track(
        anonymous,
        {"kind": "PAGE_VIEWED", "url": "/mugs", "categoryId": Node.to_global_id("Category", 4), "productIds": ids},
    )

    # then
    assert data == {"recorded": 1, "errors": []}
    assert Event.objects.get().data == {"url": "/mugs", "category_id": 4, "product_ids": [12, 13]}


UNTRACKED = """mutation ($input: AutomationTrackInput!) { automationTrack(input: $input) {
  recorded untracked errors { field } } }"""


@pytest.mark.parametrize(
    ("has_consent", "headers", "reason"),
    [
        (False, {}, "NO_CONSENT"),
        (True, {"HTTP_SEC_GPC": "1"}, "PRIVACY_SIGNAL"),
        (True, {"HTTP_DNT": "1"}, "PRIVACY_SIGNAL"),
        (True, {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, "BOT"),
    ],
)
def test_visitor_who_must_not_be_tracked_leaves_nothing(anonymous, has_consent, headers, reason):
    # given
    variables = {"input": {"visitorId": VISITOR, "hasConsent": has_consent, "events": [PAGE]}}

    # when
    data = anonymous.ask(UNTRACKED, variables, **headers)["automationTrack"]

    # then
    assert data == {"recorded": 0, "untracked": reason, "errors": []}
    assert Event.objects.count() == 0
    assert Visitor.objects.count() == 0
