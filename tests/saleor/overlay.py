"""A folder with our wheel and what it needs, put behind Saleor's own packages on the path.

Nothing is installed into Saleor's environment. The wheel is built from the working tree, so that a file
missing from it is noticed here and not in a shop.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from configparser import ConfigParser
from pathlib import Path

from .host import Host, HostMissing

PROJECT = Path(__file__).resolve().parents[2]
# Beyond the [test] extra: what the tests take from the sandbox's dependencies.
_FOR_TESTS = ("aiosmtpd", "time-machine")
# It would shuffle what --reuse-db and a minute-long set-up make slow to repeat.
_NOT_FOR_TESTS = ("pytest", "pytest-django", "pytest-randomly")

# Runs at the start of every interpreter that has the folder on PYTHONPATH, so in workers of ours as well.
_SITE = """import sys
sys.path.append({packages!r})
"""

_UNSATISFIED = """
import importlib.metadata, json, sys
from packaging.requirements import Requirement
def is_there(requirement):
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return requirement.specifier.contains(version, prereleases=True)
print(json.dumps([text for text in sys.argv[1:] if not is_there(Requirement(text))]))
"""


class Overlay:
    """The folder for one version of Saleor.

    packages/  our wheel and its dependencies      start/  sitecustomize.py, which appends packages/
    suite/     links to tests/ and to world/, so that neither the sandbox nor our source gets onto the path
    scratch/   the working directory of the tests  pycache/  compiled files, kept out of the checkout
    """

    def __init__(self, folder: Path, host: Host) -> None:
        self.folder = folder / f"saleor-overlay-{host.version}"
        self.host = host
        self.packages, self.start, self.suite, self.scratch, self.pycache = (
            self.folder / name for name in ("packages", "start", "suite", "scratch", "pycache")
        )

    def prepare(self) -> None:
        """Bring the folder up to date with the working tree; dependencies are installed once.

        Raises HostMissing if something cannot be installed.
        """
        for folder in (self.packages, self.start, self.suite, self.scratch):
            folder.mkdir(parents=True, exist_ok=True)
        (self.start / "sitecustomize.py").write_text(_SITE.format(packages=str(self.packages)))
        _link(self.suite / "tests", PROJECT / "tests")
        _link(self.suite / "world", PROJECT / "sandbox" / "world")
        lacking = self._lacking()
        if lacking:
            self._install(*lacking)
        with tempfile.TemporaryDirectory() as folder:
            wheel = build_wheel(Path(folder))
            for old in self.packages.glob("saleor_automation*"):
                shutil.rmtree(old)
            self._install("--no-deps", str(wheel))

    def python_path(self) -> str:
        return os.pathsep.join(map(str, (self.start, self.host.root, self.suite)))

    def _lacking(self) -> list[str]:
        """Return what the package and its tests require and neither Saleor nor this folder fulfils."""
        run = subprocess.run(
            [self.host.python, "-B", "-c", _UNSATISFIED, *requirements()],
            env={"PYTHONPATH": str(self.start)}, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return json.loads(run.stdout)

    def _install(self, *words: str) -> None:
        """Install into packages/, each dependency in the version Saleor has of it, if it has one."""
        constraints = self.folder / "constraints.txt"
        constraints.write_text("".join(f"{name}=={version}\n" for name, version in self.host.installed.items()))
        where = ("--target", self.packages, "--upgrade", "--constraint", constraints)
        command = [*_installer(self.host.python), *where, *words]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if run.returncode:
            what = f"{' '.join(words)} cannot be installed beside Saleor {self.host.version}'s own packages"
            raise HostMissing(f"{what}:\n{run.stderr}")


def requirements() -> list[str]:
    """Return what the package and its tests need, from setup.cfg, as requirement strings."""
    settings = ConfigParser()
    settings.read(PROJECT / "setup.cfg")
    wanted = settings["options"]["install_requires"].split("\n")
    extras = settings["options.extras_require"]
    wanted += [line for line in extras["test"].split("\n") if _name(line) not in _NOT_FOR_TESTS]
    wanted += [line for line in extras["sandbox"].split("\n") if _name(line) in _FOR_TESTS]
    return [line.strip() for line in wanted if line.strip()]


def _name(requirement: str) -> str:
    return requirement.strip().partition(">")[0].partition("=")[0].partition("<")[0].partition("~")[0]


def build_wheel(target: Path) -> Path:
    """Build our wheel from a copy of the sources, so that no build folder of an earlier time gets into it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
            if (PROJECT / name).exists():
                shutil.copy(PROJECT / name, copy)
        shutil.copytree(
            PROJECT / "saleor_automation",
            copy / "saleor_automation",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        command = f"from setuptools import build_meta; build_meta.build_wheel({str(target)!r})"
        run = subprocess.run([sys.executable, "-c", command], cwd=copy, capture_output=True, text=True, check=False)
        if run.returncode:
            raise HostMissing(f"Our wheel cannot be built:\n{run.stderr}")
    return next(target.glob("*.whl"))


def _installer(python: Path) -> Sequence[str | Path]:
    """Return the words that install for another interpreter: pip of this environment, else uv."""
    if importlib.util.find_spec("pip"):
        return (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", python)
    raise HostMissing(f"Neither pip (in {sys.prefix}) nor uv is there to install what the tests need.")


def _link(link: Path, target: Path) -> None:
    if link.is_symlink():
        link.unlink()
    link.symlink_to(target, target_is_directory=True)
