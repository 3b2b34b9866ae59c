import graphene

from ....core import alarm
from ....core.clock import utc_now
from ....journeys import by_hand
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..enrollments import AutomationEnrollment


class EnrollmentSkipWait(BaseMutation):
    enrollment = graphene.Field(AutomationEnrollment, description="The run as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the run.")

    class Meta:
        name = "AutomationEnrollmentSkipWait"
        description = "Let a contact go on from the wait they are in, as if its time were over."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str):
        enrollment_id = pk_or_refusal(id, "AutomationEnrollment")
        with refusals("id"):
            run = by_hand.skip_wait(enrollment_id, utc_now(), source=source_of(info))
        alarm.wake("saleor_automation.advance")
        return cls(enrollment=run)
