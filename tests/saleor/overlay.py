"""A folder with our wheel and what it needs, put behind Saleor's own packages on the path.

Nothing is installed into Saleor's environment.
"""

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

from . import wheel
from .host import Host, HostMissing
from .wheel import PROJECT

# Beyond the [test] extra: what the tests take from the sandbox's dependencies.
_FOR_TESTS = ("aiosmtpd", "time-machine")
# Saleor has the first two; the third would shuffle what a minute-long set-up makes slow to repeat.
_NOT_FOR_TESTS = ("pytest", "pytest-django", "pytest-randomly")

_WHEELS_KEPT = 5

# Runs at the start of every interpreter that has its folder on PYTHONPATH, so in workers of ours as well.
_SITE = """import os, sys
sys.path.extend(os.environ.get("SALEOR_OVERLAY", "").split(os.pathsep))
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
    """The folder for one version of Saleor; several runs may share it.

    packages/  what Saleor does not have          wheels/   our wheel unpacked, one folder per state of the sources
    suite/     links to tests/ and to world/, so that neither the sandbox nor our sources get onto the path
    start/     sitecustomize.py, which puts the above behind Saleor's packages
    scratch/   the working directory of the tests  pycache/  compiled files, kept out of the checkout
    """

    def __init__(self, folder: Path, host: Host) -> None:
        self.folder = folder / f"saleor-overlay-{host.version}"
        self.host = host
        self.ours = self.folder / "wheels" / wheel.fingerprint()
        self.packages, self.start, self.suite, self.scratch, self.pycache = (
            self.folder / name for name in ("packages", "start", "suite", "scratch", "pycache")
        )

    def prepare(self) -> None:
        """Bring the folder up to date with the working tree.

        Raises HostMissing if something cannot be installed.
        """
        for folder in (self.packages, self.start, self.suite, self.scratch, self.ours.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time():
            (self.start / "sitecustomize.py").write_text(_SITE)
            _link(self.suite / "tests", PROJECT / "tests")
            _link(self.suite / "world", PROJECT / "sandbox" / "world")
            if lacking := self._lacking():
                self._install(self.packages, *lacking)
            if not self.ours.exists():
                self._unpack_wheel()
            os.utime(self.ours)
            self._forget_old_wheels()

    def variables(self) -> dict[str, str]:
        """Return the environment variables that put all of it on the path of Saleor's interpreter."""
        return {
            "PYTHONPATH": os.pathsep.join(map(str, (self.start, self.host.root, self.suite))),
            "PYTHONPYCACHEPREFIX": str(self.pycache),
            "SALEOR_OVERLAY": os.pathsep.join(map(str, (self.ours, self.packages))),
        }

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _lacking(self) -> list[str]:
        """Return what the package and its tests require and neither Saleor nor this folder fulfils."""
        run = subprocess.run(
            [self.host.python, "-B", "-c", _UNSATISFIED, *requirements()],
            env=self.variables(), capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return json.loads(run.stdout)

    def _install(self, target: Path, *words: str) -> None:
        """Install into target, each dependency in the version Saleor has of it, if it has one."""
        constraints = self.folder / "constraints.txt"
        constraints.write_text("".join(f"{name}=={version}\n" for name, version in self.host.installed.items()))
        where = ("--target", target, "--upgrade", "--constraint", constraints)
        command = [*_installer(self.host.python), *where, *words]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if run.returncode:
            what = f"{' '.join(words)} cannot be installed beside Saleor {self.host.version}'s own packages"
            raise HostMissing(f"{what}:\n{run.stderr}")

    def _unpack_wheel(self) -> None:
        with tempfile.TemporaryDirectory(dir=self.ours.parent) as folder:
            built = wheel.build(Path(folder))
            self._install(Path(folder) / "unpacked", "--no-deps", str(built))
            (Path(folder) / "unpacked").rename(self.ours)

    def _forget_old_wheels(self) -> None:
        """Remove all but the newest few, which another run may be using."""
        newest_first = sorted(self.ours.parent.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
        for old in newest_first[_WHEELS_KEPT:]:
            shutil.rmtree(old)


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


def _installer(python: Path) -> Sequence[str | Path]:
    """Return the words that install for another interpreter: pip of this environment, else uv."""
    if importlib.util.find_spec("pip"):
        return (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", python)
    raise HostMissing(f"Neither pip (in {sys.prefix}) nor uv is there to install what the tests need.")


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target, target_is_directory=True)
