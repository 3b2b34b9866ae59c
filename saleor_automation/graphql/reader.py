"""Sentences of the engine in the language of whoever asks: the one the request's Accept-Language header prefers."""

from typing import Any

from django.utils.translation.trans_real import parse_accept_lang_header
from graphene.types.resolver import dict_or_attr_resolver
from graphene.utils.str_converters import to_snake_case

from ..core.translating import in_language
from .toolkit import ResolveInfo

LANGUAGES = ("en", "it")


def language_of_reader(info: ResolveInfo) -> str:
    """Return the language the request asks for; English without a header, or if it asks for none of ours."""
    wanted = parse_accept_lang_header(info.context.headers.get("Accept-Language", "").lower())
    codes = (code.partition("-")[0] for code, _ in wanted)
    return next((code for code in codes if code in LANGUAGES), "en")


def say(text: str | None, info: ResolveInfo) -> str | None:
    return text and in_language(text, language_of_reader(info))


def said(root: Any, info: ResolveInfo, **_arguments: Any) -> str | None:
    """Resolve a field that holds a sentence of the engine."""
    return say(_held(root, info), info)


def all_said(root: Any, info: ResolveInfo, **_arguments: Any) -> list[str | None]:
    """Resolve a field that holds several sentences of the engine."""
    return [say(text, info) for text in _held(root, info)]


def _held(root: Any, info: ResolveInfo) -> Any:
    return dict_or_attr_resolver(to_snake_case(info.field_name), None, root, info)
