"""A plugin that remembers which hooks were called, and with what."""

from typing import Any

from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.manager import PluginsManager

PATH = "tests.sandbox.recorder.Recorder"
GRUMPY_PATH = "tests.sandbox.recorder.Grumpy"

TOLD = (
    *("_approved", "_authorized", "_cancelled", "_canceled", "_confirmed", "_created", "_deleted", "_expired"),
    *("_fulfilled", "_paid", "_refunded", "_requested", "_updated", "notify"),
)


class Recorder(BasePlugin):
    PLUGIN_ID = "tests.recorder"
    PLUGIN_NAME = "Recorder"
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True
    DEFAULT_CONFIGURATION = [
        {"name": "sender", "value": "Shop"},
        {"name": "is_quiet", "value": False},
        {"name": "key", "value": "k123456"},
    ]
    CONFIG_STRUCTURE = {
        "sender": {"type": ConfigurationTypeField.STRING, "help_text": "Who writes.", "label": "Sender"},
        "is_quiet": {"type": ConfigurationTypeField.BOOLEAN, "help_text": "", "label": "Quiet"},
        "key": {"type": ConfigurationTypeField.SECRET, "help_text": "", "label": "Key"},
    }

    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattribute__(self, name: str) -> Any:
        """Answer whatever the manager tells in the past tense; the other attributes are the plugin's own."""
        if not name.endswith(TOLD) or not hasattr(PluginsManager, name):
            return super().__getattribute__(name)

        def hook(*args: Any, previous_value: Any, **kwargs: Any) -> Any:
            self.calls.append((name, args, kwargs))
            return previous_value

        return hook


class Grumpy(Recorder):
    """A plugin that fails."""

    PLUGIN_ID = "tests.grumpy"

    def __getattribute__(self, name: str) -> Any:
        if name == "checkout_updated":
            raise RuntimeError("not today")
        return super().__getattribute__(name)
