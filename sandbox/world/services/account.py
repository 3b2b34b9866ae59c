"""PostgreSQL refuses to run as root; then it runs as `nobody`, without changing anybody's permissions.

An ordinary user runs the servers as himself, and every function here answers "nothing to do".
"""

from __future__ import annotations

import functools
import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"
# Used only by root, and only when the project lies where `nobody` cannot go. Not /tmp: anybody could have
# put a program of the same name there before us.
ROOTS_PLACE = Path("/var/lib/saleor-automation-sandbox")


@functools.cache
def server_account() -> pwd.struct_passwd | None:
    """Return the account a server must run under, or None for the current one."""
    return pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None


def as_server() -> dict[str, Any]:
    """Return the arguments for subprocess that run a program as the server's account."""
    account = server_account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_to_server(path: Path) -> None:
    account = server_account()
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def can_reach(path: Path) -> bool:
    """Tell whether the server's account can enter and read a path (root's home is closed to others)."""
    if server_account() is None:
        return True
    test = ["test", "-r", str(path), "-a", "-x", str(path)]
    return subprocess.run(test, cwd="/", check=False, **as_server()).returncode == 0


def reachable_folder(folder: Path) -> Path:
    """Return the folder (made if need be), or one in its place that the server's account can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    if can_reach(folder):
        return folder
    substitute = ROOTS_PLACE / hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    substitute.mkdir(parents=True, exist_ok=True)
    return substitute


def reachable_install(install: Path) -> Path:
    """Return the folder of installed programs, or a copy of it that the server's account can run.

    The copy keeps the wheel's layout, for the programs look for their libraries in `<package>.libs` beside
    the package. It is made under another name and renamed: a second process never sees half of one.
    """
    if can_reach(install / "bin" / "postgres"):
        return install
    package = install.parent
    copy = ROOTS_PLACE / f"{package.name}-{int(install.stat().st_mtime)}"
    if not copy.exists():
        half = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(install, half / package.name / install.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        for path in (half, *half.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if os.access(path, os.X_OK) else 0o044))
        try:
            half.rename(copy)
        except OSError:  # another process was faster; its copy is as good
            shutil.rmtree(half)
    return copy / package.name / install.name
