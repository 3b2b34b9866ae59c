import asyncio
import ssl
import threading
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from saleor_automation.messages.transports import OutgoingMail, SmtpSettings
from saleor_automation.messages.transports.smtp import SmtpTransport

CERTIFICATE = Path(__file__).with_name("localhost.pem")


@pytest.fixture
def make_mail():
    def make(number=1, recipient=None, content="Hello"):
        return OutgoingMail(
            message_id=number,
            sender="news@shop.example",
            recipient=recipient or f"anna{number}@shop.example",
            mime=f"Subject: {number}\r\n\r\n{content}\r\n".encode(),
        )

    return make


@pytest.fixture
def make_transport():
    """Make transports that are closed at the end; no test waits for a timeout longer than half a second."""
    transports = []

    def make(port, monotonic=None, ssl_context=None, **settings):
        values = {"timeout_seconds": 5, "final_timeout_seconds": 5, "local_hostname": "shop.example"} | settings
        options = {"monotonic": monotonic} if monotonic else {}
        transport = SmtpTransport(SmtpSettings("127.0.0.1", port, **values), ssl_context, **options)
        transports.append(transport)
        return transport

    yield make
    for transport in transports:
        transport.close()


class Inbox:
    """An aiosmtpd handler that keeps what it is given; scenario answers RCPT, by address."""

    def __init__(self):
        self.mails = []
        self.connections = set()
        self.refused = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.connections.add(session.peer)
        self.mails.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content))
        return "250 kept"


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture(scope="session")
def event_loop_thread():
    """An asyncio loop in a thread of its own, for servers."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def serve(inbox, event_loop_thread):
    """Start an aiosmtpd server in front of the inbox and return its port."""
    loop = event_loop_thread
    servers = []

    def run(coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(timeout=10)

    def serve(**options):
        # with a name of its own, it does not ask the resolver for one
        def connected():
            return SMTP(inbox, hostname="localhost", loop=loop, **options)

        server = run(loop.create_server(connected, "127.0.0.1", 0))
        servers.append(server)
        return server.sockets[0].getsockname()[1]

    async def stop(server):
        server.close()

    yield serve
    for server in servers:
        run(stop(server))


@pytest.fixture(scope="session")
def server_tls():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture(scope="session")
def client_tls():
    """A client's context that trusts the test certificate and nothing else."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))
