"""A folder with both servers, shared by every process that needs them and stopped by the last.

Sharing goes by two file locks, which the system itself gives back when a process dies, even by kill -9:
`lock` is held while servers are started or stopped, `users` is held (shared) as long as they are needed.
Servers whose users were all killed keep running; the next user takes them over and stops them properly.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from world.services.postgres import PostgresServer
from world.services.redis import RedisServer

DATABASE = "world"
TEMPORARY_PREFIX = "temporary-"


class ServicesFolder:
    """PostgreSQL and Redis in one folder, from use to use.

    durable=False gives speed for safety: the data may not survive a power cut (a killed server it does).
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.postgres = PostgresServer(folder, durable=durable)
        self.redis = RedisServer(folder)

    @contextmanager
    def use(self, *, postgres: bool = True, redis: bool = True) -> Iterator[None]:
        """Have the wanted servers running inside the block; stop everything if nobody else uses the folder.

        Raises ServiceError when a server cannot be started.
        """
        with (self.folder / "users").open("a") as users:
            with self._starting_or_stopping():
                fcntl.flock(users, fcntl.LOCK_SH)
                try:
                    if postgres:
                        self.postgres.start()
                        self.postgres.ensure_database(DATABASE)
                    if redis:
                        self.redis.start()
                except BaseException:
                    self._stop_if_last(users)
                    raise
            try:
                yield
            finally:
                with self._starting_or_stopping():
                    self._stop_if_last(users)

    def remove_if_abandoned(self) -> None:
        """Stop and delete a temporary folder nobody uses any more (its owner was killed)."""
        with (self.folder / "users").open("a") as users, self._starting_or_stopping():
            if self._stop_if_last(users):
                self.postgres.remove()
                self.redis.remove()
                shutil.rmtree(self.folder, ignore_errors=True)

    def _stop_if_last(self, users: IO[str]) -> bool:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.redis.stop()
        self.postgres.stop()
        return True

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def temporary_services(parent: Path) -> Iterator[ServicesFolder]:
    """Give fresh servers in a new folder under `parent`, deleted afterwards.

    First clears away what killed runs left there.
    """
    parent.mkdir(parents=True, exist_ok=True)
    with (parent / "lock").open("a") as others:
        fcntl.flock(others, fcntl.LOCK_EX)
        for left_over in parent.glob(f"{TEMPORARY_PREFIX}*"):
            ServicesFolder(left_over, durable=False).remove_if_abandoned()
        folder = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=parent))
        # PostgreSQL may run under another account; what is secret below is closed by itself.
        folder.chmod(0o755)
        services = ServicesFolder(folder, durable=False)
        # Taken before anybody else may sweep, and kept beyond use(), so that only we remove the folder.
        owner = (folder / "users").open("a")
        fcntl.flock(owner, fcntl.LOCK_SH)
    try:
        with services.use():
            yield services
    finally:
        owner.close()
        services.remove_if_abandoned()
