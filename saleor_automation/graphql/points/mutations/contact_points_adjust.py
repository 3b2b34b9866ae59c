from uuid import uuid4

import graphene

from ....core.clock import utc_now
from ....scores.models import PointsBalance
from ....scores.redemption import adjust
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...keys import checked_key
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationPoints


class ContactPointsAdjust(BaseMutation):
    points = graphene.Field(AutomationPoints, description="Where the contact stands now.")

    class Arguments:
        contact = graphene.ID(required=True, description="ID of the contact.")
        points = graphene.Int(required=True, description="What to give, or to take below zero.")
        reason = graphene.String(required=True, description="Why; the customer sees it.")
        key = graphene.String(description="A name of your own: the same key moves the points once.")

    class Meta:
        name = "AutomationContactPointsAdjust"
        description = "Give a contact loyalty points by hand, or take some. They count for no tier."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls, _root, info: ResolveInfo, /, *, contact: str, points: int, reason: str, key: str | None = None
    ):
        contact_id = pk_or_refusal(contact, "AutomationContact", "contact")
        name = checked_key(key) or uuid4().hex
        with refusals("points"):
            adjust([contact_id], points, reason, source_of(info), name, utc_now())
        balance = PointsBalance.objects.select_related("tier").get(contact_id=contact_id)
        return cls(points=balance)
