import graphene
from django.core.exceptions import ValidationError

from ...permission.enums import PluginsPermissions
from ...plugins.base_plugin import BasePlugin
from ...plugins.error_codes import PluginErrorCode
from ...plugins.manager import PluginsManager, get_plugins_manager
from ..channel.types import Channel
from ..core.connection import create_connection_slice
from ..core.fields import ConnectionField, PermissionsField
from ..core.mutations import BaseMutation
from ..core.types import NonNullList, PluginError
from .dataloaders import get_plugin_manager_promise
from .types import Plugin, PluginCountableConnection


def visible_plugins(manager: PluginsManager) -> dict[str, Plugin]:
    """Return what the API shows of each plugin: one entry even if it is configured per channel."""
    by_id: dict[str, list[BasePlugin]] = {}
    for plugin in manager.get_all_plugins():
        if not plugin.HIDDEN:
            by_id.setdefault(plugin.PLUGIN_ID, []).append(plugin)
    return {
        plugin_id: Plugin(
            id=plugin_id,
            name=plugins[0].PLUGIN_NAME,
            description=plugins[0].PLUGIN_DESCRIPTION,
            global_configuration=None if plugins[0].CONFIGURATION_PER_CHANNEL else plugins[0],
            channel_configurations=plugins if plugins[0].CONFIGURATION_PER_CHANNEL else [],
        )
        for plugin_id, plugins in by_id.items()
    }


class ConfigurationItemInput(graphene.InputObjectType):
    name = graphene.String(required=True, description="Name of the field to update.")
    value = graphene.String(description="Value of the given field to update.")


class PluginUpdateInput(graphene.InputObjectType):
    active = graphene.Boolean(description="Indicates whether the plugin should be enabled.")
    configuration = NonNullList(ConfigurationItemInput, description="Configuration of the plugin.")


class PluginUpdate(BaseMutation):
    plugin = graphene.Field(Plugin)

    class Arguments:
        id = graphene.ID(required=True, description="ID of plugin to update.")
        channel_id = graphene.ID(description="ID of a channel for which the data should be modified.")
        input = PluginUpdateInput(required=True, description="Fields of the plugin configuration.")

    class Meta:
        description = "Update plugin configuration."
        permissions = (PluginsPermissions.MANAGE_PLUGINS,)
        error_type_class = PluginError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, id, input, channel_id=None):
        channel = cls.get_node_or_error(info, channel_id, only_type=Channel) if channel_id else None
        channel_slug = channel.slug if channel else None
        manager = get_plugin_manager_promise(info.context).get()
        plugin = manager.get_plugin(id, channel_slug)
        if not plugin or plugin.HIDDEN:
            cls._refuse("Plugin doesn't exist.", PluginErrorCode.NOT_FOUND)
        if channel and not plugin.CONFIGURATION_PER_CHANNEL:
            cls._refuse("Plugin doesn't support configuration per channel.", PluginErrorCode.INVALID)
        if not channel and plugin.CONFIGURATION_PER_CHANNEL:
            cls._refuse("Plugin requires to specify channel slug.", PluginErrorCode.NOT_FOUND)
        manager.save_plugin_configuration(plugin.PLUGIN_ID, channel_slug, input)
        return cls(plugin=visible_plugins(get_plugins_manager(allow_replica=False))[plugin.PLUGIN_ID])

    @staticmethod
    def _refuse(message: str, code: PluginErrorCode):
        raise ValidationError({"id": ValidationError(message, code=code.value)})


class PluginsQueries(graphene.ObjectType):
    plugin = PermissionsField(
        Plugin,
        id=graphene.Argument(graphene.ID, description="ID of the plugin.", required=True),
        description="Look up a plugin by ID.",
        permissions=[PluginsPermissions.MANAGE_PLUGINS],
    )
    plugins = ConnectionField(
        PluginCountableConnection,
        description="List of plugins.",
        permissions=[PluginsPermissions.MANAGE_PLUGINS],
    )

    @staticmethod
    def resolve_plugin(_root, info, *, id):
        return visible_plugins(get_plugin_manager_promise(info.context).get()).get(id)

    @staticmethod
    def resolve_plugins(_root, info, **kwargs):
        plugins = visible_plugins(get_plugin_manager_promise(info.context).get())
        ordered = sorted(plugins.values(), key=lambda plugin: plugin.name)
        return create_connection_slice(ordered, info, kwargs, PluginCountableConnection)


class PluginsMutations(graphene.ObjectType):
    plugin_update = PluginUpdate.Field()
