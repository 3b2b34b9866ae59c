"""Errors about drafts: each names the argument that does not fit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from ...core.exceptions import InvalidDefinition
from ..errors import AutomationErrorCode, refusal, refusals

_IN_SCHEMA = {"holdout_percent": "holdoutPercent"}


@contextmanager
def refusals_of_draft(field: str) -> Iterator[None]:
    """Turn what drafting.py refuses into errors: of the argument it names, else of field."""
    with refusals(field):
        try:
            yield
        except InvalidDefinition as error:
            raise _of_arguments(error) from error


def _of_arguments(error: InvalidDefinition) -> ValidationError:
    by_field: dict[str, list[ValidationError]] = {}
    for argument, text in error.problems:
        name = _IN_SCHEMA.get(argument, argument)
        found = refusal(name, AutomationErrorCode.INVALID, f"{error.subject}: {text}")
        by_field.setdefault(name, []).extend(found.error_dict[name])
    return ValidationError(by_field)
