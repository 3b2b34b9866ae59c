"""manage.py automation_dashboard: show the extension in Saleor's Dashboard, keep it up to date, take it out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...core.exceptions import AutomationError
from ...shop.configuration import load_configuration
from ...shop.dashboard_app import Registration, install, registration, remove, update
from ...shop.dashboard_manifest import app_url
from ...web.dashboard import bundle_folder


class Command(BaseCommand):
    help = (
        "Show the marketing pages in Saleor's Dashboard. Run `update` on every deploy and whenever PUBLIC_URL changes; "
        "what is done already is not done twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("install", "update", "remove", "status"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        try:
            getattr(self, f"_{action}")()
        except AutomationError as error:
            raise CommandError(str(error)) from error

    def _install(self) -> None:
        self._say(install())

    def _update(self) -> None:
        self._say(update())

    def _remove(self) -> None:
        was_there = remove()
        self.stdout.write("The extension was taken out." if was_there else "The extension was not installed.")

    def _status(self) -> None:
        found = registration()
        if found is None:
            raise CommandError("The extension is not installed; run `manage.py automation_dashboard install`.")
        self._say(found)
        if found.outdated:
            changed = ", ".join(found.outdated)
            raise CommandError(f"Out of date: {changed}. Run `manage.py automation_dashboard update`.")

    def _say(self, found: Registration) -> None:
        state = "active" if found.is_active else "switched off in the Dashboard"
        self.stdout.write(
            f"App {found.app_id}, version {found.version}, {state}, {found.extensions} places: {found.app_url}"
        )
        configuration = load_configuration()
        if not bundle_folder().joinpath("index.html").is_file():
            self.stderr.write("The package holds no built extension: run `make dashboard`, or install the wheel.")
        if not configuration.is_active:
            self.stderr.write("The plugin is switched off, so the pages say no more than that.")
        if not configuration.dashboard_origins:
            self.stderr.write(
                "Every site may show the extension in a frame: name the Dashboard's in the plugin setting "
                "'Addresses of the Dashboard'."
            )
        if "//localhost" in app_url():
            self.stderr.write(
                f"The pages are looked for at {app_url()}: set PUBLIC_URL if browsers do not find them there."
            )
