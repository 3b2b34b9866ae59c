import graphene

from .... import pipeline
from ....core.clock import utc_now
from ....tracking.arrival import InvalidArrival, message_of_arrival
from ...common import DOC_CATEGORY
from ...errors import AutomationError, AutomationErrorCode, refusal
from ...toolkit import UUID, BaseMutation, ResolveInfo, resolved_user
from ..limits import limit_tracking


class Identify(BaseMutation):
    class Arguments:
        visitor_id = UUID(required=True, description="The visitor who turned out to be somebody.")
        token = graphene.String(
            description="The parameter `automation` of the address a mail's link led to; not needed after logging in."
        )

    class Meta:
        name = "AutomationIdentify"
        description = (
            "Join a visitor to the customer who logged in, or to the reader of a mail who came through its link. "
            "Public; nothing is told about the person."
        )
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, visitor_id, token: str | None = None):
        now = utc_now()
        limit_tracking(info, visitor_id, now)
        user = resolved_user(info)
        if user is not None:
            pipeline.name_visitor(visitor_id, now, user_id=user.pk)
        elif token:
            try:
                message_id = message_of_arrival(token)
            except InvalidArrival as error:
                raise refusal("token", AutomationErrorCode.INVALID, str(error)) from error
            pipeline.name_visitor(visitor_id, now, message_id=message_id)
        else:
            raise refusal("token", AutomationErrorCode.REQUIRED, "Log the customer in, or give the token of a mail.")
        return cls()
