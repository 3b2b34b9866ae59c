import graphene

from ....contacts.models import Contact
from ....core.clock import utc_now
from ....scores.redemption import redeem
from ...callers import source_of
from ...common import DOC_CATEGORY
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...keys import checked_key
from ...toolkit import BaseMutation, ResolveInfo, resolved_user
from ..types import AutomationPointsEntry


class PointsRedeem(BaseMutation):
    entry = graphene.Field(AutomationPointsEntry, description="What was spent, with the code it bought.")

    class Arguments:
        reward = graphene.String(required=True, description="Slug of the reward.")
        key = graphene.String(
            description="A name of your own: the same key buys the reward once, however often it is sent."
        )

    class Meta:
        name = "AutomationPointsRedeem"
        description = "Spend one's own points on a reward. For the logged-in customer."
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, reward: str, key: str | None = None):
        user = resolved_user(info)
        # By the account only: an address somebody merely typed when registering proves nothing.
        contact = Contact.objects.filter(user_id=user.pk).first() if user else None
        if contact is None:
            raise refusal("reward", AutomationErrorCode.NOT_FOUND, "Nobody who has points is logged in; log in first.")
        name = checked_key(key)
        with refusals("reward"):
            entry = redeem(contact.pk, reward, name, source_of(info), utc_now()).entry
        return cls(entry=entry)
