"""Ways in which a mail server fails its clients, by name.

A fault strikes at a stage of the SMTP dialogue, for certain recipients and a number of times; `times=None`
means always. What a client can know afterwards is in the docstring of each scenario.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Stage(Enum):
    HELLO = "the client has said EHLO"
    RECIPIENT = "the client names a recipient"
    CONTENT_BEGINS = "the client has said DATA and begins to send the mail"
    CONTENT_COMPLETE = "the whole mail is here and not yet kept"
    KEPT = "the mail is kept and not yet acknowledged"


class Conduct(Enum):
    """What the server does instead of answering."""

    DROP = "close the connection without a word"
    STALL = "stay silent with the connection open"


@dataclass
class Fault:
    stage: Stage
    does: Conduct | str  # a string is the reply to give: "550 5.1.1 No such user"
    recipients: frozenset[str] = field(default_factory=frozenset)  # lower case; empty means everybody
    times: int | None = None

    def strikes(self, stage: Stage, recipients: list[str]) -> bool:
        """Tell whether the fault strikes here, and count it if it does."""
        concerned = not self.recipients or self.recipients & {address.lower() for address in recipients}
        if stage is not self.stage or not concerned or self.times == 0:
            return False
        if self.times is not None:
            self.times -= 1
        return True


def refuse_recipient(*addresses: str, reply: str = "550 5.1.1 No such user here") -> Fault:
    """Refuse some addresses for good: these mails will never arrive, others on the connection do."""
    return Fault(Stage.RECIPIENT, reply, frozenset(address.lower() for address in addresses))


def temporary_failure(times: int | None = 1, reply: str = "451 4.3.0 Try again later") -> Fault:
    """Refuse mails for now, after reading them whole: not kept, may be sent again."""
    return Fault(Stage.CONTENT_COMPLETE, reply, times=times)


def greylisting(times: int | None = 1, reply: str = "450 4.2.0 Greylisted, try again later") -> Fault:
    """Refuse recipients for now: not kept, may be sent again."""
    return Fault(Stage.RECIPIENT, reply, times=times)


def refuse_message(times: int | None = None, reply: str = "554 5.7.1 Message refused as spam") -> Fault:
    """Refuse mails for good after reading them whole."""
    return Fault(Stage.CONTENT_COMPLETE, reply, times=times)


def shut_out(times: int | None = 1, reply: str = "421 4.3.2 Service not available, closing channel") -> Fault:
    """Turn clients away before they can say anything: nothing was sent."""
    return Fault(Stage.HELLO, reply, times=times)


def drop_mid_message(times: int | None = 1) -> Fault:
    """Close the connection while the mail is under way: not kept, though the client cannot be sure of it."""
    return Fault(Stage.CONTENT_BEGINS, Conduct.DROP, times=times)


def drop_before_reply(times: int | None = 1) -> Fault:
    """Keep the mail, then close without acknowledging: the client cannot know that it arrived."""
    return Fault(Stage.KEPT, Conduct.DROP, times=times)


def stall(times: int | None = 1) -> Fault:
    """Read the mail and never answer: not kept, the client has to give up by itself."""
    return Fault(Stage.CONTENT_COMPLETE, Conduct.STALL, times=times)


def stall_after_keeping(times: int | None = 1) -> Fault:
    """Keep the mail and never answer: the client has to give up and cannot know that it arrived."""
    return Fault(Stage.KEPT, Conduct.STALL, times=times)
