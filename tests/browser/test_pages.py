"""All pages of the extension in a shop that has lived, looked at by axe in both themes.

SCREENSHOTS=folder keeps a picture of each, in both themes and two widths, for people to look at.
"""

import os
import re
from pathlib import Path

import pytest

from .conftest import new_context
from .dashboard import THEMES, Host, needs_bundle
from .pages import names_given, places, routes
from .season import live_through
from .serving import serving
from .watching import Watch

# The mark of the database is for pytest-django, which makes none for fixtures of a module alone.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = (1280, 1600)
# Words no Italian text has, and nothing people are called.
ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|not|and|with|has|have|that|this|who|from|than|they|be|been|by|or|to|at|no one|nobody)\b"
)


@pytest.fixture(scope="module")
def lived(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """The Dashboard of a shop that has lived, with one page open for all tests here, and what went wrong in it."""
    needs_bundle()
    with django_db_blocker.unblock(), serving(tmp_path_factory.mktemp("shop")) as world:
        live_through(world, with_pictures=bool(pictures_folder()))
        watch = Watch(world.url)
        context = new_context(chromium, viewport={"width": WIDTHS[0], "height": 900})
        watch.follow(context)
        host = Host(context.new_page(), world.url)
        host.sign_in()
        yield host, watch
        context.close()


def pictures_folder():
    given = os.environ.get("SCREENSHOTS")
    return Path(given) if given else None


@pytest.mark.parametrize("route", routes())
def test_page_holds_for_everybody_in_both_themes(lived, route):
    host, watch = lived
    findings, names = {}, names_given()
    for number, place in enumerate(places(route)):
        frame = host.visit(place)
        host.settle()
        for theme in THEMES:
            host.choose_theme(theme)
            frame.locator(f"html[style*='color-scheme: {theme}']").wait_for()
            findings[place.path, theme] = host.findings()
            keep_pictures(host.page, f"{route.strip('/').replace('/', '-')}-{number}-{theme}")
        host.choose_language("it")
        findings[place.path, "it"] = [text for text in host.own_words() if ENGLISH.search(without(names, text))]
        host.choose_language("en")

    assert {seen: found for seen, found in findings.items() if found} == {}
    assert watch.take() == []


def without(names, text):
    for name in names:
        text = text.replace(name, "…")
    return text


def keep_pictures(page, name):
    folder = pictures_folder()
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[:?]", "", name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
