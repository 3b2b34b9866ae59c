import graphene
from django.core.exceptions import ValidationError

from ...app import models
from ...app.error_codes import AppErrorCode
from ...core.tracing import traced_atomic_transaction
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import AppPermission, get_permissions
from ..core.context import get_database_connection_name
from ..core.enums import PermissionEnum
from ..core.fields import PermissionsField
from ..core.mutations import BaseMutation
from ..core.types import AppError, BaseInputObjectType, NonNullList
from ..core.utils import from_global_id_or_error
from ..utils import get_user_or_app_from_context
from .types import App


class AppInput(BaseInputObjectType):
    name = graphene.String(description="Name of the app.")
    identifier = graphene.String(description="Canonical app ID.")
    permissions = NonNullList(PermissionEnum, description="Permissions to assign to this app.")


class AppCreate(BaseMutation):
    auth_token = graphene.String(description="The newly created authentication token.")
    app = graphene.Field(App)

    class Arguments:
        input = AppInput(required=True, description="Fields required to create a new app.")

    class Meta:
        description = "Creates a new app."
        permissions = (AppPermission.MANAGE_APPS,)
        error_type_class = AppError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        requestor = get_user_or_app_from_context(info.context)
        wanted = input.get("permissions") or []
        if any(not requestor.has_perm(permission) for permission in wanted):
            message = "You can't add permission that you don't have."
            code = AppErrorCode.OUT_OF_SCOPE_PERMISSION.value
            raise ValidationError({"permissions": ValidationError(message, code=code)})
        with traced_atomic_transaction():
            app = models.App(name=input.get("name") or "", identifier=input.get("identifier") or "")
            cls.clean_instance(info, app)
            app.save()
            app.permissions.add(*get_permissions(wanted))
            _, raw_token = models.AppToken.objects.create(app=app, name="Default")
        return cls(app=app, auth_token=raw_token)


class AppQueries(graphene.ObjectType):
    app = PermissionsField(
        App,
        id=graphene.Argument(graphene.ID, description="ID of the app; without it, the app that asks."),
        description="Look up an app by ID.",
        permissions=[
            AuthorizationFilters.AUTHENTICATED_STAFF_USER,
            AuthorizationFilters.AUTHENTICATED_APP,
        ],
    )

    @staticmethod
    def resolve_app(_root, info, *, id=None):
        if not id:
            return info.context.app
        pk = from_global_id_or_error(id, "App")[1]
        apps = models.App.objects.using(get_database_connection_name(info.context))
        return apps.filter(pk=pk, removed_at__isnull=True).first()


class AppMutations(graphene.ObjectType):
    app_create = AppCreate.Field()
