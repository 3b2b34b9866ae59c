"""Money, dates and numbers as people of a language write them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

_FALLBACK = Locale("en")


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Return the locale of a language code such as `it`, `pt-br` or `PT_BR`; English for one nobody knows."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        short = language.replace("-", "_").split("_")[0]
        return locale_of(short) if short and short != language else _FALLBACK


@lru_cache(maxsize=65_536)
def money(amount: Decimal, currency: str, language: str) -> str:
    """Return the amount with its currency: `€1,234.50`, `1.234,50 €`."""
    return format_currency(amount, currency, locale=locale_of(language))


@lru_cache(maxsize=4_096)
def day(when: date, language: str) -> str:
    """Return the date written out: `31 October 2026`, `31 ottobre 2026`."""
    return format_date(when, format="long", locale=locale_of(language))


@lru_cache(maxsize=4_096)
def rating(stars: float, language: str) -> str:
    """Return a rating with at most one decimal: `4.5`, `4,5`."""
    return format_decimal(Decimal(str(round(stars, 1))), format="0.#", locale=locale_of(language))


@lru_cache(maxsize=4_096)
def percent(value: str, language: str) -> str:
    """Return a percentage given as a number: `10%`, `12.5%`, `12,5%`."""
    return format_percent(Decimal(value) / 100, format="#,##0.##%", locale=locale_of(language))
