import graphene

from ...core.clock import utc_now
from ...core.exceptions import InvalidDefinition
from ...segments.facts import FACTS
from ...segments.json_schema import json_schema
from ...segments.models import Segment
from ...segments.naming import names_in
from ...segments.preview import preview
from ...segments.references import read_condition
from ...segments.wording import in_words
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..errors import AutomationErrorCode
from ..lists import resolve_list
from ..scalars import AutomationCondition
from ..toolkit import (
    FilterConnectionField,
    JSONString,
    NonNullList,
    PermissionsField,
    ResolveInfo,
    get_database_connection_name,
)
from .facts import AutomationFact
from .filters import SegmentFilterInput
from .mutations.segment_create import SegmentCreate
from .mutations.segment_delete import SegmentDelete
from .mutations.segment_refresh import SegmentRefresh
from .mutations.segment_update import SegmentUpdate
from .sorters import SegmentSortField, SegmentSortingInput
from .types import LANGUAGE, AutomationSegment, AutomationSegmentConnection, AutomationSegmentPreview


class SegmentQueries(graphene.ObjectType):
    automation_segments = FilterConnectionField(
        AutomationSegmentConnection,
        filter=SegmentFilterInput(description="Which segments."),
        sort_by=SegmentSortingInput(description="In which order; by default the newest come first."),
        description="All segments.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_segment = PermissionsField(
        AutomationSegment,
        id=graphene.Argument(graphene.ID, description="ID of the segment."),
        slug=graphene.Argument(graphene.String, description="Slug of the segment."),
        description="One segment, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_segment_preview = PermissionsField(
        AutomationSegmentPreview,
        condition=graphene.Argument(AutomationCondition, required=True, description="The condition, as JSON."),
        slug=graphene.Argument(graphene.String, description="Slug of the segment it is for, to find circles."),
        language=LANGUAGE,
        description="Whom a condition finds, without saving anything.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_facts = PermissionsField(
        NonNullList(AutomationFact),
        description="Everything that can be asked about a contact, to build a form from.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_condition_schema = PermissionsField(
        JSONString,
        description="The JSON Schema of conditions.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_segments(_root, info: ResolveInfo, **kwargs):
        return resolve_list(
            rows(Segment, info),
            info,
            kwargs,
            AutomationSegmentConnection,
            SegmentSortingInput,
            SegmentSortField.CREATED_AT,
        )

    @staticmethod
    def resolve_automation_segment(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        segments = rows(Segment, info)
        if slug is not None:
            return segments.filter(slug=slug).first()
        return segments.filter(pk=pk_of(id, "AutomationSegment")).first()

    @staticmethod
    def resolve_automation_segment_preview(
        _root, info: ResolveInfo, *, condition: object, slug: str = "", language: str = "en"
    ):
        using = get_database_connection_name(info.context)
        with allow_writer():
            try:
                checked = read_condition(condition, "Condition", slug or "")
            except InvalidDefinition as error:
                return {"sample": [], "errors": [_error(place, text) for place, text in error.problems]}
            found = preview(checked, utc_now(), using=using)
            description = in_words(checked, language, names_in([checked]))
        return {
            "count": found.count,
            "is_exact": found.is_exact,
            "total_count": found.total,
            "sample": found.sample,
            "description": description,
            "errors": [],
        }

    @staticmethod
    def resolve_automation_facts(_root, _info: ResolveInfo):
        return list(FACTS.values())

    @staticmethod
    def resolve_automation_condition_schema(_root, _info: ResolveInfo):
        return json_schema()


def _error(place: str, text: str) -> dict[str, object]:
    code = AutomationErrorCode.INVALID_DEFINITION.value
    return {"field": "condition", "message": text, "code": code, "place": place}


class SegmentMutations(graphene.ObjectType):
    automation_segment_create = SegmentCreate.Field()
    automation_segment_update = SegmentUpdate.Field()
    automation_segment_delete = SegmentDelete.Field()
    automation_segment_refresh = SegmentRefresh.Field()
