"""Our part of the schema: kept as text, priced, and put into Saleor's without a name of its own breaking anything."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType
from saleor.graphql.api import schema
from saleor.graphql.query_cost_map import COST_MAP

import saleor_automation.graphql
from saleor_automation.graphql import extend
from saleor_automation.graphql.costs import COSTS
from saleor_automation.graphql.print_schema import print_schema

KEPT = Path(saleor_automation.graphql.__file__).with_name("schema.graphql")


def _ours():
    return {name: each for name, each in schema.get_type_map().items() if name.startswith("Automation")}


def test_schema_is_the_one_that_is_kept():
    # given
    hint = "Run: manage.py automation_schema > saleor_automation/graphql/schema.graphql"

    # when
    printed = print_schema(schema)

    # then
    assert printed == KEPT.read_text(encoding="utf-8"), hint


def test_command_prints_what_is_kept():
    # given
    output = StringIO()

    # when
    call_command("automation_schema", stdout=output)

    # then
    assert output.getvalue() == KEPT.read_text(encoding="utf-8")


def test_every_cost_belongs_to_a_field_that_is_there():
    # Saleor refuses every query of the shop when its cost map names a field the schema does not have.
    unknown = [
        (type_name, name)
        for type_name, costs in COSTS.items()
        for name in costs
        if name not in schema.get_type(type_name).fields
    ]

    assert unknown == []
    assert all(COST_MAP[type_name][name] == cost for type_name, costs in COSTS.items() for name, cost in costs.items())


def test_every_list_and_every_root_field_has_a_cost():
    # given
    fields = [
        (type_name, name, field)
        for type_name, each in {**_ours(), "Query": schema.get_query_type()}.items()
        if isinstance(each, GraphQLObjectType)
        for name, field in each.fields.items()
    ]

    # when
    free = [
        (type_name, name)
        for type_name, name, field in fields
        if ("first" in field.args or type_name == "Query") and name not in COSTS.get(type_name, {})
        if type_name != "Query" or name.startswith("automation")
    ]

    # then
    assert free == []


def test_page_of_pages_is_too_expensive(as_manager):
    # given
    query = """{ automationContacts(first: 100) { edges { node {
      events(first: 100) { edges { node { message { journey { counts { entered } } } } } }
      messages(first: 100) { edges { node { journey { counts { entered } } } } }
    } } } }"""

    # when
    answer = as_manager.post(query)

    # then
    (error,) = answer["errors"]
    assert error["message"].startswith("The query exceeds the maximum cost of 50000.")


def test_every_type_and_every_argument_says_what_it_is():
    silent = [
        name
        for name, each in _ours().items()
        if isinstance(each, GraphQLObjectType | GraphQLInputObjectType)
        and not name.endswith(("Connection", "Edge"))
        and not each.description
    ]
    silent += [
        f"{name}.{value.name}"
        for name, each in _ours().items()
        if isinstance(each, GraphQLEnumType)
        for value in each.values
        if not value.description
    ]

    assert silent == []


@pytest.mark.parametrize("times", [1, 2])
def test_installing_again_changes_nothing(times):
    # given
    before = print_schema(schema)

    # when
    for _ in range(times):
        extend._add_fields(extend.CoreQueries, extend.AutomationQueries)

    # then
    assert print_schema(schema) == before
