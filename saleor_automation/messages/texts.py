"""The words our own blocks print (buttons, notices, footer), in the languages of templates/mail_texts."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from .formatting import locale_of

_FOLDER = Path(__file__).resolve().parent.parent / "templates" / "mail_texts"
_FALLBACK = "en"


@dataclass(frozen=True)
class SystemTexts:
    """The catalogue of one language; a text missing there is taken from English."""

    language: str
    _entries: dict[str, Any]

    def get(self, key: str, **values: str) -> str:
        """Return the text, its `{name}` places filled in."""
        return str(self._entries[key]).format_map(values) if values else str(self._entries[key])

    def count(self, key: str, number: int, locale: Locale) -> str:
        """Return the form of the text that the language uses for this number ("1 pezzo", "2 pezzi")."""
        forms = self._entries[key]
        form = forms.get(locale.plural_form(number), forms["other"])
        return str(form).format(count=number)


@lru_cache(maxsize=64)
def texts_for(language: str) -> SystemTexts:
    """Return the catalogue for a language code such as `it`, `pt-br` or `PT_BR`."""
    locale = locale_of(language)
    names = [f"{locale.language}-{locale.territory}".lower(), locale.language]
    entries = _read(_FALLBACK)
    for name in names:
        if (_FOLDER / f"{name}.json").is_file():
            return SystemTexts(language=name, _entries={**entries, **_read(name)})
    return SystemTexts(language=_FALLBACK, _entries=entries)


def _read(name: str) -> dict[str, Any]:
    entries: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return entries
