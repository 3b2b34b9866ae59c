"""Tags and custom fields over GraphQL: made, given to many, read back with their history."""

import json

import pytest
from graphene import Node

from saleor_automation.models import BulkOperation, ContactTag, CustomField, FieldValue, Tag
from saleor_automation.segments import bulk

from . import builders
from .clients import nodes

ASSIGN = """mutation($audience: AutomationAudienceInput!, $tags: [String!]!) {
    automationContactTagsAssign(audience: $audience, tags: $tags) {
        changedCount operation { id state kind } errors { field message code } } }"""
SET = """mutation($audience: AutomationAudienceInput!, $values: [AutomationFieldValueInput!]!) {
    automationContactFieldsSet(audience: $audience, values: $values) {
        changedCount operation { id } errors { field message code } } }"""
EVERYBODY = json.dumps({"fact": "orders_count", "op": "gte", "value": 0})


@pytest.fixture
def people():
    return [builders.contact("ada@example.com"), builders.contact("grace@example.com")]


@pytest.fixture
def color():
    return CustomField.objects.create(
        slug="color", name="Color", type="choice", choices=[{"value": "red", "label": "Red"}], created_at=builders.NOON
    )


def test_contacts_named_by_id_are_tagged_at_once_and_their_history_tells(as_manager, people):
    # when
    audience = {"contacts": [builders.global_id(each) for each in people]}
    given = as_manager.ask(ASSIGN, {"audience": audience, "tags": ["VIP", "vip", "New"]})
    taken = as_manager.ask(ASSIGN.replace("TagsAssign", "TagsUnassign"), {"audience": audience, "tags": ["NEW"]})

    # then
    assert given["automationContactTagsAssign"] == {"changedCount": 4, "operation": None, "errors": []}
    assert taken["automationContactTagsUnassign"]["changedCount"] == 2
    contact = as_manager.ask("""{ automationContact(email: "ada@example.com") { tags { name }
        tagHistory(first: 5) { totalCount edges { node { tagName assignedBy removedAt removedBy } } } } }""")
    staff = f"staff:{as_manager.user.pk}"
    assert [tag["name"].lower() for tag in contact["automationContact"]["tags"]] == ["vip"]
    history = {each["tagName"].lower(): each for each in nodes(contact["automationContact"]["tagHistory"])}
    assert (history["new"]["removedBy"], history["vip"]["removedBy"], history["vip"]["assignedBy"]) == (
        staff,
        "",
        staff,
    )
    (tag,) = nodes(
        as_manager.ask("""{ automationTags(first: 5, filter: {search: "vip"}) { edges { node {
        name contactsCount usedBy } } } }""")["automationTags"]
    )
    assert (tag["contactsCount"], tag["usedBy"]) == (2, [])


def test_condition_is_worked_through_in_the_background_and_can_be_watched(as_manager, people):
    # when
    answer = as_manager.ask(ASSIGN, {"audience": {"condition": EVERYBODY}, "tags": ["VIP"]})
    operation = answer["automationContactTagsAssign"]["operation"]
    bulk.work(builders.NOON, 10)

    # then
    assert (operation["state"], operation["kind"]) == ("WAITING", "assign_tags")
    seen = as_manager.ask(
        """query($id: ID!) { automationOperation(id: $id) { state totalCount seenCount changedCount problem source
            parameters audience } }""",
        {"id": operation["id"]},
    )["automationOperation"]
    assert (seen["state"], seen["totalCount"], seen["seenCount"], seen["changedCount"]) == ("DONE", 2, 2, 2)
    listed = as_manager.ask("{ automationOperations(first: 5, filter: {states: [DONE]}) { totalCount } }")
    assert listed["automationOperations"]["totalCount"] == 1
    assert ContactTag.objects.count() == 2


def test_operation_is_cancelled(as_manager, people):
    # given
    answer = as_manager.ask(ASSIGN, {"audience": {"condition": EVERYBODY}, "tags": ["VIP"]})

    # when
    cancelled = as_manager.ask(
        "mutation($id: ID!) { automationOperationCancel(id: $id) { operation { state } errors { code } } }",
        {"id": answer["automationContactTagsAssign"]["operation"]["id"]},
    )

    # then
    assert cancelled["automationOperationCancel"] == {"operation": {"state": "CANCELLED"}, "errors": []}
    assert bulk.work(builders.NOON, 10) == 0


