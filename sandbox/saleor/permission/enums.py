from collections.abc import Iterable
from enum import Enum

from django.conf import settings
from django.db.models import QuerySet

from .models import Permission


class BasePermissionEnum(Enum):
    """A permission is written "<app label>.<codename>"; its row comes from Meta.permissions of a model."""

    @property
    def codename(self) -> str:
        return self.value.split(".")[1]


class AccountPermissions(BasePermissionEnum):
    MANAGE_USERS = "account.manage_users"
    MANAGE_STAFF = "account.manage_staff"
    IMPERSONATE_USER = "account.impersonate_user"


class AppPermission(BasePermissionEnum):
    MANAGE_APPS = "app.manage_apps"
    MANAGE_OBSERVABILITY = "app.manage_observability"


class ChannelPermissions(BasePermissionEnum):
    MANAGE_CHANNELS = "channel.manage_channels"


class CheckoutPermissions(BasePermissionEnum):
    MANAGE_CHECKOUTS = "checkout.manage_checkouts"
    HANDLE_CHECKOUTS = "checkout.handle_checkouts"
    HANDLE_TAXES = "checkout.handle_taxes"
    MANAGE_TAXES = "checkout.manage_taxes"


class DiscountPermissions(BasePermissionEnum):
    MANAGE_DISCOUNTS = "discount.manage_discounts"


class OrderPermissions(BasePermissionEnum):
    MANAGE_ORDERS = "order.manage_orders"
    MANAGE_ORDERS_IMPORT = "order.manage_orders_import"


class PluginsPermissions(BasePermissionEnum):
    MANAGE_PLUGINS = "plugins.manage_plugins"


class ProductPermissions(BasePermissionEnum):
    MANAGE_PRODUCTS = "product.manage_products"


class ProductTypePermissions(BasePermissionEnum):
    MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES = "product.manage_product_types_and_attributes"


class SitePermissions(BasePermissionEnum):
    MANAGE_SETTINGS = "site.manage_settings"
    MANAGE_TRANSLATIONS = "site.manage_translations"


# An installed plugin appends its own enum here before the schema is composed.
PERMISSIONS_ENUMS = [
    AccountPermissions,
    AppPermission,
    CheckoutPermissions,
    ChannelPermissions,
    DiscountPermissions,
    OrderPermissions,
    PluginsPermissions,
    ProductPermissions,
    ProductTypePermissions,
    SitePermissions,
]


def _all_permissions() -> list[BasePermissionEnum]:
    return [permission for permission_enum in PERMISSIONS_ENUMS for permission in permission_enum]


def get_permissions_codename() -> list[str]:
    return [permission.codename for permission in _all_permissions()]


def get_permissions_enum_list() -> list[tuple[str, str]]:
    return [(permission.name, permission.value) for permission in _all_permissions()]


def get_permissions_enum_dict() -> dict[str, BasePermissionEnum]:
    return {permission.name: permission for permission in _all_permissions()}


def get_permissions_from_names(names: list[str]) -> QuerySet:
    """Return the rows of names such as "MANAGE_ORDERS"."""
    permissions = get_permissions_enum_dict()
    return get_permissions([permissions[name].value for name in names])


def get_permission_names(permissions: Iterable[Permission]) -> set[str]:
    names = {permission.codename: permission.name for permission in _all_permissions()}
    return {names[permission.codename] for permission in permissions if permission.codename in names}


def split_permission_codename(permissions: Iterable[str]) -> list[str]:
    return [permission.split(".")[1] for permission in permissions]


def get_permissions(
    permissions: Iterable[str] | None = None,
    database_connection_name: str = settings.DATABASE_CONNECTION_DEFAULT_NAME,
) -> QuerySet:
    """Return the rows of "<app label>.<codename>" values, or of every permission there is."""
    codenames = get_permissions_codename() if permissions is None else split_permission_codename(permissions)
    return get_permissions_from_codenames(codenames, database_connection_name)


def get_permissions_from_codenames(
    permission_codenames: list[str],
    database_connection_name: str = settings.DATABASE_CONNECTION_DEFAULT_NAME,
) -> QuerySet:
    return (
        Permission.objects.using(database_connection_name)
        .filter(codename__in=permission_codenames)
        .prefetch_related("content_type")
        .order_by("codename")
    )
