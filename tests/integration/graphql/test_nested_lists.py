"""Messages, events and runs below a contact or a journey: cut per parent, newest first."""

import base64
import json

import pytest

from . import builders
from .clients import nodes, refusal_of

EVENTS = """query ($email: String, $first: Int, $after: String, $last: Int, $before: String) {
  automationContact(email: $email) {
    events(first: $first, after: $after, last: $last, before: $before) {
      totalCount edges { cursor node { kind } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}"""


@pytest.fixture
def contact():
    """Somebody to whom five things happened: e0 first, e4 last."""
    contact = builders.contact("ada@example.com")
    for number in range(5):
        builders.event(contact, f"e{number}", minutes=number)
    builders.event(builders.contact(), "of somebody else")
    return contact


def _events(caller, **variables):
    data = caller.ask(EVENTS, {"email": "ada@example.com", **variables})["automationContact"]["events"]
    return data, [node["kind"] for node in nodes(data)]


def test_newest_events_of_the_contact_come_first(as_manager, contact):
    # when
    data, kinds = _events(as_manager, first=2)

    # then
    assert kinds == ["e4", "e3"]
    assert data["totalCount"] == 5
    assert data["pageInfo"]["hasNextPage"] is True
    assert data["pageInfo"]["hasPreviousPage"] is False


def test_pages_follow_one_another_in_both_directions(as_manager, contact):
    # given
    first, _ = _events(as_manager, first=2)

    # when
    second, second_kinds = _events(as_manager, first=2, after=first["pageInfo"]["endCursor"])
    third, third_kinds = _events(as_manager, first=2, after=second["pageInfo"]["endCursor"])
    back, back_kinds = _events(as_manager, last=1, before=third["pageInfo"]["startCursor"])
    _, oldest_kinds = _events(as_manager, last=2)

    # then
    assert (second_kinds, third_kinds, back_kinds, oldest_kinds) == (["e2", "e1"], ["e0"], ["e1"], ["e1", "e0"])
    assert third["pageInfo"]["hasNextPage"] is False
    assert third["pageInfo"]["hasPreviousPage"] is True
    assert back["pageInfo"]["hasNextPage"] is True
    assert back["pageInfo"]["hasPreviousPage"] is True


def test_events_of_one_instant_are_neither_skipped_nor_repeated(as_manager):
    # given
    contact = builders.contact("ada@example.com")
    for number in range(4):
        builders.event(contact, f"e{number}")

    # when
    found, cursor = [], None
    for _ in range(4):
        page, kinds = _events(as_manager, first=1, after=cursor)
        found += kinds
        cursor = page["pageInfo"]["endCursor"]

    # then
    assert found == ["e3", "e2", "e1", "e0"]


def test_count_alone_needs_no_page(as_manager, contact):
    # when
    data = as_manager.ask('{ automationContact(email: "ada@example.com") { events { totalCount } } }')

    # then
    assert data["automationContact"]["events"] == {"totalCount": 5}


def _cursor(*values):
    return base64.b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    ("variables", "text"),
    [
        ({}, "You must provide a `first` or `last` value to properly paginate the `events` connection."),
        ({"first": 1, "last": 1}, "Argument `last` cannot be combined with `first`."),
        ({"first": 1, "before": "x"}, "Argument `first` cannot be combined with `before`."),
        ({"last": 1, "after": "x"}, "Argument `last` cannot be combined with `after`."),
        ({"first": -1}, "Argument `first` must be a non-negative integer."),
        ({"last": -3}, "Argument `last` must be a non-negative integer."),
        ({"first": 1, "after": "nonsense"}, "Received cursor is invalid."),
        ({"first": 1, "after": _cursor("yesterday", 1)}, "Received cursor is invalid."),
        ({"first": 1, "after": _cursor("2026-03-10T12:00:00", 1)}, "Received cursor is invalid."),
        ({"first": 1, "after": _cursor("2026-03-10T12:00:00+00:00", "x' OR 1=1")}, "Received cursor is invalid."),
        ({"first": 1, "after": _cursor(1)}, "Received cursor is invalid."),
    ],
)
def test_page_asked_for_wrongly_is_refused(as_manager, contact, variables, text):
    # when
    answer = as_manager.post(EVENTS, {"email": "ada@example.com", **variables})

    # then
    assert refusal_of(answer) == ("GraphQLError", text)


def test_page_beyond_the_limit_of_the_shop_is_refused(as_manager, contact):
    # when
    answer = as_manager.post(EVENTS, {"email": "ada@example.com", "first": 101})

    # then
    (error,) = answer["errors"]
    assert error["message"] == (
        "Requesting 101 records on the `events` connection exceeds the `first` limit of 100 records."
    )


def test_contact_shows_its_messages_and_runs(as_manager):
    # given
    contact = builders.contact("ada@example.com")
    journey = builders.journey()
    run = builders.enrollment(journey, contact, finish_reason="already_ordered", minutes=3)
    builders.message(contact, journey=journey, enrollment=run, minutes=4, subject="You forgot something")
    builders.message(contact, journey=journey, enrollment=run, minutes=5, state="skipped", reason="already_ordered")

    # when
    data = as_manager.ask(
        """{ automationContact(email: "ada@example.com") {
          messages(first: 5) { totalCount edges { node {
            state reason subject templateSlug plannedAt journey { slug } contact { email }
            enrollment { finishReason }
          } } }
          enrollments(first: 5) { totalCount edges { node {
            isActive finishReason stepId versionNumber journey { slug } contact { email } enteredAt
          } } }
        } }"""
    )

    # then
    shared = {
        "templateSlug": "reminder",
        "journey": {"slug": "cart"},
        "contact": {"email": "ada@example.com"},
        "enrollment": {"finishReason": "already_ordered"},
    }
    assert nodes(data["automationContact"]["messages"]) == [
        {"state": "SKIPPED", "reason": "already_ordered", "subject": "", "plannedAt": _at(5), **shared},
        {"state": "DELIVERED", "reason": "", "subject": "You forgot something", "plannedAt": _at(4), **shared},
    ]
    assert nodes(data["automationContact"]["enrollments"]) == [
        {
            "isActive": False,
            "finishReason": "already_ordered",
            "stepId": "pause",
            "versionNumber": 1,
            "journey": {"slug": "cart"},
            "contact": {"email": "ada@example.com"},
            "enteredAt": _at(3),
        }
    ]


def _at(minute):
    return f"2026-03-10T12:0{minute}:00+00:00"
