"""What operators are called in a form."""

from collections.abc import Mapping

OPERATOR_LABELS: Mapping[str, Mapping[str, str]] = {
    "eq": {"en": "is", "it": "è"},
    "ne": {"en": "is not", "it": "non è"},
    "gt": {"en": "is more than", "it": "è più di"},
    "gte": {"en": "is at least", "it": "è almeno"},
    "lt": {"en": "is less than", "it": "è meno di"},
    "lte": {"en": "is at most", "it": "è al massimo"},
    "in": {"en": "is one of", "it": "è uno tra"},
    "not_in": {"en": "is none of", "it": "non è tra"},
    "starts_with": {"en": "begins with", "it": "inizia con"},
    "contains": {"en": "contains", "it": "contiene"},
    "has": {"en": "has", "it": "ha"},
    "has_not": {"en": "does not have", "it": "non ha"},
    "older_than": {"en": "is at least so many days ago", "it": "risale ad almeno tanti giorni fa"},
    "newer_than": {"en": "is less than so many days ago", "it": "risale a meno di tanti giorni fa"},
    "is_set": {"en": "is filled in", "it": "è compilato"},
    "is_not_set": {"en": "is empty", "it": "è vuoto"},
    "followed": {"en": "was followed within days", "it": "è stato seguito entro giorni"},
    "not_followed": {"en": "was not followed within days", "it": "non è stato seguito entro giorni"},
}
