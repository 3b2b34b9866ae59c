"""The sandbox for a browser: a web server in this process, a mail server, a worker that passes when it is told to."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings

from saleor_automation import tasks
from saleor_automation.core.clock import utc_now
from saleor_automation.messages.mail_server import mail_transport
from tests.databases import cloned_database
from world.inbox.server import InboxServer
from world.inbox.store import MailStore
from world.places import inbox_folder


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@dataclass(frozen=True)
class World:
    """Where the shop answers, and what its mail server has taken."""

    url: str
    inbox: InboxServer

    def work(self, *deeds: Callable[[], None], after: timedelta = timedelta(0)) -> None:
        """Let the shop's worker run tasks, a pass if none is named, as if so much time had gone by."""
        with time_machine.travel(utc_now() + after, tick=True):
            for deed in deeds or (tasks.run_pass,):
                deed()


@contextmanager
def serving(folder: Path) -> Iterator[World]:
    """Serve a fresh copy of the migrated shop; mails and pictures lie in the folder."""
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("INBOX_FOLDER", str(folder))
        stack.enter_context(cloned_database())
        inbox = InboxServer(keep=MailStore(inbox_folder()).keep)
        server = stack.enter_context(ThreadedWSGIServer(("127.0.0.1", 0), _Quiet))
        # The mail server has a loop of its own, which cannot begin in the thread of Playwright's.
        elsewhere = stack.enter_context(ThreadPoolExecutor(1))
        elsewhere.submit(inbox.start).result()
        stack.callback(lambda: elsewhere.submit(inbox.stop).result())
        url = f"http://127.0.0.1:{server.server_port}"
        stack.enter_context(
            override_settings(
                PLUGINS=["saleor_automation.plugin.AutomationPlugin"],
                ALLOWED_HOSTS=["*"],
                PUBLIC_URL=url,
                MEDIA_ROOT=str(folder),
                EMAIL_HOST=inbox.host,
                EMAIL_PORT=inbox.port,
            )
        )
        stack.callback(mail_transport.cache_clear)
        stack.callback(lambda: mail_transport().close())
        mail_transport.cache_clear()
        server.daemon_threads = True
        server.set_app(WSGIHandler())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield World(url, inbox)
