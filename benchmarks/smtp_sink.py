"""A mail server that throws everything away, as fast as Python lets it: `python -m benchmarks.smtp_sink [delay_ms]`.

Prints its port. With a delay every reply leaves that much later, as from a server far away; mails are never looked at.
"""

from __future__ import annotations

import asyncio
import sys

_FEATURES = b"250-sink\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250 8BITMIME\r\n"
_REPLIES = {b"EHLO": _FEATURES, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Sink(asyncio.Protocol):
    def __init__(self, delay_seconds: float) -> None:
        self._delay_seconds = delay_seconds
        self._buffer = bytearray()
        self._takes_content = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._reply(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        replies = bytearray()
        while (line := self._next()) is not None:
            if self._takes_content:
                replies += b"250 kept\r\n"
                self._takes_content = False
            else:
                command = line[:4].upper()
                self._takes_content = command == b"DATA"
                replies += _REPLIES.get(command, b"250 fine\r\n")
        if replies:
            self._reply(bytes(replies))

    def _next(self) -> bytes | None:
        """Take the next command line, or the whole content of a mail, from the buffer."""
        end = b"\r\n.\r\n" if self._takes_content else b"\r\n"
        at = self._buffer.find(end)
        if at < 0:
            return None
        line = bytes(self._buffer[: min(at, 4)])
        del self._buffer[: at + len(end)]
        return line

    def _reply(self, data: bytes) -> None:
        if self._delay_seconds:
            asyncio.get_running_loop().call_later(self._delay_seconds, self._send, data)
        else:
            self._send(data)

    def _send(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)


async def main(delay_seconds: float) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Sink(delay_seconds), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0))
