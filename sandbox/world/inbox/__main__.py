"""The mail server as a process: keeps mails as files until it is told to end."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from world.inbox.server import InboxServer
from world.inbox.store import MailStore
from world.places import inbox_folder


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m world.inbox", description=__doc__)
    parser.add_argument("--port", type=int, default=2525, help="port on this machine (default: %(default)s)")
    parser.add_argument("--folder", type=Path, default=inbox_folder(), help="where mails go (default: %(default)s)")
    options = parser.parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    server = InboxServer(options.port, keep=MailStore(options.folder).keep)
    try:
        server.start()
    except OSError as error:
        print(f"Cannot listen on port {options.port}: {error.strerror}. Choose another --port.", file=sys.stderr)
        return 1
    print(f"Receiving mail on {server.host}:{server.port}, keeping it in {options.folder}", flush=True)
    ended.wait()
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
