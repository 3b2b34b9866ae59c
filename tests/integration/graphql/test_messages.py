import pytest

from . import builders
from .clients import nodes, refusal_of

LIST = """query ($filter: AutomationMessageFilterInput, $sortBy: AutomationMessageSortingInput, $after: String,
    $first: Int = 10) {
  automationMessages(filter: $filter, sortBy: $sortBy, first: $first, after: $after) {
    totalCount edges { node { subject } } pageInfo { endCursor hasNextPage }
  }
}"""


@pytest.fixture
def outbox():
    """Four messages, planned in the order of their subjects."""
    ada, grace = builders.contact("ada@example.com"), builders.contact("grace@example.com")
    cart, win_back = builders.journey("cart"), builders.journey("win-back")
    builders.message(ada, journey=cart, subject="1", minutes=1)
    builders.message(ada, journey=cart, subject="2", minutes=2, state="skipped", reason="already_ordered")
    builders.message(grace, journey=win_back, subject="3", minutes=3, state="skipped", reason="no_consent")
    builders.message(grace, journey=win_back, subject="4", minutes=4, state="unknown")
    return {"ada": builders.global_id(ada), "cart": builders.global_id(cart)}


def _subjects(caller, **variables):
    data = caller.ask(LIST, variables)["automationMessages"]
    return "".join(node["subject"] for node in nodes(data))


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, "4321"),
        ({"states": ["SKIPPED"]}, "32"),
        ({"states": ["SKIPPED", "UNKNOWN"]}, "432"),
        ({"reasons": ["already_ordered"]}, "2"),
        ({"contact": "ada"}, "21"),
        ({"journey": "cart", "states": ["DELIVERED"]}, "1"),
        ({"plannedAt": {"gte": "2026-03-10T12:03:00Z"}}, "43"),
        ({"plannedAt": {"lte": "2026-03-10T12:03:00Z", "gte": "2026-03-10T12:02:00Z"}}, "32"),
        ({"states": []}, "4321"),
    ],
)
def test_messages_are_filtered_and_the_newest_come_first(as_manager, outbox, conditions, expected):
    # given
    for name in ("contact", "journey"):
        if name in conditions:
            conditions = {**conditions, name: outbox[conditions[name]]}

    # when
    subjects = _subjects(as_manager, filter=conditions)

    # then
    assert subjects == expected


def test_messages_are_sorted_by_when_they_are_due(as_manager):
    # given
    contact = builders.contact()
    for subject, hour in (("late", 18), ("early", 6), ("noon", 12)):
        builders.message(contact, subject=subject, state="queued", send_at=builders.NOON.replace(hour=hour))

    # when
    subjects = _subjects(as_manager, sortBy={"field": "SEND_AT", "direction": "ASC"})

    # then
    assert subjects == "earlynoonlate"


def test_pages_follow_one_another(as_manager, outbox):
    # given
    first = as_manager.ask(LIST, {"first": 3})["automationMessages"]

    # when
    second = as_manager.ask(LIST, {"first": 3, "after": first["pageInfo"]["endCursor"]})["automationMessages"]

    # then
    assert [node["subject"] for node in nodes(first) + nodes(second)] == ["4", "3", "2", "1"]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


def test_filter_by_an_id_of_another_type_is_refused(as_manager, outbox):
    # when
    answer = as_manager.post(LIST, {"filter": {"journey": outbox["ada"]}})

    # then
    text = f"Invalid ID: {outbox['ada']}. Expected: AutomationJourney, received: AutomationContact."
    assert refusal_of(answer) == ("GraphQLError", text)


def test_message_of_an_erased_contact_is_still_shown(as_manager):
    # given
    contact = builders.contact()
    builders.message(contact, state="skipped", reason="contact_erased")
    contact.delete()

    # when
    data = as_manager.ask(
        "{ automationMessages(first: 1) { edges { node { reason contact { email } journey { slug } } } } }"
    )

    # then
    assert nodes(data["automationMessages"]) == [{"reason": "contact_erased", "contact": None, "journey": None}]
