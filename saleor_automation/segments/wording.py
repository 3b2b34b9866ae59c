"""Say a condition in plain words, in English or Italian: "spent more than 100 EUR and bought nothing for 90 days"."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from ..events.kinds import CUSTOM_PREFIX
from .checks import ALL_CURRENCIES
from .conditions import AllOf, AnyOf, Condition, FactCondition, Not
from .facts import FACTS, FactType
from .phrases import COMPARED, EVENT_PHRASES, FIELD_COMPARED, JOINTS, OPPOSITE, PHRASES, TEXT_COMPARED, WINDOW

Names = Mapping[tuple[str, str], str]
"""What things are called: (source of the fact, value) → name; what is not in it is shown as it is."""

LANGUAGES = ("en", "it")


def in_words(condition: Condition, language: str = "en", names: Names | None = None) -> str:
    """Return a condition as a phrase about "who ...", without a capital and a full stop. Any language but it is en."""
    speaker = _Speaker("it" if language.lower().startswith("it") else "en", names or {})
    return speaker.say(condition)


class _Speaker:
    def __init__(self, language: str, names: Names) -> None:
        self.language = language
        self.names = names
        self.joints = JOINTS[language]

    def say(self, condition: Condition, *, is_inside: bool = False) -> str:
        match condition:
            case AllOf(all=[only]) | AnyOf(any=[only]):
                return self.say(only, is_inside=is_inside)
            case AllOf(all=children):
                text = self.joints["and"].join(self.say(child, is_inside=True) for child in children)
            case AnyOf(any=children):
                text = self.joints["or"].join(self.say(child, is_inside=True) for child in children)
            case Not(inner=inner):
                return self._denied(inner)
            case _:
                return self.fact(condition)
        return f"({text})" if is_inside else text

    def _denied(self, inner: Condition) -> str:
        """Turn a question round where that says the same; a fact about what may never have happened is not turned."""
        if isinstance(inner, FactCondition):
            opposite = OPPOSITE.get(inner.op)
            turns = FACTS[inner.fact].type in (FactType.NUMBER, FactType.MEMBERSHIP, FactType.ITEMS, FactType.TEXT)
            if turns and opposite:
                return self.fact(inner.model_copy(update={"op": opposite}))
        text = self.say(inner)
        return f"{self.joints['not']} ({text})"

    def fact(self, condition: FactCondition) -> str:
        fact = FACTS[condition.fact]
        special = self._nothing_or_something(condition)
        if special:
            return special
        match fact.type:
            case FactType.NUMBER:
                return self._filled(condition, n=self._compared(condition, self.number(condition.value)))
            case FactType.MONEY:
                return self._filled(condition, n=self._compared(condition, self._amount(condition)))
            case FactType.AGE_DAYS:
                return self._filled(condition, key=f"{condition.fact}.{condition.op}", n=self.number(condition.value))
            case FactType.TEXT:
                return self._filled(condition, n=self._matched(condition))
            case FactType.BOOLEAN:
                return self._filled(condition, key=f"{condition.fact}.{str(condition.value).lower()}")
            case FactType.MEMBERSHIP | FactType.ITEMS:
                return self._filled(condition, key=f"{condition.fact}.{condition.op}", n=self._listed(condition))
            case FactType.SEQUENCE:
                return self._sequence(condition)
            case _:
                return self._field(condition)

    def _nothing_or_something(self, condition: FactCondition) -> str:
        """The everyday words for "fewer than 1" and "at least 1" of something that is counted."""
        asked = (condition.op, condition.value)
        if asked in (("eq", 0), ("lt", 1), ("lte", 0)):
            key = f"{condition.fact}.none"
        elif asked in (("gte", 1), ("gt", 0), ("ne", 0)):
            key = f"{condition.fact}.some"
        else:
            return ""
        key += ".window" if condition.within_days is not None else ""
        return self._filled(condition, key=key) if key in PHRASES else ""

    def _filled(self, condition: FactCondition, *, key: str = "", n: str = "") -> str:
        phrase = PHRASES[key or condition.fact][self.language]
        days = "" if condition.within_days is None else self.number(condition.within_days)
        window = WINDOW[self.language].format(days=days) if days and "{days}" not in phrase else ""
        return phrase.format(n=n, days=days, name=self._name_of(condition), what=self._what(condition)) + window

    def _compared(self, condition: FactCondition, value: str) -> str:
        return COMPARED[self.language][condition.op].format(n=value)

    def number(self, value: Any) -> str:
        return str(format_decimal(value, format="#,##0.######", locale=self.language))

    def _amount(self, condition: FactCondition) -> str:
        if condition.currency == ALL_CURRENCIES:
            return f"{self.number(condition.value)} {self.joints['all_currencies']}"
        return f"{self.number(condition.value)} {condition.currency}"

    def _called(self, condition: FactCondition, value: Any) -> str:
        fact = FACTS[condition.fact]
        for choice in fact.choices:
            if choice.value == value:
                return choice.label_it if self.language == "it" else choice.label_en
        if fact.source == "country":
            return str(Locale.parse(self.language).territories.get(str(value), value))
        if fact.source == "language" and value:
            return str(Locale.parse(self.language).languages.get(str(value).replace("_", "-").split("-")[0], value))
        return self.names.get((fact.source, str(value)), str(value))

    def _values(self, condition: FactCondition) -> str:
        values = condition.value if isinstance(condition.value, list) else [condition.value]
        called = [self._called(condition, value) or self.joints["empty"] for value in values]
        shown = called if len(called) <= 5 else [*called[:4], self.joints["more"].format(n=len(called) - 4)]
        return self.joints["or"].join(shown)

    def _matched(self, condition: FactCondition) -> str:
        return TEXT_COMPARED[self.language][condition.op].format(n=self._values(condition))

    def _listed(self, condition: FactCondition) -> str:
        text = self._values(condition)
        if condition.quantity is not None:
            text += self.joints["pieces"].format(n=self.number(condition.quantity))
        return text

    def _name_of(self, condition: FactCondition) -> str:
        parameter = FACTS[condition.fact].parameter("name")
        if parameter is None:
            return ""
        return self.names.get((parameter.source, condition.name), condition.name) or "email"

    def _what(self, condition: FactCondition) -> str:
        """The event a condition is about, with the products and the address it is narrowed to."""
        text = self._event(condition.event) if condition.event else ""
        if condition.products:
            shown = [self.names.get(("product", str(pk)), f"#{pk}") for pk in condition.products[:4]]
            text += self.joints["of_products"].format(n=self.joints["or"].join(shown))
        if condition.url:
            text += self.joints["at_url"].format(n=condition.url)
        return text

    def _event(self, kind: str) -> str:
        if kind.startswith(CUSTOM_PREFIX):
            return f"“{kind.removeprefix(CUSTOM_PREFIX)}”"
        phrase = EVENT_PHRASES.get(kind)
        return phrase[self.language] if phrase else f"“{kind}”"

    def _sequence(self, condition: FactCondition) -> str:
        phrase = PHRASES[f"sequence.{condition.op}"][self.language]
        window = ""
        if condition.within_days is not None:
            window = WINDOW[self.language].format(days=self.number(condition.within_days))
        return phrase.format(
            what=self._what(condition) + window, then=self._event(condition.then), n=self.number(condition.value)
        )

    def _field(self, condition: FactCondition) -> str:
        name = self._name_of(condition)
        table = TEXT_COMPARED[self.language] | FIELD_COMPARED[self.language]
        if isinstance(condition.value, bool):
            value = self.joints["true" if condition.value else "false"]
        elif isinstance(condition.value, int | float):
            value = self.number(condition.value)
        else:
            value = self._values(condition)
        return f"{name} {table[condition.op].format(n=value)}"
