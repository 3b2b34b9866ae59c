import graphene

from ....shop.dashboard_app import install
from ....shop.permissions import MANAGE_APPS
from ...common import DOC_CATEGORY
from ...errors import AutomationError
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationDashboard


class DashboardInstall(BaseMutation):
    dashboard = graphene.Field(AutomationDashboard, description="The extension as it is registered now.")

    class Meta:
        name = "AutomationDashboardInstall"
        description = "Show the extension in Saleor's Dashboard, or bring it up to date after an upgrade."
        permissions = (MANAGE_APPS,)
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /):
        return cls(dashboard=install())
