"""The JSON Schema of a definition and its parts with the words of a form, in English or Italian.

Each property gets `title`, `description`, `x-widget` (with what it is best chosen) and, where its values are words of
the language, `x-choices`: [{"value": ..., "label": ...}]. The words stand in form_words.py.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from .definition import Definition
from .form_kinds import KINDS, Words
from .form_words import CHOICES, FIELDS, OWN_FIELDS
from .steps import STEP_KINDS
from .triggers import Entry, Exit, Trigger


class PartKind(NamedTuple):
    """One kind of a part: a step, a trigger, the entry rule or an exit."""

    kind: str
    title: str
    description: str
    schema: dict[str, Any]


def language_of(language: str) -> str:
    """Return the language of the words: Italian for Italian, else English."""
    return "it" if language.lower().startswith("it") else "en"


@lru_cache(maxsize=4)
def definition_schema(language: str) -> dict[str, Any]:
    """Return the schema of a whole definition."""
    return schema_of(Definition, language_of(language))


@lru_cache(maxsize=4)
def step_parts(language: str) -> list[PartKind]:
    """Return every kind of step, in the order editors offer them."""
    return [_part(kind, step, f"step.{kind}", language_of(language)) for kind, step in STEP_KINDS.items()]


@lru_cache(maxsize=4)
def trigger_parts(language: str) -> list[PartKind]:
    """Return every kind of trigger."""
    kinds = {str(model.model_fields["kind"].default): model for model in _models(Trigger)}
    return [_part(kind, model, f"trigger.{kind}", language_of(language)) for kind, model in kinds.items()]


def entry_part(language: str) -> PartKind:
    """Return the entry rule."""
    return _part("entry", Entry, "entry", language_of(language))


def exit_part(language: str) -> PartKind:
    """Return an exit; a definition has any number of them."""
    return _part("exit", Exit, "exit", language_of(language))


def _models(union: Any) -> Iterator[type[BaseModel]]:
    """Yield the models of a discriminated union, which pydantic keeps as its choices."""
    schema = TypeAdapter(union).core_schema
    for choice in schema["choices"].values():
        while "cls" not in choice:
            choice = choice["schema"]
        yield choice["cls"]


def _part(kind: str, model: type[BaseModel], name: str, language: str) -> PartKind:
    title, description = KINDS.get(name, Words(kind, kind)).said(language)
    return PartKind(kind, title, description, schema_of(model, language))


def schema_of(model: type[BaseModel], language: str) -> dict[str, Any]:
    """Return the schema of a model, and of all it holds, with the words of a form; language is "en" or "it"."""
    schema = model.model_json_schema(by_alias=True)
    _say(schema, model.__name__, language)
    for name, part in schema.get("$defs", {}).items():
        _say(part, name, language)
    return schema


def _say(schema: dict[str, Any], owner: str, language: str) -> None:
    for name, field in schema.get("properties", {}).items():
        words = words_of(owner, name)
        if words is None:
            continue
        field["title"], description = words.said(language)
        if description:
            field["description"] = description
        if words.widget:
            field["x-widget"] = words.widget
        choices = CHOICES.get(words.choices or name)
        if choices is not None and _names_choices(field):
            named = [value for value in _choices_in(field) if value in choices]
            field["x-choices"] = [{"value": value, "label": choices[value][language == "it"]} for value in named]


def words_of(owner: str, name: str) -> Words | None:
    """Return the words of a field: its model's own, else those every field of the name has."""
    return OWN_FIELDS.get(owner, {}).get(name) or FIELDS.get(name)


def _choices_in(field: dict[str, Any]) -> list[str]:
    found = [*field.get("enum", ()), *([field["const"]] if "const" in field else ())]
    for part in (*field.get("anyOf", ()), *([field["items"]] if isinstance(field.get("items"), dict) else ())):
        found += _choices_in(part)
    return found


def _names_choices(field: dict[str, Any]) -> bool:
    return len(_choices_in(field)) > 1
