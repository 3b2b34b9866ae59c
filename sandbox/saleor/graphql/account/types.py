import graphene
from graphene import relay
from promise import Promise

from ...account import models
from ...core.exceptions import PermissionDenied
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import AccountPermissions, OrderPermissions
from ..core.connection import (
    CountableConnection,
    create_connection_slice_for_sync_webhook_control_context,
)
from ..core.context import get_database_connection_name
from ..core.enums import LanguageCodeEnum
from ..core.fields import ConnectionField, PermissionsField
from ..core.reading import reads
from ..core.scalars import DateTime
from ..core.types import CountryDisplay, ModelObjectType, NonNullList, Permission, SecureGlobalID
from ..meta.types import ObjectWithMetadata
from ..utils import format_permissions_for_display, get_user_or_app_from_context
from .dataloaders import AddressByIdLoader


class Address(ModelObjectType[models.Address]):
    id = graphene.GlobalID(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    company_name = graphene.String(required=True)
    street_address_1 = graphene.String(required=True)
    street_address_2 = graphene.String(required=True)
    city = graphene.String(required=True)
    city_area = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    country = graphene.Field(CountryDisplay, required=True)
    country_area = graphene.String(required=True)

    class Meta:
        description = "Represents user address data."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Address

    @staticmethod
    def resolve_country(root, _info):
        return CountryDisplay(code=root.country.code, country=root.country.name)


class Group(ModelObjectType[models.Group]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    users = PermissionsField(
        NonNullList("saleor.graphql.account.types.User"), permissions=[AccountPermissions.MANAGE_STAFF]
    )
    permissions = NonNullList(Permission)
    restricted_access_to_channels = graphene.Boolean(required=True)

    class Meta:
        description = "Represents permission group data."
        interfaces = [relay.Node]
        model = models.Group

    @staticmethod
    @reads
    def resolve_users(root, info):
        return root.user_set.using(get_database_connection_name(info.context))

    @staticmethod
    @reads
    def resolve_permissions(root, info):
        permissions = root.permissions.using(get_database_connection_name(info.context))
        return format_permissions_for_display(permissions.order_by("codename"))


class UserPermission(Permission):
    source_permission_groups = NonNullList(Group, user_id=graphene.Argument(graphene.ID, required=True))

    @staticmethod
    @reads
    def resolve_source_permission_groups(root, info, *, user_id):
        _, pk = graphene.Node.from_global_id(user_id)
        app_label, codename = root.code.split(".")
        return models.Group.objects.using(get_database_connection_name(info.context)).filter(
            user__pk=pk, permissions__content_type__app_label=app_label, permissions__codename=codename
        )


def _is_self(info, user) -> bool:
    return bool(info.context.user) and info.context.user.pk == user.pk


def _check_self_or(info, user, *permissions):
    requestor = get_user_or_app_from_context(info.context)
    if _is_self(info, user) or (requestor and any(map(requestor.has_perm, permissions))):
        return
    raise PermissionDenied(permissions=[*permissions, AuthorizationFilters.OWNER])


class User(ModelObjectType[models.User]):
    id = SecureGlobalID(required=True)
    email = graphene.String(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    is_staff = graphene.Boolean(required=True)
    is_active = graphene.Boolean(required=True)
    is_confirmed = graphene.Boolean(required=True)
    addresses = NonNullList(Address, required=True)
    note = PermissionsField(
        graphene.String, permissions=[AccountPermissions.MANAGE_USERS, AccountPermissions.MANAGE_STAFF]
    )
    checkout_ids = NonNullList(graphene.ID, channel=graphene.String())
    orders = ConnectionField("saleor.graphql.order.types.OrderCountableConnection")
    user_permissions = NonNullList(UserPermission)
    permission_groups = NonNullList(Group)
    language_code = graphene.Field(LanguageCodeEnum, required=True)
    default_shipping_address = graphene.Field(Address)
    default_billing_address = graphene.Field(Address)
    external_reference = graphene.String()
    last_login = DateTime()
    date_joined = DateTime(required=True)
    updated_at = DateTime(required=True)

    class Meta:
        description = "Represents user data."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.User

    @staticmethod
    @reads
    def resolve_addresses(root, info):
        return root.addresses.using(get_database_connection_name(info.context))

    @staticmethod
    @reads
    def resolve_checkout_ids(root, info, *, channel=None):
        checkouts = root.checkouts.using(get_database_connection_name(info.context))
        if channel:
            checkouts = checkouts.filter(channel__slug=channel)
        return [graphene.Node.to_global_id("Checkout", token) for token in checkouts.values_list("pk", flat=True)]

    @staticmethod
    def resolve_orders(root, info, **kwargs):
        from ..order.types import OrderCountableConnection

        _check_self_or(info, root, AccountPermissions.MANAGE_STAFF, OrderPermissions.MANAGE_ORDERS)
        orders = root.orders.using(get_database_connection_name(info.context)).non_draft()
        return create_connection_slice_for_sync_webhook_control_context(
            orders, info, kwargs, OrderCountableConnection, allow_sync_webhooks=False
        )

    @staticmethod
    @reads
    def resolve_user_permissions(root, info):
        permissions = root.effective_permissions.using(get_database_connection_name(info.context))
        return format_permissions_for_display(permissions.order_by("codename"))

    @staticmethod
    @reads
    def resolve_permission_groups(root, info):
        return root.groups.using(get_database_connection_name(info.context))

    @staticmethod
    def resolve_default_shipping_address(root, info):
        return _address(root.default_shipping_address_id, info)

    @staticmethod
    def resolve_default_billing_address(root, info):
        return _address(root.default_billing_address_id, info)


def _address(address_id: int | None, info) -> Promise | None:
    return AddressByIdLoader(info.context).load(address_id) if address_id else None


class UserCountableConnection(CountableConnection):
    class Meta:
        node = User
