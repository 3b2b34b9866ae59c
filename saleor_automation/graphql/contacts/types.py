import graphene
from graphene import relay
from graphql import GraphQLError

from ...contacts import models
from ...core.clock import utc_now
from ...journeys.forms import language_of
from ...journeys.mentions import users_of
from ...journeys.models import Journey
from ...journeys.why_not import why_not
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, MoneyAmount, pk_of
from ..enums import ConsentStateEnum
from ..events.dataloaders import EventCountByContactLoader, EventsByContactLoader
from ..fields.dataloaders import FieldValuesByContactLoader
from ..journeys.dataloaders import EnrollmentCountByContactLoader, EnrollmentsByContactLoader
from ..messages.dataloaders import MessageCountByContactLoader, MessagesByContactLoader
from ..nested import resolve_nested
from ..orders.dataloaders import OrderCountByContactLoader, OrdersByContactLoader
from ..points.dataloaders import BalanceByContactLoader
from ..scores.dataloaders import ScoreEntriesByContactLoader, ScoreEntryCountByContactLoader, ScoresByContactLoader
from ..tags.dataloaders import PeriodCountByContactLoader, PeriodsByContactLoader
from ..toolkit import (
    BaseObjectType,
    ConnectionField,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    Money,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import (
    ConsentsByContactLoader,
    ListCountsLoader,
    MoneyByContactLoader,
    SubscriptionsByContactLoader,
    TagsByContactLoader,
    TotalsByContactLoader,
)
from .timeline import AutomationTimeline, TimelineKindEnum, resolve_timeline


class AutomationConsent(BaseObjectType):
    transport = graphene.String(required=True, description="How the contact is written to: `email`.")
    state = ConsentStateEnum(required=True, description="What the contact allows.")
    source = graphene.String(required=True, description="Where it was said.")
    changed_at = DateTime(required=True, description="When it was said.")
    proof = JSONString(required=True, description="The words agreed to, and what else proves it.")

    class Meta:
        description = "What a contact allows on one transport, with where and when it was said."
        doc_category = DOC_CATEGORY


class AutomationList(ModelObjectType[models.ContactList]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    description = graphene.String(required=True, description="What one gets, for the preferences page.")
    is_double_opt_in = graphene.Boolean(required=True, description="Whether people confirm by mail.")
    is_public = graphene.Boolean(required=True, description="Whether storefronts and the preferences page offer it.")
    created_at = DateTime(required=True)
    subscribers_count = graphene.Int(required=True, description="How many contacts are subscribed to it.")
    pending_count = graphene.Int(required=True, description="How many have not confirmed yet.")
    used_by = NonNullList(
        graphene.String, required=True, description="Journeys and segments that name it; it cannot go before them."
    )

    class Meta:
        description = "A broad state a person chose or the shop gave: newsletter, customers, leads."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = models.ContactList

    @staticmethod
    def resolve_subscribers_count(root: models.ContactList, info: ResolveInfo):
        return ListCountsLoader(info.context).load(root.pk).then(lambda counts: counts.get("subscribed", 0))

    @staticmethod
    def resolve_pending_count(root: models.ContactList, info: ResolveInfo):
        return ListCountsLoader(info.context).load(root.pk).then(lambda counts: counts.get("pending", 0))

    @staticmethod
    @allow_writer()
    def resolve_used_by(root: models.ContactList, _info: ResolveInfo):
        return users_of("list", root.slug)


class AutomationListConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationList


class AutomationListSubscription(BaseObjectType):
    list = graphene.Field(AutomationList, required=True)
    state = ConsentStateEnum(required=True, description="What the contact allows on this list.")
    source = graphene.String(required=True, description="Where it was said.")
    changed_at = DateTime(required=True, description="When it was said.")

    class Meta:
        description = "A contact's place on a list."
        doc_category = DOC_CATEGORY


class AutomationContactTag(BaseObjectType):
    name = graphene.String(required=True)
    assigned_at = DateTime(required=True, description="When the contact got the tag.")
    source = graphene.String(required=True, description="Who gave it: a journey, an import, a person.")

    class Meta:
        description = "A dated mark on a contact."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_name(root: models.ContactTag, _info: ResolveInfo):
        return root.tag.name


class AutomationContactTotals(BaseObjectType):
    orders_count = graphene.Int(required=True, description="Orders placed and not cancelled.")
    cancelled_orders_count = graphene.Int(required=True, description="Orders cancelled.")
    spent = NonNullList(
        Money, required=True, description="Gross amount of all orders, cancelled ones taken off, by currency."
    )
    first_order_at = DateTime()
    last_order_at = DateTime()
    carts_abandoned_count = graphene.Int(required=True, description="Carts left alone with lines in them.")
    last_cart_abandoned_at = DateTime()
    visits_count = graphene.Int(required=True, description="Visits to the storefront.")
    last_visit_at = DateTime()
    views_count = graphene.Int(required=True, description="Product pages opened.")
    last_view_at = DateTime()
    messages_count = graphene.Int(required=True, description="Messages a mail server took for this contact.")
    last_message_at = DateTime()
    opens_count = graphene.Int(required=True, description="Messages opened.")
    last_open_at = DateTime()
    clicks_count = graphene.Int(required=True, description="Links followed.")
    last_click_at = DateTime()

    class Meta:
        description = "Running totals of what a contact did."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_cancelled_orders_count(root: models.ContactTotals, _info: ResolveInfo):
        return root.cancelled_count

    @staticmethod
    def resolve_spent(root: models.ContactTotals, info: ResolveInfo):
        def amounts(rows: list[models.ContactMoney]) -> list[MoneyAmount]:
            return [MoneyAmount(row.spent_amount, row.currency) for row in rows]

        return MoneyByContactLoader(info.context).load(root.contact_id).then(amounts)


class AutomationContact(ModelObjectType[models.Contact]):
    id = graphene.GlobalID(required=True)
    email = graphene.String(required=True, description="The address, in lower case; one contact has one.")
    user_id = graphene.ID(description="ID of the customer account, when there is one.")
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    language_code = graphene.String(required=True, description="Language to write in; empty when unknown.")
    country_code = graphene.String(required=True, description="ISO 3166 country; empty when unknown.")
    country_area = graphene.String(required=True)
    city = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    time_zone = graphene.String(required=True, description="IANA time zone; empty when unknown.")
    channel_slug = graphene.String(required=True, description="Sales channel last ordered or looked at in.")
    origin = graphene.String(required=True, description="How the contact became known.")
    created_at = DateTime(required=True, description="When the contact became known.")
    updated_at = DateTime(required=True)
    consents = NonNullList(AutomationConsent, required=True)
    lists = NonNullList(AutomationListSubscription, required=True)
    tags = NonNullList(AutomationContactTag, required=True)
    tag_history = ConnectionField(
        "saleor_automation.graphql.tags.types.AutomationTagPeriodConnection",
        required=True,
        description="Which tags the contact had from when to when, newest first.",
    )
    fields = NonNullList(
        "saleor_automation.graphql.fields.types.AutomationFieldValue",
        required=True,
        description="Custom fields with a value.",
    )
    scores = NonNullList(
        "saleor_automation.graphql.scores.types.AutomationContactScore",
        required=True,
        description="Lead scores that have moved.",
    )
    score_entries = ConnectionField(
        "saleor_automation.graphql.scores.types.AutomationScoreEntryConnection",
        required=True,
        description="What moved the scores, newest first.",
    )
    points = graphene.Field(
        "saleor_automation.graphql.points.types.AutomationPoints",
        required=True,
        description="Where the contact stands in the loyalty programme.",
    )
    totals = graphene.Field(AutomationContactTotals, required=True)
    orders = ConnectionField(
        "saleor_automation.graphql.orders.types.AutomationContactOrderConnection",
        required=True,
        description="Orders placed, cancelled ones too, newest first.",
    )
    enrollments = ConnectionField(
        "saleor_automation.graphql.journeys.enrollments.AutomationEnrollmentConnection",
        required=True,
        description="Runs through journeys, newest first.",
    )
    messages = ConnectionField(
        "saleor_automation.graphql.messages.types.AutomationMessageConnection",
        required=True,
        description="Messages planned, sent and not sent, newest first.",
    )
    events = ConnectionField(
        "saleor_automation.graphql.events.types.AutomationEventConnection",
        required=True,
        description="What happened, newest first.",
    )

    timeline = graphene.Field(
        AutomationTimeline,
        required=True,
        first=graphene.Argument(graphene.Int, default_value=50, description="How many entries: 1 to 200."),
        after=graphene.Argument(graphene.String, description="Only older ones than the entry of this cursor."),
        kinds=graphene.Argument(
            NonNullList(TimelineKindEnum), description="Only entries of these kinds; all if left out or empty."
        ),
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the sentences."),
        description="Events, messages, journeys, consent, lists and tags in one stream, and what is to come.",
    )
    why_not = NonNullList(
        "saleor_automation.graphql.journeys.stories.AutomationWhyNot",
        required=True,
        journey_id=graphene.Argument(graphene.ID, required=True, description="ID of a journey."),
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the sentences."),
        description="Why the contact is not in a journey: all that has to be so to enter it, with the answers.",
    )

    class Meta:
        description = "One person the shop may write to."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = models.Contact

    @staticmethod
    def resolve_user_id(root: models.Contact, _info: ResolveInfo):
        return graphene.Node.to_global_id("User", root.user_id) if root.user_id else None

    @staticmethod
    def resolve_consents(root: models.Contact, info: ResolveInfo):
        return ConsentsByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_lists(root: models.Contact, info: ResolveInfo):
        return SubscriptionsByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_tags(root: models.Contact, info: ResolveInfo):
        return TagsByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_tag_history(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, PeriodsByContactLoader, PeriodCountByContactLoader)

    @staticmethod
    def resolve_fields(root: models.Contact, info: ResolveInfo):
        return FieldValuesByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_scores(root: models.Contact, info: ResolveInfo):
        return ScoresByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_score_entries(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, ScoreEntriesByContactLoader, ScoreEntryCountByContactLoader)

    @staticmethod
    def resolve_points(root: models.Contact, info: ResolveInfo):
        return BalanceByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_totals(root: models.Contact, info: ResolveInfo):
        return TotalsByContactLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_timeline(root: models.Contact, info: ResolveInfo, **arguments):
        return resolve_timeline(root.pk, info, **arguments)

    @staticmethod
    @allow_writer()
    def resolve_why_not(root: models.Contact, _info: ResolveInfo, *, journey_id: str, language: str = "en"):
        journey = Journey.objects.filter(pk=pk_of(journey_id, "AutomationJourney")).first()
        if journey is None:
            raise GraphQLError("There is no journey with this ID; it may have been deleted.")
        return why_not(root.pk, journey, utc_now(), language_of(language))

    @staticmethod
    def resolve_orders(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, OrdersByContactLoader, OrderCountByContactLoader)

    @staticmethod
    def resolve_enrollments(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, EnrollmentsByContactLoader, EnrollmentCountByContactLoader)

    @staticmethod
    def resolve_messages(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, MessagesByContactLoader, MessageCountByContactLoader)

    @staticmethod
    def resolve_events(root: models.Contact, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, EventsByContactLoader, EventCountByContactLoader)


class AutomationContactConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationContact
