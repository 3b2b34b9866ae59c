from typing import Any

import graphene

from ....contacts.models import Contact
from ....core import alarm
from ....core.clock import utc_now
from ....journeys import by_hand
from ....journeys.entry_refusals import RefusalCode
from ....journeys.models import Enrollment
from ....segments import bulk
from ...audience import AudienceInput, contact_ids_or_audience
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...operations.types import AutomationOperation
from ...reader import said
from ...toolkit import BaseMutation, BaseObjectType, NonNullList, ResolveInfo
from ..enrollments import AutomationEnrollment

_CODES = {
    RefusalCode.CONTACT_MISSING: "There is no such contact; it may have been erased.",
    RefusalCode.ENTRY_CONDITION: "The entry condition of the journey does not hold.",
    RefusalCode.INSIDE_NOW: "The contact is inside already.",
    RefusalCode.ENTERED_BEFORE: "The contact was inside before, and people enter once.",
    RefusalCode.PAUSE_NOT_OVER: "The pause between two runs is not over.",
}
EntryRefusalEnum = graphene.Enum(
    "AutomationEntryRefusal",
    [(code.name, code.value) for code in RefusalCode],
    description=lambda member: (
        _CODES[RefusalCode(member.value)] if member else "Why a contact could not enter a journey."
    ),
)
EntryRefusalEnum.doc_category = DOC_CATEGORY


class AutomationRefusedEntry(BaseObjectType):
    contact_id = graphene.ID(required=True, description="ID of the contact.")
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact", description="Empty if there is none of this ID."
    )
    code = EntryRefusalEnum(required=True)
    message = graphene.String(required=True, description="Why, with the moments that matter.", resolver=said)

    class Meta:
        description = "A contact who was not let into a journey, with the reason."
        doc_category = DOC_CATEGORY


class EnrollmentStart(BaseMutation):
    enrollments = NonNullList(AutomationEnrollment, description="The runs that began, of contacts named one by one.")
    refused = NonNullList(AutomationRefusedEntry, description="Who was not let in, of contacts named one by one.")
    operation = graphene.Field(AutomationOperation, description="What is done in the background, if it is.")

    class Arguments:
        journey_id = graphene.ID(required=True, description="ID of the journey; it has to be switched on.")
        audience = AudienceInput(required=True, description="Whom to let in.")
        key = graphene.String(
            description="What the run is about, where people enter once per checkout, order or product: its ID."
        )

    class Meta:
        name = "AutomationEnrollmentStart"
        description = "Let contacts into a journey by hand, as far as its entry rule and entry condition let them."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls, _root, info: ResolveInfo, /, *, journey_id: str, audience: dict[str, Any], key: str | None = None
    ):
        journey_pk = pk_or_refusal(journey_id, "AutomationJourney", "journeyId")
        ids, many = contact_ids_or_audience(audience)
        source, now, key = source_of(info), utc_now(), key or ""
        if ids is None:
            with refusals("journeyId"):
                by_hand.check_start(journey_pk, key, now)
            with refusals("audience"):
                parameters = {"journey_id": journey_pk, "key": key}
                return cls(operation=bulk.begin(by_hand.START, parameters, many, source, now))
        with refusals("journeyId"):
            started = by_hand.start(journey_pk, ids, now, key=key, source=source)
        alarm.wake("saleor_automation.advance")
        contacts = Contact.objects.in_bulk(list(started.refused))
        refused = [
            {
                "contact_id": graphene.Node.to_global_id("AutomationContact", contact_id),
                "contact": contacts.get(contact_id),
                "code": refusal.code.value,
                "message": str(refusal),
            }
            for contact_id, refusal in started.refused.items()
        ]
        runs = Enrollment.objects.filter(pk__in=started.enrollments.values()).order_by("pk")
        return cls(enrollments=list(runs), refused=refused)
