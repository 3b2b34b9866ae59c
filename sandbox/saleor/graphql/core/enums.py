import graphene
from django.conf import settings

from ...account import error_codes as account_error_codes
from ...app import error_codes as app_error_codes
from ...checkout import error_codes as checkout_error_codes
from ...core import error_codes as core_error_codes
from ...discount import error_codes as discount_error_codes
from ...order import error_codes as order_error_codes
from ...permission.enums import get_permissions_enum_list
from ...plugins import error_codes as plugin_error_codes
from ...product import error_codes as product_error_codes
from .utils import str_to_enum


class OrderDirection(graphene.Enum):
    ASC = ""
    DESC = "-"


def to_enum(enum_cls, *, type_name: str | None = None, **options) -> graphene.Enum:
    """Make a GraphQL enum of a class with CHOICES; its name is the class's plus "Enum" unless one is given."""
    choices = [(str_to_enum(code.upper()), code) for code, _label in enum_cls.CHOICES]
    return graphene.Enum(type_name or f"{enum_cls.__name__}Enum", choices, **options)


LanguageCodeEnum = graphene.Enum("LanguageCodeEnum", [(str_to_enum(code), code) for code, _name in settings.LANGUAGES])
PermissionEnum = graphene.Enum("PermissionEnum", get_permissions_enum_list())

AccountErrorCode = graphene.Enum.from_enum(account_error_codes.AccountErrorCode)
AppErrorCode = graphene.Enum.from_enum(app_error_codes.AppErrorCode)
CheckoutErrorCode = graphene.Enum.from_enum(checkout_error_codes.CheckoutErrorCode)
DiscountErrorCode = graphene.Enum.from_enum(discount_error_codes.DiscountErrorCode)
MetadataErrorCode = graphene.Enum.from_enum(core_error_codes.MetadataErrorCode)
OrderErrorCode = graphene.Enum.from_enum(order_error_codes.OrderErrorCode)
PermissionGroupErrorCode = graphene.Enum.from_enum(account_error_codes.PermissionGroupErrorCode)
PluginErrorCode = graphene.Enum.from_enum(plugin_error_codes.PluginErrorCode)
ProductErrorCode = graphene.Enum.from_enum(product_error_codes.ProductErrorCode)
