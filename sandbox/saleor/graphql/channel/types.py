import graphene
from graphene import relay

from ...channel import models
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import ChannelPermissions
from ..core.context import get_database_connection_name
from ..core.fields import PermissionsField
from ..core.reading import reads
from ..core.types import CountryDisplay, ModelObjectType
from ..meta.types import ObjectWithMetadata

READERS = [AuthorizationFilters.AUTHENTICATED_STAFF_USER, AuthorizationFilters.AUTHENTICATED_APP]


class Channel(ModelObjectType[models.Channel]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = PermissionsField(graphene.String, required=True, permissions=READERS)
    is_active = PermissionsField(graphene.Boolean, required=True, permissions=READERS)
    currency_code = graphene.String(required=True)
    has_orders = PermissionsField(graphene.Boolean, required=True, permissions=[ChannelPermissions.MANAGE_CHANNELS])
    default_country = graphene.Field(CountryDisplay, required=True)

    class Meta:
        description = "Represents channel."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Channel

    @staticmethod
    @reads
    def resolve_has_orders(root, info):
        return root.orders.using(get_database_connection_name(info.context)).exists()

    @staticmethod
    def resolve_default_country(root, _info):
        return CountryDisplay(code=root.default_country.code, country=root.default_country.name)
