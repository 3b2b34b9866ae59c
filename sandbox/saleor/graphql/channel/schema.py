import graphene

from ...channel.models import Channel as ChannelModel
from ..core.context import get_database_connection_name
from ..core.fields import BaseField, PermissionsField
from ..core.types import NonNullList
from ..core.utils import from_global_id_or_error
from .types import READERS, Channel


class ChannelQueries(graphene.ObjectType):
    channel = BaseField(
        Channel,
        id=graphene.Argument(graphene.ID, description="ID of the channel."),
        slug=graphene.Argument(graphene.String, description="Slug of the channel."),
        description="Look up a channel by ID or slug.",
    )
    channels = PermissionsField(NonNullList(Channel), description="List of all channels.", permissions=READERS)

    @staticmethod
    def resolve_channel(_root, info, *, id=None, slug=None):
        channels = ChannelModel.objects.using(get_database_connection_name(info.context))
        if id:
            return channels.filter(pk=from_global_id_or_error(id, "Channel")[1]).first()
        return channels.filter(slug=slug).first() if slug else None

    @staticmethod
    def resolve_channels(_root, info):
        return ChannelModel.objects.using(get_database_connection_name(info.context))
