import graphene

from ...scores.models import Score
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import ScoreFilterInput
from .mutations.contact_score_adjust import ContactScoreAdjust
from .mutations.score_create import ScoreCreate
from .mutations.score_delete import ScoreDelete
from .mutations.score_rule_create import ScoreRuleCreate
from .mutations.score_rule_delete import ScoreRuleDelete
from .mutations.score_rule_update import ScoreRuleUpdate
from .mutations.score_update import ScoreUpdate
from .sorters import ScoreSortField, ScoreSortingInput
from .types import AutomationScore, AutomationScoreConnection


class ScoreQueries(graphene.ObjectType):
    automation_scores = FilterConnectionField(
        AutomationScoreConnection,
        filter=ScoreFilterInput(description="Which scores."),
        sort_by=ScoreSortingInput(description="In which order; by default the newest come first."),
        description="All lead scores.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_score = PermissionsField(
        AutomationScore,
        id=graphene.Argument(graphene.ID, description="ID of the score."),
        slug=graphene.Argument(graphene.String, description="Slug of the score."),
        description="One score.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_scores(_root, info: ResolveInfo, **kwargs):
        found = rows(Score, info)
        return resolve_list(
            found, info, kwargs, AutomationScoreConnection, ScoreSortingInput, ScoreSortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_score(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        found = rows(Score, info)
        if slug is not None:
            return found.filter(slug=slug).first()
        return found.filter(pk=pk_of(id, "AutomationScore")).first()


class ScoreMutations(graphene.ObjectType):
    automation_score_create = ScoreCreate.Field()
    automation_score_update = ScoreUpdate.Field()
    automation_score_delete = ScoreDelete.Field()
    automation_score_rule_create = ScoreRuleCreate.Field()
    automation_score_rule_update = ScoreRuleUpdate.Field()
    automation_score_rule_delete = ScoreRuleDelete.Field()
    automation_contact_score_adjust = ContactScoreAdjust.Field()
