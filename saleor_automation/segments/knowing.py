"""What a condition needs to know beyond the contacts before it becomes SQL: read once, for a whole batch of people.

Category, collection and brand become product ids here, so that no statement joins the shop's tables.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..shop.configuration import load_configuration
from ..shop.selection import products_in
from .checks import ALL_CURRENCIES
from .conditions import ROOT, Condition, FactCondition, facts_of
from .facts import FACTS, FactType

MOST_NESTED = 10
"""A chain of segments in segments is at most this long."""


@dataclass(frozen=True, slots=True)
class KnownField:
    id: int
    type: str


@dataclass(frozen=True)
class Known:
    """products: selection_key() → product ids; rates: currency → value of one unit in the reporting currency."""

    products: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    fields: Mapping[str, KnownField] = field(default_factory=dict)
    segments: Mapping[str, Condition] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the part that changes without us: what the shop's catalogue and settings say."""
        return {
            "products": {key: list(ids) for key, ids in sorted(self.products.items())},
            "rates": {currency: str(rate) for currency, rate in sorted(self.rates.items())},
        }


def selection_key(condition: FactCondition) -> str:
    """Name a choice of products; the same choice has the same name."""
    values = condition.value if isinstance(condition.value, list) else [condition.value]
    return f"{FACTS[condition.fact].source}:{json.dumps(sorted(values, key=str))}"


def learn_about(conditions: Iterable[Condition], frozen: Mapping[str, Any] | None = None) -> Known:
    """Read what these conditions ask about, segments in segments included.

    frozen is an earlier as_json(): what stands in it is not read from the shop again, so that everything evaluated
    with it agrees. At most one statement for each kind of thing and level of nesting.
    Raises InvalidDefinition if segments contain each other; what is gone since it was saved matches nobody.
    """
    segments = _nested(list(conditions))
    facts = [fact for condition in (*conditions, *segments.values()) for fact in facts_of(condition)]
    return Known(
        products=_products(facts, (frozen or {}).get("products", {})),
        rates=_rates(facts, frozen),
        fields=_fields({fact.name for fact in facts if fact.fact == "field"}),
        segments=segments,
    )


def _nested(conditions: list[Condition]) -> dict[str, Condition]:
    """Return every segment asked about, directly or through others. A chain that never ends is refused."""
    found: dict[str, Condition] = {}
    wanted = _segments_in(conditions)
    for _ in range(MOST_NESTED + 1):
        if not wanted:
            return found
        rows = sql.fetch_all("SELECT slug, condition::text FROM automation_segment WHERE slug = ANY(%s)", [wanted])
        new = {slug: stored_condition(text) for slug, text in rows}
        found |= new
        wanted = [slug for slug in _segments_in(list(new.values())) if slug not in found]
    raise InvalidDefinition(
        "Condition", [("", f"Segments are nested more than {MOST_NESTED} deep at {wanted[0]!r}; flatten them.")]
    )


def _segments_in(conditions: list[Condition]) -> list[str]:
    facts = [fact for condition in conditions for fact in facts_of(condition)]
    return sorted({str(fact.value) for fact in facts if fact.fact == "segment"})


@lru_cache(maxsize=1024)
def stored_condition(text: str) -> Condition:
    """Read a condition that was checked when it was saved; each process reads one text once."""
    condition: Condition = ROOT.validate_json(text)
    return condition


def _products(facts: Iterable[FactCondition], frozen: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    found = {}
    for fact in facts:
        if FACTS[fact.fact].type == FactType.ITEMS and isinstance(fact.value, list):
            key = selection_key(fact)
            if key in frozen:
                found[key] = tuple(frozen[key])
            elif key not in found:
                found[key] = tuple(sorted(products_in(FACTS[fact.fact].source, fact.value)))
    return found


def _rates(facts: Iterable[FactCondition], frozen: Mapping[str, Any] | None) -> dict[str, Decimal]:
    if not any(fact.currency == ALL_CURRENCIES for fact in facts):
        return {}
    if frozen is not None and frozen.get("rates"):
        return {currency: Decimal(rate) for currency, rate in frozen["rates"].items()}
    return dict(load_configuration().exchange_rates)


def _fields(slugs: set[str]) -> dict[str, KnownField]:
    if not slugs:
        return {}
    rows = sql.fetch_all("SELECT slug, id, type FROM automation_customfield WHERE slug = ANY(%s)", [sorted(slugs)])
    return {slug: KnownField(field_id, kind) for slug, field_id, kind in rows}
