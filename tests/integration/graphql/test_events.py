from uuid import UUID

import pytest
from graphene import Node

from . import builders
from .clients import nodes

LIST = """query ($filter: AutomationEventFilterInput, $sortBy: AutomationEventSortingInput) {
  automationEvents(filter: $filter, sortBy: $sortBy, first: 10) { totalCount edges { node { kind } } }
}"""


@pytest.fixture
def log():
    """Three events, written down in another order than they happened."""
    ada, grace = builders.contact("ada@example.com"), builders.contact("grace@example.com")
    builders.event(ada, "order_placed", minutes=9)
    builders.event(grace, "page_viewed", minutes=1)
    builders.event(ada, "order_paid", minutes=5, processed_at=None, problem="KeyError: 'gross'")
    return builders.global_id(ada)


def _kinds(caller, **variables):
    data = caller.ask(LIST, variables)["automationEvents"]
    return [node["kind"] for node in nodes(data)]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["order_paid", "page_viewed", "order_placed"]),
        ({"kinds": ["order_placed", "page_viewed"]}, ["page_viewed", "order_placed"]),
        ({"contact": "ada"}, ["order_paid", "order_placed"]),
        ({"hasProblem": True}, ["order_paid"]),
        ({"hasProblem": False}, ["page_viewed", "order_placed"]),
        ({"occurredAt": {"gte": "2026-03-10T12:05:00Z"}}, ["order_paid", "order_placed"]),
    ],
)
def test_events_are_filtered_and_what_was_written_down_last_comes_first(as_manager, log, conditions, expected):
    # given
    if "contact" in conditions:
        conditions = {"contact": log}

    # when
    kinds = _kinds(as_manager, filter=conditions)

    # then
    assert kinds == expected


def test_events_are_sorted_by_when_they_happened(as_manager, log):
    # when
    kinds = _kinds(as_manager, sortBy={"field": "OCCURRED_AT", "direction": "ASC"})

    # then
    assert kinds == ["page_viewed", "order_paid", "order_placed"]


def test_event_names_what_it_is_about(as_manager):
    # given
    contact = builders.contact("ada@example.com")
    message = builders.message(contact, subject="Hello")
    number = UUID("5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10")
    builders.event(
        contact,
        "message_clicked",
        order_id=number,
        checkout_id=number,
        product_id=12,
        visitor_id=number,
        message_id=message.pk,
        data={"url": "https://shop.example/"},
    )

    # when
    data = as_manager.ask(
        """{ automationEvents(first: 1) { edges { node {
          kind occurredAt processedAt problem contact { email } message { subject }
          orderId checkoutId productId visitorId data
        } } } }"""
    )

    # then
    moment = "2026-03-10T12:00:00+00:00"
    assert nodes(data["automationEvents"]) == [
        {
            "kind": "message_clicked",
            "occurredAt": moment,
            "processedAt": moment,
            "problem": "",
            "contact": {"email": "ada@example.com"},
            "message": {"subject": "Hello"},
            "orderId": Node.to_global_id("Order", number),
            "checkoutId": Node.to_global_id("Checkout", number),
            "productId": Node.to_global_id("Product", 12),
            "visitorId": str(number),
            "data": '{"url": "https://shop.example/"}',
        }
    ]


def test_event_of_an_unknown_visitor_has_no_contact(as_manager):
    # given
    builders.event(None, "page_viewed")

    # when
    data = as_manager.ask(
        "{ automationEvents(first: 1) { edges { node { contact { email } message { subject } orderId } } } }"
    )

    # then
    assert nodes(data["automationEvents"]) == [{"contact": None, "message": None, "orderId": None}]
