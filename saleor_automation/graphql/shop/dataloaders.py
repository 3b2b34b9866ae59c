from collections.abc import Iterable
from uuid import UUID

from ...tracking.models import Attribution
from ..toolkit import DataLoader


class AttributionByOrderLoader(DataLoader):
    context_key = "automation_attribution_by_order"

    def batch_load(self, keys: Iterable[UUID]) -> list[Attribution | None]:
        attributions = Attribution.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [attributions.get(key) for key in keys]
