"""Deliver mails over one connection, sending the next mail's envelope along with this one's content.

With PIPELINING (RFC 2920) a mail costs one round trip for its envelope and one for its content, and the content's
travels together with the next envelope. What is known of each mail at every moment decides its outcome: before its
final dot has left us it is certainly not accepted, after that only the server's reply tells.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..addresses import needs_smtputf8, wire_address
from .base import Outcome, OutgoingMail, State
from .smtp_connection import ConnectionTrouble, Reply, SmtpConnection
from .smtp_settings import SmtpSettings

_FINAL_DOT = b".\r\n"
_RESET = b"RSET\r\n"


# 530 and kin on MAIL FROM mean that our log-in is wrong, not this mail
_AUTHENTICATION = frozenset({530, 534, 535, 538})
_TOO_LARGE = frozenset({523, 552})
_MAX_DETAIL = 500


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail with the commands that announce it, up to DATA."""

    mail: OutgoingMail
    envelope: list[bytes]


class Dialogue:
    """One run over a connection. outcomes fills up as mails are settled, also when the run ends in trouble."""

    def __init__(self, connection: SmtpConnection, settings: SmtpSettings, may_begin: Callable[[], bool]) -> None:
        self._connection = connection
        self._settings = settings
        self._may_begin = may_begin
        self._pipelines = "PIPELINING" in connection.features
        self.outcomes: dict[int, Outcome] = {}

    def deliver(self, mails: Sequence[OutgoingMail]) -> None:
        """Settle the mails in order; those before which may_begin says no are not begun.

        Raises ConnectionTrouble when the connection is over; a mail without an outcome was not accepted.
        """
        waiting = [letter for mail in mails if (letter := self._letter(mail))]
        if not waiting or not self._may_begin():
            return
        self._connection.write(self._ahead(waiting[0]))
        for position, letter in enumerate(waiting):
            refusal, takes_content = self._envelope_result(letter)
            is_last = position + 1 == len(waiting) or not self._may_begin()
            following = None if is_last else waiting[position + 1]
            if refusal is None:
                self._send_content(letter.mail, following)
            else:
                self.outcomes[letter.mail.message_id] = refusal
                self._connection.needs_reset = True
                # a server that takes content for nobody gets an empty mail to end with (RFC 2920, 3.1)
                self._connection.write((_FINAL_DOT if takes_content else b"") + self._ahead(following))
                if takes_content:
                    self._connection.read_reply()
            if is_last:
                return

    def _letter(self, mail: OutgoingMail) -> _Letter | None:
        """Return the mail with its envelope, or None, and settle it, if this server can never take it."""
        features = self._connection.features
        sender, recipient = wire_address(mail.sender), wire_address(mail.recipient)
        if sender is None or recipient is None:
            self._refuse(mail, "invalid_address")
            return None
        options = ""
        if "SIZE" in features:
            limit = int(features["SIZE"]) if features["SIZE"].isdigit() else 0
            if 0 < limit < len(mail.mime):
                self._refuse(mail, "too_large", f"the server takes {limit} of {len(mail.mime)} bytes")
                return None
            options = f" SIZE={len(mail.mime)}"
        if "8BITMIME" in features and not mail.mime.isascii():
            options += " BODY=8BITMIME"
        if needs_smtputf8(sender + recipient):
            if "SMTPUTF8" not in features:
                self._refuse(mail, "smtputf8_unavailable")
                return None
            options += " SMTPUTF8"
        commands = (f"MAIL FROM:<{sender}>{options}\r\n", f"RCPT TO:<{recipient}>\r\n", "DATA\r\n")
        return _Letter(mail, [command.encode() for command in commands])

    def _refuse(self, mail: OutgoingMail, reason: str, detail: str = "") -> None:
        self.outcomes[mail.message_id] = Outcome(mail.message_id, "failed", reason, detail)

    def _ahead(self, letter: _Letter | None) -> bytes:
        """Return what of a mail may be sent before the replies to the one before it are read."""
        if letter is None or not self._pipelines:
            return b""
        return (_RESET if self._connection.needs_reset else b"") + b"".join(letter.envelope)

    def _envelope_result(self, letter: _Letter) -> tuple[Outcome | None, bool]:
        """Return the outcome if the envelope is refused, and whether the server now waits for content."""
        connection = self._connection
        if connection.needs_reset:
            if not self._pipelines:
                connection.write(_RESET)
            connection.read_reply()
            connection.needs_reset = False
        refusal: Outcome | None = None
        takes_content = False
        for stage, command in zip(("sender", "recipient", "content"), letter.envelope, strict=True):
            if not self._pipelines:
                if refusal:
                    break
                connection.write(command)
            reply = connection.read_reply()
            is_good = reply.code == 354 if stage == "content" else reply.is_good
            takes_content = is_good
            if refusal is None and not is_good:
                refusal = _refused(letter.mail, stage, reply)
        return refusal, takes_content

    def _send_content(self, mail: OutgoingMail, following: _Letter | None) -> None:
        """Send a mail's content, and behind it the next envelope; settle the mail with the server's reply."""
        content = _stuffed(mail.mime) + _FINAL_DOT
        try:
            self._connection.write(content + self._ahead(following))
        except ConnectionTrouble as trouble:
            has_left = trouble.sent_bytes >= len(content)
            self._settle(mail, "unknown" if has_left else "deferred", trouble)
            raise
        try:
            reply = self._connection.read_reply(self._settings.final_timeout_seconds)
        except ConnectionTrouble as trouble:
            # 421 in the place of the reply: the server closes and has not accepted the mail
            self._settle(mail, "deferred" if trouble.reason == "server_closing" else "unknown", trouble)
            raise
        accepted = Outcome(mail.message_id, "delivered", "", _detail(mail, reply))
        self.outcomes[mail.message_id] = accepted if reply.is_good else _refused(mail, "content", reply)

    def _settle(self, mail: OutgoingMail, state: State, trouble: ConnectionTrouble) -> None:
        self.outcomes[mail.message_id] = Outcome(mail.message_id, state, trouble.reason, trouble.detail)


def _refused(mail: OutgoingMail, stage: str, reply: Reply) -> Outcome:
    state: State
    if stage == "sender" and reply.code in _AUTHENTICATION:
        state, reason = "deferred", "authentication_failed"
    elif stage != "recipient" and reply.code in _TOO_LARGE:
        state, reason = "failed", "too_large"
    elif 500 <= reply.code < 600:
        state, reason = "failed", f"{stage}_rejected"
    elif 400 <= reply.code < 500:
        state, reason = "deferred", f"{stage}_deferred"
    else:
        state, reason = "deferred", "protocol_error"
    return Outcome(mail.message_id, state, reason, _detail(mail, reply))


def _detail(mail: OutgoingMail, reply: Reply) -> str:
    """Return the server's words without the recipient's address, which they like to quote."""
    return re.sub(re.escape(mail.recipient), "recipient", str(reply), flags=re.IGNORECASE)[:_MAX_DETAIL]


def _stuffed(mime: bytes) -> bytes:
    """Return the mail with its leading dots doubled (RFC 5321, 4.5.2), ending with a line end.

    Only up to the last dot is searched: in our mails that leaves out the long base64 part.
    """
    if mime.startswith(b"."):
        mime = b"." + mime
    if mime.find(b"\n.", 0, mime.rfind(b".") + 1) >= 0:
        mime = mime.replace(b"\n.", b"\n..")
    return mime if mime.endswith(b"\r\n") else mime + b"\r\n"
