"""The endpoint: what it answers to queries that are wrong, dear, or long."""

import os

import pytest
from django.test import Client
from saleor.graphql.query_cost_map import COST_MAP

from tests.shop import api, factories


@pytest.fixture
def products(channel):
    return [factories.make_product(f"Mug {n}", prices={channel: 10 + n}) for n in range(5)]


def test_query_that_cannot_be_run_is_a_bad_request(db):
    # when
    answers = [api.anonymous().ask(query) for query in ("{ nonsense }", "{ shop", "")]

    # then
    assert [answer.status for answer in answers] == [400, 400, 400]
    assert [answer.error_codes for answer in answers] == [["GraphQLError"], ["GraphQLSyntaxError"], ["GraphQLError"]]
    assert answers[2].body["errors"][0]["message"] == "Must provide a query string."


def test_only_posts_are_answered(client):
    # when
    response = client.put("/graphql/")

    # then
    assert response.status_code == 405


def test_id_of_something_else_finds_nothing_and_nonsense_is_an_error(channel):
    # when
    other, nonsense = (api.anonymous().ask(f'{{ product(id: "{id}") {{ name }} }}') for id in ("VXNlcjox", "x"))

    # then
    assert other.payload is None
    assert (nonsense.status, nonsense.error_codes) == (200, ["GraphQLError"])
    assert nonsense.body["errors"][0]["message"] == "Invalid ID: x. Expected: Product."
    assert nonsense.data == {"product": None}


def test_price_of_a_query_is_told(channel):
    # when
    body = api.anonymous().ask("{ products(first: 20) { edges { node { name collections { name } } } } }").body

    # then
    assert body["extensions"]["cost"] == {"requestedQueryCost": 40, "maximumAvailable": 50000}


def test_query_that_is_too_dear_is_refused(db, settings):
    # given
    settings.GRAPHQL_QUERY_MAX_COMPLEXITY = 50

    # when
    answer = api.anonymous().ask("query ($n: Int) { products(first: $n) { edges { node { name } } } }", {"n": 60})

    # then
    assert (answer.status, answer.error_codes) == (400, ["QueryCostError"])
    message = "The query exceeds the maximum cost of 50. Actual cost is 60"
    assert answer.body["errors"][0]["message"] == message


def test_cost_of_a_field_that_is_not_there_breaks_every_query(db, monkeypatch):
    # given
    monkeypatch.setitem(COST_MAP["Query"], "nope", {"complexity": 1})

    # when
    answer = api.anonymous().ask("{ shop { name } }")

    # then
    assert answer.status == 400
    assert "cost map contains a field nope not defined by the Query type" in answer.body["errors"][0]["message"]


PAGE = """query ($first: Int, $last: Int, $after: String, $before: String, $sortBy: ProductOrder) {
    products(first: $first, last: $last, after: $after, before: $before, sortBy: $sortBy, channel: "main") {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { node { name } }
    }
}"""


def _page(**variables):
    payload = api.anonymous().ask(PAGE, variables).payload
    return [edge["node"]["name"] for edge in payload["edges"]], payload["pageInfo"], payload["totalCount"]


@pytest.mark.parametrize(
    ("direction", "names"),
    [("ASC", ["Mug 0", "Mug 1", "Mug 2", "Mug 3", "Mug 4"]), ("DESC", ["Mug 4", "Mug 3", "Mug 2", "Mug 1", "Mug 0"])],
)
def test_pages_follow_one_another_in_both_directions(products, direction, names):
    # given
    sort_by = {"field": "PRICE", "direction": direction}

    # when
    first, info, total = _page(first=2, sortBy=sort_by)
    second, info_2, _ = _page(first=2, after=info["endCursor"], sortBy=sort_by)
    third, info_3, _ = _page(first=2, after=info_2["endCursor"], sortBy=sort_by)
    back, info_back, _ = _page(last=2, before=info_3["startCursor"], sortBy=sort_by)

    # then
    assert [*first, *second, *third] == names
    assert (back, total) == (second, 5)
    assert [page["hasNextPage"] for page in (info, info_2, info_3, info_back)] == [True, True, False, True]
    assert [page["hasPreviousPage"] for page in (info, info_2, info_3, info_back)] == [False, True, True, True]


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "You must provide a `first` or `last` value to properly paginate the `products` connection."),
        (
            {"first": 101},
            "Requesting 101 records on the `products` connection exceeds the `first` limit of 100 records.",
        ),
        ({"first": 1, "last": 1}, "Argument `last` cannot be combined with `first`."),
        ({"first": 1, "after": "nonsense"}, "Received cursor is invalid."),
    ],
)
def test_page_that_cannot_be_is_refused(channel, variables, message):
    # when
    answer = api.anonymous().ask(PAGE, variables)

    # then
    assert answer.body["errors"][0]["message"] == message


def test_page_without_rows_needs_no_size(products):
    # when
    payload = api.anonymous().ask('{ products(channel: "main") { totalCount } }').payload

    # then
    assert payload == {"totalCount": 5}


@pytest.mark.skipif("SALEOR_UNDER_TEST" in os.environ, reason="Saleor's ASGI application does this, not Django")
def test_pages_of_other_origins_may_call_the_shop(db, settings):
    # given
    settings.ALLOWED_GRAPHQL_ORIGINS = ["https://*.example.com"]
    preflight = {"Access-Control-Request-Method": "POST"}

    # when
    welcome = Client().options("/graphql/", headers={"Origin": "https://www.example.com", **preflight})
    stranger = Client().options("/graphql/", headers={"Origin": "https://evil.test", **preflight})

    # then
    assert welcome["Access-Control-Allow-Origin"] == "https://www.example.com"
    assert "Access-Control-Allow-Origin" not in stranger
