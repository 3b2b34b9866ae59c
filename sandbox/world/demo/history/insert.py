"""Fill a model's table from a query, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED

PLAIN_DEFAULTS = (dict, list)


def insert_from(model: type[models.Model], values: Mapping[str, str], source: str, params: list[Any]) -> int:
    """Insert a row for each row of source and return how many; values maps columns to SQL expressions over source.

    Every other column gets the default the model declares, as save() would give it. Raises ValueError for a column
    whose default differs from row to row (a random key, the time): such a one must stand in values.
    """
    columns, expressions, constants = [], [], []
    for field in model._meta.concrete_fields:
        if field.column in values:
            columns.append(field.column)
            expressions.append(values[field.column])
        elif not isinstance(field, models.AutoField) and field.db_default is NOT_PROVIDED:
            columns.append(field.column)
            expressions.append("%s")
            constants.append(_default(field))
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {", ".join(expressions)} FROM {source}', [*constants, *params]
        )
        return int(cursor.rowcount)


def _default(field: models.Field[Any, Any]) -> Any:
    if callable(field.default) and field.default not in PLAIN_DEFAULTS and field.default is not NOT_PROVIDED:
        raise ValueError(f"{field.model.__name__}.{field.name} has a default for each row; give it an expression.")
    return field.get_db_prep_save(field.get_default(), connection)
