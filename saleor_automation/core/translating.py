"""What the engine says to people, in the language of whoever reads it.

The engine speaks English wherever it is: in what it refuses, reports and keeps. The sentences that marketers read are
in translations/<language>/*.po as well, each as its source writes it with {} in the place of every value. A finished
sentence is found there by its words, so that nobody who raises an error has to know in which language it will be read,
and what was kept months ago can still be read in any.

In a translation {0} is the first value as it is, {0:said} the same if it is a sentence or a word of ours, and {0:each}
several of them set apart by commas.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"
LANGUAGES = frozenset(folder.name for folder in TRANSLATIONS.iterdir())
LONGEST = 2_000
"""What is longer is no sentence of ours."""
DEEPEST = 5
"""How many sentences may stand one within the other; what is deeper stays as it is."""


def in_language(sentence: str, language: str) -> str:
    """Return a sentence of ours in a language; as it is if it is not ours, or the language has no translations."""
    return _said(sentence, language, 0)


def _said(sentence: str, language: str, depth: int) -> str:
    if depth > DEEPEST or language not in LANGUAGES or len(sentence) > LONGEST:
        return sentence
    if (found := _translations(language).get(sentence)) is not None:
        return found.text.format()
    for pattern in _patterns(language):
        if (values := pattern.values_in(sentence)) is not None:
            return pattern.text.format(*(_Value(each, language, depth) for each in values))
    return sentence


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence as its source writes it, and in another language."""

    source: str
    literals: tuple[str, ...]
    """What stands between the values of the source, one more than there are values."""
    text: str

    def values_in(self, sentence: str) -> list[str] | None:
        """Return the values a finished sentence has; None if it is another one.

        The time grows with the length and no faster: each part is looked for once, from where the one before ended.
        """
        first, *inner, last = self.literals
        position, end = len(first), len(sentence) - len(last)
        if position > end or not sentence.startswith(first) or not sentence.endswith(last):
            return None
        values = []
        for literal in inner:
            found = sentence.find(literal, position, end)
            if found < 0:
                return None
            values.append(sentence[position:found])
            position = found + len(literal)
        return [*values, sentence[position:end]]


def read_translations(language: str) -> Iterator[Translation]:
    """Yield everything that is translated into a language."""
    for file in sorted((TRANSLATIONS / language).glob("*.po")):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Translation]:
    with file.open(encoding="utf-8") as lines:
        for message in read_po(lines):
            if message.id:
                yield Translation(str(message.id), _literals(str(message.id)), str(message.string))


def _literals(source: str) -> tuple[str, ...]:
    literals = [""]
    for literal, field, *_ in Formatter().parse(source):
        literals[-1] += literal
        if field is not None:
            literals.append("")
    return tuple(literals)


@cache
def _translations(language: str) -> dict[str, Translation]:
    """Return what has no values in it, by its words."""
    return {each.source.format(): each for each in read_translations(language) if len(each.literals) == 1}


@cache
def _patterns(language: str) -> tuple[Translation, ...]:
    """Return what has values in it; what says the most stands first, as "{}: {}" fits nearly everything."""
    found = (each for each in read_translations(language) if len(each.literals) > 1)
    return tuple(sorted(found, key=lambda each: len(each.source), reverse=True))


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    language: str
    depth: int

    def __format__(self, spec: str) -> str:
        match spec:
            case "said":
                return _said(self.text, self.language, self.depth + 1)
            case "each":
                return ", ".join(_said(each, self.language, self.depth + 1) for each in self.text.split(", "))
        return self.text
