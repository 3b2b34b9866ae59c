"""A real Saleor on this machine: a checkout and an interpreter that has its dependencies."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LINES = ("3.21", "3.22", "3.23", "3.24")
# What our tests need beside Saleor itself; Saleor's own development dependencies have them all.
NEEDED = ("django", "psycopg", "pytest", "pytest_django", "packaging")

_LOOK = """
import importlib.metadata, importlib.util, json, sys
missing = [name for name in sys.argv[1:] if not importlib.util.find_spec(name)]
installed = {dist.metadata["Name"]: dist.version for dist in importlib.metadata.distributions()}
from saleor import __version__
print(json.dumps({"version": __version__, "missing": missing, "installed": installed}))
"""


class HostMissing(Exception):
    """There is no Saleor to test with; the text says what is missing and how to get it."""


@dataclass(frozen=True)
class Host:
    root: Path
    python: Path
    version: str
    installed: Mapping[str, str]  # the version of each distribution in its environment

    @property
    def line(self) -> str:
        """The release line: "3.23"."""
        return ".".join(self.version.split(".")[:2])

    @property
    def label(self) -> str:
        """A name for folders and databases: "3_23_28"."""
        return self.version.replace(".", "_").replace("-", "_")


def find(environment: Mapping[str, str]) -> Host:
    """Return the Saleor that SALEOR_ROOT and SALEOR_PYTHON name.

    Raises HostMissing if there is none, if its environment is not complete, or if its line is not supported.
    """
    root = _root(environment.get("SALEOR_ROOT"))
    named = environment.get("SALEOR_PYTHON")
    python = Path(named) if named else root / ".venv" / "bin" / "python"
    if not python.exists():
        raise HostMissing(
            f"No Python at {python}. Install Saleor's dependencies there as its documentation says, "
            "or name an interpreter that has them in SALEOR_PYTHON."
        )
    facts = _look(root, python)
    if not facts["version"].startswith(tuple(f"{line}." for line in LINES)):
        raise HostMissing(f"{root} is Saleor {facts['version']}; supported are {', '.join(LINES)}.")
    if facts["missing"]:
        raise HostMissing(
            f"{python} has no {', '.join(facts['missing'])}. Install Saleor's development dependencies "
            "there as its documentation says."
        )
    return Host(root, python, facts["version"], facts["installed"])


def _root(named: str | None) -> Path:
    if not named:
        raise HostMissing(
            "SALEOR_ROOT is not set. It names a checkout of a Saleor release with the environment its own "
            "documentation describes: SALEOR_ROOT=../saleor make test-saleor"
        )
    root = Path(named).resolve()
    if not (root / "saleor" / "graphql" / "schema.graphql").is_file():
        raise HostMissing(f"SALEOR_ROOT={named} is no checkout of Saleor: it has no saleor/graphql/schema.graphql.")
    return root


def _look(root: Path, python: Path) -> dict:
    run = subprocess.run(
        [python, "-B", "-W", "ignore", "-c", _LOOK, *NEEDED],
        cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if run.returncode:
        reason = run.stderr.strip().splitlines()[-1:] or ["it ended without a word"]
        raise HostMissing(f"{python} cannot import Saleor from {root}: {reason[0]}")
    return json.loads(run.stdout)
