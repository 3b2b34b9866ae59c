"""The mail server of the demo, in a process of its own, and how much memory all of it took."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from world.demo.errors import DemoError

END_SECONDS = 10


@contextmanager
def inbox_process(port: str, folder: Path) -> Iterator[None]:
    """Receive mail in an emptied folder inside the block. Raises DemoError if the server does not start."""
    _empty(folder)
    words = [sys.executable, "-m", "world.inbox", "--port", port, "--folder", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        if not process.stdout.readline():  # it says so once it listens
            raise DemoError("The mail server did not start; its message stands above.")
        yield
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _empty(folder: Path) -> None:
    """Remove the mails of the last demo; they belonged to a database that is gone."""
    for path in (*folder.glob("*.eml"), *folder.glob(".*.part")):
        path.unlink()


def peak_memory_mb() -> float:
    """Return the most memory this process and its largest ended child have held, in MB of 2**20 bytes.

    The peaks are added up although they need not have come at the same time. Database servers are not counted.
    """
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    usages = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usages) * unit / 2**20
