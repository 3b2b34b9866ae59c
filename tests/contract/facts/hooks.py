"""Plugin hooks: how the manager is called, and what reaches the plugin then."""

import inspect
from typing import Any
from unittest.mock import MagicMock

from ..signatures import describe


class _Listener:
    """Stands in for a plugin and writes down what the manager passes to it."""

    active = True
    PLUGIN_ID = "listener"

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)

        def hook(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((name, args, kwargs))
            return kwargs.get("previous_value")

        return hook


def collect() -> dict[str, dict[str, Any]]:
    """Return, by the name of a PluginsManager method, its signature and the arguments a plugin gets.

    "plugin" is missing for methods that do not simply pass their arguments on (they compute, or query).
    """
    from saleor.plugins.manager import PluginsManager

    methods = {
        name: method
        for name, method in inspect.getmembers(PluginsManager, inspect.isfunction)
        if not name.startswith("_")
    }
    facts: dict[str, dict[str, Any]] = {}
    for name, method in sorted(methods.items()):
        facts[name] = {"manager": describe(method)}
        passed_on = _passed_on(PluginsManager, name, method)
        if passed_on:
            facts[name]["plugin"] = passed_on
    return facts


def _passed_on(manager_class: type, name: str, method: Any) -> str | None:
    """Call the manager with marked arguments; return how they reach the plugin: "checkout, webhooks="."""
    listener = _Listener()
    manager = manager_class([])
    manager.get_plugins = lambda *args, **kwargs: [listener]
    given = {parameter: MagicMock(name=parameter) for parameter in list(inspect.signature(method).parameters)[1:]}
    try:
        getattr(manager, name)(**given)
    except Exception:  # it wants more than a stand-in: then there is no plain hook to record
        return None
    calls = [call for call in listener.calls if call[0] == name]
    if len(calls) != 1:
        return None
    _, args, kwargs = calls[0]
    names = {id(value): parameter for parameter, value in given.items()}
    positional = [names.get(id(value), "?") for value in args]
    return ", ".join(positional + [f"{key}=" for key in kwargs])
