"""One connection to a mail server: greeting, encryption, log-in, commands out, replies in.

Every wait is bounded. Trouble with the connection is one exception, ConnectionTrouble; what the server says about
a mail is a Reply, and no exception.
"""

import base64
import os
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from saleor_automation.core.exceptions import RetryableError

from .smtp_settings import SmtpSettings

_MAX_LINE_BYTES = 8_192
_MAX_LINES = 200
_CRLF = b"\r\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer, its lines without the code."""

    code: int
    lines: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.lines)}".strip()


class ConnectionTrouble(RetryableError):
    """The connection cannot be used (any more).

    is_stalled tells that a wait ran out: trying again at once would only wait again. sent_bytes is how much of
    the data being written the system had taken.
    """

    def __init__(self, reason: str, detail: str = "", *, is_stalled: bool = False, sent_bytes: int = 0) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.is_stalled = is_stalled
        self.sent_bytes = sent_bytes


class SmtpConnection:
    """A dialogue that has got past the greeting: features holds what the server offers, by upper-case name."""

    def __init__(
        self,
        settings: SmtpSettings,
        context: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._buffer = bytearray()
        self.features: dict[str, str] = {}
        self.process_id = os.getpid()
        # set after a refused envelope: the server still waits for the rest of it
        self.needs_reset = False
        self._socket = self._connected()
        try:
            self._introduce(context)
        except BaseException:
            self.drop()
            raise

    def command(self, line: str) -> Reply:
        """Send one command and return its reply."""
        self.write(line.encode() + _CRLF)
        return self.read_reply()

    def write(self, data: bytes) -> None:
        """Write all of the data. Raises ConnectionTrouble, which says how much of it was taken."""
        sent = 0
        try:
            self._socket.settimeout(self._settings.timeout_seconds)
            view = memoryview(data)
            while sent < len(data):
                sent += self._socket.send(view[sent:])
        except TimeoutError:
            raise ConnectionTrouble("timeout", is_stalled=True, sent_bytes=sent) from None
        except OSError as error:
            raise ConnectionTrouble("connection_lost", _named(error), sent_bytes=sent) from None

    def read_reply(self, timeout_seconds: float | None = None) -> Reply:
        """Return the next reply, which must be complete within the time.

        Raises ConnectionTrouble; a reply 421 is one, too: the server closes the connection after it.
        """
        deadline = self._monotonic() + (timeout_seconds or self._settings.timeout_seconds)
        lines: list[str] = []
        is_last = False
        while not is_last:
            line = self._read_line(deadline)
            if not line[:3].isdigit() or line[3:4] not in (b"", b" ", b"-") or len(lines) > _MAX_LINES:
                raise ConnectionTrouble("protocol_error", "the server answers in another language than SMTP")
            lines.append(line[4:].decode(errors="replace").strip())
            is_last = line[3:4] != b"-"
        reply = Reply(int(line[:3]), tuple(lines))
        if reply.code == 421:
            raise ConnectionTrouble("server_closing", str(reply))
        return reply

    def quit(self) -> None:
        """Take leave politely; whatever happens, the connection is gone afterwards."""
        try:
            self.write(b"QUIT" + _CRLF)
            self.read_reply(min(2, self._settings.timeout_seconds))
        except ConnectionTrouble:
            # whoever leaves need not hear good-bye
            pass
        finally:
            self.drop()

    def drop(self) -> None:
        """Close the connection without a word."""
        self._socket.close()

    def _connected(self) -> socket.socket:
        settings = self._settings
        try:
            connected = socket.create_connection((settings.host, settings.port), settings.timeout_seconds)
        except TimeoutError:
            raise ConnectionTrouble("connection_failed", "timeout", is_stalled=True) from None
        except OSError as error:
            raise ConnectionTrouble("connection_failed", _named(error)) from None
        # a command is one small packet; waiting for a bigger one would cost a round trip each
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def _introduce(self, context: ssl.SSLContext | None) -> None:
        settings = self._settings
        if settings.use_ssl:
            self._encrypt(context)
        greeting = self.read_reply()
        if greeting.code != 220:
            raise ConnectionTrouble("server_unavailable", str(greeting))
        self._hello()
        if settings.use_tls:
            self._start_tls(context)
            self._hello()
        if settings.username:
            self._log_in()

    def _hello(self) -> None:
        name = self._settings.local_hostname or _own_name(self._socket)
        reply = self.command(f"EHLO {name}")
        if reply.code in (500, 502, 504):
            reply = self.command(f"HELO {name}")
            self.features = {}
        elif reply.is_good:
            self.features = dict(_feature(line) for line in reply.lines[1:])
        if not reply.is_good:
            raise ConnectionTrouble("server_unavailable", str(reply))

    def _start_tls(self, context: ssl.SSLContext | None) -> None:
        if "STARTTLS" not in self.features:
            raise ConnectionTrouble("tls_unavailable", "the server offers no STARTTLS")
        reply = self.command("STARTTLS")
        if reply.code != 220:
            raise ConnectionTrouble("tls_unavailable", str(reply))
        if self._buffer:
            # Words sent before the encryption would be taken for the server's own (CVE-2011-0411 and kin).
            raise ConnectionTrouble("protocol_error", "the server spoke before the encryption")
        self._encrypt(context)

    def _encrypt(self, context: ssl.SSLContext | None) -> None:
        context = context or ssl.create_default_context()
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=self._settings.host)
        except TimeoutError:
            raise ConnectionTrouble("tls_failed", "timeout", is_stalled=True) from None
        except OSError as error:
            reason = getattr(error, "verify_message", "") or _named(error)
            raise ConnectionTrouble("tls_failed", reason) from None

    def _log_in(self) -> None:
        offered = self.features.get("AUTH", "").upper().split()
        username, password = self._settings.username, self._settings.password
        if "PLAIN" in offered:
            reply = self.command(f"AUTH PLAIN {_coded(chr(0) + username + chr(0) + password)}")
        elif "LOGIN" in offered:
            reply = self.command("AUTH LOGIN")
            for word in (username, password):
                if reply.code == 334:
                    reply = self.command(_coded(word))
        else:
            raise ConnectionTrouble("authentication_failed", "the server offers neither PLAIN nor LOGIN")
        if not reply.is_good:
            raise ConnectionTrouble("authentication_failed", str(reply))

    def _read_line(self, deadline: float) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _MAX_LINE_BYTES:
                raise ConnectionTrouble("protocol_error", "the server's line does not end")
            remaining = deadline - self._monotonic()
            if remaining <= 0:
                raise ConnectionTrouble("timeout", is_stalled=True)
            try:
                self._socket.settimeout(remaining)
                received = self._socket.recv(8_192)
            except TimeoutError:
                raise ConnectionTrouble("timeout", is_stalled=True) from None
            except OSError as error:
                raise ConnectionTrouble("connection_lost", _named(error)) from None
            if not received:
                raise ConnectionTrouble("connection_lost", "the server closed it")
            self._buffer += received
        line = bytes(self._buffer[:end]).rstrip(b"\r")
        del self._buffer[: end + 1]
        return line


def _feature(line: str) -> tuple[str, str]:
    # old servers write AUTH=PLAIN
    name, _, value = line.replace("=", " ", 1).partition(" ")
    return name.upper(), value.strip()


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _named(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _own_name(connected: socket.socket) -> str:
    """Return how we greet: this machine's full name, else its address in brackets (RFC 5321, 4.1.4)."""
    name = _full_name()
    if "." in name:
        return name
    address = str(connected.getsockname()[0])
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


@lru_cache(maxsize=1)
def _full_name() -> str:
    # asks the resolver, which may take seconds
    return socket.getfqdn()
