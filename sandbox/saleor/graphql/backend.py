from functools import lru_cache, partial

from graphql import GraphQLSchema, execute, parse, validate
from graphql.backend import GraphQLDocument
from graphql.execution import ExecutionResult

DOCUMENTS_KEPT = 1000


class SchemaBackend:
    """Parses and validates query texts, and keeps the outcome: clients send the same texts again and again."""

    def __init__(self):
        self.document_from_string = lru_cache(maxsize=DOCUMENTS_KEPT)(self._document_from_string)

    @staticmethod
    def _document_from_string(schema: GraphQLSchema, document_string: str) -> GraphQLDocument:
        """Return the document; executing an invalid one gives its validation errors. Raises GraphQLSyntaxError."""
        document_ast = parse(document_string)
        if errors := validate(schema, document_ast):
            run = partial(_refuse, errors)
        else:
            run = partial(execute, schema, document_ast)
        return GraphQLDocument(schema=schema, document_string=document_string, document_ast=document_ast, execute=run)


def _refuse(errors, **_kwargs) -> ExecutionResult:
    return ExecutionResult(errors=errors, invalid=True)
