"""Which tables hold something about a person: found in the models, so that no new table is forgotten.

A table is about a person if it names a contact (a foreign key, or a column contact_id), or an enrollment of one.
Merging, exporting and erasing all begin here; what each does with a table that needs more care stands beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

APP = "automation"
CONTACT_TABLE = "automation_contact"


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table with rows of contacts. columns are all its columns; unique are the sets that hold the contact once.

    A set leaves the contact itself out: () means that a contact has one row.
    """

    name: str
    columns: tuple[str, ...]
    primary_key: str
    unique: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def personal_tables() -> tuple[PersonalTable, ...]:
    """Return every table with a column contact_id, sorted by name."""
    return tuple(sorted(_tables(), key=lambda table: table.name))


def _tables() -> Iterator[PersonalTable]:
    for model in apps.get_app_config(APP).get_models():
        fields = [field for field in model._meta.concrete_fields if field.column == "contact_id"]
        if fields and model._meta.pk is not None:
            yield PersonalTable(
                model._meta.db_table,
                tuple(str(field.column) for field in model._meta.concrete_fields),
                str(model._meta.pk.column),
                tuple(sorted(_unique_sets(model, fields[0]))),
            )


def _unique_sets(model: type[models.Model], contact: Any) -> Iterator[tuple[str, ...]]:
    if contact.unique or contact.primary_key:
        yield ()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            columns = [str(getattr(model._meta.get_field(name), "column", "")) for name in constraint.fields]
            if "contact_id" in columns:
                yield tuple(column for column in columns if column != "contact_id")


def tables_of_runs() -> tuple[str, ...]:
    """Return the tables whose rows hang on an enrollment and name no contact themselves."""
    return tuple(
        sorted(
            model._meta.db_table
            for model in apps.get_app_config(APP).get_models()
            if {"enrollment_id"} <= (columns := {str(field.column) for field in model._meta.concrete_fields})
            and "contact_id" not in columns
        )
    )
