from uuid import uuid4

import graphene

from ....core.clock import utc_now
from ....core.ids import stable_uuid
from ....scores.adjusting import adjust
from ...audience import MOST_AT_ONCE
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...keys import checked_key
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactScoreAdjust(BaseMutation):
    changed_count = graphene.Int(description="How many scores really moved; a limit may hold one where it is.")

    class Arguments:
        contacts = NonNullList(graphene.ID, required=True, description=f"IDs of up to {MOST_AT_ONCE} contacts.")
        score = graphene.String(required=True, description="Slug of the score.")
        points = graphene.Int(required=True, description="What to give, or to take below zero.")
        reason = graphene.String(required=True, description="Why; the ledger keeps it.")
        expires_after_days = graphene.Int(description="After how many days it is taken back; never when left out.")
        key = graphene.String(description="A name of your own: the same key moves each contact once.")

    class Meta:
        name = "AutomationContactScoreAdjust"
        description = "Move a lead score of contacts by hand."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls,
        _root,
        info: ResolveInfo,
        /,
        *,
        contacts: list[str],
        score: str,
        points: int,
        reason: str,
        expires_after_days: int | None = None,
        key: str | None = None,
    ):
        if not 1 <= len(contacts) <= MOST_AT_ONCE:
            text = f"There are {len(contacts)} contacts; give 1 to {MOST_AT_ONCE}."
            raise refusal("contacts", AutomationErrorCode.INVALID, text)
        ids = sorted({pk_or_refusal(each, "AutomationContact", "contacts") for each in contacts})
        name = checked_key(key) or uuid4().hex
        with refusals("score"):
            # Names of scores are long and keys are not, so the score's name goes in shortened.
            place = stable_uuid("score", score).hex[:12]
            wanted = [(f"by-hand:{name}:{place}:{each}", each, points) for each in ids]
            moved = adjust(score, wanted, reason, source_of(info), utc_now(), expires_after_days)
        return cls(changed_count=sum(1 for each in moved.values() if each))
