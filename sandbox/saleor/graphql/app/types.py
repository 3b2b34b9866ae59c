import graphene
from graphene import relay

from ...app import models
from ...core.jwt import create_access_token_for_app, create_access_token_for_app_extension
from ..core.context import get_database_connection_name
from ..core.enums import to_enum
from ..core.reading import reads
from ..core.scalars import JSON, DateTime
from ..core.types import ModelObjectType, NonNullList, Permission
from ..meta.types import ObjectWithMetadata
from ..utils import format_permissions_for_display

AppTypeEnum = to_enum(models.AppType, type_name="AppTypeEnum")


class AppExtension(ModelObjectType[models.AppExtension]):
    id = graphene.GlobalID(required=True)
    label = graphene.String(required=True)
    url = graphene.String(required=True)
    mount_name = graphene.String(required=True)
    target_name = graphene.String(required=True)
    access_token = graphene.String()
    identifier = graphene.String()
    settings = JSON(required=True)

    class Meta:
        description = "A place of the Dashboard where a page of the app is shown."
        interfaces = [relay.Node]
        model = models.AppExtension

    @staticmethod
    def resolve_mount_name(root, _info):
        return root.mount.upper()

    @staticmethod
    def resolve_target_name(root, _info):
        return root.target.upper()

    @staticmethod
    @reads
    def resolve_access_token(root, info):
        """Give a token to staff who hold every permission of the extension."""
        user = info.context.user
        database = get_database_connection_name(info.context)
        permissions = list(root.permissions.using(database).select_related("content_type"))
        wanted = {f"{permission.content_type.app_label}.{permission.codename}" for permission in permissions}
        if not user or not user.is_staff or not user.has_perms(wanted):
            return None
        return create_access_token_for_app_extension(root, permissions, user, root.app, database)


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
    author = graphene.String()
    access_token = graphene.String()
    extensions = NonNullList(AppExtension, required=True)

    class Meta:
        description = "Represents app data."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.App

    @staticmethod
    def resolve_created(root, _info):
        return root.created_at

    @staticmethod
    @reads
    def resolve_access_token(root, info):
        user = info.context.user
        if not user or not user.is_staff or root.type != models.AppType.THIRDPARTY:
            return None
        return create_access_token_for_app(root, user, get_database_connection_name(info.context))

    @staticmethod
    @reads
    def resolve_extensions(root, info):
        return root.extensions.using(get_database_connection_name(info.context)).select_related("app").order_by("pk")

    @staticmethod
    @reads
    def resolve_permissions(root, info):
        permissions = root.permissions.using(get_database_connection_name(info.context))
        return format_permissions_for_display(permissions.order_by("codename"))
