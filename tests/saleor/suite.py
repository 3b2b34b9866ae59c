"""What runs on a real Saleor, and in which surroundings."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from .database import database_of
from .host import Host
from .overlay import PROJECT, Overlay

# Folders of tests/ that hold on any Saleor. Left out are those that are not about a shop: contract/ compares the
# sandbox with the records, world/ tests the demo's servers, inbox and pages.
FOLDERS = ("unit", "integration", "acceptance", "migrations")
# What the sandbox promises must be what Saleor keeps, in the line the sandbox follows.
FOLDERS_OF_LINE = {"3.23": ("sandbox",)}

SETTINGS = "saleor.tests.settings"
SETTINGS_WITH_PLUGIN = "tests.saleor.plugin_active_settings"


def environment(host: Host, overlay: Overlay, given: Mapping[str, str], *, is_own: bool) -> dict[str, str]:
    """Return the variables for Saleor's interpreter; given must have DATABASE_URL. is_own: see database_of."""
    kept = {name: value for name, value in given.items() if name not in ("PYTHONWARNINGS", "DJANGO_SETTINGS_MODULE")}
    for_saleor = {
        "ALLOWED_CLIENT_HOSTS": "localhost",
        "DATABASE_URL": database_of(host, given["DATABASE_URL"], is_own=is_own),
        "SALEOR_UNDER_TEST": host.version,  # for the few tests that have to know
        "SECRET_KEY": "only for tests",
    }
    return kept | overlay.variables() | for_saleor


def our_tests(host: Host, paths: list[str], options: Mapping[str, str]) -> list[str]:
    """Return the command that runs our tests: all that hold on any Saleor, or those under the given paths."""
    folders = [PROJECT / "tests" / name for name in (*FOLDERS, *FOLDERS_OF_LINE.get(host.line, ()))]
    chosen = [Path(path).resolve() for path in paths] or [
        folder for folder in folders if any(folder.rglob("test_*.py"))
    ]
    return [
        str(host.python), "-m", "pytest",
        "-c", str(Path(__file__).with_name("pytest.ini")), "--rootdir", str(PROJECT),
        "--confcutdir", str(PROJECT / "tests"),  # else conftest.py is looked for below the -c file only
        f"--ds={SETTINGS}", "-m", "not slow and not long", *_common(options), *map(str, chosen),
    ]  # fmt: skip


def saleors_own_tests(host: Host, paths: list[str], options: Mapping[str, str]) -> list[str]:
    """Return the command that runs Saleor's own tests under paths of the checkout, with our plugin active."""
    return [
        str(host.python), "-m", "pytest",
        "-c", str(host.root / "setup.cfg"), "--rootdir", str(host.root), "-n", "0",
        f"--ds={SETTINGS_WITH_PLUGIN}", *_common(options), *(str(host.root / path) for path in paths),
    ]  # fmt: skip


def _common(options: Mapping[str, str]) -> list[str]:
    keep = ["--reuse-db"] if options.get("KEEP_DB", "0") not in ("", "0") else []
    return ["-p", "no:cacheprovider", *keep, *shlex.split(options.get("PYTEST_ARGS", ""))]
