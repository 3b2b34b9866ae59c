"""Where the sandbox says something else than a record. Each function yields the disagreements.

The sandbox may have less than the real one, never more and never something else; what it leaves out must be
something that code can do without (an optional argument, a column with a default).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .known import Record
from .signatures import Signature, narrower

Facts = dict[str, Any]

_COLUMN = (
    "null", "unique", "primary_key", "to", "max_length", "max_digits", "decimal_places",
    "auto_now", "auto_now_add",
)  # fmt: skip
# Django gives these an empty string when nothing is given.
_EMPTY_TEXT = {"CharField", "EmailField", "SlugField", "TextField", "URLField", "FileField", "ImageField"}
# A class's own business: nobody calls them by these names.
_NOT_OFFERED = ("doc_category",)
_SPECIAL = ("__init__", "__call__", "__init_subclass_with_meta__")


@dataclass(frozen=True)
class Disagreement:
    subject: str  # "order.Order.lines", "saleor.core.utils.build_absolute_uri", "Checkout.lines"
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"

    @property
    def name(self) -> str:
        return self.subject.rpartition(".")[2]


Found = Iterator[Disagreement]


def models(sandbox: Facts, record: Record) -> Found:
    for label, ours in sandbox.items():
        real = record.facts["models"].get(label)
        if real is None:
            yield Disagreement(label, f"{record} has no such model")
            continue
        if ours["table"] != real["table"]:
            yield Disagreement(label, f"table {ours['table']!r}, really {real['table']!r}")
        yield from _columns(label, ours["fields"], real["fields"])
        for name, relation in ours["reverse"].items():
            there = real["reverse"].get(name)
            if relation != there:
                yield Disagreement(f"{label}.{name}", f"{relation}, really {there or 'nothing'}")
        yield from _members(label, ours["members"], real["members"])
        for manager, methods in ours["managers"].items():
            if manager not in real["managers"]:
                yield Disagreement(f"{label}.{manager}", "there is no such manager")
            else:
                yield from _members(f"{label}.{manager}", methods, real["managers"][manager])


def _columns(label: str, ours: Facts, real: Facts) -> Found:
    for name, field in ours.items():
        there, subject = real.get(name), f"{label}.{name}"
        if there is None:
            yield Disagreement(subject, "there is no such field")
            continue
        if _kind(field) != _kind(there):
            yield Disagreement(subject, f"{_kind(field)}, really {_kind(there)}")
        for option in _COLUMN:
            if field.get(option) != there.get(option):
                yield Disagreement(subject, f"{option} is {field.get(option)}, really {there.get(option)}")
        if "default" in field and field["default"] != there.get("default"):
            yield Disagreement(subject, f"default {field['default']}, really {there.get('default', 'none')}")
    for name, there in real.items():
        if name not in ours and _must_be_given(there):
            yield Disagreement(f"{label}.{name}", f"left out, but a new row needs it ({_kind(there)})")


def _kind(field: Facts) -> str:
    return str(field.get("type", field["class"]))


def _must_be_given(field: Facts) -> bool:
    is_column = "type" in field or not field["class"].endswith("MoneyField")
    fills_itself = ("null", "default", "auto_now", "auto_now_add", "primary_key")
    is_filled = any(option in field for option in fills_itself)
    return is_column and not is_filled and _kind(field) not in {*_EMPTY_TEXT, "ManyToManyField"}


def modules(sandbox: Facts, record: Record) -> Found:
    """Compare the names both have. Others are the sandbox's own affair: our code may not use them."""
    for path, names in sandbox.items():
        for name, ours in names.items():
            real = record.facts["modules"].get(path, {}).get(name)
            if real is None or ours == "module" or str(ours).startswith("from "):
                continue  # a name that lives elsewhere is compared there
            subject, there = f"{path}.{name}", record.find(f"{path}.{name}")
            if isinstance(ours, dict) and isinstance(there, dict):
                yield from _members(subject, ours["members"], there["members"])
            elif isinstance(ours, str) and isinstance(there, str):
                yield from _member(subject, ours, there)
            else:
                yield Disagreement(subject, "a class on one side only")


def _members(subject: str, ours: Facts, real: Facts) -> Found:
    for name, fact in ours.items():
        # Fields that our package has put into the schema are not the sandbox's.
        if name.startswith(("resolve_", "automation")) or name in _NOT_OFFERED:
            continue
        if name in real:
            yield from _member(f"{subject}.{name}", fact, real[name])
        elif name not in _SPECIAL:
            yield Disagreement(f"{subject}.{name}", "only the sandbox has it")


def _member(subject: str, ours: str, real: str) -> Found:
    if subject.endswith("__init_subclass_with_meta__"):
        yield from _options(subject, Signature.parse(ours), Signature.parse(real))
    elif ours.startswith("(") and real.startswith("("):
        if refusal := narrower(ours, real):
            yield Disagreement(subject, f"{ours}, really {real}: {refusal}")
    elif ours != real and "object" not in (ours, real):
        yield Disagreement(subject, f"{ours}, really {real}")


def _options(subject: str, ours: Signature, real: Signature) -> Found:
    """Compare what a class's Meta may say: always given by name, so that order does not matter."""
    unknown = sorted(ours.keywords - real.keywords)
    if unknown and not real.takes_any_keyword:
        yield Disagreement(subject, f"the real one takes no {', '.join(unknown)}")


def hooks(sandbox: Facts, record: Record, called: set[str]) -> Found:
    """called: the hooks our plugin waits for, which the sandbox therefore has to call too."""
    real = record.facts["hooks"]
    for name, ours in sandbox.items():
        if name not in real:
            yield Disagreement(name, f"the PluginsManager of {record} has no such method")
            continue
        if ours.get("plugin") != real[name].get("plugin"):
            yield Disagreement(name, f"a plugin gets ({ours.get('plugin')}), really ({real[name].get('plugin')})")
        yield from _member(name, ours["manager"], real[name]["manager"])
    for name in sorted(called - set(sandbox)):
        yield Disagreement(name, "our plugin has this hook, the sandbox never calls it")
