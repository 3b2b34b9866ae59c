from collections.abc import Iterable

from ...messages.models import Message, Template
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class MessageByIdLoader(DataLoader):
    context_key = "automation_message_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Message | None]:
        messages = Message.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [messages.get(key) for key in keys]


class TemplateByIdLoader(DataLoader):
    context_key = "automation_template_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Template | None]:
        templates = Template.objects.using(self.database_connection_name).defer("content").in_bulk(list(keys))
        return [templates.get(key) for key in keys]


class MessagesByContactLoader(NestedRowsLoader):
    context_key = "automation_messages_by_contact"
    model = Message
    parent_column = "contact_id"
    time_column = "planned_at"


class MessageCountByContactLoader(NestedCountLoader):
    context_key = "automation_message_count_by_contact"
    model = Message
    parent_column = "contact_id"
