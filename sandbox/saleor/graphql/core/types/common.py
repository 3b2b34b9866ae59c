import graphene

from ..enums import (
    AccountErrorCode,
    AppErrorCode,
    CheckoutErrorCode,
    DiscountErrorCode,
    LanguageCodeEnum,
    MetadataErrorCode,
    OrderErrorCode,
    PermissionEnum,
    PermissionGroupErrorCode,
    PluginErrorCode,
    ProductErrorCode,
)
from ..scalars import Date, DateTime
from .base import BaseObjectType


class NonNullList(graphene.List):
    """A list that holds no nulls."""

    def __init__(self, of_type, *args, **kwargs):
        super().__init__(graphene.NonNull(of_type), *args, **kwargs)


class SecureGlobalID(graphene.GlobalID):
    """An id that is empty for somebody who has just registered, lest it tell whether the address was known."""

    @staticmethod
    def id_resolver(parent_resolver, node, root, info, parent_type_name=None, **args):
        if getattr(root, "NEWLY_CREATED_USER", False):
            return ""
        return graphene.GlobalID.id_resolver(parent_resolver, node, root, info, parent_type_name, **args)


class Permission(BaseObjectType):
    code = PermissionEnum(description="Internal code for permission.", required=True)
    name = graphene.String(description="What the permission allows.", required=True)


class CountryDisplay(graphene.ObjectType):
    code = graphene.String(description="Country code.", required=True)
    country = graphene.String(description="Country name.", required=True)


class LanguageDisplay(graphene.ObjectType):
    code = LanguageCodeEnum(description="ISO 639 language code.", required=True)
    language = graphene.String(description="Full name of the language.", required=True)


class Image(graphene.ObjectType):
    url = graphene.String(required=True, description="The URL of the image.")
    alt = graphene.String(description="Alt text for an image.")


class IntRangeInput(graphene.InputObjectType):
    gte = graphene.Int(description="Value greater than or equal to.", required=False)
    lte = graphene.Int(description="Value less than or equal to.", required=False)


class DateRangeInput(graphene.InputObjectType):
    gte = Date(description="Start date.", required=False)
    lte = Date(description="End date.", required=False)


class DateTimeRangeInput(graphene.InputObjectType):
    gte = DateTime(description="Start date.", required=False)
    lte = DateTime(description="End date.", required=False)


class Error(BaseObjectType):
    field = graphene.String(description="Name of the field that caused the error; null if none did.")
    message = graphene.String(description="The error message.")

    class Meta:
        description = "Represents an error in the input of a mutation."


class AccountError(Error):
    code = AccountErrorCode(description="The error code.", required=True)


class AppError(Error):
    code = AppErrorCode(description="The error code.", required=True)


class CheckoutError(Error):
    code = CheckoutErrorCode(description="The error code.", required=True)
    variants = NonNullList(graphene.ID, description="Variants that cause the error.")


class DiscountError(Error):
    code = DiscountErrorCode(description="The error code.", required=True)


class MetadataError(Error):
    code = MetadataErrorCode(description="The error code.", required=True)


class OrderError(Error):
    code = OrderErrorCode(description="The error code.", required=True)


class PermissionGroupError(Error):
    code = PermissionGroupErrorCode(description="The error code.", required=True)


class PluginError(Error):
    code = PluginErrorCode(description="The error code.", required=True)


class ProductError(Error):
    code = ProductErrorCode(description="The error code.", required=True)
