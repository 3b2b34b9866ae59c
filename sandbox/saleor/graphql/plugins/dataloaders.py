from functools import wraps

from promise import Promise

from ...plugins.manager import PluginsManager, get_plugins_manager
from ..core.context import SaleorContext
from ..core.dataloaders import DataLoader


class PluginManagerByRequestorDataloader(DataLoader):
    context_key = "plugin_manager_by_requestor"

    def batch_load(self, keys):
        allow_replica = getattr(self.context, "allow_replica", True)
        return [get_plugins_manager(allow_replica, lambda key=key: key) for key in keys]


def get_plugin_manager_promise(context: SaleorContext) -> Promise[PluginsManager]:
    """Return the one manager of the request."""
    return PluginManagerByRequestorDataloader(context).load(context.app or context.user or "anonymous")


def plugin_manager_promise_callback(func):
    @wraps(func)
    def with_manager(root, info, *args, **kwargs):
        return get_plugin_manager_promise(info.context).then(lambda manager: func(root, info, manager, *args, **kwargs))

    return with_manager
