import graphene

from ....core.clock import utc_now
from ....journeys import by_hand
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..enrollments import AutomationEnrollment


class EnrollmentEnd(BaseMutation):
    enrollment = graphene.Field(AutomationEnrollment, description="The run as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the run.")
        reason = graphene.String(description="A note for people who read the story of the run.")

    class Meta:
        name = "AutomationEnrollmentEnd"
        description = "End one run; what it has queued is taken back. Reports count it as `ended_by_staff`."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str, reason: str | None = None):
        enrollment_id = pk_or_refusal(id, "AutomationEnrollment")
        with refusals("id"):
            run = by_hand.end(enrollment_id, utc_now(), reason=(reason or "").strip(), source=source_of(info))
        return cls(enrollment=run)
