from dataclasses import dataclass

import graphene

from ... import audience
from ...contacts.consent import EMAIL
from ...contacts.models import Consent, ConsentState, Contact, ListSubscription
from ...core.privacy import masked_email
from ...scores.models import Programme, Reward
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, rows
from ..contacts.dataloaders import ConsentsByContactLoader, SubscriptionsByContactLoader
from ..contacts.types import AutomationConsent
from ..enums import ConsentStateEnum
from ..points.dataloaders import BalanceByContactLoader
from ..points.types import AutomationPoints, AutomationReward
from ..toolkit import BaseObjectType, DateTime, NonNullList, ResolveInfo


@dataclass(frozen=True)
class Subscriber:
    """What a person may see of themselves; contact is None for a customer nothing was ever recorded of."""

    email: str
    contact: Contact | None


def agrees_to_email(consents: list[Consent]) -> bool:
    return any(c.transport == EMAIL and c.state == ConsentState.SUBSCRIBED for c in consents)


class AutomationMyList(BaseObjectType):
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    state = ConsentStateEnum(required=True)
    changed_at = DateTime(required=True, description="When it was said.")

    class Meta:
        description = "A person's place on one of the shop's lists."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_slug(root: ListSubscription, _info: ResolveInfo):
        return root.list.slug

    @staticmethod
    def resolve_name(root: ListSubscription, _info: ResolveInfo):
        return root.list.name


class AutomationOfferedList(BaseObjectType):
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    description = graphene.String(required=True, description="What one gets.")

    class Meta:
        description = "A list the receiver of a mail may choose."
        doc_category = DOC_CATEGORY


class AutomationPreferences(BaseObjectType):
    masked_email = graphene.String(required=True, description="Enough of the address to recognize it.")
    language_code = graphene.String(required=True, description="The language the shop writes in; empty when unknown.")
    is_subscribed = graphene.Boolean(required=True, description="Whether marketing mails are agreed to.")
    lists = NonNullList(AutomationMyList, required=True)
    offered_lists = NonNullList(
        AutomationOfferedList,
        required=True,
        description="What there is to choose: public lists, and those they are on.",
    )

    class Meta:
        description = "What the receiver of a mail agreed to, for whoever holds its link."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_masked_email(root: Contact, _info: ResolveInfo):
        return masked_email(root.email)

    @staticmethod
    def resolve_is_subscribed(root: Contact, info: ResolveInfo):
        return ConsentsByContactLoader(info.context).load(root.pk).then(agrees_to_email)

    @staticmethod
    @allow_writer()
    def resolve_offered_lists(root: Contact, _info: ResolveInfo):
        return audience.offered_lists(root.pk)

    @staticmethod
    def resolve_lists(root: Contact, info: ResolveInfo):
        return SubscriptionsByContactLoader(info.context).load(root.pk)


class AutomationMe(BaseObjectType):
    email = graphene.String(required=True, description="The address the shop writes to.")
    language_code = graphene.String(required=True, description="The language the shop writes in; empty when unknown.")
    is_subscribed = graphene.Boolean(required=True, description="Whether marketing mails are agreed to.")
    consents = NonNullList(AutomationConsent, required=True)
    lists = NonNullList(AutomationMyList, required=True)
    points = graphene.Field(
        AutomationPoints, description="Where the person stands in the loyalty programme; empty without one."
    )
    rewards = NonNullList(AutomationReward, required=True, description="What points buy now, cheapest first.")

    class Meta:
        description = "What a person agreed to, for that person to see."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_language_code(root: Subscriber, _info: ResolveInfo):
        return root.contact.language_code if root.contact else ""

    @staticmethod
    def resolve_is_subscribed(root: Subscriber, info: ResolveInfo):
        if root.contact is None:
            return False
        return ConsentsByContactLoader(info.context).load(root.contact.pk).then(agrees_to_email)

    @staticmethod
    def resolve_consents(root: Subscriber, info: ResolveInfo):
        return ConsentsByContactLoader(info.context).load(root.contact.pk) if root.contact else []

    @staticmethod
    def resolve_lists(root: Subscriber, info: ResolveInfo):
        return SubscriptionsByContactLoader(info.context).load(root.contact.pk) if root.contact else []

    @staticmethod
    def resolve_points(root: Subscriber, info: ResolveInfo):
        is_on = rows(Programme, info).filter(is_active=True).exists()
        return BalanceByContactLoader(info.context).load(root.contact.pk) if root.contact and is_on else None

    @staticmethod
    def resolve_rewards(_root: Subscriber, info: ResolveInfo):
        is_on = rows(Programme, info).filter(is_active=True).exists()
        return rows(Reward, info).filter(is_active=True).order_by("points", "pk") if is_on else []
