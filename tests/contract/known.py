"""A record, asked: does this Saleor have that name, take that call, know that field?"""

import functools
import json
from dataclasses import dataclass
from typing import Any

from .record import RECORDS
from .signatures import Signature

# What Django gives every model, manager and enum; their absence from a record means nothing.
_MODEL_NAMES = {"DoesNotExist", "MultipleObjectsReturned", "_meta", "_base_manager", "_default_manager", "pk"}
_CLASS_NAMES = {"Field", "name", "value", "mro"}


@functools.cache
def load(line: str) -> "Record":
    """Return the record of a line ("3.23", "main")."""
    return Record(json.loads((RECORDS / f"saleor-{line}.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Record:
    facts: dict[str, Any]

    def __str__(self) -> str:
        return f"Saleor {self.facts['saleor']['version']}"

    def find(self, path: str) -> Any:
        """Return the fact about "saleor.order.models.Order" or a recorded module, or None."""
        modules = self.facts["modules"]
        if path in modules:
            return modules[path]
        module, _, name = path.rpartition(".")
        fact = modules.get(module, {}).get(name)
        while isinstance(fact, str) and fact.startswith("from "):
            home, _, original = fact.removeprefix("from ").partition(":")
            fact = modules[home][original]
        return fact

    def model(self, fact: Any) -> str | None:
        """Return "order.Order" if the fact is about a model."""
        return fact.removeprefix("model ") if isinstance(fact, str) and fact.startswith("model ") else None

    def attribute_refusal(self, path: str, name: str) -> str | None:
        """Say that `path`, a module, a class or a model, has no `name`, or None."""
        fact = self.find(path)
        if label := self.model(fact):
            model = self.facts["models"][label]
            known = {
                *model["fields"],
                *model["reverse"],
                *model["members"],
                *model["managers"],
                *_MODEL_NAMES,
            }
        elif isinstance(fact, dict) and "bases" in fact:
            known = {*fact["members"], *_CLASS_NAMES}
        elif isinstance(fact, dict):
            known = set(fact)
        else:
            return None
        if name in known or (name.startswith("__") and name.endswith("__")):
            return None
        return f"{path} has no {name!r}"

    def call_refusal(self, path: str, given: int, keywords: list[str], complete: bool) -> str | None:
        """Say why `path`, a function or a class, cannot be called so, or None."""
        fact = self.find(path)
        if label := self.model(fact):
            fields = self.facts["models"][label]["fields"]
            unknown = [key for key in keywords if key != "pk" and key not in fields and key[:-3] not in fields]
            return f"{label} has no field {unknown[0]!r}" if unknown else None
        skipped = 0
        if isinstance(fact, dict) and "bases" in fact:
            fact, skipped = fact["members"].get("__init__"), 1
        if not isinstance(fact, str) or not fact.startswith("("):
            return None
        refusal = Signature.parse(fact).refusal(given + skipped, keywords, complete=complete)
        return f"{path}{fact} {refusal}" if refusal else None

    def queryset_call_refusal(
        self, label: str, method: str, given: int, keywords: list[str], complete: bool
    ) -> str | None:
        """Say why a manager method that Saleor defines cannot be called so, or None."""
        for methods in self.facts["models"][label]["managers"].values():
            if signature := methods.get(method):
                refusal = Signature.parse(signature).refusal(given + 1, keywords, complete=complete)
                return f"{label}.objects.{method}{signature} {refusal}" if refusal else None
        return f"{label} has no queryset method {method!r}"

    def lookup_refusal(self, label: str, lookup: str, *, by_accessor: bool = False) -> str | None:
        """Say at which part "variant__product__slug", asked of a model, leads nowhere, or None.

        What follows a column (a transform, a comparison, a key of JSON) is not judged, nor are models of apps
        that are not recorded. by_accessor: reverse relations by their attribute, as prefetching names them.
        """
        model = label
        for part in lookup.lstrip("-").split("__"):
            facts = self.facts["models"].get(model)
            if facts is None or part in ("pk", "*", "?"):
                return None
            field = facts["fields"].get(part)
            if field is None and part.endswith("_id"):
                field = facts["fields"].get(part.removesuffix("_id"))
                if field is not None and "to" in field:
                    return None
            if field is not None:
                if "to" not in field:
                    return None
                model = field["to"]
                continue
            for accessor, relation in facts["reverse"].items():
                if part == (accessor if by_accessor else relation["query"]):
                    model = relation["by"].rpartition(".")[0]
                    break
            else:
                return f"{label}: {lookup!r} fails at {part!r}, which {model} does not have"
        return None
