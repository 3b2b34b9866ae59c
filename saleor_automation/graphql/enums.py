"""Enums for the choices of our models: names in upper case, values as they are stored."""

import graphene
from django.db.models import TextChoices

from ..contacts.field_models import FieldType, OperationState
from ..contacts.models import ConsentState
from ..dispatches.models import DispatchKind, DispatchState
from ..journeys.models import JourneyStatus
from ..messages.models import MessageKind, MessageState
from ..segments.models import SegmentState
from ..simulation.models import SimulationState
from .common import DOC_CATEGORY


def _enum(name: str, choices: type[TextChoices], description: str, values: dict[TextChoices, str]) -> graphene.Enum:
    """Return the GraphQL enum of a model's choices; every value is described."""
    texts = {choice.value: text for choice, text in values.items()}
    enum = graphene.Enum(
        name,
        [(choice.name, choice.value) for choice in choices],
        description=lambda member: texts[member.value] if member else description,
    )
    enum.doc_category = DOC_CATEGORY
    return enum


ConsentStateEnum = _enum(
    "AutomationConsentState",
    ConsentState,
    "What a contact allows.",
    {
        ConsentState.NONE: "Nothing was ever said.",
        ConsentState.PENDING: "Asked for, but not confirmed yet.",
        ConsentState.SUBSCRIBED: "Agreed to be written to.",
        ConsentState.UNSUBSCRIBED: "Said no.",
        ConsentState.BOUNCED: "The address does not exist any more.",
        ConsentState.COMPLAINED: "Called a message spam.",
    },
)

JourneyStatusEnum = _enum(
    "AutomationJourneyStatus",
    JourneyStatus,
    "Where a journey is in its life.",
    {
        JourneyStatus.DRAFT: "Never published; nobody enters.",
        JourneyStatus.ACTIVE: "People enter and move on.",
        JourneyStatus.PAUSED: "Nobody enters and nobody moves until it is resumed.",
        JourneyStatus.ARCHIVED: "Ended for good; kept for its history.",
    },
)

DispatchKindEnum = _enum(
    "AutomationDispatchKind",
    DispatchKind,
    "Whom a dispatch tells.",
    {
        DispatchKind.EMAIL: "Somebody of the team, by mail.",
        DispatchKind.SERVICES: "The team, on the services of the plugin's settings.",
        DispatchKind.WEBHOOK: "Another system, by a webhook call.",
    },
)

DispatchStateEnum = _enum(
    "AutomationDispatchState",
    DispatchState,
    "What became of a dispatch.",
    {
        DispatchState.QUEUED: "Waits for its time.",
        DispatchState.HANDING: "Is being handed over.",
        DispatchState.DELIVERED: "The other side took it.",
        DispatchState.UNKNOWN: "Nobody can tell whether the other side took it; it is never sent again by itself.",
        DispatchState.FAILED: "It was refused or given up; the reason says why.",
    },
)

MessageKindEnum = _enum(
    "AutomationMessageKind",
    MessageKind,
    "What the sending rules count a message as.",
    {
        MessageKind.MARKETING: "Wants to sell or to keep in touch.",
        MessageKind.REMINDER: "Reminds of something the person began, such as a cart.",
        MessageKind.TRANSACTIONAL: "Belongs to something the person asked for; neither held nor counted.",
    },
)

MessageStateEnum = _enum(
    "AutomationMessageState",
    MessageState,
    "What became of a message.",
    {
        MessageState.QUEUED: "Waits for its time.",
        MessageState.HANDING: "Is being handed to the mail server.",
        MessageState.DELIVERED: "The mail server took it.",
        MessageState.UNKNOWN: "Nobody can tell whether the mail server took it; it is never sent again by itself.",
        MessageState.FAILED: "The mail server refused it for good.",
        MessageState.SKIPPED: "Not sent; the reason says why.",
        MessageState.EXPIRED: "Its time passed before it could be sent.",
        MessageState.GHOST: "Would have been sent at this moment, but its reader is held out of the journey.",
    },
)

SegmentStateEnum = _enum(
    "AutomationSegmentState",
    SegmentState,
    "Whether the members of a segment are those of its condition.",
    {
        SegmentState.BUILDING: "They are being found; until then it has those of the condition before.",
        SegmentState.CURRENT: "They are, and are kept so.",
    },
)

FieldTypeEnum = _enum(
    "AutomationFieldType",
    FieldType,
    "What a custom field holds.",
    {
        FieldType.TEXT: "A text of up to 500 characters.",
        FieldType.NUMBER: "A number of up to 18 digits and 6 decimals.",
        FieldType.BOOLEAN: "Yes or no.",
        FieldType.DATE: "A day, as `2026-03-02`.",
        FieldType.DATE_TIME: "A moment with its zone, as `2026-03-02T09:00:00+01:00`.",
        FieldType.CHOICE: "One of the choices.",
        FieldType.MANY_CHOICE: "Some of the choices, as a list.",
    },
)

SimulationStateEnum = _enum(
    "AutomationSimulationState",
    SimulationState,
    "How far a simulation has come.",
    {
        SimulationState.WAITING: "Waits for a worker.",
        SimulationState.RUNNING: "Is being run; `percent` and `virtualNow` tell how far it is.",
        SimulationState.DONE: "Ended, with a report.",
        SimulationState.CANCELLED: "Was stopped.",
        SimulationState.FAILED: "Broke off; the problem says why.",
        SimulationState.INTERRUPTED: "Its worker died; ask for it again.",
    },
)

OperationStateEnum = _enum(
    "AutomationOperationState",
    OperationState,
    "How far an operation over many contacts has come.",
    {
        OperationState.WAITING: "Waits for its next batch.",
        OperationState.DONE: "Came to everybody.",
        OperationState.CANCELLED: "Was stopped; what was done stays done.",
        OperationState.FAILED: "Broke off; the problem says why, what was done stays done.",
    },
)
