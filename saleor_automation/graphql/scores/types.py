import graphene
from graphene import relay

from ...journeys.mentions import users_of
from ...scores.models import ContactScore, Score, ScoreEntry, ScoreRule
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..toolkit import (
    BaseObjectType,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import ContactCountByScoreLoader, RulesByScoreLoader, ScoreByIdLoader


class AutomationScoreRule(ModelObjectType[ScoreRule]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True, description="What the ledger gives as the reason.")
    event = graphene.String(required=True, description="Kind of the events it looks at, as `page_viewed`.")
    filter = JSONString(required=True, description="Which of them, as JSON; `{}` lets every one through.")
    times = graphene.Int(required=True, description="How many of them make one award.")
    within_days = graphene.Int(description="Within how many days they must happen; empty for a single event.")
    points = graphene.Int(required=True, description="What an award gives, or takes below zero.")
    expires_after_days = graphene.Int(description="After how many days an award is taken back; empty for never.")
    most_per_day = graphene.Int(description="Awards of one contact on one UTC day; empty for any number.")
    most_at_once = graphene.Int(
        description="Awards of one contact that may last at the same time; empty for any number."
    )
    is_active = graphene.Boolean(required=True)
    created_at = DateTime(required=True)

    class Meta:
        description = "What an event is worth in a score."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = ScoreRule


class AutomationScore(ModelObjectType[Score]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name in conditions and events.")
    name = graphene.String(required=True, description="What people call it.")
    description = graphene.String(required=True)
    minimum = graphene.Int(description="The value never falls below; empty for no limit.")
    maximum = graphene.Int(description="The value never rises above; empty for no limit.")
    thresholds = NonNullList(
        graphene.Int, required=True, description="Values that tell the journeys when they are passed, up or down."
    )
    is_active = graphene.Boolean(required=True, description="Whether its rules are at work; awards end in any case.")
    created_at = DateTime(required=True)
    rules = NonNullList(AutomationScoreRule, required=True)
    contacts_count = graphene.Int(required=True, description="How many contacts have a value.")
    used_by = NonNullList(
        graphene.String, required=True, description="Journeys and segments that name it; it cannot go before them."
    )

    class Meta:
        description = "A number the shop keeps of each contact by rules."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Score

    @staticmethod
    def resolve_rules(root: Score, info: ResolveInfo):
        return RulesByScoreLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_contacts_count(root: Score, info: ResolveInfo):
        return ContactCountByScoreLoader(info.context).load(root.pk)

    @staticmethod
    @allow_writer()
    def resolve_used_by(root: Score, _info: ResolveInfo):
        return users_of("score", root.slug)


class AutomationScoreConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationScore


class AutomationContactScore(BaseObjectType):
    score = graphene.Field(AutomationScore, required=True)
    value = graphene.Int(required=True, description="The sum of the contact's entries.")
    updated_at = DateTime(required=True, description="When it last moved.")

    class Meta:
        description = "Where a contact stands in a score."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_score(root: ContactScore, _info: ResolveInfo):
        return root.score


class AutomationScoreEntry(ModelObjectType[ScoreEntry]):
    id = graphene.GlobalID(required=True)
    score = graphene.Field(AutomationScore, required=True)
    kind = graphene.String(required=True, description="`award` of a rule, `expiry` of one, or `adjustment` by hand.")
    points = graphene.Int(required=True, description="What really moved; all entries add up to the value.")
    asked_points = graphene.Int(required=True, description="What was asked for, before the limits of the score.")
    reason = graphene.String(required=True)
    source = graphene.String(required=True, description="Who moved it, as `rule:3`, `staff:5`, `journey:welcome`.")
    occurred_at = DateTime(required=True, description="When the event behind it happened.")
    created_at = DateTime(required=True, description="When it was written down.")
    expires_at = DateTime(description="When it is taken back; empty for never.")
    expired_at = DateTime(description="When it was taken back.")

    class Meta:
        description = "One movement in a score."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = ScoreEntry

    @staticmethod
    def resolve_score(root: ScoreEntry, info: ResolveInfo):
        return ScoreByIdLoader(info.context).load(root.score_id)


class AutomationScoreEntryConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationScoreEntry
