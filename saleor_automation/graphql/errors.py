"""The errors of our mutations, and how a refusal of the engine becomes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

import graphene
from django.core.exceptions import ValidationError
from graphql import GraphQLError

from ..core.exceptions import Conflict, InvalidDefinition, NotFound, PermanentError, Stale
from ..journeys.complaints import step_and_field
from .common import DOC_CATEGORY, pk_of
from .reader import said
from .toolkit import Error


class AutomationErrorCode(Enum):
    CONFLICT = "conflict"
    GRAPHQL_ERROR = "graphql_error"
    INVALID = "invalid"
    INVALID_DEFINITION = "invalid_definition"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    REQUIRED = "required"
    UNIQUE = "unique"


_DESCRIPTIONS = {
    AutomationErrorCode.CONFLICT: "The object is in a state that does not allow this; the message says which.",
    AutomationErrorCode.GRAPHQL_ERROR: "An ID is malformed or belongs to another type.",
    AutomationErrorCode.INVALID: "The value breaks a rule; the message says which.",
    AutomationErrorCode.INVALID_DEFINITION: "A journey or recipe breaks the rules of its language; see `place`.",
    AutomationErrorCode.NOT_FOUND: "No object has this ID or slug.",
    AutomationErrorCode.RATE_LIMITED: "Too many calls; try again in a minute.",
    AutomationErrorCode.REQUIRED: "The value is missing.",
    AutomationErrorCode.UNIQUE: "Another object has this value already.",
}

ErrorCodeEnum = graphene.Enum.from_enum(
    AutomationErrorCode,
    description=lambda code: _DESCRIPTIONS[AutomationErrorCode(code.value)] if code else "Why a mutation refused.",
)
ErrorCodeEnum.doc_category = DOC_CATEGORY


class AutomationError(Error):
    field = graphene.String(description="The argument that is wrong; empty if none is.")
    message = graphene.String(description="What is wrong, and what to do.", resolver=said)
    code = ErrorCodeEnum(description="Why the mutation refused.", required=True)
    place = graphene.String(description="Step, field or block of the definition the error is about.")
    step_id = graphene.String(description="The step of a journey the error is about, so that it can be shown there.")

    class Meta:
        description = "Why a mutation did nothing."
        doc_category = DOC_CATEGORY


def refusal(field: str, code: AutomationErrorCode, message: str, place: str | None = None) -> ValidationError:
    """Return the error of one field, to be raised inside a mutation."""
    if place is None:
        return ValidationError({field: ValidationError(message, code=code.value)})
    # Django fills a message that comes with params in with %, so a literal percent sign has to be doubled.
    step_id, _ = step_and_field(place)
    params = {"place": place} | ({"step_id": step_id} if step_id else {})
    error = ValidationError(message.replace("%", "%%"), code=code.value, params=params)
    return ValidationError({field: error})


def pk_or_refusal(global_id: str, type_name: str, field: str = "id") -> int:
    """Return the primary key in a global id given to a mutation.

    Raises ValidationError if it is malformed or of another type.
    """
    try:
        return pk_of(global_id, type_name)
    except GraphQLError as error:
        raise refusal(field, AutomationErrorCode.GRAPHQL_ERROR, str(error)) from error


@contextmanager
def refusals(field: str) -> Iterator[None]:
    """Turn what the engine refuses into errors of this field; a definition gives one error for each problem.

    That somebody else has saved meanwhile is said of `revision`.
    """
    try:
        yield
    except InvalidDefinition as error:
        problems = [
            refusal(field, AutomationErrorCode.INVALID_DEFINITION, f"{error.subject}: {text}", place)
            for place, text in error.problems
        ]
        raise ValidationError({field: [item for problem in problems for item in problem.error_dict[field]]}) from error
    except NotFound as error:
        raise refusal(field, AutomationErrorCode.NOT_FOUND, str(error)) from error
    except Stale as error:
        raise refusal("revision", AutomationErrorCode.CONFLICT, str(error)) from error
    except Conflict as error:
        raise refusal(field, AutomationErrorCode.CONFLICT, str(error)) from error
    except PermanentError as error:
        raise refusal(field, AutomationErrorCode.INVALID, str(error)) from error
