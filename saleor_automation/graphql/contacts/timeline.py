"""A contact's timeline as the schema shows it."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLError

from ...journeys.forms import language_of
from ...reports.timeline import MOST, Timeline, TimelineEntry, timeline
from ...reports.timeline_sources import Place, TimelineKind
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, DateTime, JSONString, NonNullList, ResolveInfo, get_database_connection_name

_KINDS = {
    TimelineKind.EVENT: "Something happened: an order, a visit, a click.",
    TimelineKind.MESSAGE: "A message, at the moment it was planned, with what became of it.",
    TimelineKind.JOURNEY: "The contact entered or left a journey.",
    TimelineKind.DECISION: "A step of a journey decided.",
    TimelineKind.CONSENT: "A word of consent.",
    TimelineKind.LIST: "A list was joined or left.",
    TimelineKind.TAG: "A tag came or went.",
}
TimelineKindEnum = graphene.Enum(
    "AutomationTimelineKind",
    [(kind.name, kind.value) for kind in TimelineKind],
    description=lambda member: _KINDS[TimelineKind(member.value)] if member else "What an entry is about.",
)
TimelineKindEnum.doc_category = DOC_CATEGORY


class AutomationTimelineEntry(BaseObjectType):
    at = DateTime(required=True, description="When it happened, or will.")
    kind = TimelineKindEnum(required=True)
    title = graphene.String(required=True, description="What happened, in a sentence.")
    detail = graphene.String(required=True, description="Why, or by whom; may be empty.")
    facts = JSONString(required=True, description="The values behind it.")
    message_id = graphene.ID(description="ID of the message it is about.")
    enrollment_id = graphene.ID(description="ID of the run it is about.")
    cursor = graphene.String(required=True, description="For `after`, to go on behind this entry.")

    class Meta:
        description = "One line of a contact's timeline."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_kind(root: TimelineEntry, _info: ResolveInfo):
        return root.kind.value

    @staticmethod
    def resolve_message_id(root: TimelineEntry, _info: ResolveInfo):
        return graphene.Node.to_global_id("AutomationMessage", root.message_id) if root.message_id else None

    @staticmethod
    def resolve_enrollment_id(root: TimelineEntry, _info: ResolveInfo):
        return graphene.Node.to_global_id("AutomationEnrollment", root.enrollment_id) if root.enrollment_id else None

    @staticmethod
    def resolve_cursor(root: TimelineEntry, _info: ResolveInfo):
        return _encode(root.place)


class AutomationTimeline(BaseObjectType):
    entries = NonNullList(AutomationTimelineEntry, required=True, description="What happened, newest first.")
    upcoming = NonNullList(
        AutomationTimelineEntry,
        required=True,
        description="Messages planned and waits going on, soonest first; on the first page only.",
    )
    has_next_page = graphene.Boolean(required=True, description="Whether there are older entries.")
    end_cursor = graphene.String(description="For `after`, to get older entries.")

    class Meta:
        description = "Everything a contact did, and everything that was done for them."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_has_next_page(root: Timeline, _info: ResolveInfo):
        return root.has_more

    @staticmethod
    def resolve_end_cursor(root: Timeline, _info: ResolveInfo):
        return _encode(root.entries[-1].place) if root.entries else None


def resolve_timeline(
    contact_id: int,
    info: ResolveInfo,
    *,
    first: int = 50,
    after: str | None = None,
    kinds: Any = None,
    language: str = "en",
) -> Timeline:
    """Return a page. Raises GraphQLError for a size out of bounds or a cursor of another list."""
    if not 1 <= first <= MOST:
        raise GraphQLError(f"Argument `first` is {first}; use 1 to {MOST}.")
    return timeline(
        contact_id,
        first,
        language_of(language),
        after=_decode(after) if after else None,
        kinds=[TimelineKind(kind) for kind in kinds or ()],
        using=get_database_connection_name(info.context),
    )


def _encode(place: Place) -> str:
    return base64.b64encode(json.dumps([place.at.isoformat(), place.source, place.id]).encode()).decode()


def _decode(cursor: str) -> Place:
    try:
        text, source, row_id = json.loads(base64.b64decode(cursor, validate=True))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or not (0 <= int(source) < 100 and 0 <= int(row_id) < 2**63):
            raise ValueError("no place of a timeline")
        return Place(moment, int(source), int(row_id))
    except (binascii.Error, ValueError, TypeError) as error:
        raise GraphQLError("Received cursor is invalid.") from error
