"""A mail server that plays a script to the letter, for faults no real server can be asked to commit.

Each connection plays the next script, a function of a Peer. What the client sends is compared with what the script
expects; a difference fails the test that owns the server.
"""

import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType

PIPELINING = ("PIPELINING", "SIZE 1000000", "8BITMIME")

# A wait that should never happen; it only keeps a broken test from hanging.
PATIENCE_SECONDS = 20


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE_SECONDS)
        self._connection = connection
        self._buffer = b""

    def say(self, *lines: str) -> None:
        """Send reply lines."""
        self._connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def say_slowly(self, text: str) -> None:
        """Send byte by byte, each in a packet of its own."""
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in text.encode():
            self._connection.sendall(bytes((byte,)))

    def hear(self, *expected: str) -> None:
        """Read lines and compare each with the beginning that is expected."""
        for beginning in expected:
            line = self._line()
            assert line.startswith(beginning), f"expected {beginning!r}, the client said {line!r}"

    def hear_content(self) -> bytes:
        """Read up to the final dot and return what came before it, dots still doubled."""
        while b"\r\n.\r\n" not in b"\r\n" + self._buffer:
            self._receive()
        content, _, self._buffer = (b"\r\n" + self._buffer).partition(b"\r\n.\r\n")
        return content[2:]

    def hear_part_of_content(self, size: int) -> None:
        """Read at least so many bytes of content."""
        while len(self._buffer) < size:
            self._receive()

    def greet(self, *features: str) -> None:
        """Play the beginning of every dialogue."""
        self.say("220 scripted ESMTP")
        self.hear("EHLO ")
        lines = ["scripted", *features]
        self.say(*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}")

    def accept(self, recipient: str) -> bytes:
        """Take one whole mail, command by command, and return its content."""
        self.hear("MAIL FROM:<news@shop.example>", f"RCPT TO:<{recipient}>", "DATA")
        self.say("250 sender", "250 recipient", "354 go on")
        content = self.hear_content()
        self.say("250 kept")
        return content

    def hear_nothing_more(self) -> None:
        """Wait until the client takes leave or is gone; anything else it says is a mistake."""
        rest = self._buffer
        while rest != b"QUIT\r\n" and (received := self._connection.recv(65_536)):
            rest += received
        assert rest in (b"", b"QUIT\r\n"), f"the client still said {rest!r}"
        if rest:
            self.say("221 bye")

    def reset(self) -> None:
        """Break the connection without farewell (TCP RST)."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self._connection.close()

    def close(self) -> None:
        self._connection.close()

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Become the TLS server the client has asked for."""
        self._connection = context.wrap_socket(self._connection, server_side=True)

    def _line(self) -> str:
        while b"\r\n" not in self._buffer:
            self._receive()
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line.decode()

    def _receive(self) -> None:
        received = self._connection.recv(65_536)
        assert received, f"the client has gone; before, it said {self._buffer!r}"
        self._buffer += received


class ScriptedServer:
    """Listens on port of 127.0.0.1 inside a `with` block; its end checks that every script was played."""

    def __init__(self, *scripts: Callable[[Peer], None]) -> None:
        self._scripts = scripts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE_SECONDS)
        self.port: int = self._listener.getsockname()[1]
        self._errors: list[BaseException] = []
        self._thread = threading.Thread(target=self._play, daemon=True)

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.join(PATIENCE_SECONDS)
        self._listener.close()
        if self._errors:
            raise self._errors[0]
        assert not self._thread.is_alive(), "not every script was played"

    def _play(self) -> None:
        try:
            for script in self._scripts:
                connection, _ = self._listener.accept()
                with connection:
                    peer = Peer(connection)
                    script(peer)
                    peer.close()
        except BaseException as error:
            self._errors.append(error)


def told(outcomes):
    """Return message, state and reason of each outcome."""
    return [(outcome.message_id, outcome.state, outcome.reason) for outcome in outcomes]


def envelope(number):
    """Return the beginnings of the commands that announce a mail."""
    return ("MAIL FROM:<news@shop.example>", f"RCPT TO:<anna{number}@shop.example>", "DATA")
