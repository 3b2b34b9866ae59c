from .... import pipeline
from ....core.clock import utc_now
from ...common import DOC_CATEGORY
from ...errors import AutomationError
from ...toolkit import UUID, BaseMutation, ResolveInfo
from ..limits import limit_tracking


class VisitorForget(BaseMutation):
    class Arguments:
        visitor_id = UUID(required=True, description="The visitor who takes their consent back.")

    class Meta:
        name = "AutomationVisitorForget"
        description = (
            "Delete what is kept of a visitor who never said who they are, and part a known contact from this "
            "browser. Public; the answer is the same for an unknown visitor."
        )
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, visitor_id):
        limit_tracking(info, visitor_id, utc_now())
        pipeline.forget_visitor(visitor_id)
        return cls()
