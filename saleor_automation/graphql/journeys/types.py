from typing import Any

import graphene
from graphene import relay

from ...core.clock import utc_now
from ...journeys.changes import Change, changes_between
from ...journeys.chores import count_backfill
from ...journeys.models import Journey, JourneyVersion
from ...journeys.moving import Standing
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..enums import JourneyStatusEnum
from ..nested import resolve_nested
from ..toolkit import (
    BaseObjectType,
    ConnectionField,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .counts import AutomationJourneyCounts, AutomationJourneySummary
from .dataloaders import (
    ChoresByJourneyLoader,
    CountsByJourneyLoader,
    EnrollmentCountByJourneyLoader,
    EnrollmentsByJourneyLoader,
    NameOfSourceLoader,
    PeopleByJourneyLoader,
    ProblemsByJourneyLoader,
    StepCountsByJourneyLoader,
    StuckCountByJourneyLoader,
    SummaryByJourneyLoader,
    VariantsByJourneyLoader,
    VersionByIdLoader,
    VersionsByJourneyLoader,
)
from .drafts import (
    AutomationDraftChange,
    AutomationJourneyProblem,
    AutomationJourneyVersion,
    shown_problems,
    shown_version,
)
from .people import AutomationJourneyChore, AutomationPeopleAtStep, AutomationVariantCount


class AutomationJourneyStep(BaseObjectType):
    id = graphene.String(required=True, description="Name of the step, unique in its journey.")
    kind = graphene.String(required=True, description="What it does, for instance `send` or `wait`.")
    label = graphene.String(required=True, description="What the marketer calls it.")
    inside_count = graphene.Int(required=True, description="Contacts at this step now, on any version.")

    class Meta:
        description = "One step of a journey."
        doc_category = DOC_CATEGORY


class AutomationJourney(ModelObjectType[Journey]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    recipe = graphene.String(required=True, description="Slug of the recipe it was made from; empty for none.")
    status = JourneyStatusEnum(required=True)
    holdout_percent = graphene.Int(
        required=True,
        description="Share of the people who enter from now on that passes without effect, to compare with the others.",
    )
    version_number = graphene.Int(description="The published version people enter; empty before the first one.")
    activated_at = DateTime(description="When it was last published or resumed.")
    created_at = DateTime(required=True)
    updated_at = DateTime(required=True)
    definition = JSONString(description="The published definition; empty before the first version.")
    draft = JSONString(required=True, description="The definition being edited.")
    revision = graphene.Int(required=True, description="Counts the changes of the draft; say it when you save.")
    edited_at = DateTime(description="When the draft was last saved by hand.")
    edited_by = graphene.String(required=True, description="Who saved it last; empty if nobody has.")
    priority = graphene.Int(required=True, description="The higher one's message goes first when not all may go.")
    steps = NonNullList(
        AutomationJourneyStep, required=True, description="Steps of the published version, else of the draft."
    )
    problems = NonNullList(
        AutomationJourneyProblem, required=True, description="Why the draft cannot be published; empty when it can."
    )
    changes = NonNullList(
        AutomationDraftChange,
        required=True,
        description="What publishing the draft would change; empty if it would change nothing.",
    )
    versions = NonNullList(
        AutomationJourneyVersion,
        required=True,
        number=graphene.Argument(graphene.Int, description="Only the version of this number."),
        description="What was published, newest first.",
    )
    problems_count = graphene.Int(required=True, description="How many problems the draft has.")
    summary = graphene.Field(AutomationJourneySummary, required=True, description="The numbers of a list of journeys.")
    stuck_count = graphene.Int(required=True, description="Runs inside that a problem keeps from moving on.")
    counts = graphene.Field(AutomationJourneyCounts, required=True)
    inside = NonNullList(
        AutomationPeopleAtStep, required=True, description="Who stands where, version by version and step by step."
    )
    chores = NonNullList(AutomationJourneyChore, required=True, description="Work on many people of it, newest first.")
    variants = NonNullList(
        AutomationVariantCount, required=True, description="What became of each variant of its A/B tests."
    )
    backfill_count = graphene.Int(
        required=True,
        description="How many people publishing the draft would let in at once; 0 without a backfill.",
    )
    enrollments = ConnectionField(
        "saleor_automation.graphql.journeys.enrollments.AutomationEnrollmentConnection",
        required=True,
        description="Runs of contacts through this journey, newest first.",
    )

    class Meta:
        description = "Steps people go through, one by one, after something happened to them."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Journey

    @staticmethod
    def resolve_version_number(root: Journey, info: ResolveInfo):
        return _with_version(root, info, lambda version: version.number if version else None)

    @staticmethod
    def resolve_definition(root: Journey, info: ResolveInfo):
        return _with_version(root, info, lambda version: version.definition if version else None)

    @staticmethod
    def resolve_steps(root: Journey, info: ResolveInfo):
        counting = StepCountsByJourneyLoader(info.context).load(root.pk)

        def with_counts(version: JourneyVersion | None) -> Any:
            definition = version.definition if version else root.draft
            return counting.then(lambda counts: _steps(definition, counts))

        return _with_version(root, info, with_counts)

    @staticmethod
    def resolve_problems(root: Journey, info: ResolveInfo):
        return ProblemsByJourneyLoader(info.context).load(root.pk).then(shown_problems)

    @staticmethod
    def resolve_problems_count(root: Journey, info: ResolveInfo):
        return ProblemsByJourneyLoader(info.context).load(root.pk).then(len)

    @staticmethod
    def resolve_summary(root: Journey, info: ResolveInfo):
        return SummaryByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_stuck_count(root: Journey, info: ResolveInfo):
        return StuckCountByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_edited_by(root: Journey, info: ResolveInfo):
        return NameOfSourceLoader(info.context).load(root.edited_by)

    @staticmethod
    def resolve_changes(root: Journey, info: ResolveInfo):
        def compare(version: JourneyVersion | None) -> list[Change]:
            return changes_between(version.definition if version else {}, root.draft)

        return _with_version(root, info, compare)

    @staticmethod
    def resolve_versions(root: Journey, info: ResolveInfo, *, number: int | None = None):
        def shown(versions: list[JourneyVersion], standing: list[Standing]) -> list[dict[str, Any]]:
            wanted = [version for version in versions if number is None or version.number == number]
            return [shown_version(version, root.version_id, standing) for version in wanted]

        def with_people(versions: list[JourneyVersion]) -> Any:
            return PeopleByJourneyLoader(info.context).load(root.pk).then(lambda standing: shown(versions, standing))

        return VersionsByJourneyLoader(info.context).load(root.pk).then(with_people)

    @staticmethod
    def resolve_counts(root: Journey, info: ResolveInfo):
        return CountsByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_inside(root: Journey, info: ResolveInfo):
        return PeopleByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_chores(root: Journey, info: ResolveInfo):
        return ChoresByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_variants(root: Journey, info: ResolveInfo):
        return VariantsByJourneyLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_backfill_count(root: Journey, _info: ResolveInfo):
        with allow_writer():
            return count_backfill(root.draft, utc_now())

    @staticmethod
    def resolve_enrollments(root: Journey, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, EnrollmentsByJourneyLoader, EnrollmentCountByJourneyLoader)


class AutomationJourneyConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationJourney


def _with_version(journey: Journey, info: ResolveInfo, then: Any) -> Any:
    if journey.version_id is None:
        return then(None)
    return VersionByIdLoader(info.context).load(journey.version_id).then(then)


def _steps(definition: dict[str, Any], counts: dict[str, int]) -> list[dict[str, Any]]:
    """Read the steps as they are stored: a draft may be half finished, and must still be shown."""
    steps = definition.get("steps")
    return [
        {
            "id": str(step.get("id", "")),
            "kind": str(step.get("kind", "")),
            "label": str(step.get("label", "")),
            "inside_count": counts.get(step.get("id"), 0),
        }
        for step in (steps if isinstance(steps, list) else [])
        if isinstance(step, dict)
    ]