@pytest.mark.parametrize(
    ("audience", "tags", "field", "code"),
    [
        ({}, ["VIP"], "audience", "REQUIRED"),
        ({"segment": "a", "condition": EVERYBODY}, ["VIP"], "audience", "REQUIRED"),
        ({"contacts": []}, ["VIP"], "audience", "INVALID"),
        ({"contacts": [Node.to_global_id("User", 1)]}, ["VIP"], "audience", "GRAPHQL_ERROR"),
        ({"segment": "none"}, ["VIP"], "audience", "INVALID_DEFINITION"),
        ({"condition": "{}"}, ["VIP"], "audience", "INVALID_DEFINITION"),
        ({"condition": "[]"}, ["VIP"], "audience", "INVALID_DEFINITION"),
        ({"condition": EVERYBODY}, [], "tags", "INVALID"),
        ({"condition": EVERYBODY}, ["x" * 101], "tags", "INVALID"),
    ],
)
def test_wish_that_cannot_be_is_refused_and_nothing_is_planned(as_manager, audience, tags, field, code):
    # when
    answer = as_manager.ask(ASSIGN, {"audience": audience, "tags": tags})

    # then
    errors = answer["automationContactTagsAssign"]["errors"]
    assert {(error["field"], error["code"]) for error in errors} == {(field, code)}
    assert not (BulkOperation.objects.exists() or Tag.objects.exists())


def test_tag_is_made_renamed_and_deleted(as_manager):
    # when
    made = as_manager.ask('mutation { automationTagCreate(name: " V I P ") { tag { id name } errors { code } } }')
    tag = made["automationTagCreate"]["tag"]
    again = as_manager.ask(
        'mutation { automationTagCreate(name: "v i p") { tag { id } errors { field code message } } }'
    )
    renamed = as_manager.ask(
        'mutation($id: ID!) { automationTagUpdate(id: $id, name: "Best") { tag { name } errors { code } } }', tag
    )
    deleted = as_manager.ask(
        "mutation($id: ID!) { automationTagDelete(id: $id) { tag { name } errors { code } } }", tag
    )

    # then
    assert tag["name"] == "V I P"
    assert again["automationTagCreate"]["errors"][0]["code"] == "CONFLICT"
    assert renamed["automationTagUpdate"]["tag"] == {"name": "Best"}
    assert deleted["automationTagDelete"] == {"tag": {"name": "Best"}, "errors": []}
    assert not Tag.objects.exists()


def test_field_is_made_changed_filled_and_read(as_manager, people):
    # when
    made = as_manager.ask("""mutation { automationCustomFieldCreate(input: {slug: "color", name: "Color", type: CHOICE,
        choices: [{value: "red", label: "Red"}]}) { field { id type choices { value label } } errors { message } } }""")
    field = made["automationCustomFieldCreate"]["field"]
    as_manager.ask(
        """mutation($id: ID!) { automationCustomFieldUpdate(id: $id, input: {choices: [{value: "red"},
            {value: "blue"}]}) { errors { message } } }""",
        field,
    )
    audience = {"contacts": [builders.global_id(people[0])]}
    count = as_manager.ask(SET, {"audience": audience, "values": [{"field": "color", "value": '"blue"'}]})

    # then
    assert (field["type"], field["choices"]) == ("CHOICE", [{"value": "red", "label": "Red"}])
    assert count["automationContactFieldsSet"] == {"changedCount": 1, "operation": None, "errors": []}
    found = as_manager.ask("""{ automationContact(email: "ada@example.com") {
        fields { value source field { slug valuesCount choices { value } } } } }""")["automationContact"]["fields"]
    assert found == [
        {
            "value": '"blue"',
            "source": f"staff:{as_manager.user.pk}",
            "field": {"slug": "color", "valuesCount": 1, "choices": [{"value": "red"}, {"value": "blue"}]},
        }
    ]


@pytest.mark.parametrize(
    ("values", "message", "code"),
    [
        ([{"field": "color", "value": '"green"'}], "Field 'color' cannot hold 'green': choose one of red.", "INVALID"),
        ([{"field": "none", "value": "1"}], "There is no custom field 'none'; create it first.", "NOT_FOUND"),
        (
            [{"field": "color", "value": '"red"'}, {"field": "color"}],
            "A field is named twice; give each field one value.",
            "INVALID",
        ),
        ([], "There is no value to set; give at least one.", "INVALID"),
    ],
)
@pytest.mark.parametrize("is_many", [False, True])
def test_value_that_does_not_fit_is_refused_before_anything_begins(
    as_manager, people, color, values, message, code, is_many
):
    # given
    audience = {"condition": EVERYBODY} if is_many else {"contacts": [builders.global_id(people[0])]}

    # when
    answer = as_manager.ask(SET, {"audience": audience, "values": values})

    # then
    assert answer["automationContactFieldsSet"]["errors"] == [{"field": "values", "message": message, "code": code}]
    assert not (FieldValue.objects.exists() or BulkOperation.objects.exists())
