"""Modules: their public names, with the signatures of functions and of the methods of classes."""

import enum
import importlib
import inspect
import pkgutil
import sys
import types
from typing import Any

import graphene
from django.db import models

from ..scope import MODULES
from ..signatures import describe, literal

# Names with underscores that callers rely on all the same.
_SPECIAL = ("__init__", "__call__", "__init_subclass_with_meta__")


def collect() -> dict[str, dict[str, Any]]:
    """Return {module: {name: fact}}.

    A fact is a signature "(…)", a constant "= …", "from <module>:<name>" for a name that lives elsewhere in
    Saleor (and is recorded there), "model app.Model", "enum" (graphene's), "module", "object", and for a class
    {"bases", "members"}.
    """
    facts: dict[str, dict[str, Any]] = {}
    for path in MODULES:
        try:
            module = importlib.import_module(path)
        except ModuleNotFoundError:
            continue
        for name, value in sorted(vars(module).items()):
            if name[0] not in "_@" and name != "TYPE_CHECKING" and not isinstance(value, types.ModuleType):
                _add(facts, module, name, value)
        names = facts.setdefault(path, {})
        for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
            names.setdefault(found.name, "module")
    return {path: dict(sorted(names.items())) for path, names in sorted(facts.items())}


def _add(facts: dict[str, dict[str, Any]], module: types.ModuleType, name: str, value: Any) -> None:
    home = getattr(value, "__module__", None)
    names = facts.setdefault(module.__name__, {})
    # Classes made by a call (an enum of graphene's, say) carry the name of the module that made them.
    is_elsewhere = (
        (inspect.isclass(value) or inspect.isroutine(value))
        and home != module.__name__
        and getattr(sys.modules.get(str(home)), value.__name__, None) is value
    )
    if not is_elsewhere:
        names[name] = _fact(value)
    elif _is_offered(module, home):
        names[name] = f"from {home}:{value.__name__}"
        facts.setdefault(home, {})[value.__name__] = _fact(value)


def _is_offered(module: types.ModuleType, home: str) -> bool:
    """True if a name from `home` is there to be imported from `module`, and not just used by it."""
    if module.__name__.startswith("saleor.graphql.core"):
        return home.startswith("saleor.graphql.core")
    return hasattr(module, "__path__") and home.startswith(f"{module.__name__}.")


def _fact(value: Any) -> Any:
    if inspect.isclass(value):
        if issubclass(value, models.Model) and not value._meta.abstract:
            return f"model {value._meta.label}"
        if issubclass(value, graphene.Enum):
            return "enum"  # its values are in the schema
        bases = [base.__name__ for base in value.__bases__ if base is not object]
        return {"bases": bases, "members": members(value)}
    if inspect.isroutine(value):
        try:
            return describe(value)
        except (TypeError, ValueError):
            return "(*args, **kwargs)"
    return _constant(value)


def members(cls: type) -> dict[str, str]:
    """Return the public members Saleor's own classes give cls: signature, "= …", "property" or "object"."""
    facts: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        # A queryset's methods are copied onto the manager class Django makes from it, under Django's name.
        if owner.__module__.split(".")[0] != "saleor":
            continue
        for name, value in vars(owner).items():
            if name not in _SPECIAL and (name.startswith("_") or inspect.isclass(value)):
                continue
            fact = _member(cls, name, value)
            if fact:
                facts[name] = fact
    return dict(sorted(facts.items()))


def _member(cls: type, name: str, value: Any) -> str | None:
    if isinstance(value, enum.Enum):
        return f"= {value.value!r}"
    if isinstance(value, property | types.DynamicClassAttribute) or type(value).__name__ == "cached_property":
        return "property"
    if isinstance(value, staticmethod | classmethod) or inspect.isfunction(value):
        return describe(value.__func__ if isinstance(value, staticmethod | classmethod) else value)
    if hasattr(value, "__get__"):  # a column, a relation: the model's own facts tell
        return None
    return _constant(value)


def _constant(value: Any) -> str:
    text = literal(value)
    return f"= {text}" if text and len(text) <= 80 else "object"
