"""How much a query may cost.

A field costs the complexity that the cost map gives it, times the numbers in its multiplier arguments and in those
of the fields around it; a field the map does not name costs nothing.
"""

from collections import defaultdict
from math import prod

from graphql import GraphQLError, GraphQLInterfaceType, GraphQLObjectType, get_named_type
from graphql.execution.values import get_argument_values
from graphql.language.ast import Field, FragmentDefinition, FragmentSpread, OperationDefinition


class QueryCostError(GraphQLError):
    pass


def validate_cost_map(cost_map: dict, schema) -> None:
    """Raise GraphQLError for an entry of the map that the schema does not have: it would never be counted."""
    types = schema.get_type_map()
    reason = "The query cost could not be calculated because cost map"
    for type_name, fields in cost_map.items():
        if type_name not in types:
            raise GraphQLError(f"{reason} specifies a type {type_name} that is not defined by the schema.")
        if not isinstance(types[type_name], GraphQLObjectType | GraphQLInterfaceType):
            raise GraphQLError(
                f"{reason} specifies a type {type_name} that is defined by the schema, but is not an object type."
            )
        for field_name in fields:
            if field_name not in types[type_name].fields:
                raise GraphQLError(f"{reason} contains a field {field_name} not defined by the {type_name} type.")


class _Cost:
    def __init__(self, schema, document, variables, cost_map):
        self.schema = schema
        self.variables = variables or {}
        self.cost_map = cost_map
        self.fragments = {
            item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinition)
        }

    def of(self, node, type_, multipliers: list[int]) -> int:
        """Return the cost of what is selected on a type. Of fragments on several types the dearest counts."""
        if not node.selection_set:
            return 0
        total, by_fragment_type = 0, defaultdict(int)
        for selection in node.selection_set.selections:
            if isinstance(selection, Field):
                total += self._of_field(selection, type_, multipliers)
                continue
            fragment = selection
            if isinstance(selection, FragmentSpread):
                fragment = self.fragments.get(selection.name.value)
            condition = fragment and fragment.type_condition
            fragment_type = self.schema.get_type(condition.name.value) if condition else type_
            if fragment and fragment_type:  # else the document is invalid and will not run
                by_fragment_type[fragment_type.name] += self.of(fragment, fragment_type, multipliers)
        return total + max(by_fragment_type.values(), default=0)

    def _of_field(self, node: Field, type_, multipliers: list[int]) -> int:
        field = getattr(type_, "fields", {}).get(node.name.value)
        if not field:
            return 0
        entry = self.cost_map.get(type_.name, {}).get(node.name.value)
        own = 0
        if entry:
            arguments = get_argument_values(field.args, node.arguments, self.variables)
            if factor := sum(self._numbers(entry.get("multipliers", ()), arguments)):
                multipliers = [*multipliers, factor]
            own = entry.get("complexity", 1) * prod(multipliers)
        return own + self.of(node, get_named_type(field.type), multipliers)

    @staticmethod
    def _numbers(names, arguments) -> list[int]:
        values = []
        for name in names:
            value = arguments
            for key in name.split("."):
                value = value.get(key) if value else None
            if isinstance(value, list | tuple):
                value = len(value)
            if isinstance(value, int) and value > 0:
                values.append(value)
        return values


def validate_query_cost(schema, query, variables, cost_map: dict, maximum_cost: int):
    """Return (cost, errors). The map is checked against the schema every time, as in Saleor."""
    document = query.document_ast
    try:
        validate_cost_map(cost_map, schema)
        costs = _Cost(schema, document, variables, cost_map)
        roots = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}
        cost = sum(
            costs.of(definition, roots.get(definition.operation), [])
            for definition in document.definitions
            if isinstance(definition, OperationDefinition)
        )
    except GraphQLError as error:
        return 0, [error]
    if cost <= maximum_cost:
        return cost, None
    message = f"The query exceeds the maximum cost of {maximum_cost}. Actual cost is {cost}"
    extensions = {"cost": {"requestedQueryCost": cost, "maximumAvailable": maximum_cost}}
    return cost, [QueryCostError(message, extensions=extensions)]
