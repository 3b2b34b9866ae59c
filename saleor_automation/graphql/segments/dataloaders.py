from collections.abc import Iterable

from ...journeys.mentions import users_of
from ...segments.models import Segment, SegmentMember
from ...segments.naming import names_in
from ...segments.references import stored_or_none
from ...segments.wording import Names
from ...shop.database import allow_writer
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class SegmentByIdLoader(DataLoader):
    context_key = "automation_segment_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Segment | None]:
        segments = Segment.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [segments.get(key) for key in keys]


class NamesBySegmentLoader(DataLoader):
    """What the conditions of a page of segments name, read for all of them at once."""

    context_key = "automation_names_by_segment"

    def batch_load(self, keys: Iterable[int]) -> list[Names]:
        rows = Segment.objects.using(self.database_connection_name).filter(pk__in=keys)
        conditions = [stored_or_none(condition) for condition in rows.values_list("condition", flat=True)]
        with allow_writer():
            names = names_in([condition for condition in conditions if condition is not None])
        return [names for _ in keys]


class UsersBySegmentSlugLoader(DataLoader):
    context_key = "automation_users_by_segment_slug"

    def batch_load(self, keys: Iterable[str]) -> list[list[str]]:
        with allow_writer():
            return [users_of("segment", slug) for slug in keys]


class MembersBySegmentLoader(NestedRowsLoader):
    context_key = "automation_members_by_segment"
    model = SegmentMember
    parent_column = "segment_id"
    time_column = "entered_at"


class MemberCountBySegmentLoader(NestedCountLoader):
    context_key = "automation_member_count_by_segment"
    model = SegmentMember
    parent_column = "segment_id"
