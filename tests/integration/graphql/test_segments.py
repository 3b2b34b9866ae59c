import json

import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.models import ContactTotals, Segment
from saleor_automation.segments import keeping, saving
from saleor_automation.segments.facts import FACTS

from . import builders
from .clients import nodes

BOUGHT = {"fact": "orders_count", "op": "gte", "value": 1}
CREATE = """mutation ($input: AutomationSegmentCreateInput!) { automationSegmentCreate(input: $input) {
  segment { slug state condition description membersCount } errors { field message code place } } }"""
UPDATE = """mutation ($id: ID!, $input: AutomationSegmentUpdateInput!) {
  automationSegmentUpdate(id: $id, input: $input) {
    segment { name state condition } errors { field message code place } } }"""
DELETE = """mutation ($id: ID!) { automationSegmentDelete(id: $id) { slug errors { field message code } } }"""
REFRESH = """mutation ($id: ID!) { automationSegmentRefresh(id: $id) { segment { slug } errors { message code } } }"""
PREVIEW = """query ($condition: AutomationCondition!) { automationSegmentPreview(condition: $condition) {
  count isExact totalCount description sample { email } errors { field message code place } } }"""


def buyer(email, minutes=0):
    contact = builders.contact(email, minutes=minutes)
    ContactTotals.objects.create(contact=contact, orders_count=1)
    return contact


def built(condition, name):
    segment = saving.create_segment(name, condition, utc_now())
    while keeping.keep_current(utc_now(), 1000):
        pass
    return segment


def test_segment_is_saved_and_built_in_the_background(as_manager):
    # given
    buyer("ada@example.com")

    # when
    data = as_manager.ask(CREATE, {"input": {"name": "Buyers", "condition": json.dumps(BOUGHT)}})
    while keeping.keep_current(utc_now(), 1000):
        pass

    # then
    assert data["automationSegmentCreate"] == {
        "segment": {
            "slug": "buyers",
            "state": "BUILDING",
            "condition": json.dumps(BOUGHT),
            "description": "has bought before",
            "membersCount": 0,
        },
        "errors": [],
    }
    shown = as_manager.ask("""{ automationSegment(slug: "buyers") { state membersCount usedBy isTimeDependent lastDrift
        description(language: "it") members(first: 5) { totalCount edges { node { contact { email } } } } } }""")
    assert shown["automationSegment"] == {
        "state": "CURRENT",
        "membersCount": 1,
        "usedBy": [],
        "isTimeDependent": False,
        "lastDrift": None,
        "description": "ha già comprato",
        "members": {"totalCount": 1, "edges": [{"node": {"contact": {"email": "ada@example.com"}}}]},
    }


def _deep(levels):
    return '{"not": ' * levels + json.dumps(BOUGHT) + "}" * levels


