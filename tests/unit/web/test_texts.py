from dataclasses import asdict
from string import Formatter

import pytest

from saleor_automation.web.texts import known_language, texts_in


def _fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_everything_with_the_same_gaps():
    english, italian = asdict(texts_in("en")), asdict(texts_in("it"))

    assert {name: _fields(text) for name, text in english.items()} == {
        name: _fields(text) for name, text in italian.items()
    }
    assert all(text.strip() for text in [*english.values(), *italian.values()])


@pytest.mark.parametrize(
    ("code", "expected"),
    [("it", "it"), ("IT_ch", "it"), ("en-GB", "en"), ("de", None), ("", None), ("item", None)],
)
def test_language_is_known_by_its_first_part(code, expected):
    assert known_language(code) == expected


def test_unknown_language_is_answered_in_english():
    assert texts_in("de") == texts_in("en")
