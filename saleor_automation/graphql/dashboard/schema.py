import graphene

from ...shop.dashboard_app import registration
from ..common import DOC_CATEGORY, STAFF
from ..toolkit import PermissionsField, ResolveInfo
from .mutations.dashboard_install import DashboardInstall
from .types import AutomationDashboard


class DashboardQueries(graphene.ObjectType):
    automation_dashboard = PermissionsField(
        AutomationDashboard,
        description="The Dashboard extension as Saleor knows it; empty if it is not installed.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_dashboard(_root, _info: ResolveInfo):
        return registration()


class DashboardMutations(graphene.ObjectType):
    automation_dashboard_install = DashboardInstall.Field()
