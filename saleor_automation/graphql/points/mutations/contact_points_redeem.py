import graphene

from ....core.clock import utc_now
from ....scores.redemption import redeem
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...keys import checked_key
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationPointsEntry


class ContactPointsRedeem(BaseMutation):
    entry = graphene.Field(AutomationPointsEntry, description="What was spent, with the code it bought.")

    class Arguments:
        contact = graphene.ID(required=True, description="ID of the contact.")
        reward = graphene.String(required=True, description="Slug of the reward.")
        key = graphene.String(description="A name of your own: the same key buys the reward once.")

    class Meta:
        name = "AutomationContactPointsRedeem"
        description = "Spend a contact's points on a reward for them."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, contact: str, reward: str, key: str | None = None):
        contact_id = pk_or_refusal(contact, "AutomationContact", "contact")
        name = checked_key(key)
        with refusals("reward"):
            entry = redeem(contact_id, reward, name, source_of(info), utc_now()).entry
        return cls(entry=entry)
