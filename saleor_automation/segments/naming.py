"""What the things named in conditions are called, for plain language. One query for each kind of thing."""

from collections import defaultdict
from collections.abc import Iterable

from ..core import sql
from ..shop.selection import names_of
from .conditions import Condition, facts_of
from .facts import FACTS

_OWN = {
    "list": "SELECT slug, name FROM automation_contactlist WHERE slug = ANY(%s)",
    "segment": "SELECT slug, name FROM automation_segment WHERE slug = ANY(%s)",
    "field": "SELECT slug, name FROM automation_customfield WHERE slug = ANY(%s)",
    "score": "SELECT slug, name FROM automation_score WHERE slug = ANY(%s)",
    "tier": "SELECT slug, name FROM automation_tier WHERE slug = ANY(%s)",
}
_OF_SHOP = ("product", "category", "collection")


def names_in(conditions: Iterable[Condition]) -> dict[tuple[str, str], str]:
    """Return the names of everything that conditions name by a slug or an id; what is gone is missing."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for condition in conditions:
        for fact in facts_of(condition):
            source = FACTS[fact.fact].source
            values = fact.value if isinstance(fact.value, list) else [fact.value]
            wanted[source] |= {str(value) for value in values}
            wanted["product"] |= {str(value) for value in fact.products}
            parameter = FACTS[fact.fact].parameter("name")
            if parameter is not None and parameter.source:
                wanted[parameter.source].add(fact.name)
    names: dict[tuple[str, str], str] = {}
    for source, statement in _OWN.items():
        if wanted[source]:
            names |= {(source, slug): name for slug, name in sql.fetch_all(statement, [sorted(wanted[source])])}
    for kind in _OF_SHOP:
        if wanted[kind]:
            names |= {(kind, str(pk)): name for pk, name in names_of(kind, list(map(int, wanted[kind]))).items()}
    return names
