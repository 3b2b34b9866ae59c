"""Lead scores over GraphQL: made, moved by hand, read, refused and deleted."""

import json

import pytest
from graphene import Node

from saleor_automation.models import ContactScore, Score, ScoreEntry, ScoreRule
from saleor_automation.segments.saving import create_segment

from . import builders

CREATE = """mutation($input: AutomationScoreCreateInput!) { automationScoreCreate(input: $input) {
    score { id slug minimum maximum thresholds isActive } errors { field message code } } }"""
RULE = """mutation($score: ID!, $input: AutomationScoreRuleCreateInput!) {
    automationScoreRuleCreate(score: $score, input: $input) {
        rule { id name event filter times withinDays points } errors { field message code place } } }"""
ADJUST = """mutation($contacts: [ID!]!, $points: Int!, $key: String) {
    automationContactScoreAdjust(contacts: $contacts, score: "interest", points: $points, reason: "met at the fair",
        key: $key) { changedCount errors { field message code } } }"""


@pytest.fixture
def interest():
    return Score.objects.create(slug="interest", name="Interest", maximum=50, created_at=builders.NOON)


def test_score_and_rule_are_made_and_changed(as_manager):
    # when
    made = as_manager.ask(CREATE, {"input": {"slug": "interest", "name": "Interest", "thresholds": [20, 10, 20]}})
    score = made["automationScoreCreate"]["score"]
    shoes = {"field": "url", "op": "contains", "value": "/shoes"}
    values = {
        "name": "Looked at shoes",
        "event": "page_viewed",
        "filter": json.dumps(shoes),
        "times": 3,
        "withinDays": 7,
        "points": 10,
    }
    rule = as_manager.ask(RULE, {"score": score["id"], "input": values})["automationScoreRuleCreate"]["rule"]
    changed = as_manager.ask(
        """mutation($id: ID!, $input: AutomationScoreRuleUpdateInput!) {
            automationScoreRuleUpdate(id: $id, input: $input) {
                rule { times withinDays points } errors { message } } }""",
        {"id": rule["id"], "input": {"times": 1, "withinDays": None}},
    )["automationScoreRuleUpdate"]

    # then
    assert score["thresholds"] == [10, 20]
    assert json.loads(rule["filter"]) == shoes
    assert changed == {"rule": {"times": 1, "withinDays": None, "points": 10}, "errors": []}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"slug": "Interest!"},
            "Score slug 'Interest!': begin with a small letter or a digit, then use up to 62 small "
            "letters, digits, hyphens and underscores.",
        ),
        (
            {"minimum": 5},
            "Score 'interest': everybody begins at 0; set the minimum to 0 or less, the maximum to 0 or more.",
        ),
        (
            {"maximum": 10, "thresholds": [11]},
            "Score 'interest': threshold 11 can never be passed; use more than -1000000000 and at most 10.",
        ),
        ({"name": "\n"}, "Score 'interest': give it a name of 1 to 250 printable characters."),
    ],
)
def test_score_that_cannot_work_is_refused(as_manager, values, message):
    # when
    answer = as_manager.ask(CREATE, {"input": {"slug": "interest", "name": "Interest"} | values})

    # then
    assert answer["automationScoreCreate"]["errors"] == [{"field": "input", "message": message, "code": "INVALID"}]
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"event": "sneezed"}, "Rule 'r': there is no event 'sneezed'; see the glossary, or use 'custom:<name>'."),
        ({"event": "score_crossed"}, "Rule 'r' looks at 'score_crossed': scores would move each other without end."),
        ({"points": 0}, "Rule 'r' gives 0 points; use 1 to 1000000, or as many below zero."),
        ({"times": 3}, "Rule 'r': say within how many days 3 events must happen."),
        ({"times": 1000, "withinDays": 2}, "Rule 'r': times is 1000; use 1 to 100."),
        (
            {"withinDays": 2},
            "Rule 'r': one event needs no days to happen within; leave them out, or want more than one.",
        ),
        (
            {"filter": '{"field": "color", "op": "eq", "value": 1}'},
            "Rule 'r': An event has no field 'color'; use url, product or data.<name>.",
        ),
        (
            {"filter": '{"field": "url", "op": "gt", "value": 1}'},
            "Rule 'r': Field 'url' cannot be compared with 'gt'; use eq, ne, in, contains, starts_with.",
        ),
        ({"filter": '{"all": []}'}, "Rule 'r': A list of filters is empty; put at least one into it."),
        (
            {"filter": "[1]"},
            'Rule \'r\': Write a filter such as {"field": "url", "op": "contains", "value": "/shoes"} here.',
        ),
        (
            {"filter": '{"field": "url", "op": "eq"}'},
            "Rule 'r': A filter has no 'value'; give it a field, an operator and a value.",
        ),
    ],
)
def test_rule_that_cannot_work_is_refused(as_manager, interest, values, message):
    # given
    base = {"name": "r", "event": "page_viewed", "points": 1}

    # when
    answer = as_manager.ask(RULE, {"score": builders.global_id(interest), "input": base | values})

    # then
    assert [error["message"] for error in answer["automationScoreRuleCreate"]["errors"]] == [message]
    assert not ScoreRule.objects.exists()


