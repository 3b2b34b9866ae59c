import graphene

from ...contacts.suppression import Undeliverable
from ..common import DOC_CATEGORY

_TEXTS = {
    "bounced": "The address does not exist.",
    "complained": "The person called a message spam.",
    "unsubscribed": "The person said no.",
}
SuppressionReason = graphene.Enum(
    "AutomationSuppressionReason",
    [(reason.name, reason.value) for reason in Undeliverable],
    description=lambda member: _TEXTS[member.value] if member else "Why nobody may write to an address.",
)
SuppressionReason.doc_category = DOC_CATEGORY
