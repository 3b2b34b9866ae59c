from collections import defaultdict
from collections.abc import Iterable

from ...contacts.field_models import FieldValue
from ..nested import NestedCountLoader
from ..toolkit import DataLoader


class FieldValuesByContactLoader(DataLoader):
    context_key = "automation_field_values_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[FieldValue]]:
        values = (
            FieldValue.objects.using(self.database_connection_name)
            .filter(contact_id__in=keys)
            .select_related("field")
            .order_by("field__name", "id")
        )
        by_contact = defaultdict(list)
        for value in values:
            by_contact[value.contact_id].append(value)
        return [by_contact[key] for key in keys]


class ValueCountByFieldLoader(NestedCountLoader):
    context_key = "automation_value_count_by_field"
    model = FieldValue
    parent_column = "field_id"
