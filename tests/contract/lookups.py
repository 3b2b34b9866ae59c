"""Field names in query chains: Order.objects.filter(lines__variant_id=…).values_list("user__email")."""

import ast
from collections.abc import Iterator

from django.db.models import Manager, QuerySet

from .known import Record

_MANAGERS = ("objects", "_base_manager", "_default_manager")
_NOT_A_QUERYSET = {"get", "first", "last", "earliest", "latest", "create", "aggregate", "in_bulk", "get_or_create"}
_BY_KEYWORD = {"filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create"}
_BY_TEXT = {
    "values",
    "values_list",
    "only",
    "defer",
    "order_by",
    "select_related",
    "earliest",
    "latest",
    "dates",
}
_NEW_NAMES = {"annotate", "alias", "aggregate", "values", "values_list"}
_ABOUT_THE_ROW = {"F", "Sum", "Count", "Max", "Min", "Avg", "ArrayAgg", "Lower", "Trunc", "TruncMonth"}


def root_of_chain(call: ast.Call) -> ast.expr | None:
    """Return what stands before ".objects" in the chain of querysets this call ends, e.g. the node of Order."""
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        if isinstance(owner, ast.Attribute) and owner.attr in _MANAGERS:
            return owner.value
        if node is not call and node.func.attr in _NOT_A_QUERYSET:
            return None
        node = owner
    return None


def refusals_of_chain(call: ast.Call, path: str, record: Record) -> str | None:
    """Say what the last call of the chain asks of the model that this version does not have, or None."""
    label = record.model(record.find(path))
    if label is None or not isinstance(call.func, ast.Attribute):
        return None
    method = call.func.attr
    keywords = [keyword.arg for keyword in call.keywords if keyword.arg]
    complete = not any(isinstance(argument, ast.Starred) for argument in call.args) and len(keywords) == len(
        call.keywords
    )
    if not hasattr(QuerySet, method) and not hasattr(Manager, method):
        return record.queryset_call_refusal(label, method, len(call.args), keywords, complete)
    new_names = set(_new_names(call))
    for lookup, by_accessor in _lookups(call, method):
        if lookup.lstrip("-").split("__")[0] in new_names:
            continue
        if refusal := record.lookup_refusal(label, lookup, by_accessor=by_accessor):
            return refusal
    return None


def _new_names(node: ast.AST) -> Iterator[str]:
    """Yield the names that annotate() and its like have given in the chain up to here."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _NEW_NAMES:
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        node = node.func if isinstance(node, ast.Call) else node.value


def _lookups(call: ast.Call, method: str) -> Iterator[tuple[str, bool]]:
    """Yield (lookup, named by accessor?) for the call's own arguments."""
    if method in _BY_KEYWORD:
        for keyword in call.keywords:
            if keyword.arg == "defaults" and isinstance(keyword.value, ast.Dict):
                yield from ((key, False) for key in _texts(keyword.value.keys))
            elif keyword.arg and keyword.arg not in ("defaults", "create_defaults"):
                yield keyword.arg, False
    if method in _BY_TEXT:
        yield from ((text, False) for text in _texts(call.args))
    if method == "prefetch_related":
        yield from ((text, True) for text in _texts(call.args))
    if method == "bulk_update" and len(call.args) > 1 and isinstance(call.args[1], ast.List | ast.Tuple):
        yield from ((text, False) for text in _texts(call.args[1].elts))
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        yield from ((lookup, False) for lookup in _expressions(argument))


def _expressions(node: ast.AST) -> Iterator[str]:
    """Yield the lookups of Q(…), F("…"), Sum("…") inside an argument, but not those of a nested query."""
    if isinstance(node, ast.Call):
        if root_of_chain(node) is not None:
            return
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "Q":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        elif name in _ABOUT_THE_ROW:
            yield from _texts(node.args[:1])
        elif name in ("OuterRef", "Value", "Subquery", "Exists"):
            return
    for child in ast.iter_child_nodes(node):
        yield from _expressions(child)


def _texts(nodes: list[ast.expr] | list[ast.expr | None]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
