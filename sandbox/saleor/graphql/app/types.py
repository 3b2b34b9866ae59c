import graphene
from graphene import relay

from ...app import models
from ..core.context import get_database_connection_name
from ..core.enums import to_enum
from ..core.reading import reads
from ..core.scalars import DateTime
from ..core.types import ModelObjectType, NonNullList, Permission
from ..meta.types import ObjectWithMetadata
from ..utils import format_permissions_for_display

AppTypeEnum = to_enum(models.AppType, type_name="AppTypeEnum")


class App(ModelObjectType[models.App]):
    id = graphene.GlobalID(required=True)
    identifier = graphene.String()
    permissions = NonNullList(Permission)
    created = DateTime()
    is_active = graphene.Boolean()
    name = graphene.String()
    type = AppTypeEnum()
    about_app = graphene.String()
    app_url = graphene.String()
    manifest_url = graphene.String()
    version = graphene.String()

    class Meta:
        description = "Represents app data."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.App

    @staticmethod
    def resolve_created(root, _info):
        return root.created_at

    @staticmethod
    @reads
    def resolve_permissions(root, info):
        permissions = root.permissions.using(get_database_connection_name(info.context))
        return format_permissions_for_display(permissions.order_by("codename"))
