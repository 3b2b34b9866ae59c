from ...events.models import Event
from ..nested import NestedCountLoader, NestedRowsLoader


class EventsByContactLoader(NestedRowsLoader):
    context_key = "automation_events_by_contact"
    model = Event
    parent_column = "contact_id"
    time_column = "occurred_at"


class EventCountByContactLoader(NestedCountLoader):
    context_key = "automation_event_count_by_contact"
    model = Event
    parent_column = "contact_id"
