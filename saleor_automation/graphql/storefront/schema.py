import graphene

from ...contacts.models import Contact
from ...messages.links import InvalidLink
from ...messages.models import Message
from ...messages.signing import link_signer
from ..common import DOC_CATEGORY, rows
from ..toolkit import BaseField, ResolveInfo, resolved_user
from .mutations.identify import Identify
from .mutations.preferences_update import PreferencesUpdate
from .mutations.subscribe import Subscribe
from .mutations.track import Track
from .mutations.visitor_forget import VisitorForget
from .smart_content import SmartContentQueries
from .types import AutomationMe, AutomationPreferences, Subscriber


class StorefrontQueries(SmartContentQueries):
    automation_me = BaseField(
        AutomationMe,
        description="What the logged-in customer agreed to; empty for a stranger.",
        doc_category=DOC_CATEGORY,
    )

    automation_preferences = BaseField(
        AutomationPreferences,
        token=graphene.Argument(graphene.String, required=True, description="The token of an unsubscribe link."),
        description="What the receiver of a mail agreed to; empty for a token that is not ours.",
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_me(_root, info: ResolveInfo):
        user = resolved_user(info)
        if user is None:
            return None
        # By the account only: an address somebody merely typed when registering proves nothing.
        return Subscriber(email=user.email, contact=rows(Contact, info).filter(user_id=user.pk).first())

    @staticmethod
    def resolve_automation_preferences(_root, info: ResolveInfo, *, token: str):
        try:
            message_id = link_signer().verify_unsubscribe(token)
        except InvalidLink:
            return None
        receiver = rows(Message, info).filter(pk=message_id).values("contact_id")
        return rows(Contact, info).filter(pk__in=receiver).first()


class StorefrontMutations(graphene.ObjectType):
    automation_track = Track.Field()
    automation_identify = Identify.Field()
    automation_visitor_forget = VisitorForget.Field()
    automation_subscribe = Subscribe.Field()
    automation_preferences_update = PreferencesUpdate.Field()
