"""Our wheel, built from the working tree, so that a file missing from it is noticed here and not in a shop."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .host import HostMissing

PROJECT = Path(__file__).resolve().parents[2]
_LOOSE_FILES = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")


def sources() -> Iterator[Path]:
    """Yield the files a build may read."""
    yield from (PROJECT / name for name in _LOOSE_FILES)
    for path in sorted((PROJECT / "saleor_automation").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def fingerprint() -> str:
    """Return the same text as long as no source changes."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(PROJECT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def build(target: Path) -> Path:
    """Build the wheel into target, from a copy, so that no build folder of an earlier time gets into it."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sources():
            copy = Path(folder) / path.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        command = f"from setuptools import build_meta; build_meta.build_wheel({str(target)!r})"
        run = subprocess.run([sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=False)
        if run.returncode:
            raise HostMissing(f"Our wheel cannot be built:\n{run.stderr}")
    return next(target.glob("*.whl"))
