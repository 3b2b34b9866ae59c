"""For whom a list is filled, and what the occasion is about."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """What the reader is looking at, or what the message is about; whatever is not known stays empty.

    viewed are products seen in this visit, oldest first, and cart what lies in the cart at hand, for a visitor whose
    name is not known.
    """

    product_id: int | None = None
    category_id: int | None = None
    brand: str = ""
    order_id: UUID | None = None
    checkout_id: UUID | None = None
    viewed: tuple[int, ...] = ()
    cart: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One filling of a list; key is the caller's name for it, since a person may have two mails in one group.

    contact_id is None for a visitor. The cards are in this channel and language.
    """

    key: int
    contact_id: int | None
    channel_slug: str
    language_code: str
    subject: Subject = field(default_factory=Subject)
