from collections.abc import Callable
from copy import copy
from typing import Any

from django.http import HttpResponse

from ..graphql.core import SaleorContext

PluginConfigurationType = list[dict]


class ConfigurationTypeField:
    STRING = "String"
    MULTILINE = "Multiline"
    BOOLEAN = "Boolean"
    SECRET = "Secret"
    SECRET_MULTILINE = "SecretMultiline"
    PASSWORD = "Password"
    OUTPUT = "OUTPUT"
    CHOICES = [
        (STRING, "Field is a String"),
        (MULTILINE, "Field is a Multiline"),
        (BOOLEAN, "Field is a Boolean"),
        (SECRET, "Field is a Secret"),
        (PASSWORD, "Field is a Password"),
        (SECRET_MULTILINE, "Field is a Secret multiline"),
        (OUTPUT, "Field is a read only"),
    ]


class BasePlugin:
    """What a plugin derives from. A hook is a method named like one of PluginsManager's; none is required.

    Every hook gets `previous_value` by keyword, some get `webhooks`; what it returns is the next plugin's
    `previous_value`. A plugin object lives as long as one manager, which is one request: keep no state in it.
    """

    PLUGIN_NAME = ""
    PLUGIN_ID = ""
    PLUGIN_DESCRIPTION = ""
    CONFIG_STRUCTURE = None

    CONFIGURATION_PER_CHANNEL = True
    DEFAULT_CONFIGURATION = []
    DEFAULT_ACTIVE = False
    HIDDEN = False

    # Handles the HTTP requests below /plugins/<PLUGIN_ID>/; declared so that a plugin knows the shape.
    webhook: Callable[[SaleorContext, str, Any], HttpResponse]

    def __init__(
        self,
        *,
        configuration: PluginConfigurationType,
        active: bool,
        channel=None,
        requestor_getter=None,
        db_config=None,
        allow_replica: bool = True,
    ):
        self.configuration = self.get_plugin_configuration(configuration)
        self.active = active
        self.channel = channel
        self.requestor = requestor_getter
        self.db_config = db_config
        self.allow_replica = allow_replica

    def __str__(self):
        return self.PLUGIN_NAME

    @classmethod
    def check_plugin_id(cls, plugin_id: str) -> bool:
        return plugin_id == cls.PLUGIN_ID

    @classmethod
    def get_default_active(cls) -> bool:
        return cls.DEFAULT_ACTIVE

    def is_event_active(self, event: str, channel: str | None = None) -> bool:
        return hasattr(self, event)

    def resolve_plugin_configuration(self, request) -> PluginConfigurationType:
        return self.configuration

    # -- configuration ------------------------------------------------------------------------------------
    # The database keeps [{"name", "value"}]; the class adds type, label and help text when it is read.

    def get_plugin_configuration(self, configuration: PluginConfigurationType) -> PluginConfigurationType:
        configuration = self._update_configuration_structure(configuration or [])
        self._append_config_structure(configuration)
        return configuration

    @classmethod
    def _update_configuration_structure(cls, configuration: PluginConfigurationType):
        """Drop what the class no longer declares and fill what it newly declares with its default."""
        declared = set(cls.CONFIG_STRUCTURE or {})
        fields = [copy(field) for field in configuration if field["name"] in declared]
        missing = declared - {field["name"] for field in fields}
        return fields + [copy(field) for field in cls.DEFAULT_CONFIGURATION or [] if field["name"] in missing]

    @classmethod
    def _append_config_structure(cls, configuration: PluginConfigurationType):
        structure = cls.CONFIG_STRUCTURE or {}
        configuration[:] = [field for field in configuration if field.get("name") in structure]
        for field in configuration:
            field.update(structure[field["name"]])

    @classmethod
    def _clean_configuration_value(cls, item_type, value):
        """Return the value to keep: "true" of a Boolean becomes True. None means: do not keep it."""
        if item_type == ConfigurationTypeField.OUTPUT:
            return None
        if item_type == ConfigurationTypeField.BOOLEAN and value and not isinstance(value, bool):
            return value.lower() == "true"
        return value

    @classmethod
    def _update_config_items(cls, configuration_to_update: list[dict], current_config: list[dict]):
        structure = cls.CONFIG_STRUCTURE or {}
        current = {field["name"]: field for field in current_config}
        for name, value in ((field["name"], field.get("value")) for field in configuration_to_update):
            if name not in current and name not in structure:
                continue
            value = cls._clean_configuration_value(structure.get(name, {}).get("type"), value)
            if value is None:
                continue
            if name in current:
                current[name]["value"] = value
            else:
                current_config.append({"name": name, "value": value})

    @classmethod
    def validate_plugin_configuration(cls, plugin_configuration, **kwargs):
        """Raise django.core.exceptions.ValidationError for a configuration that cannot work."""

    @classmethod
    def pre_save_plugin_configuration(cls, plugin_configuration):
        """Change the configuration before it is stored."""

    @classmethod
    def save_plugin_configuration(cls, plugin_configuration, cleaned_data):
        if changes := cleaned_data.get("configuration"):
            cls._update_config_items(changes, plugin_configuration.configuration)
        if "active" in cleaned_data:
            plugin_configuration.active = cleaned_data["active"]

        cls.validate_plugin_configuration(plugin_configuration)
        cls.pre_save_plugin_configuration(plugin_configuration)
        plugin_configuration.save()

        if plugin_configuration.configuration:
            cls._append_config_structure(plugin_configuration.configuration)
        return plugin_configuration
