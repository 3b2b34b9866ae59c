"""What a transport is: it takes finished mails and says of each what became of it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

State = Literal["delivered", "failed", "unknown", "deferred"]


class OutgoingMail(NamedTuple):
    """A finished mail; sender and recipient are bare addresses for the envelope.

    mime has CRLF line ends and no lone CR or LF: some servers take those for line ends too, and a mail could
    then contain the end of itself. mime.py sees to it.
    """

    message_id: int
    sender: str
    recipient: str
    mime: bytes


class Outcome(NamedTuple):
    """What became of one mail.

    delivered: the server has taken responsibility. failed: refused for good. deferred: certainly not accepted,
    may be tried again. unknown: handed over completely, but the answer never came; must not be repeated by itself.
    reason is a word for counting (see docs/reference/transports.md), detail what the server said, without the
    recipient's address.
    """

    message_id: int
    state: State
    reason: str = ""
    detail: str = ""


class Transport(ABC):
    """A way out of the shop. One object serves one worker; it may keep a connection between groups.

    group_size is how many mails a worker should hand over at once: as many as may become unknown if it dies.
    """

    kind: ClassVar[str]
    group_size: ClassVar[int]

    @abstractmethod
    def deliver(self, mails: Sequence[OutgoingMail]) -> list[Outcome]:
        """Hand the mails over and return one outcome each, in order; never raises for what a server does."""

    @abstractmethod
    def close(self) -> None:
        """Give up what is kept between groups; the transport can be used again afterwards."""
