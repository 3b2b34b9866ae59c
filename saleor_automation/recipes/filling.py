"""Put values in the place of placeholders, leave out what they switch off, and name what is the recipe's own. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

PLACEHOLDER = re.compile(r"(?<!\$)\$\{([a-z][a-z0-9_]*)\}")
"""$${name} is no placeholder: it stands for ${name} itself."""

_NEGATIVE = re.compile(r"-\$\{([a-z][a-z0-9_]*)\}")
_CONDITION = re.compile(r"([a-z][a-z0-9_]*)(?: is ([a-z0-9_-]+))?")


def placeholders_in(data: Any) -> Iterator[str]:
    """Yield the names of all placeholders, as often as they stand there."""
    for text in _texts(data):
        yield from PLACEHOLDER.findall(text)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from _texts(item)


def condition_problem(data: Any, known: Collection[str]) -> str:
    """Return what is wrong with the first if or unless that cannot be read, or an empty text."""
    if isinstance(data, list | tuple):
        for item in data:
            if isinstance(item, Mapping):
                for word in ("if", "unless"):
                    match = _CONDITION.fullmatch(str(item.get(word) or ""))
                    if item.get(word) and (match is None or match[1] not in known):
                        return (
                            f"'{word}: {item[word]}' names no parameter of it; "
                            f"write '{word}: <parameter>', or '{word}: <parameter> is <value>'."
                        )
    children = data.values() if isinstance(data, Mapping) else data if isinstance(data, list | tuple) else ()
    return next((problem for child in children if (problem := condition_problem(child, known))), "")


def is_used(part: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Tell whether the if and unless of a part let it be there."""
    return _holds(part.get("if"), values, True) and not _holds(part.get("unless"), values, False)


def _holds(condition: Any, values: Mapping[str, Any], empty: bool) -> bool:
    match = _CONDITION.fullmatch(condition) if isinstance(condition, str) and condition else None
    if match is None:
        return empty
    value = values.get(match[1])
    return bool(value) if match[2] is None else str(value).lower() == match[2]


def filled(data: Any, values: Mapping[str, Any]) -> Any:
    """Put the values in the place of ${name}; a text that is nothing but a placeholder takes the value's type.

    -${name} is the same number below zero: days before a day.

    What if and unless switch off in a list is left out, and so is a key whose placeholder has no value.
    """
    if isinstance(data, Mapping):
        items = {key: filled(value, values) for key, value in data.items() if key not in ("if", "unless")}
        return {key: value for key, value in items.items() if value is not None or data[key] is None}
    if isinstance(data, list | tuple):
        return [filled(item, values) for item in data if not isinstance(item, Mapping) or is_used(item, values)]
    if isinstance(data, date):
        return data.isoformat()
    if not isinstance(data, str):
        return data
    whole = PLACEHOLDER.fullmatch(data)
    if whole:
        return values[whole[1]]
    negative = _NEGATIVE.fullmatch(data)
    if negative and isinstance(values[negative[1]], int):
        return -values[negative[1]]
    return PLACEHOLDER.sub(lambda match: _as_text(values[match[1]]), data).replace("$${", "${")


def escaped(data: Any) -> Any:
    """Return data that filled() gives back as it is, whatever looks like a placeholder in it."""
    if isinstance(data, Mapping):
        return {key: escaped(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [escaped(item) for item in data]
    return data.replace("${", "$${") if isinstance(data, str) else data


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


Names = Mapping[str, Mapping[str, str]]
"""What is the recipe's own: kind (template, coupon, segment, product_list, journey) → its name → that in the shop."""

_KEYS = {
    "template": "template",
    "policy": "coupon",
    "segment": "segment",
    "source": "product_list",
    "journey": "journey",
}


def renamed(data: Any, names: Names) -> Any:
    """Name the recipe's own templates, coupons, segments, product lists and journeys as they are named in the shop.

    Everywhere in a journey, a condition or a mail: under the key that names one, in a condition about a segment, and
    in a filter over data.segment.
    """
    if isinstance(data, list | tuple):
        return [renamed(item, names) for item in data]
    if not isinstance(data, Mapping):
        return data
    is_about_segments = data.get("fact") == "segment" or data.get("field") == "data.segment"
    result: dict[str, Any] = {}
    for key, value in data.items():
        kind = "segment" if key == "value" and is_about_segments else _KEYS.get(key)
        own = names.get(kind, {}) if kind else {}
        if isinstance(value, str):
            result[key] = own.get(value, value)
        elif own and isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            result[key] = [own.get(each, each) for each in value]
        else:
            result[key] = renamed(value, names)
    return result
