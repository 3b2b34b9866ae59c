"""Whom a mutation over many contacts is for: some ids at once, or a segment or condition in the background."""

from typing import Any

import graphene

from .common import DOC_CATEGORY
from .errors import AutomationErrorCode, pk_or_refusal, refusal
from .toolkit import BaseInputObjectType, JSONString, NonNullList

MOST_AT_ONCE = 1000


class AudienceInput(BaseInputObjectType):
    contacts = NonNullList(graphene.ID, description=f"IDs of up to {MOST_AT_ONCE} contacts; done at once.")
    segment = graphene.String(description="Slug of a segment; done in the background.")
    condition = JSONString(description="A condition, as JSON; done in the background.")

    class Meta:
        name = "AutomationAudienceInput"
        description = "Whom it is for: exactly one of the three."
        doc_category = DOC_CATEGORY


def contacts_or_audience(
    contacts: list[str] | None, audience: dict[str, Any] | None
) -> tuple[list[int] | None, dict[str, Any]]:
    """Return contact_ids_or_audience of a mutation that also takes contacts as an argument of their own."""
    if contacts is None:
        return contact_ids_or_audience(audience or {})
    if audience is not None:
        raise refusal("audience", AutomationErrorCode.INVALID, "Name contacts or an audience; leave one of them out.")
    return checked_contacts(contacts, "contacts"), {}


def checked_contacts(contacts: list[str], field: str) -> list[int]:
    """Return the ids of contacts named one by one. Raises ValidationError for none, too many, or one that is no id."""
    if not 1 <= len(contacts) <= MOST_AT_ONCE:
        message = f"There are {len(contacts)} contacts; give 1 to {MOST_AT_ONCE} in one call."
        raise refusal(field, AutomationErrorCode.INVALID, message)
    return [pk_or_refusal(each, "AutomationContact", field) for each in contacts]


def contact_ids_or_audience(audience: dict[str, Any]) -> tuple[list[int] | None, dict[str, Any]]:
    """Return the ids of contacts, or None and the audience of an operation.

    Raises ValidationError unless exactly one of the three is given, with at most MOST_AT_ONCE contacts.
    """
    given = {name: value for name, value in audience.items() if value is not None}
    if len(given) != 1:
        raise refusal(
            "audience",
            AutomationErrorCode.REQUIRED,
            "Say whom it is for by exactly one of contacts, segment, condition.",
        )
    if "contacts" not in given:
        return None, given
    ids = given["contacts"]
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        raise refusal(
            "audience",
            AutomationErrorCode.INVALID,
            f"There are {len(ids)} contacts; give 1 to {MOST_AT_ONCE}, or use a segment or condition for more.",
        )
    return [pk_or_refusal(each, "AutomationContact", "audience") for each in ids], {}