@pytest.mark.parametrize(
    ("condition", "place", "text"),
    [
        ('{"fact": "shoe_size", "op": "eq", "value": 1}', "condition", "There is no fact 'shoe_size'; use one of"),
        (
            '{"all": [{"fact": "country", "op": "gt", "value": "IT"}]}',
            "all.0",
            "Fact 'country' cannot be asked with 'gt'; use eq, ne, in, not_in, starts_with, contains.",
        ),
        ('{"all": []}', "all", "The list of conditions is empty; put at least one into it."),
        ('{"any": []}', "any", "The list of conditions is empty; put at least one into it."),
        ("[]", "condition", "Write a question such as"),
        ("7", "condition", "Write a question such as"),
        (_deep(10_000), "condition", "The condition is nested more than 20 deep; flatten it."),
        (_deep(30), "condition", "The condition is nested more than 20 deep; flatten it."),
        (
            '{"fact": "list", "op": "has", "value": "gone"}',
            "list",
            "There is no list 'gone'; create it or choose another.",
        ),
        (
            '{"fact": "tag", "op": "has", "value": "gone"}',
            "tag",
            "There is no tag 'gone'; create it or choose another.",
        ),
        (
            '{"fact": "segment", "op": "has", "value": "gone"}',
            "segment",
            "There is no segment 'gone'; create it or choose another.",
        ),
        (
            '{"fact": "field", "name": "gone", "op": "eq", "value": 1}',
            "field",
            "There is no custom field 'gone'; create it or choose another one.",
        ),
        (
            '{"fact": "score", "name": "gone", "op": "eq", "value": 1}',
            "score",
            "There is no score 'gone'; create it or choose another one.",
        ),
        (
            '{"fact": "bought_product", "op": "has", "value": [404]}',
            "bought_product",
            "The shop has no product with the id 404; choose another one.",
        ),
        (
            '{"fact": "bought_category", "op": "has", "value": [404]}',
            "bought_category",
            "The shop has no category with the id 404; choose another one.",
        ),
        (
            '{"fact": "bought_collection", "op": "has", "value": [404]}',
            "bought_collection",
            "The shop has no collection with the id 404; choose another one.",
        ),
        (
            '{"fact": "bought_brand", "op": "has", "value": ["Gone"]}',
            "bought_brand",
            "No product of the shop has the brand 'Gone'; check the name, or the brand attribute.",
        ),
        (
            '{"fact": "event", "event": "product_viewed", "products": [404], "op": "gte", "value": 2}',
            "event",
            "The shop has no product with the id 404; choose another one.",
        ),
        (
            '{"fact": "country", "op": "eq", "value": "Italy"}',
            "country",
            "There is no country 'Italy'; write its code in capitals, such as IT.",
        ),
        (
            '{"fact": "spent", "op": "gt", "value": 1, "currency": "all"}',
            "spent",
            "Currencies cannot be added up: set the reporting currency in the plugin's settings.",
        ),
        (
            '{"fact": "spent", "op": "gt", "value": 1, "currency": "EURO"}',
            "condition",
            "Fact 'spent': 'EURO' is no currency; write a code such as EUR, or 'all'.",
        ),
        (
            '{"fact": "last_order_age_days", "op": "gte", "value": 1e300}',
            "condition",
            "Fact 'last_order_age_days': 1e+300 is no number of days; use 0 to 36500.",
        ),
        (
            '{"fact": "tag", "op": "has", "value": "a\\u0000b"}',
            "condition",
            "Fact 'tag': a text contains a zero character; take it out.",
        ),
    ],
)
def test_wrong_condition_is_refused_and_nothing_is_saved(as_manager, condition, place, text):
    # when
    saved = as_manager.ask(CREATE, {"input": {"name": "Buyers", "condition": condition}})
    shown = as_manager.ask(PREVIEW, {"condition": condition})

    # then
    (error,) = saved["automationSegmentCreate"]["errors"]
    assert (error["field"], error["code"], error["place"]) == ("condition", "INVALID_DEFINITION", place)
    assert error["message"].startswith(f"Segment 'Buyers': {text}")
    (seen,) = shown["automationSegmentPreview"]["errors"]
    assert (seen["place"], seen["message"].startswith(text)) == (place, True)
    assert shown["automationSegmentPreview"]["count"] is None
    assert not Segment.objects.exists()


def test_preview_counts_and_shows_the_newest(as_manager):
    # given
    buyer("old@example.com")
    buyer("new@example.com", minutes=1)
    builders.contact("never@example.com")

    # when
    data = as_manager.ask(PREVIEW, {"condition": json.dumps(BOUGHT)})

    # then
    assert data["automationSegmentPreview"] == {
        "count": 2,
        "isExact": True,
        "totalCount": 3,
        "description": "has bought before",
        "sample": [{"email": "new@example.com"}, {"email": "old@example.com"}],
        "errors": [],
    }


def test_expensive_preview_is_estimated_and_says_so(as_manager, monkeypatch):
    # given
    monkeypatch.setattr("saleor_automation.segments.preview.MOST_COST", 0)
    buyer("ada@example.com")
    builders.contact("never@example.com")

    # when
    data = as_manager.ask(PREVIEW, {"condition": json.dumps(BOUGHT)})

    # then
    assert (data["automationSegmentPreview"]["count"], data["automationSegmentPreview"]["isExact"]) == (1, False)


def test_segment_cannot_come_to_contain_itself(as_manager):
    # given
    first = built(BOUGHT, "First")
    built({"fact": "segment", "op": "has", "value": "first"}, "Second")
    third = {"any": [{"fact": "segment", "op": "has_not", "value": "second"}, BOUGHT]}

    # when
    data = as_manager.ask(UPDATE, {"id": builders.global_id(first), "input": {"condition": json.dumps(third)}})

    # then
    assert data["automationSegmentUpdate"]["errors"] == [
        {
            "field": "condition",
            "message": "Segment 'First': The segment would contain itself: first → second → first. "
            "Take one of them out.",
            "code": "INVALID_DEFINITION",
            "place": "segment",
        }
    ]
    assert Segment.objects.get(pk=first.pk).condition == BOUGHT


