"""Deliver mails to one SMTP server over one connection that is kept from group to group."""

import logging
import os
import ssl
import time
from collections.abc import Callable, Sequence

from .base import Outcome, OutgoingMail, Transport
from .smtp_connection import ConnectionTrouble, SmtpConnection
from .smtp_dialogue import Dialogue
from .smtp_settings import SmtpSettings

logger = logging.getLogger(__name__)


class SmtpTransport(Transport):
    """The shop's own mail server, or any provider's that speaks SMTP.

    A connection that has been idle for too long is replaced before use, one that the server has closed meanwhile
    as soon as it shows. ssl_context replaces the system's certificates.
    """

    kind = "smtp"
    group_size = 20

    def __init__(
        self,
        settings: SmtpSettings,
        ssl_context: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._ssl_context = ssl_context
        self._monotonic = monotonic
        self._connection: SmtpConnection | None = None
        self._used_at = 0.0

    def deliver(self, mails: Sequence[OutgoingMail]) -> list[Outcome]:
        """Hand the mails over and return one outcome each, in order.

        A connection that ends on the way is replaced as long as every new one settles at least one mail; a server
        that keeps us waiting is left alone until the next group.
        """
        deadline = self._monotonic() + self._settings.deadline_seconds
        outcomes: dict[int, Outcome] = {}
        waiting = list(mails)
        while waiting:
            is_kept = self._kept() is not None
            settled = len(outcomes)
            trouble = self._run(waiting, outcomes, deadline)
            waiting = [mail for mail in mails if mail.message_id not in outcomes]
            if trouble is None:
                self._defer(waiting, outcomes, "deadline", "the group took too long")
                break
            logger.info("automation: connection to the mail server ended: %s", trouble.reason)
            if trouble.is_stalled or (len(outcomes) == settled and not is_kept):
                logger.warning("automation: mail server: %s; mails waiting: %d", trouble.reason, len(waiting))
                self._defer(waiting, outcomes, trouble.reason, trouble.detail)
                break
        return [outcomes[mail.message_id] for mail in mails]

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.process_id == os.getpid():
            connection.quit()

    def _run(
        self, mails: Sequence[OutgoingMail], outcomes: dict[int, Outcome], deadline: float
    ) -> ConnectionTrouble | None:
        """Deliver over the kept or a new connection, add what became of the mails, return what ended it."""
        try:
            connection = self._kept() or self._renewed()
        except ConnectionTrouble as trouble:
            return trouble
        dialogue = Dialogue(connection, self._settings, may_begin=lambda: self._monotonic() < deadline)
        try:
            dialogue.deliver(mails)
        except ConnectionTrouble as trouble:
            connection.drop()
            self._connection = None
            return trouble
        finally:
            outcomes.update(dialogue.outcomes)
        self._used_at = self._monotonic()
        return None

    def _kept(self) -> SmtpConnection | None:
        """Return the connection of the last group if it can be used."""
        connection = self._connection
        # a forked worker must not speak on its parent's connection
        if connection is None or connection.process_id != os.getpid():
            return None
        is_idle = self._monotonic() - self._used_at > self._settings.idle_seconds
        return None if is_idle else connection

    def _renewed(self) -> SmtpConnection:
        self.close()
        self._connection = SmtpConnection(self._settings, self._ssl_context, self._monotonic)
        self._used_at = self._monotonic()
        return self._connection

    @staticmethod
    def _defer(mails: Sequence[OutgoingMail], outcomes: dict[int, Outcome], reason: str, detail: str) -> None:
        for mail in mails:
            outcomes[mail.message_id] = Outcome(mail.message_id, "deferred", reason, detail)
