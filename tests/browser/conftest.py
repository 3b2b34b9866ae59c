"""A browser in front of the sandbox's storefront: a real server, a real mail server, a database of the test's own."""

import os
import shutil

import pytest

from .dashboard import Host, needs_bundle, open_for_staff
from .serving import serving
from .watching import Watch

# The word "Headless" in its own name would make it a known bot, which is not counted.
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
PATIENCE_MILLISECONDS = 15_000


@pytest.fixture(scope="session")
def chromium():
    """The browser installed on this machine; CHROMIUM names another one.

    Playwright's loop runs in this thread from before the database is opened until the end: Django keeps connections
    of the thread with and without a loop apart. So these tests have a process of their own, `make test-browser`.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="Run `make test-browser`, which installs it.")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("No Chromium was found: install it (apt install chromium), or name one in CHROMIUM.")
    # Playwright runs a loop in this thread, and Django takes everything in such a thread for asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def world(db, tmp_path):
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def device(chromium, world):
    """Make a browser nobody has used yet and return its first page.

    Whatever fails in any of its pages fails the test, and so does a request to anybody but the shop and anything
    the page's own policy held back.
    """
    watch, contexts = Watch(world.url), []

    def make():
        context = new_context(chromium)
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert watch.problems == []


def new_context(browser, **options):
    context = browser.new_context(user_agent=FIREFOX, locale="en-US", **options)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context


@pytest.fixture
def staffed(world):
    """The shop with the extension in its Dashboard and somebody who may use it."""
    needs_bundle()
    open_for_staff(world)
    return world


@pytest.fixture
def host(staffed, device):
    """The Dashboard, with that person signed in."""
    found = Host(device(), staffed.url)
    found.sign_in()
    return found
