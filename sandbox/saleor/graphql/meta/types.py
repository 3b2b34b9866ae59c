import graphene
from graphene.types.generic import GenericScalar

from ...core.exceptions import PermissionDenied
from ...permission.enums import (
    AccountPermissions,
    AppPermission,
    ChannelPermissions,
    CheckoutPermissions,
    DiscountPermissions,
    OrderPermissions,
    ProductPermissions,
)
from ...permission.utils import one_of_permissions_or_auth_filter_required
from ..core.context import BaseContext
from ..core.reading import reads
from ..core.types import NonNullList
from ..core.types.base import BaseInterface

# Who may read private metadata, and change either kind, of each type.
META_PERMISSIONS = {
    "Address": AccountPermissions.MANAGE_USERS,
    "App": AppPermission.MANAGE_APPS,
    "Category": ProductPermissions.MANAGE_PRODUCTS,
    "Channel": ChannelPermissions.MANAGE_CHANNELS,
    "Checkout": CheckoutPermissions.MANAGE_CHECKOUTS,
    "Collection": ProductPermissions.MANAGE_PRODUCTS,
    "Order": OrderPermissions.MANAGE_ORDERS,
    "Product": ProductPermissions.MANAGE_PRODUCTS,
    "ProductVariant": ProductPermissions.MANAGE_PRODUCTS,
    "User": AccountPermissions.MANAGE_USERS,
    "Voucher": DiscountPermissions.MANAGE_DISCOUNTS,
}


class Metadata(GenericScalar):
    """Keys and values of metadata."""


class MetadataItem(graphene.ObjectType):
    key = graphene.String(required=True, description="Key of a metadata item.")
    value = graphene.String(required=True, description="Value of a metadata item.")


class MetadataInput(graphene.InputObjectType):
    key = graphene.String(required=True, description="Key of a metadata item.")
    value = graphene.String(required=True, description="Value of a metadata item.")


def metadata_owner(node):
    """Return the row that holds the metadata: a checkout keeps it in a row of its own."""
    return getattr(node, "metadata_storage", None) if hasattr(type(node), "metadata_storage") else node


def _node(root):
    return root.node if isinstance(root, BaseContext) else root


def _items(root, attribute: str) -> dict:
    return getattr(metadata_owner(_node(root)), attribute, None) or {}


def _private_items(root, info) -> dict:
    permission = META_PERMISSIONS[type(_node(root)).__name__]
    if not one_of_permissions_or_auth_filter_required(info.context, [permission]):
        raise PermissionDenied(permissions=[permission])
    return _items(root, "private_metadata")


def _as_list(items: dict) -> list[dict]:
    return [{"key": key, "value": value} for key, value in sorted(items.items())]


def _only(items: dict, keys: list[str] | None) -> dict:
    return {key: value for key, value in items.items() if not keys or key in keys}


class ObjectWithMetadata(BaseInterface):
    private_metadata = NonNullList(MetadataItem, required=True)
    private_metafield = graphene.String(key=graphene.String(required=True))
    private_metafields = Metadata(keys=NonNullList(graphene.String))
    metadata = NonNullList(MetadataItem, required=True)
    metafield = graphene.String(key=graphene.String(required=True))
    metafields = Metadata(keys=NonNullList(graphene.String))

    @staticmethod
    @reads
    def resolve_metadata(root, _info):
        return _as_list(_items(root, "metadata"))

    @staticmethod
    @reads
    def resolve_metafield(root, _info, *, key):
        return _items(root, "metadata").get(key)

    @staticmethod
    @reads
    def resolve_metafields(root, _info, *, keys=None):
        return _only(_items(root, "metadata"), keys)

    @staticmethod
    @reads
    def resolve_private_metadata(root, info):
        return _as_list(_private_items(root, info))

    @staticmethod
    @reads
    def resolve_private_metafield(root, info, *, key):
        return _private_items(root, info).get(key)

    @staticmethod
    @reads
    def resolve_private_metafields(root, info, *, keys=None):
        return _only(_private_items(root, info), keys)

    @classmethod
    def resolve_type(cls, root, info):
        return info.schema.get_type(type(_node(root)).__name__).graphene_type
