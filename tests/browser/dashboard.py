"""The Dashboard extension in Chromium: signed in on the sandbox's host page, and looked at by axe."""

from pathlib import Path

import pytest

from saleor_automation.web.dashboard import bundle_folder

PROJECT = Path(__file__).resolve().parents[2]
AXE = PROJECT / "dashboard-extension" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("light", "dark")
SERIOUS = {"serious", "critical"}


class Host:
    """The stand-in for Saleor's Dashboard, with the extension in its frame."""

    def __init__(self, page, url):
        self.page = page
        self.url = url

    def sign_in(self, email="admin@example.com", password="admin"):
        self.page.goto(f"{self.url}/dashboard/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("link", name="Home").wait_for()

    def open(self, path):
        """Open a page of the extension and return its frame."""
        app = self.page.evaluate("document.body.dataset.app")
        self.page.goto(f"{self.url}/dashboard/extensions/app/{app}{path}")
        frame = self.page.frame_locator("iframe")
        frame.get_by_role("heading", level=1).wait_for()
        return frame

    def choose_theme(self, theme):
        if self.page.evaluate("document.documentElement.dataset.theme") != theme:
            self.page.get_by_role("button", name="Light or dark").click()

    def findings(self):
        """Return what axe finds serious or critical in the extension's page, as readable lines."""
        frame = next(each for each in self.page.frames if "/plugins/saleor.automation/app" in each.url)
        frame.evaluate(AXE.read_text(encoding="utf-8"))
        found = frame.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in SERIOUS
        ]


def needs_bundle():
    if not (bundle_folder() / "index.html").is_file() or not AXE.is_file():
        pytest.fail("The Dashboard extension is not built: run `make dashboard` first, as .ci/run does.")
