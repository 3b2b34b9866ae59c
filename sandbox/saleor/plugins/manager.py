from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.module_loading import import_string

from ..channel.models import Channel
from ..graphql.core import SaleorContext
from .base_plugin import BasePlugin
from .events import PluginEvents
from .models import PluginConfiguration


class PluginsManager(PluginEvents):
    """Passes what happens in the shop to the active plugins, in the order of settings.PLUGINS.

    There is no safety net: an exception in a plugin reaches the request, although the data is committed.
    """

    def __init__(self, plugins: list[str], requestor_getter=None, allow_replica=True):
        self.plugins = plugins
        self.requestor_getter = requestor_getter
        self._allow_replica = allow_replica
        self.all_plugins: list[BasePlugin] = []
        self.global_plugins: list[BasePlugin] = []
        self.plugins_per_channel: dict[str, list[BasePlugin]] = defaultdict(list)
        self.loaded_channels: set[str] = set()
        self.loaded_global = False
        self.loaded_all_channels = False

    @property
    def database(self) -> str:
        if self._allow_replica:
            return settings.DATABASE_CONNECTION_REPLICA_NAME
        return settings.DATABASE_CONNECTION_DEFAULT_NAME

    # -- loading ------------------------------------------------------------------------------------------

    def _load_plugins(self, channel: Channel | None) -> list[BasePlugin]:
        """Build the plugins of a channel, or the global ones, with their stored configuration."""
        stored = {
            row.identifier: row for row in PluginConfiguration.objects.using(self.database).filter(channel=channel)
        }
        loaded = []
        for plugin_class in map(import_string, self.plugins):
            if (channel is not None) != plugin_class.CONFIGURATION_PER_CHANNEL:
                continue
            row = stored.get(plugin_class.PLUGIN_ID)
            loaded.append(
                plugin_class(
                    configuration=row.configuration if row else plugin_class.DEFAULT_CONFIGURATION,
                    active=row.active if row else plugin_class.get_default_active(),
                    channel=channel,
                    requestor_getter=self.requestor_getter,
                    db_config=row,
                    allow_replica=self._allow_replica,
                )
            )
        self.all_plugins.extend(loaded)
        return loaded

    def _ensure_channel_plugins_loaded(self, channel_slug: str | None, channel: Channel | None = None):
        if channel_slug is None:
            if not self.loaded_global:
                self.global_plugins.extend(self._load_plugins(None))
                self.loaded_global = True
            return
        if channel_slug in self.loaded_channels:
            return
        channel = channel or Channel.objects.using(self.database).filter(slug=channel_slug).first()
        if not channel:
            return
        of_channel = self._load_plugins(channel)
        self._ensure_channel_plugins_loaded(None)
        self.plugins_per_channel[channel_slug] = [*of_channel, *self.global_plugins]
        self.loaded_channels.add(channel_slug)

    def get_plugins(
        self,
        channel_slug: str | None = None,
        active_only: bool = False,
        plugin_ids: list[str] | None = None,
    ) -> list[BasePlugin]:
        self._ensure_channel_plugins_loaded(channel_slug)
        plugins = self.all_plugins if channel_slug is None else self.plugins_per_channel[channel_slug]
        return [
            plugin
            for plugin in plugins
            if (plugin.active or not active_only) and (not plugin_ids or plugin.PLUGIN_ID in plugin_ids)
        ]

    def get_all_plugins(self, active_only: bool = False) -> list[BasePlugin]:
        if not self.loaded_all_channels:
            for channel in Channel.objects.using(self.database).all():
                self._ensure_channel_plugins_loaded(channel.slug, channel=channel)
            self.loaded_all_channels = True
        return self.get_plugins(active_only=active_only)

    def get_plugin(self, plugin_id: str, channel_slug: str | None = None) -> BasePlugin | None:
        plugins = self.get_plugins(channel_slug=channel_slug)
        return next((plugin for plugin in plugins if plugin.check_plugin_id(plugin_id)), None)

    # -- calling ------------------------------------------------------------------------------------------

    def _run_event(self, method_name: str, *args, channel_slug: str | None = None, **kwargs):
        value = None
        for plugin in self.get_plugins(channel_slug=channel_slug, active_only=True):
            value = self._run_method_on_single_plugin(plugin, method_name, value, *args, **kwargs)
        return value

    def _run_method_on_single_plugin(self, plugin, method_name: str, previous_value: Any, *args, **kwargs):
        method = getattr(plugin, method_name, NotImplemented)
        if method == NotImplemented:
            return previous_value
        if not callable(method):
            raise ValueError(f"Method {method_name} is not callable")
        returned = method(*args, **kwargs, previous_value=previous_value)
        return previous_value if returned is NotImplemented else returned

    def notify(
        self,
        event: str,
        payload_func: Callable[[], dict],
        channel_slug: str | None = None,
        plugin_id: str | None = None,
    ):
        """Ask the plugins to tell the customer something; payload_func builds the data if one wants it."""
        if plugin_id:
            return self._run_method_on_single_plugin(
                plugin=self.get_plugin(plugin_id, channel_slug=channel_slug),
                method_name="notify",
                previous_value=None,
                event=event,
                payload_func=payload_func,
            )
        return self._run_event("notify", event, payload_func, channel_slug=channel_slug)

    def is_event_active_for_any_plugin(self, event: str, channel_slug: str | None = None) -> bool:
        plugins = self.get_plugins(channel_slug=channel_slug, active_only=True)
        return any(plugin.is_event_active(event) for plugin in plugins)

    # -- configuration and HTTP ---------------------------------------------------------------------------

    def save_plugin_configuration(
        self, plugin_id: str, channel_slug: str | None, cleaned_data: dict
    ) -> PluginConfiguration | None:
        channel = None
        if channel_slug:
            channel = Channel.objects.using(self.database).filter(slug=channel_slug).first()
            if not channel:
                return None
        plugin = self.get_plugin(plugin_id, channel_slug=channel_slug)
        if not plugin:
            return None
        row, _ = PluginConfiguration.objects.using(self.database).get_or_create(
            identifier=plugin_id, channel=channel, defaults={"configuration": plugin.configuration}
        )
        # The name is stored from the second save on: a quirk of Saleor's that nothing depends on.
        row = plugin.save_plugin_configuration(row, cleaned_data)
        row.name = plugin.PLUGIN_NAME
        row.description = plugin.PLUGIN_DESCRIPTION
        plugin.active = row.active
        plugin.configuration = row.configuration
        return row

    def webhook_endpoint_without_channel(self, request: SaleorContext, plugin_id: str) -> HttpResponse:
        """Serve /plugins/<id>/...: any plugin, whether it is active or not."""
        plugin = self.get_plugin(plugin_id)
        if not plugin:
            self.get_all_plugins()
            plugin = self.get_plugin(plugin_id)
        return self._call_webhook(plugin, request) if plugin else HttpResponseNotFound()

    def webhook(self, request: SaleorContext, plugin_id: str, channel_slug: str | None) -> HttpResponse:
        """Serve /plugins/global/<id>/... and /plugins/channel/<slug>/<id>/...: active plugins."""
        plugin = self.get_plugin(plugin_id, channel_slug=channel_slug)
        if not plugin or not plugin.active:
            return HttpResponseNotFound()
        if plugin.CONFIGURATION_PER_CHANNEL and not channel_slug:
            return HttpResponseNotFound(f"Incorrect endpoint. Use /plugins/channel/<channel_slug>/{plugin.PLUGIN_ID}/")
        return self._call_webhook(plugin, request)

    def _call_webhook(self, plugin: BasePlugin, request: SaleorContext) -> HttpResponse:
        _, found, path = request.path.partition(plugin.PLUGIN_ID)
        return self._run_method_on_single_plugin(
            plugin, "webhook", HttpResponseNotFound(), request, path if found else None
        )


def get_plugins_manager(allow_replica: bool, requestor_getter=None) -> PluginsManager:
    return PluginsManager(settings.PLUGINS, requestor_getter, allow_replica)