def test_filter_nested_too_deep_is_refused(as_manager, interest):
    # given: the host itself gives up on ten thousand levels of JSON
    def asked(depth):
        nested = '{"not": ' * depth + '{"field": "url", "op": "eq", "value": "a"}' + "}" * depth
        values = {"name": "r", "event": "page_viewed", "points": 1, "filter": nested}
        return as_manager.post(RULE, {"score": builders.global_id(interest), "input": values})

    # when
    answer, hostile = asked(300), asked(10_000)

    # then
    errors = answer["data"]["automationScoreRuleCreate"]["errors"]
    assert [error["message"] for error in errors] == ["Rule 'r': The filter is nested more than 20 deep; flatten it."]
    assert hostile["errors"]
    assert not ScoreRule.objects.exists()


def test_adjustment_moves_each_contact_once_for_a_key_and_is_kept_with_its_reason(as_manager, interest):
    # given
    ada, grace = builders.contact("ada@example.com"), builders.contact("grace@example.com")
    ids = [builders.global_id(each) for each in (ada, grace)]

    # when
    counts = [
        as_manager.ask(ADJUST, {"contacts": ids, "points": points, "key": key})["automationContactScoreAdjust"]
        for points, key in ((60, "fair"), (60, "fair"), (5, "again"), (-20, None))
    ]

    # then
    assert [each["changedCount"] for each in counts] == [2, 0, 0, 2]
    found = as_manager.ask("""{ automationContact(email: "ada@example.com") {
        scores { value score { slug } }
        scoreEntries(first: 9) { totalCount edges { node { kind points askedPoints reason source } } } } }""")
    contact = found["automationContact"]
    assert contact["scores"] == [{"value": 30, "score": {"slug": "interest"}}]
    entries = [edge["node"] for edge in contact["scoreEntries"]["edges"]]
    assert [(each["points"], each["askedPoints"]) for each in entries] == [(-20, -20), (0, 5), (50, 60)]
    assert {each["source"] for each in entries} == {f"staff:{as_manager.user.pk}"}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"points": 0}, "score", "INVALID"),
        ({"points": 10**7}, "score", "INVALID"),
        ({"contacts": []}, "contacts", "INVALID"),
        ({"contacts": [Node.to_global_id("Product", 1)]}, "contacts", "GRAPHQL_ERROR"),
        ({"contacts": [Node.to_global_id("AutomationContact", 0)]}, "score", "NOT_FOUND"),
        ({"key": "x" * 37}, "key", "INVALID"),
    ],
)
def test_adjustment_that_cannot_be_is_refused(as_manager, interest, changes, field, code):
    # given
    contact = builders.contact()

    # when
    answer = as_manager.ask(ADJUST, {"contacts": [builders.global_id(contact)], "points": 5} | changes)

    # then
    errors = answer["automationContactScoreAdjust"]["errors"]
    assert [(error["field"], error["code"]) for error in errors] == [(field, code)]
    assert not ScoreEntry.objects.exists()


def test_longest_names_fit_into_the_ledger(as_manager):
    # given
    Score.objects.create(slug="s" * 63, name="Long", created_at=builders.NOON)
    query = ADJUST.replace('"interest"', f'"{"s" * 63}"').replace("key: $key", "key: $key, expiresAfterDays: 1")

    # when
    ids = [builders.global_id(builders.contact())]
    answer = as_manager.ask(query, {"contacts": ids, "points": 5, "key": "k" * 36})

    # then
    assert answer["automationContactScoreAdjust"] == {"changedCount": 1, "errors": []}
    assert len(ScoreEntry.objects.get().key) <= 100


def test_score_that_a_journey_or_segment_uses_is_not_deleted(as_manager, interest):
    # given
    condition = {"fact": "score", "name": "interest", "op": "gte", "value": 10}
    create_segment("Keen", condition, builders.NOON)
    step = {"id": "ask", "kind": "branch", "condition": condition}
    journey = builders.journey("follow-up")
    journey.draft = {**builders.DEFINITION, "steps": [step]}
    journey.save()

    # when
    answer = as_manager.ask(
        "mutation($id: ID!) { automationScoreDelete(id: $id) { errors { field message code } } }",
        {"id": builders.global_id(interest)},
    )

    # then
    assert answer["automationScoreDelete"]["errors"] == [
        {
            "field": "id",
            "message": "Score 'interest' is used by journey 'follow-up', segment 'keen'; change that first.",
            "code": "CONFLICT",
        }
    ]
    assert Score.objects.exists()


def test_score_goes_with_everything_that_hangs_on_it(as_manager, interest):
    # given
    contact = builders.contact()
    as_manager.ask(ADJUST, {"contacts": [builders.global_id(contact)], "points": 5})

    # when
    answer = as_manager.ask(
        "mutation($id: ID!) { automationScoreDelete(id: $id) { score { slug } errors { message } } }",
        {"id": builders.global_id(interest)},
    )

    # then
    assert answer["automationScoreDelete"] == {"score": {"slug": "interest"}, "errors": []}
    assert not (Score.objects.exists() or ScoreEntry.objects.exists() or ContactScore.objects.exists())
