"""A browser in front of the sandbox's storefront: a real server, a real mail server, a database of the test's own."""

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from tests.databases import cloned_database
from world.inbox.server import InboxServer
from world.inbox.store import MailStore
from world.places import inbox_folder

# The word "Headless" in its own name would make it a known bot, which is not counted.
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
PATIENCE_MILLISECONDS = 15_000


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


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
def device(chromium):
    """Make a browser nobody has used yet and return its first page; whatever fails in a page fails the test."""
    contexts, problems = [], []

    def make():
        context = chromium.new_context(user_agent=FIREFOX, locale="en-US")
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert problems == []


@dataclass(frozen=True)
class World:
    """Where the shop answers, and what its mail server has taken."""

    url: str
    inbox: InboxServer


@pytest.fixture
def world(db, settings, tmp_path, monkeypatch) -> Iterator[World]:
    monkeypatch.setenv("INBOX_FOLDER", str(tmp_path))
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.ALLOWED_HOSTS = ["*"]
    with cloned_database(), ThreadedWSGIServer(("127.0.0.1", 0), _Quiet) as server:
        server.daemon_threads = True
        server.set_app(WSGIHandler())
        url = f"http://127.0.0.1:{server.server_port}"
        settings.PUBLIC_URL = url
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        inbox = InboxServer(keep=MailStore(inbox_folder()).keep)
        # It has a loop of its own, which cannot begin in the thread of Playwright's.
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(inbox.start).result()
            yield World(url, inbox)
            elsewhere.submit(inbox.stop).result()
        server.shutdown()
        thread.join()
