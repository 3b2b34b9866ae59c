"""A receiver of webhooks: a real HTTP server on this machine that answers as it is told and keeps what it got."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Received(NamedTuple):
    path: str
    headers: dict
    body: bytes


class Receiver:
    """statuses are given in turn, the last one for ever; headers are added to every answer."""

    def __init__(self, *statuses, headers=None, body=b"", hang=None):
        self.received = []
        self.statuses = list(statuses) or [200]
        self.headers = headers or {}
        self.body = body
        self.hang = hang
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.received.append(Received(self.path, dict(self.headers), body))
                if receiver.hang is not None:
                    receiver.hang.wait(20)
                    return
                status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                # the caller may have read enough, and hung up
                with suppress(OSError):
                    self.wfile.write(receiver.body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def netloc(self):
        return f"127.0.0.1:{self.server.server_port}"

    @property
    def url(self):
        return f"http://{self.netloc}/hook"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *args):
        if self.hang is not None:
            self.hang.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