def test_new_name_leaves_the_members_alone(as_manager):
    # given
    segment = built(BOUGHT, "First")

    # when
    data = as_manager.ask(
        UPDATE, {"id": builders.global_id(segment), "input": {"name": "Buyers", "condition": json.dumps(BOUGHT)}}
    )

    # then
    changed = data["automationSegmentUpdate"]["segment"]
    assert (changed["name"], changed["state"], json.loads(changed["condition"])) == ("Buyers", "CURRENT", BOUGHT)


def test_segment_in_use_is_not_deleted_and_its_users_are_named(as_manager):
    # given
    segment = built(BOUGHT, "First")
    built({"fact": "segment", "op": "has", "value": "first"}, "Second")
    entry = {"rule": "once", "condition": {"fact": "segment", "op": "has", "value": "first"}}
    builders.journey("welcome", definition=builders.DEFINITION | {"entry": entry})

    # when
    data = as_manager.ask(DELETE, {"id": builders.global_id(segment)})

    # then
    assert data["automationSegmentDelete"] == {
        "slug": None,
        "errors": [
            {
                "field": "id",
                "message": "Segment 'first' is used by journey 'welcome', segment 'second'; take it out there first.",
                "code": "CONFLICT",
            }
        ],
    }
    assert Segment.objects.count() == 2


def test_segment_nobody_uses_is_deleted_with_its_members(as_manager):
    # given
    buyer("ada@example.com")
    segment = built(BOUGHT, "First")
    assert segment.members.count() == 1

    # when
    data = as_manager.ask(DELETE, {"id": builders.global_id(segment)})

    # then
    assert data["automationSegmentDelete"] == {"slug": "first", "errors": []}
    assert not Segment.objects.exists()


def test_same_slug_is_refused(as_manager):
    # given
    built(BOUGHT, "First")

    # when
    data = as_manager.ask(CREATE, {"input": {"name": "First", "condition": json.dumps(BOUGHT)}})

    # then
    (error,) = data["automationSegmentCreate"]["errors"]
    assert (error["code"], error["message"]) == (
        "CONFLICT",
        "There is a segment 'first' already; choose another name.",
    )


def test_refresh_begins_at_once(as_manager):
    # given
    segment = built(BOUGHT, "First")

    # when
    data = as_manager.ask(REFRESH, {"id": builders.global_id(segment)})

    # then
    assert data["automationSegmentRefresh"] == {"segment": {"slug": "first"}, "errors": []}
    assert Segment.objects.get().refresh_cursor == 0


def test_catalogue_and_schema_are_enough_for_a_form(as_manager):
    # when
    data = as_manager.ask("""{ automationConditionSchema automationFacts { key type group label(language: "it") source
        operators { key label } choices { value label }
        parameters { name type label isRequired source choices { value label(language: "it") } } } }""")

    # then
    by_key = {fact["key"]: fact for fact in data["automationFacts"]}
    assert set(by_key) == set(FACTS)
    assert by_key["spent"] == {
        "key": "spent",
        "type": "money",
        "group": "orders",
        "label": "Totale speso",
        "source": "",
        "operators": [
            {"key": "gt", "label": "is more than"},
            {"key": "gte", "label": "is at least"},
            {"key": "lt", "label": "is less than"},
            {"key": "lte", "label": "is at most"},
        ],
        "choices": [],
        "parameters": [
            {
                "name": "currency",
                "type": "currency",
                "label": "Currency",
                "isRequired": True,
                "source": "currency",
                "choices": [],
            },
            {
                "name": "within_days",
                "type": "days",
                "label": "Within the last days",
                "isRequired": False,
                "source": "",
                "choices": [],
            },
        ],
    }
    schema = json.loads(data["automationConditionSchema"])
    assert schema["$defs"]["fact_has_account"]["properties"]["value"] == {"type": "boolean"}


def test_segments_are_listed_by_name(as_manager):
    # given
    built(BOUGHT, "Beta")
    built(BOUGHT, "Alpha")

    # when
    data = as_manager.ask("""{ automationSegments(first: 5, filter: {search: "a", states: [CURRENT]},
        sortBy: {field: NAME, direction: ASC}) { totalCount edges { node { name membersCount description } } } }""")

    # then
    assert [node["name"] for node in nodes(data["automationSegments"])] == ["Alpha", "Beta"]
