from importlib import import_module


def discover_plugins_modules(plugins: list[str]) -> list[str]:
    """Return the packages of the plugin classes: where Celery looks for `tasks`."""
    modules = []
    for dotted_path in plugins:
        module_path, dot, _ = dotted_path.rpartition(".")
        if not dot:
            raise ImportError(f"{dotted_path} doesn't look like a module path")
        modules.append(import_module(module_path).__package__)
    return modules
