"""Whether everything a condition names exists: lists, tags, fields, segments, products and the rest.

Asked when a condition is saved or previewed, not when it runs: what is deleted later matches nobody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from babel import Locale

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..shop.configuration import load_configuration
from ..shop.selection import known_brands, names_of
from .checks import ALL_CURRENCIES
from .conditions import ROOT, Condition, FactCondition, facts_of
from .facts import FACTS, FactType
from .field_expressions import problem_with
from .knowing import KnownField, learn_about, stored_condition
from .problems import condition_problems

Problem = tuple[str, str]
"""(the fact it is about, what is wrong and what to do)."""


def read_condition(data: Any, subject: str, own_slug: str = "") -> Condition:
    """Return a checked condition; own_slug is the segment it belongs to, which it must not contain.

    Raises InvalidDefinition with every problem there is, each naming its fact.
    """
    problems = condition_problems(data)
    if problems:
        raise InvalidDefinition(subject, problems)
    condition: Condition = ROOT.validate_python(data)
    found = list(reference_problems(condition, own_slug))
    if found:
        raise InvalidDefinition(subject, found)
    learn_about([condition])
    return condition


def stored_or_none(data: Any) -> Condition | None:
    """Return a condition that was saved, or None if a later version of the language no longer reads it."""
    return None if condition_problems(data) else ROOT.validate_python(data)


def reference_problems(condition: Condition, own_slug: str = "") -> Iterator[Problem]:
    """Yield what the condition names and the shop does not have. One query for each kind of thing named."""
    by_source: dict[str, list[FactCondition]] = defaultdict(list)
    for fact in facts_of(condition):
        by_source[_source(fact)].append(fact)
    for source, facts in by_source.items():
        check = _CHECKS.get(source)
        if check is not None:
            yield from check(facts)
    yield from _missing_rates(condition)
    if own_slug:
        yield from _circles(condition, own_slug)


def _source(fact: FactCondition) -> str:
    parameter = FACTS[fact.fact].parameter("name")
    return FACTS[fact.fact].source or (parameter.source if parameter else "") or ("product" if fact.products else "")


def _values(facts: Iterable[FactCondition]) -> list[Any]:
    found: list[Any] = []
    for fact in facts:
        found += fact.value if isinstance(fact.value, list) else [fact.value]
        found += fact.products
    return found


def _named(noun: str, statement: str, remedy: str, *, folded: bool = False) -> Callable[..., Iterator[Problem]]:
    def check(facts: list[FactCondition]) -> Iterator[Problem]:
        names = sorted({str(value) for value in _values(facts)})
        rows = sql.fetch_all(statement, [[name.upper() for name in names] if folded else names])
        known = {row[0] for row in rows}
        for name in names:
            if (name.upper() if folded else name) not in known:
                yield facts[0].fact, f"There is no {noun} {name!r}; {remedy}."

    return check


def _of_shop(kind: str) -> Callable[..., Iterator[Problem]]:
    def check(facts: list[FactCondition]) -> Iterator[Problem]:
        ids = sorted({value for value in _values(facts) if isinstance(value, int)})
        known = names_of(kind, ids)
        for value in ids:
            if value not in known:
                yield facts[0].fact, f"The shop has no {kind} with the id {value}; choose another one."

    return check


def _viewed(facts: list[FactCondition]) -> Iterator[Problem]:
    """Products are named as value or as a parameter; a number that is compared is no id."""
    items = [fact for fact in facts if FACTS[fact.fact].type == FactType.ITEMS]
    others = [fact.model_copy(update={"value": []}) for fact in facts if FACTS[fact.fact].type != FactType.ITEMS]
    yield from _of_shop("product")([*items, *others])


def _brands(facts: list[FactCondition]) -> Iterator[Problem]:
    names = sorted({str(value) for value in _values(facts)})
    known = known_brands(names)
    for name in names:
        if name not in known:
            yield (
                facts[0].fact,
                f"No product of the shop has the brand {name!r}; check the name, or the brand attribute.",
            )


def _countries(facts: list[FactCondition]) -> Iterator[Problem]:
    for fact in facts:
        values = fact.value if isinstance(fact.value, list) else [fact.value]
        for value in values:
            if fact.op in ("eq", "ne", "in", "not_in") and value and value not in country_names("en"):
                yield fact.fact, f"There is no country {value!r}; write its code in capitals, such as IT."


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """Return the name of every country in a language, by its code of two letters."""
    territories = Locale.parse(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def _fields(facts: list[FactCondition]) -> Iterator[Problem]:
    names = sorted({fact.name for fact in facts})
    rows = sql.fetch_all(
        """
        SELECT f.slug, f.id, f.type,
               COALESCE((SELECT array_agg(o->>'value') FROM jsonb_array_elements(f.choices) o), '{}')
        FROM automation_customfield f WHERE f.slug = ANY(%s)
        """,
        [names],
    )
    known = {slug: (KnownField(field_id, kind), dict.fromkeys(choices)) for slug, field_id, kind, choices in rows}
    for fact in facts:
        if fact.name not in known:
            yield "field", f"There is no custom field {fact.name!r}; create it or choose another one."
            continue
        problem = problem_with(known[fact.name][0], fact.name, fact, known[fact.name][1])
        if problem:
            yield "field", problem


def _scores(facts: list[FactCondition]) -> Iterator[Problem]:
    named = [fact.model_copy(update={"value": fact.name}) for fact in facts]
    statement = "SELECT slug FROM automation_score WHERE slug = ANY(%s)"
    yield from _named("score", statement, "create it or choose another one")(named)


def _missing_rates(condition: Condition) -> Iterator[Problem]:
    everything = [fact for fact in facts_of(condition) if fact.currency == ALL_CURRENCIES]
    if everything and not load_configuration().reporting_currency:
        yield everything[0].fact, "Currencies cannot be added up: set the reporting currency in the plugin's settings."


def _circles(condition: Condition, own_slug: str) -> Iterator[Problem]:
    """Yield the way on which a segment would come back to itself. One query for each level of nesting."""
    paths: dict[str, tuple[str, ...]] = {slug: (own_slug, slug) for slug in _segments_of(condition)}
    level = list(paths)
    while level:
        if own_slug in level:
            yield "segment", f"The segment would contain itself: {' → '.join(paths[own_slug])}. Take one of them out."
            return
        rows = sql.fetch_all("SELECT slug, condition::text FROM automation_segment WHERE slug = ANY(%s)", [level])
        level = []
        for slug, text in rows:
            for inner in _segments_of(stored_condition(text)):
                if inner not in paths:
                    paths[inner] = (*paths[slug], inner)
                    level.append(inner)


def _segments_of(condition: Condition) -> list[str]:
    return sorted({str(fact.value) for fact in facts_of(condition) if fact.fact == "segment"})


_CHECKS: dict[str, Callable[[list[FactCondition]], Iterator[Problem]]] = {
    "list": _named(
        "list", "SELECT slug FROM automation_contactlist WHERE slug = ANY(%s)", "create it or choose another"
    ),
    "tag": _named(
        "tag",
        "SELECT upper(name) FROM automation_tag WHERE upper(name) = ANY(%s)",
        "create it or choose another",
        folded=True,
    ),
    "segment": _named(
        "segment", "SELECT slug FROM automation_segment WHERE slug = ANY(%s)", "create it or choose another"
    ),
    "tier": _named(
        "loyalty tier",
        "SELECT slug FROM automation_tier WHERE slug = ANY(%s) UNION ALL SELECT ''",
        "create it or choose another",
    ),
    "field": _fields,
    "score": _scores,
    "country": _countries,
    "product": _viewed,
    "category": _of_shop("category"),
    "collection": _of_shop("collection"),
    "brand": _brands,
}
