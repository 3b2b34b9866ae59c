"""The SMTP dialogue: aiosmtpd's, with PIPELINING announced and faults at its stages.

aiosmtpd reads one command line after another from a buffered stream and answers in order, also when a client
has sent several at once, so RFC 2920 needs nothing but to be announced. Two details of it hold as well: DATA
answers 503 when all recipients were refused, and commands behind a mail's final dot wait for its reply.
"""

# ruff: noqa: N802 - aiosmtpd finds commands and hooks by their names

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

from world.inbox.faults import Conduct, Fault, Stage
from world.inbox.mail import ReceivedMail

logger = logging.getLogger(__name__)

MAX_MAIL_BYTES = 25 * 1024 * 1024


class InboxProtocol(SMTP):
    """One connection. `keep` is called with every mail before it is acknowledged."""

    def __init__(self, keep: Callable[[ReceivedMail], None], faults: list[Fault]) -> None:
        super().__init__(
            _Dialogue(keep, faults),
            data_size_limit=MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname="localhost",  # otherwise every connection asks the resolver for the machine's name
            ident="saleor-automation sandbox inbox",
            loop=asyncio.get_running_loop(),
        )

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        fault = self.event_handler.fault_at(Stage.CONTENT_BEGINS, self.envelope)
        if fault is None or not self.envelope.rcpt_tos:
            await super().smtp_DATA(arg)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readuntil(b"\n")
        await suffer(fault, self)


class _Dialogue:
    """aiosmtpd's handler: its hooks have fixed names and arguments."""

    def __init__(self, keep: Callable[[ReceivedMail], None], faults: list[Fault]) -> None:
        self._keep = keep
        self._faults = faults

    def fault_at(self, stage: Stage, envelope: Envelope) -> Fault | None:
        return next((f for f in self._faults if f.strikes(stage, envelope.rcpt_tos)), None)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        fault = self.fault_at(Stage.HELLO, envelope)
        if fault is None:
            return [responses[0], "250-PIPELINING", *responses[1:]]
        reply = await suffer(fault, server)
        asyncio.get_running_loop().call_soon(server.transport.close)
        return [reply]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = next((f for f in self._faults if f.strikes(Stage.RECIPIENT, [address])), None)
        if fault is not None:
            return await suffer(fault, server)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if (fault := self.fault_at(Stage.CONTENT_COMPLETE, envelope)) is not None:
            return await suffer(fault, server)
        try:
            self._keep(ReceivedMail.now(envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        except OSError:
            # aiosmtpd would answer 500, "never try again", to what a full disk causes.
            logger.exception("A mail could not be kept")
            return "451 4.3.0 Cannot keep the mail now"
        if (fault := self.fault_at(Stage.KEPT, envelope)) is not None:
            return await suffer(fault, server)
        return "250 2.0.0 OK: kept"


async def suffer(fault: Fault, server: Any) -> str:
    """Return the fault's reply; after a drop or a stall never return, for the connection's end cancels us."""
    if isinstance(fault.does, str):
        return fault.does
    if fault.does is Conduct.DROP:
        server.transport.abort()
    return await asyncio.get_running_loop().create_future()
