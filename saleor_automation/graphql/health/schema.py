import graphene

from ...core.clock import utc_now
from ...reports.health import read_health
from ..common import DOC_CATEGORY, STAFF
from ..toolkit import PermissionsField, ResolveInfo, get_database_connection_name
from .types import AutomationHealth


class HealthQueries(graphene.ObjectType):
    automation_health = PermissionsField(
        AutomationHealth,
        description="Whether the automation is at work, and what waits.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_health(_root, info: ResolveInfo):
        return read_health(utc_now(), get_database_connection_name(info.context))
