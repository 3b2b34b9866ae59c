import graphene

from ...shop.dashboard_app import Registration
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, NonNullList, ResolveInfo


class AutomationDashboard(BaseObjectType):
    app = graphene.ID(required=True, description="ID of the app in Saleor.")
    version = graphene.String(required=True, description="Version of the automation that was registered.")
    app_url = graphene.String(required=True, description="Where the Dashboard looks for the pages.")
    is_active = graphene.Boolean(required=True, description="Whether the Dashboard shows the pages.")
    extensions = graphene.Int(required=True, description="How many places of the Dashboard show something of ours.")
    outdated = NonNullList(
        graphene.String,
        required=True,
        description="What another `automationDashboardInstall` would change: version, address, places, permissions.",
    )

    class Meta:
        description = "The Dashboard extension, as it is registered in Saleor."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_app(root: Registration, _info: ResolveInfo):
        return graphene.Node.to_global_id("App", root.app_id)
