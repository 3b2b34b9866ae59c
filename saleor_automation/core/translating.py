"""What the engine says to people, in the language of whoever reads it.

The engine speaks English wherever it is: in what it refuses, reports and keeps. The sentences that marketers read are
in translations/<language>/*.po as well, each as its source writes it with {} in the place of every value. A finished
sentence is found there by its words, so that nobody who raises an error has to know in which language it will be read,
and what was kept months ago can still be read in any.

In a translation {0} is the first value as it is, {0:said} the same if it is a sentence or a word of ours, and {0:each}
several of them set apart by commas.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"
LONGEST = 2_000
"""What is longer is no sentence of ours, and looking for one in it would take long."""


def in_language(sentence: str, language: str) -> str:
    """Return a sentence of ours in a language; as it is if it is not ours, or the language has no translations."""
    if len(sentence) > LONGEST or not (translations := _translations(language)):
        return sentence
    if (found := translations.get(sentence)) is not None:
        return found.text.format()
    for pattern in _patterns(language):
        if pattern.longest in sentence and (match := pattern.regex.fullmatch(sentence)):
            return pattern.text.format(*(_value(each, language) for each in match.groups()))
    return sentence


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence as its source writes it, as a regular expression, and in another language."""

    source: str
    regex: re.Pattern[str]
    longest: str
    """The longest part of the sentence without a value: what lacks it cannot be this sentence."""
    text: str


def read_translations(language: str) -> Iterator[Translation]:
    """Yield everything that is translated into a language."""
    for file in sorted((TRANSLATIONS / language).glob("*.po")):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Translation]:
    with file.open(encoding="utf-8") as lines:
        for message in read_po(lines):
            if message.id:
                yield _translation(str(message.id), str(message.string))


def _translation(source: str, text: str) -> Translation:
    literals, parts = [], []
    for literal, field, *_ in Formatter().parse(source):
        literals.append(literal)
        parts.append(re.escape(literal) + ("" if field is None else "(.*?)"))
    return Translation(source, re.compile("".join(parts), re.DOTALL), max(literals, key=len, default=""), text)


@cache
def _translations(language: str) -> dict[str, Translation]:
    """Return what has no values in it, by its words."""
    return {each.source.format(): each for each in read_translations(language) if not each.regex.groups}


@cache
def _patterns(language: str) -> tuple[Translation, ...]:
    """Return what has values in it; what says the most stands first, as "{}: {}" fits nearly everything."""
    found = (each for each in read_translations(language) if each.regex.groups)
    return tuple(sorted(found, key=lambda each: len(each.source), reverse=True))


class _Value(str):
    language: str
    __slots__ = ("language",)

    def __format__(self, spec: str) -> str:
        match spec:
            case "said":
                return in_language(str(self), self.language)
            case "each":
                return ", ".join(in_language(each, self.language) for each in self.split(", "))
        return str(self)


def _value(text: str, language: str) -> _Value:
    value = _Value(text)
    value.language = language
    return value
