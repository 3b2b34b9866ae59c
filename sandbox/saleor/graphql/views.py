import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.views import View
from graphql.error import GraphQLError, GraphQLSyntaxError
from graphql.execution import ExecutionResult
from jwt import PyJWTError

from ..core.exceptions import PermissionDenied
from .context import clear_context, get_context_value
from .core.validators.query_cost import validate_query_cost
from .query_cost_map import COST_MAP
from .utils import format_error

# graphql-core raises these as plain exceptions although the client's values are at fault.
INT_ERROR_MSG = "Int cannot represent non 32-bit signed integer value"


class GraphQLView(View):
    """The endpoint. HTTP 200 when the query ran, whatever its errors; 400 when it could not be run."""

    schema = None
    backend = None

    HANDLED_EXCEPTIONS = (GraphQLError, PyJWTError, PermissionDenied)

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return HttpResponseNotAllowed(["OPTIONS", "POST"])
        try:
            data = self.parse_body(request)
        except RequestDataTooBig:
            return self.refuse("Request body exceeds maximum size.", status=413)
        except ValueError:
            return self.refuse("Unable to parse query.")

        if isinstance(data, list):
            if len(data) > settings.GRAPHQL_BATCH_MAX_COUNT:
                return self.refuse("Number of batch queries exceeded.")
            answers = [self.get_response(request, entry) for entry in data]
            status = max((status for _, status in answers), default=200)
            return JsonResponse([answer for answer, _ in answers], status=status, safe=False)
        answer, status = self.get_response(request, data)
        return JsonResponse(answer, status=status)

    def refuse(self, message: str, status: int = 400) -> JsonResponse:
        return JsonResponse({"errors": [self.format_error(GraphQLError(message))]}, status=status)

    def format_error(self, error) -> dict:
        return format_error(error, self.HANDLED_EXCEPTIONS)

    @staticmethod
    def parse_body(request: HttpRequest):
        """Return the operation, or a list of them. Raises ValueError for something else."""
        if request.content_type == "application/graphql":
            return {"query": request.body.decode()}
        if request.content_type == "application/json":
            body = json.loads(request.body)
            if not isinstance(body, dict | list):
                raise ValueError("Invalid query.")
            return body
        if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            return request.POST
        return {}

    @staticmethod
    def with_files(data):
        """Return query and variables of a multipart request, the names of its files in the places of `map`.

        The format: https://github.com/jaydenseric/graphql-multipart-request-spec.
        """
        operations = json.loads(data.get("operations", "{}"))
        for name, places in json.loads(data.get("map", "{}")).items():
            for place in places:
                *path, last = place.split(".")
                target = operations
                for part in path:
                    target = target[int(part)] if isinstance(target, list) else target[part]
                target[int(last) if isinstance(target, list) else last] = name
        return operations.get("query"), operations.get("variables")

    def get_response(self, request: HttpRequest, data: dict) -> tuple[dict, int]:
        result = self.execute_graphql_request(request, data)
        answer = {}
        if result.errors:
            answer["errors"] = [self.format_error(error) for error in result.errors]
        if not result.invalid:
            answer["data"] = result.data
        if result.extensions:
            answer["extensions"] = result.extensions
        return answer, 400 if result.invalid else 200

    def execute_graphql_request(self, request: HttpRequest, data: dict) -> ExecutionResult:
        query, variables, operation_name = (data.get(key) for key in ("query", "variables", "operationName"))
        if request.content_type == "multipart/form-data":
            query, variables = self.with_files(data)
        if not query or not isinstance(query, str):
            return ExecutionResult(errors=[GraphQLError("Must provide a query string.")], invalid=True)
        variables = variables if isinstance(variables, dict) else None
        try:
            document = self.backend.document_from_string(self.schema, query)
        except (ValueError, GraphQLSyntaxError) as error:
            return ExecutionResult(errors=[error], invalid=True)

        maximum_cost = settings.GRAPHQL_QUERY_MAX_COMPLEXITY
        cost, cost_errors = validate_query_cost(self.schema, document, variables, COST_MAP, maximum_cost)
        if maximum_cost and cost_errors:
            return self.with_cost(ExecutionResult(errors=cost_errors, invalid=True), cost)

        context = get_context_value(request)
        try:
            result = document.execute(
                variable_values=variables,
                operation_name=operation_name if isinstance(operation_name, str) else None,
                context_value=context,
            )
            return self.with_cost(result, cost)
        except Exception as error:
            if str(error).startswith(INT_ERROR_MSG) or isinstance(error, ValueError):
                error = GraphQLError(str(error))
            return ExecutionResult(errors=[error], invalid=True)
        finally:
            clear_context(context)

    @staticmethod
    def with_cost(result: ExecutionResult, cost: int) -> ExecutionResult:
        if maximum_cost := settings.GRAPHQL_QUERY_MAX_COMPLEXITY:
            result.extensions = {
                **(result.extensions or {}),
                "cost": {"requestedQueryCost": cost, "maximumAvailable": maximum_cost},
            }
        return result
