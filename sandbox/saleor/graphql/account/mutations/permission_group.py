import graphene
from django.core.exceptions import ValidationError

from ....account.error_codes import PermissionGroupErrorCode
from ....account.models import Group as GroupModel
from ....core.exceptions import PermissionDenied
from ....core.tracing import traced_atomic_transaction
from ....permission.enums import AccountPermissions, get_permissions
from ...core.enums import PermissionEnum
from ...core.mutations import BaseMutation
from ...core.types import BaseInputObjectType, NonNullList, PermissionGroupError
from ..types import Group, User


class PermissionGroupCreateInput(BaseInputObjectType):
    add_permissions = NonNullList(PermissionEnum, description="Permissions to assign to this group.")
    add_users = NonNullList(graphene.ID, description="Users to assign to this group.")
    name = graphene.String(description="Group name.", required=True)
    restricted_access_to_channels = graphene.Boolean(default_value=False)


class PermissionGroupCreate(BaseMutation):
    group = graphene.Field(Group)

    class Arguments:
        input = PermissionGroupCreateInput(description="Input fields to create permission group.", required=True)

    class Meta:
        description = "Create new permission group. Apps are not allowed to perform this mutation."
        permissions = (AccountPermissions.MANAGE_STAFF,)
        error_type_class = PermissionGroupError

    @classmethod
    def check_permissions(cls, context, permissions=None, require_all_permissions=False, **data):
        if context.app:
            raise PermissionDenied(message="Apps are not allowed to perform this mutation.")
        return super().check_permissions(context, permissions)

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        wanted = input.get("add_permissions") or []
        if any(not info.context.user.has_perm(permission) for permission in wanted):
            message = "You can't add permission that you don't have."
            code = PermissionGroupErrorCode.OUT_OF_SCOPE_PERMISSION.value
            raise ValidationError({"add_permissions": ValidationError(message, code=code)})
        users = input.get("add_users")
        with traced_atomic_transaction():
            group = GroupModel(name=input["name"], restricted_access_to_channels=input["restricted_access_to_channels"])
            cls.clean_instance(info, group)
            group.save()
            group.permissions.add(*get_permissions(wanted))
            if users:
                group.user_set.add(*cls.get_nodes_or_error(users, "add_users", only_type=User))
        return cls(group=group)
