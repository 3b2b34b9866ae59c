"""Refusals of input objects: each problem becomes the error of its own field."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from ...contacts.editing import AddressTaken
from ...core.exceptions import InvalidDefinition
from ..errors import AutomationErrorCode, refusal, refusals


@contextmanager
def field_refusals(field: str) -> Iterator[None]:
    """Give each problem of an input the name of its field; what belongs to none is an error of the field given."""
    try:
        with refusals(field):
            try:
                yield
            except InvalidDefinition as error:
                found: dict[str, list[ValidationError]] = {}
                for place, text in error.problems:
                    problem = refusal(place or field, AutomationErrorCode.INVALID, text)
                    for name, errors in problem.error_dict.items():
                        found.setdefault(name, []).extend(errors)
                raise ValidationError(found) from error
    except ValidationError as error:
        if isinstance(error.__cause__, AddressTaken):
            raise refusal("email", AutomationErrorCode.UNIQUE, str(error.__cause__)) from error
        raise
