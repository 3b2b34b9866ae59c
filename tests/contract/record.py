"""Record what a real Saleor offers: `python -m tests.contract.record`, inside that Saleor's environment.

Run it from this project's root with Saleor's checkout on the path; nothing is written into the checkout, and
no database is asked. docs/howto/test-against-saleor.md has the whole command.
"""

import argparse
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .layout import dump
from .scope import LINES

RECORDS = Path(__file__).parent / "records"
PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.contract.record", description=__doc__.splitlines()[0])
    parser.add_argument("--commit", help="the checkout's commit, when the checkout is not a git clone")
    parser.add_argument("--line", choices=LINES, help="which line it stands for; default: from its version")
    parser.add_argument("--to", type=Path, default=RECORDS, metavar="FOLDER", help="default: %(default)s")
    arguments = parser.parse_args()
    folder = arguments.to.resolve()

    root = _set_up_saleor(parser)
    import saleor

    from . import facts

    commit = arguments.commit or _commit_of(root)
    if not commit:
        parser.error(f"{root} is not a git clone: name its commit with --commit.")
    line = arguments.line or _line_of(saleor.__version__)
    record = {"saleor": _origin(saleor.__version__, line, commit), **facts.collect()}
    target = folder / f"saleor-{line}.json"
    target.write_text(dump(record) + "\n", encoding="utf-8")
    print(f"{target}: Saleor {saleor.__version__}, commit {commit[:10]}, {target.stat().st_size:,} bytes")


def _set_up_saleor(parser: argparse.ArgumentParser) -> Path:
    """Set Django up with Saleor's test settings and return the checkout's folder."""
    # An editable installation leaves our entry point beside setup.cfg, where Saleor would find and load it; and
    # Celery puts the working directory back on the path.
    sys.path[:] = [path for path in sys.path if Path(path).resolve() != PROJECT]
    os.chdir(RECORDS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor.tests.settings")
    os.environ.setdefault("SECRET_KEY", "only for reading its code")
    try:
        import django
        import saleor
    except ModuleNotFoundError as error:
        parser.error(f"No module {error.name!r}: put a checkout on PYTHONPATH, use its interpreter.")
    root = Path(saleor.__file__).resolve().parent.parent
    if not (root / "saleor" / "graphql" / "schema.graphql").exists():
        parser.error(f"{root} holds no Saleor checkout; the sandbox is not to be recorded.")
    django.setup()
    from django.conf import settings

    if "saleor_automation" in settings.INSTALLED_APPS:
        parser.error("saleor_automation is installed here: its own names would be recorded too.")
    return root


def _commit_of(root: Path) -> str | None:
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _line_of(version: str) -> str:
    """Return "3.23" for "3.23.28", and "main" for what is not released yet ("3.24.0-a.0")."""
    major, minor, *_ = version.split(".")
    return f"{major}.{minor}" if f"{major}.{minor}" in LINES else "main"


def _origin(version: str, line: str, commit: str) -> dict[str, Any]:
    installed = {dist.metadata["Name"].lower(): dist.version for dist in importlib.metadata.distributions()}
    return {
        "version": version,
        "line": line,
        "commit": commit,
        "python": ".".join(map(str, sys.version_info[:3])),
        "packages": dict(sorted(installed.items())),
    }


if __name__ == "__main__":
    main()
