import graphene

from ...plugins.base_plugin import BasePlugin, ConfigurationTypeField
from ..channel.types import Channel
from ..core.connection import CountableConnection
from ..core.enums import to_enum
from ..core.types import NonNullList

ConfigurationTypeFieldEnum = to_enum(ConfigurationTypeField, type_name="ConfigurationTypeFieldEnum")

SECRETS = (ConfigurationTypeField.SECRET, ConfigurationTypeField.SECRET_MULTILINE)
TAIL_SHOWN = 4


def shown_value(field: dict):
    """Return the value as the API shows it: of a secret only its end, of a password nothing."""
    value = field["value"]
    if value is None or field.get("type") not in (*SECRETS, ConfigurationTypeField.PASSWORD):
        return value
    if field["type"] == ConfigurationTypeField.PASSWORD:
        return "" if value else None
    if not value:
        return None
    return value[-TAIL_SHOWN:] if len(value) > TAIL_SHOWN else value[-1:]


class ConfigurationItem(graphene.ObjectType):
    name = graphene.String(required=True, description="Name of the field.")
    value = graphene.String(description="Current value of the field.")
    type = graphene.Field(ConfigurationTypeFieldEnum, description="Type of the field.")
    help_text = graphene.String(description="Help text for the field.")
    label = graphene.String(description="Label for the field.")

    @staticmethod
    def resolve_value(root, _info):
        return shown_value(root)


class PluginConfiguration(graphene.ObjectType):
    active = graphene.Boolean(required=True, description="Determines if plugin is active or not.")
    channel = graphene.Field(Channel, description="The channel this configuration is for.")
    configuration = NonNullList(ConfigurationItem, description="Configuration of the plugin.")

    class Meta:
        description = "Stores information about a configuration of plugin."

    @staticmethod
    def resolve_configuration(root: BasePlugin, info):
        return root.resolve_plugin_configuration(info.context)


class Plugin(graphene.ObjectType):
    id = graphene.ID(required=True, description="Identifier of the plugin.")
    name = graphene.String(required=True, description="Name of the plugin.")
    description = graphene.String(required=True, description="Description of the plugin.")
    global_configuration = graphene.Field(PluginConfiguration)
    channel_configurations = NonNullList(PluginConfiguration, required=True)


class PluginCountableConnection(CountableConnection):
    class Meta:
        node = Plugin
