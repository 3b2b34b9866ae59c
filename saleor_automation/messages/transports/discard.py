"""Accept every mail and throw it away: for rehearsals and for measuring everything but the sending."""

from collections.abc import Sequence

from .base import Outcome, OutgoingMail, Transport


class DiscardTransport(Transport):
    kind = "discard"
    group_size = 1000

    def deliver(self, mails: Sequence[OutgoingMail]) -> list[Outcome]:
        return [Outcome(mail.message_id, "delivered") for mail in mails]

    def close(self) -> None:
        """Nothing is kept."""
