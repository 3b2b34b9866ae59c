from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class PluginConfig(AppConfig):
    name = "saleor.plugins"

    def ready(self):
        """Import every plugin now, so that a broken one keeps the shop from starting."""
        for plugin_path in settings.PLUGINS:
            try:
                plugin_class = import_string(plugin_path)
            except ImportError as error:
                raise ImportError(f"Failed to import plugin {plugin_path}: {error}") from error
            if not getattr(plugin_class, "PLUGIN_ID", None):
                raise ImproperlyConfigured(f"Missing field PLUGIN_ID for plugin - {plugin_class.__name__}")
