from ...contacts.field_models import TagPeriod
from ...contacts.models import ContactTag
from ..nested import NestedCountLoader, NestedRowsLoader


class ContactCountByTagLoader(NestedCountLoader):
    context_key = "automation_contact_count_by_tag"
    model = ContactTag
    parent_column = "tag_id"


class PeriodsByContactLoader(NestedRowsLoader):
    context_key = "automation_tag_periods_by_contact"
    model = TagPeriod
    parent_column = "contact_id"
    time_column = "assigned_at"


class PeriodCountByContactLoader(NestedCountLoader):
    context_key = "automation_tag_period_count_by_contact"
    model = TagPeriod
    parent_column = "contact_id"
