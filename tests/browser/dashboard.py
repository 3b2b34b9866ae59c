"""The Dashboard extension in Chromium: signed in on the sandbox's host page, and looked at by axe."""

from pathlib import Path

import pytest
from saleor.account.models import User
from saleor.plugins.models import PluginConfiguration

from saleor_automation.shop import dashboard_app
from saleor_automation.web.dashboard import bundle_folder

from .pages import ours

PROJECT = Path(__file__).resolve().parents[2]
AXE = PROJECT / "dashboard-extension" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("light", "dark")
SERIOUS = {"serious", "critical"}

# What people wrote says so itself, because it may be written from right to left.
OWN_WORDS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const { parentElement: place, textContent: text } = walker.currentNode;
        if (!place.closest("[dir='auto'], code, pre, script, style, [contenteditable]")) found.push(text);
    }
    const fields = document.querySelectorAll("[placeholder], [aria-label], [title]");
    for (const each of fields) {
        // What follows a colon is the name of a thing: "Move up: Dear Anna".
        if (!each.closest("[dir='auto']"))
            for (const name of ["placeholder", "aria-label", "title"])
                found.push((each.getAttribute(name) ?? "").split(": ")[0]);
    }
    return found.map((text) => text.replace(/{{.*?}}/g, "").trim()).filter(Boolean);
}"""

ADMIN = "admin@example.com"
SETTINGS = {
    "sender_address": "hello@shop.example",
    "postal_address": "Main Street 1, Boston",
}


class Host:
    """The stand-in for Saleor's Dashboard, with the extension in its frame."""

    def __init__(self, page, url):
        self.page = page
        self.url = url
        self._part = ""

    def sign_in(self, email=ADMIN, password="admin"):
        self.page.goto(f"{self.url}/dashboard/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("link", name="Home").wait_for()

    def open(self, path):
        """Open a page of the extension and return its frame."""
        frame = self.visit(ours(path))
        frame.get_by_role("heading", level=1).wait_for()
        return frame

    def visit(self, place):
        """Open the page of the Dashboard that shows a place of ours, and return its frame."""
        path = place.path.format(app=self.page.evaluate("document.body.dataset.app"))
        self.page.goto(f"{self.url}/dashboard{path}")
        if place.button:
            self.page.get_by_role("button", name=place.button).click()
        self._part = place.part
        return self.page.frame_locator(f"iframe[src*='{place.part}']")

    def settle(self):
        """Wait until our part is there and nothing in it is still being loaded: all that waits says so."""
        from playwright.sync_api import expect

        frame = self.page.frame_locator(f"iframe[src*='{self._part}']")
        frame.locator("#root :is(h1, h2, h3, p, table, dl, ul)").first.wait_for()
        for waiting in ("Loading …", "Caricamento …"):
            expect(frame.get_by_text(waiting)).to_have_count(0, timeout=15_000)

    def choose_theme(self, theme):
        if self.page.evaluate("document.documentElement.dataset.theme") != theme:
            # Not a click of the mouse: a popup lies above the button.
            self.page.get_by_role("button", name="Light or dark").dispatch_event("click")

    def choose_language(self, code):
        """Switch the Dashboard's language, and wait until our part has followed."""
        self.page.get_by_label("Language").select_option(code)
        frame = self.page.frame_locator(f"iframe[src*='{self._part}']")
        frame.locator(f"html[lang='{code}']").wait_for()
        self.settle()

    def own_words(self):
        """Return what our part says by itself: not what people wrote, and nothing of a mail or a code."""
        return self.app.evaluate(OWN_WORDS)

    @property
    def app(self):
        """The document of the extension, in which scripts can be run."""
        return next(each for each in self.page.frames if self._part in each.url)

    def findings(self):
        """Return what axe finds serious or critical in the extension's page, as readable lines."""
        self.app.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.app.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in SERIOUS
        ]


def needs_bundle():
    if not (bundle_folder() / "index.html").is_file() or not AXE.is_file():
        pytest.fail("The Dashboard extension is not built: run `make dashboard` first, as .ci/run does.")


def open_for_staff(world):
    """Switch the plugin on, put its pages into the Dashboard, and let an administrator in."""
    values = SETTINGS | {"storefront_url": world.url, "dashboard_origins": world.url}
    PluginConfiguration.objects.create(
        identifier="saleor.automation",
        active=True,
        configuration=[{"name": name, "value": value} for name, value in values.items()],
    )
    if not User.objects.filter(email=ADMIN).exists():
        staff(ADMIN, "admin", is_superuser=True)
    dashboard_app.install()


def staff(email, password, **values):
    user = User(email=email, is_staff=True, is_active=True, is_confirmed=True, **values)
    user.set_password(password)
    user.save()
    return user
