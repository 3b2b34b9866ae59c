"""Every sentence a marketer may read is there in Italian: sentences are looked for in the sources."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import saleor_automation
from saleor_automation.core.translating import LANGUAGES, TRANSLATIONS, in_language, read_file, read_translations
from saleor_automation.recipes.loader import all_recipes

PACKAGE = Path(saleor_automation.__file__).parent

NOT_FOR_MARKETERS = (
    "migrations/",
    "management/",  # operators
    "testing/",
    "core/alarm.py",
    "core/clock.py",
    "core/ids.py",
    "core/privacy.py",
    "core/settings.py",
    "core/sql.py",
    "core/throttle.py",
    "core/translating.py",
    "contacts/models.py",  # the name of the permission
    "tracking/",
    "messages/blocks/",
    "journeys/half_done.py",
    "events/partitions.py",
    "messages/transports/",
    "messages/links.py",
    "messages/mime.py",
    "recommendations/ease.py",
    "simulation/session.py",
    "simulation/shadows.py",
    "shop/",  # Saleor's own page of the plugin's settings, which speaks English
    "apps.py",
    "plugin.py",
    "web/",  # has texts of its own in both languages
    "graphql/print_schema.py",
    "graphql/storefront/",  # developers of storefronts
    "graphql/nested.py",
    "graphql/coupons/schema.py",
    "graphql/contacts/timeline.py",
    # authors of recipes, at a terminal
    "recipes/assertions.py",
    "recipes/checking.py",
    "recipes/exporting.py",
    "recipes/loader.py",
    "recipes/outline.py",
    "recipes/lines.py",
    "simulation/outcomes.py",
    "simulation/people.py",
    "simulation/stories.py",
    # tables of both languages
    "journeys/form_kinds.py",
    "journeys/form_words.py",
    "journeys/story_words.py",
    "journeys/why_not.py",
    "reports/timeline_words.py",
    "events/kinds.py",
    "messages/texts.py",
    "segments/facts.py",
)
WORDS = re.compile(r"[a-z]{2,} (?:[a-z']{2,}|\{\})|\{\} [a-z]{2,}")
CODE = re.compile(r"\b(SELECT|INSERT|UPDATE|FROM|WHERE|JOIN|AND|CASE|NULL)\b|%s|\n|::")
SAID_TO_MACHINES = {"info", "warning", "error", "exception", "debug", "add_argument"}


def test_every_sentence_is_there_in_italian():
    translated = {each.source for each in read_translations("it")}

    assert {text: where for text, where in sentences().items() if text not in translated} == {}


def test_nothing_is_translated_that_nobody_says():
    said = [re.compile(".*".join(map(re.escape, parts_of(text))), re.DOTALL) for text in texts_of_sources()]
    ours = [file for file in (TRANSLATIONS / "it").glob("*.po") if file.stem != "libraries"]
    kept = [each.source for file in ours for each in read_file(file) if is_sentence(each.source)]

    stale = [source for source in kept if not any(each.fullmatch(source) for each in said)]

    assert stale == []


def test_every_step_of_a_recipe_has_a_label_in_italian():
    translated = {each.source for each in read_translations("it")}

    labels = {
        step["label"]
        for recipe in all_recipes()
        for _, graph in recipe.graphs
        for step in graph["steps"]
        if step.get("label")
    }

    assert labels
    assert labels - translated == set()


def test_every_translation_says_only_what_is_there():
    for each in read_translations("it"):
        values = sum(field is not None for _, field, *_ in Formatter().parse(each.source))
        used = {int(field) for _, field, *_ in Formatter().parse(each.text) if field is not None}

        assert each.text.strip(), each.source
        assert len(each.literals) == values + 1
        assert used <= set(range(values)), each.source


def test_a_sentence_is_translated_once_only():
    sources = [each.source for each in read_translations("it")]

    assert sorted(sources) == sorted(set(sources))


@pytest.mark.parametrize(
    ("sentence", "italian"),
    [
        ("It is missing; fill it in.", "Manca; compilalo."),
        ("There is no segment 'vip 🌸'.", "Non c'è un segmento 'vip 🌸'."),
        (
            "Journey 'a': There is no list 'x'; create it or choose another.",
            "Percorso 'a': Nel negozio manca la lista 'x'; va creato prima, oppure scegli altro.",
        ),
        (
            "Tag 'vip' is used by journey 'a', rule 'b' of score 'c'; change that first.",
            "Il tag 'vip' è in uso: percorso 'a', regola 'b' del punteggio 'c'; prima cambia ciò che lo usa.",
        ),
        (
            'The content is no object; give a mail for each language, {"en": {…}}.',
            'Il contenuto non è un oggetto; dai un\'email per ogni lingua, {"en": {…}}.',
        ),
        (
            "This is not an e-mail address: An email address must have an @-sign.",
            "Questo non è un indirizzo email: Ci vuole la @.",
        ),
        ("Said by the mail server, not by us", "Said by the mail server, not by us"),
        ("", ""),
    ],
)
def test_a_finished_sentence_is_found_by_its_words(sentence, italian):
    assert in_language(sentence, "it") == italian
    assert in_language(sentence, "en") == sentence
    assert in_language(sentence, "xx") == sentence


@pytest.mark.parametrize("text", ["x: " * 600, "Journey 'a': " * 150, "x; change that first. " * 80])
def test_text_that_looks_like_sentences_within_sentences_keeps_its_end(text):
    assert in_language(f"{text}the end", "it").endswith("the end")


def test_language_that_is_a_path_is_none():
    assert in_language("It is missing; fill it in.", "../translations/it") == "It is missing; fill it in."


def test_translations_are_in_the_wheel():
    assert "translations/*/*.po" in (Path(__file__).parents[2] / "setup.cfg").read_text(encoding="utf-8")
    assert {"it"} == LANGUAGES


def sentences():
    """Return what ends with a point or says a remedy, with where it stands."""
    return {text: where for text, where in texts_of_sources().items() if is_sentence(text)}


def is_sentence(text):
    return bool((text.endswith(".") or "; " in text) and WORDS.search(text) and not CODE.search(text))


def texts_of_sources():
    """Return every text of the sources with {} in the place of each value, and where it stands."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        path = str(file.relative_to(PACKAGE))
        if not path.startswith(NOT_FOR_MARKETERS):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in texts(tree, only_in_functions=path.startswith("graphql/")):
                found.setdefault(template(node), f"{path}:{node.lineno}")
    return found


def texts(node, only_in_functions):
    """Yield the texts below a node that may be said to somebody: no docstrings, descriptions and lines of the log."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        if not only_in_functions:
            yield node
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.keyword) and node.arg in {"description", "help"}:
        return
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in SAID_TO_MACHINES:
        return
    if isinstance(node, ast.FunctionDef):
        if node.name == "description":
            return
        only_in_functions = False
    for child in ast.iter_child_nodes(node):
        yield from texts(child, only_in_functions)


def template(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(escaped(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    # What is made with str.format() has names in its braces, JSON and tags of mails have none.
    is_format = "{{" not in node.value
    return re.sub(r"\{\{[a-z_]+(?::[^{}]*)?\}\}", "{}", escaped(node.value)) if is_format else escaped(node.value)


def escaped(text):
    return text.replace("{", "{{").replace("}", "}}")


def parts_of(source):
    """Return what stands between the values of a sentence, as its source writes it."""
    return [escaped(literal) for literal, *_ in Formatter().parse(f"{source}{{}}")]
