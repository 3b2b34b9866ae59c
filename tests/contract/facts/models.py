"""Models: columns, relations, and the names code reaches them by."""

from typing import Any

from django.apps import apps
from django.db import models

from ..scope import APPS
from ..signatures import literal
from .toolkit import members

_OPTIONS = (
    "null", "primary_key", "unique", "auto_now", "auto_now_add", "max_length", "max_digits", "decimal_places",
)  # fmt: skip


def collect() -> dict[str, dict[str, Any]]:
    """Return facts by "app.Model" for every concrete model of the recorded apps."""
    return {
        model._meta.label: describe_model(model)
        for label in APPS
        if apps.is_installed(f"saleor.{label}")
        for model in sorted(apps.get_app_config(label).get_models(), key=lambda model: model.__name__)
    }


def describe_model(model: type[models.Model]) -> dict[str, Any]:
    """Return table, fields, reverse names ("lines": "order.OrderLine.order"), methods and manager methods."""
    meta = model._meta
    reverse = {
        relation.get_accessor_name(): {
            "query": relation.name,
            "by": f"{relation.related_model._meta.label}.{relation.field.name}",
            "many": bool(relation.multiple),
        }
        for relation in meta.related_objects
        if relation.get_accessor_name() and relation.related_model._meta.app_label in APPS
    }
    return {
        "table": meta.db_table,
        "fields": {
            field.name: describe_field(field) for field in sorted((*meta.fields, *meta.many_to_many), key=_by_name)
        },
        "reverse": dict(sorted(reverse.items())),
        "members": {name: fact for name, fact in members(model).items() if not _is_generated(name)},
        "managers": {
            manager.name: {
                **members(manager.__class__),
                **members(getattr(manager, "_queryset_class", type(manager))),
            }
            for manager in meta.managers
        },
    }


def _by_name(field: Any) -> str:
    return str(field.name)


def _is_generated(name: str) -> bool:
    """True for get_<field>_display and its like, which Django adds to the class for each field."""
    return name.startswith(("get_next_by_", "get_previous_by_")) or (
        name.startswith("get_") and name.endswith("_display")
    )


def describe_field(field: Any) -> dict[str, Any]:
    """Return what a query or a new row depends on; what is False, None or empty is left out."""
    facts: dict[str, Any] = {"class": type(field).__name__}
    if field.column is None and not field.many_to_many:
        return facts  # made of other columns, as a money is of amount and currency
    if field.get_internal_type() != facts["class"]:
        facts["type"] = field.get_internal_type()  # Django's field whose column it uses
    if field.is_relation:
        facts["to"] = field.related_model._meta.label
    for name in _OPTIONS:
        if value := getattr(field, name, None):
            facts[name] = value
    if field.has_default():
        facts["default"] = literal(field.default) or "..."
    choices = [value for value, _ in field.flatchoices or ()]
    if 0 < len(choices) <= 40:
        facts["choices"] = choices
    return facts
