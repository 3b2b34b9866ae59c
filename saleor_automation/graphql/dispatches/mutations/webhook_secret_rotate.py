import graphene

from ....core.clock import utc_now
from ....dispatches.signing import OVERLAP, rotate_secret
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError
from ...toolkit import BaseMutation, DateTime, ResolveInfo


class WebhookSecretRotate(BaseMutation):
    secret = graphene.String(description="The new secret. It is shown this once and cannot be read again.")
    previous_until = DateTime(description="Until then calls are signed with the secret before, too.")

    class Meta:
        name = "AutomationWebhookSecretRotate"
        description = "Make a new secret for the signatures of webhook calls."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /):
        now = utc_now()
        return cls(secret=rotate_secret(now), previous_until=now + OVERLAP)
