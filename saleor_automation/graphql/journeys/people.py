import graphene

from ...journeys.models import JourneyChore
from ..common import DOC_CATEGORY
from ..reader import said
from ..toolkit import BaseInputObjectType, BaseObjectType, DateTime


class AutomationPeopleAtStep(BaseObjectType):
    version_number = graphene.Int(required=True, description="The version they follow.")
    step_id = graphene.String(required=True, description="The step they are at.")
    count = graphene.Int(required=True, description="How many they are.")
    to = graphene.String(required=True, description="The step a move takes them to; empty if nobody is moved.")

    class Meta:
        description = "How many contacts stand at one step of one version of a journey."
        doc_category = DOC_CATEGORY


class AutomationJourneyChore(BaseObjectType):
    kind = graphene.String(required=True, description="`backfill`, `move` or `end`.")
    total_count = graphene.Int(required=True, description="How many people it was about when it was asked for.")
    done_count = graphene.Int(required=True, description="How many it has come to.")
    problem = graphene.String(required=True, description="Why it was given up; empty when it was not.", resolver=said)
    created_at = DateTime(required=True)
    finished_at = DateTime(description="Empty while it is at work.")

    class Meta:
        description = "Work on many people of a journey, done in the background."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_kind(root: JourneyChore, _info):
        return str(root.kind)


class AutomationVariantCount(BaseObjectType):
    step_id = graphene.String(required=True, description="The A/B test.")
    variant = graphene.String(required=True, description="Name of the variant.")
    planned = graphene.Int(required=True, description="Messages planned, those that were never sent too.")
    delivered = graphene.Int(required=True)
    opened = graphene.Int(required=True, description="Messages a person opened.")
    clicked = graphene.Int(required=True, description="Messages a person followed a link in.")
    orders = graphene.Int(required=True, description="Orders credited to these messages.")

    class Meta:
        description = "What became of one variant of an A/B test."
        doc_category = DOC_CATEGORY


class StepMoveInput(BaseInputObjectType):
    from_step = graphene.String(required=True, description="A step of an older version.")
    to_step = graphene.String(required=True, description="The step of the newest version its people go to.")

    class Meta:
        name = "AutomationStepMoveInput"
        description = "Where the people of one step go."
        doc_category = DOC_CATEGORY
