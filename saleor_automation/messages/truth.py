"""Truth at send: everything a message depends on is read again when it is made, and a refusal has its reason.

Reasons: expired, contact_erased, no_consent, unsubscribed, suppressed, nothing_to_confirm, already_subscribed,
already_ordered, order_gone, cart_gone, cart_empty, out_of_stock; of a coupon that cannot be given those of
coupons.issuing.Refusal, such as budget_exhausted; of one that was given and is good no longer, or was never promised,
no_coupon.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from ..contacts.consent import (
    EMAIL,
    LAST_WORD,
    WITH_LAST_WORD,
    pending_contacts,
    refusals_of,
    subscribed_contacts,
)
from ..core import sql
from ..coupons.issuing import CouponRequest, decide
from ..coupons.models import Coupon
from ..coupons.usable import usable_coupons
from ..shop.catalogue import live_carts
from ..shop.configuration import ShopConfiguration
from ..shop.facts import LiveCart
from ..shop.orders import BuyerQuestion, buyers_since, kept_orders
from .arbiter import Wait
from .pacing import Waiting, waits_of


class Truth(StrEnum):
    """What a send step can demand to be still true."""

    NOT_ORDERED = "not_ordered"
    CART = "cart"
    COUPON = "coupon"
    ORDER = "order"
    """The order is there, and was neither cancelled nor sent back nor refunded."""
    INVITATION = "invitation"
    """The mail is about an order and invites its buyer, who never agreed to anything and never said no."""
    CONFIRMATION = "confirmation"
    """The mail asks somebody to confirm; nobody has agreed to it, and nobody gets it who has nothing to confirm."""


class Person(NamedTuple):
    """The contact of a message as it is now."""

    contact_id: int
    email: str
    user_id: int | None
    first_name: str
    last_name: str
    language_code: str
    country_code: str
    city: str
    channel_slug: str
    time_zone: str


class DueMessage(NamedTuple):
    """A message the outbox has locked; context and truth are what the step wrote."""

    id: int
    key: str
    contact_id: int
    enrollment_id: int | None
    journey_id: int | None
    template_id: int
    context: dict[str, Any]
    truth: Sequence[str]
    planned_at: datetime
    expires_at: datetime | None
    attempts: int
    kind: str
    is_held_out: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read for a group of messages at one moment; coupons are by the key of their promise.

    A message that may be sent, but not now, has a wait instead of a verdict; see pacing.waits_of.
    """

    people: Mapping[int, Person]
    carts: Mapping[UUID, LiveCart]
    coupons: Mapping[str, Coupon]
    verdicts: Mapping[int, str]
    waits: Mapping[int, Wait | None]

    def may_go(self, message: DueMessage) -> bool:
        return not self.verdicts[message.id] and message.id not in self.waits


def read_facts(messages: Sequence[DueMessage], configuration: ShopConfiguration, now: datetime) -> Facts:
    """Read what these messages depend on and judge each; an empty verdict means it may go.

    Messages that may go are given the coupon they were promised. Constant number of statements for any number of
    messages. Must run in a transaction.
    """
    people, refused = _people({message.contact_id for message in messages}, configuration.customer_consent)
    languages = {
        checkout: people[message.contact_id].language_code if message.contact_id in people else ""
        for message in messages
        if (checkout := checkout_of(message)) is not None
    }
    carts = live_carts(languages, configuration) if languages else {}
    buyers = _buyers(messages, people, carts, now)
    kept = _kept_orders(messages)
    verdicts = {message.id: _verdict(message, refused, buyers, carts, kept, now) for message in messages}
    verdicts |= _confirmations(messages, refused, now)
    verdicts |= _invitations(messages, refused, kept, now)
    unrefused = [_waiting(message, people) for message in messages if not verdicts[message.id]]
    waits = waits_of(unrefused, [message.id for message in messages], now)
    going = [message for message in messages if not verdicts[message.id] and message.id not in waits]
    # whoever is held out gets no coupon; ghosts.py judges whether there would have been one
    going = [message for message in going if not message.is_held_out]
    coupons, refusals_by_key = _coupons(going, now)
    for message in going:
        promise = promise_of(message)
        if Truth.COUPON not in message.truth or promise in coupons or goes_without(message):
            continue
        verdicts[message.id] = refusals_by_key.get(promise, "no_coupon")
    return Facts(people, carts, coupons, verdicts, waits)


def _waiting(message: DueMessage, people: Mapping[int, Person]) -> Waiting:
    return Waiting(
        message_id=message.id,
        contact_id=message.contact_id,
        journey_id=message.journey_id,
        kind=message.kind,
        planned_at=message.planned_at,
        zone=people[message.contact_id].time_zone,
        attempts=message.attempts,
        is_held_out=message.is_held_out,
    )


def checkout_of(message: DueMessage) -> UUID | None:
    value = message.context.get("checkout_id")
    return UUID(value) if value else None


def order_of(message: DueMessage) -> UUID | None:
    value = message.context.get("order_id")
    return UUID(value) if value else None


def promise_of(message: DueMessage) -> str:
    """Return the key of the coupon a run promised, or an empty text."""
    return str(message.context.get("coupon", {}).get("key", ""))


def goes_without(message: DueMessage) -> bool:
    """Tell whether the step that promised the coupon wants the mail sent even if there is none."""
    return bool(message.context.get("coupon", {}).get("if_none") == "send")


def _verdict(
    message: DueMessage,
    refused: Mapping[int, str],
    buyers: Mapping[int, UUID],
    carts: Mapping[UUID, LiveCart],
    kept: Collection[UUID],
    now: datetime,
) -> str:
    if message.expires_at is not None and message.expires_at <= now:
        return "expired"
    if message.contact_id in refused:
        return refused[message.contact_id]
    if Truth.NOT_ORDERED in message.truth and message.id in buyers:
        return "already_ordered"
    if Truth.ORDER in message.truth and order_of(message) not in kept:
        return "order_gone"
    if Truth.CART in message.truth:
        return _cart_verdict(carts.get(checkout_of(message) or UUID(int=0)))
    return ""


def _confirmations(messages: Sequence[DueMessage], refused: Mapping[int, str], now: datetime) -> dict[int, str]:
    """Judge the mails that ask for consent, which cannot need it; an address that is suppressed gets none of them."""
    asking = [message for message in messages if Truth.CONFIRMATION in message.truth]
    pending = pending_contacts([message.contact_id for message in asking]) if asking else set()
    return {message.id: _confirmation_verdict(message, refused, pending, now) for message in asking}


def _confirmation_verdict(
    message: DueMessage, refused: Mapping[int, str], pending: Collection[int], now: datetime
) -> str:
    if message.expires_at is not None and message.expires_at <= now:
        return "expired"
    reason = refused.get(message.contact_id, "")
    if reason in ("suppressed", "contact_erased"):
        return reason
    return "" if message.contact_id in pending else "nothing_to_confirm"


def _invitations(
    messages: Sequence[DueMessage], refused: Mapping[int, str], kept: Collection[UUID], now: datetime
) -> dict[int, str]:
    """Judge the mails about an order that invite its buyer: they need no consent, and respect every no."""
    inviting = [message for message in messages if Truth.INVITATION in message.truth]
    subscribers = subscribed_contacts([message.contact_id for message in inviting]) if inviting else set()
    return {message.id: _invitation_verdict(message, refused, subscribers, kept, now) for message in inviting}


def _invitation_verdict(
    message: DueMessage, refused: Mapping[int, str], subscribers: Collection[int], kept: Collection[UUID], now: datetime
) -> str:
    if message.expires_at is not None and message.expires_at <= now:
        return "expired"
    reason = refused.get(message.contact_id, "")
    if reason and reason != "no_consent":
        return reason
    if order_of(message) not in kept:
        return "order_gone"
    return "already_subscribed" if message.contact_id in subscribers else ""


def _kept_orders(messages: Sequence[DueMessage]) -> set[UUID]:
    """Return the orders that still stand, of those some message depends on; a refund is known from our own rows."""
    asked = {
        order_id
        for message in messages
        if {Truth.ORDER, Truth.INVITATION} & set(message.truth) and (order_id := order_of(message)) is not None
    }
    if not asked:
        return set()
    reversed_rows = sql.fetch_all(
        """
        SELECT order_id FROM automation_purchase
        WHERE order_id = ANY(%s) AND (cancelled_at IS NOT NULL OR refunded_at IS NOT NULL)
        """,
        [sorted(asked)],
    )
    return kept_orders(asked) - {row[0] for row in reversed_rows}


def _cart_verdict(cart: LiveCart | None) -> str:
    if cart is None:
        return "cart_gone"
    if not cart.lines:
        return "cart_empty"
    return "" if any(line.card.is_available for line in cart.lines) else "out_of_stock"


def _buyers(
    messages: Sequence[DueMessage],
    people: Mapping[int, Person],
    carts: Mapping[UUID, LiveCart],
    now: datetime,
) -> dict[int, UUID]:
    """Return the order each message comes too late for, by message id.

    A message about a cart looks back to the cart's last change: whoever bought in another checkout meanwhile,
    even before the journey began, has not forgotten anything.
    """
    questions = {}
    for message in messages:
        person = people.get(message.contact_id)
        if Truth.NOT_ORDERED not in message.truth or person is None:
            continue
        cart = carts.get(checkout_of(message) or UUID(int=0))
        since = datetime.fromisoformat(message.context["since"])
        questions[message.id] = BuyerQuestion(
            question_id=message.id,
            email=person.email,
            user_id=person.user_id,
            since=min(since, cart.changed_at) if cart else since,
        )
    if not questions:
        return {}
    return _known_buyers(messages, questions, now) | buyers_since(list(questions.values()), now)


def _known_buyers(
    messages: Sequence[DueMessage], questions: Mapping[int, BuyerQuestion], now: datetime
) -> dict[int, UUID]:
    """Answer from our own purchases, which belong to a contact however the address on the order is spelled."""
    asked = [message for message in messages if message.id in questions]
    rows = sql.fetch_all(
        """
        SELECT v.message_id, p.order_id
        FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS v(message_id, contact_id, since)
        JOIN LATERAL (
            SELECT order_id FROM automation_purchase
            WHERE contact_id = v.contact_id AND placed_at > v.since AND placed_at <= %s AND cancelled_at IS NULL
            ORDER BY placed_at LIMIT 1
        ) p ON TRUE
        """,
        [
            [message.id for message in asked],
            [message.contact_id for message in asked],
            [questions[message.id].since for message in asked],
            now,
        ],
    )
    return dict(rows)


def _people(contact_ids: set[int], customer_consent: str) -> tuple[dict[int, Person], dict[int, str]]:
    """Return who these people are, and why some of them must not be written to."""
    rows = sql.fetch_all(
        f"""
        SELECT c.id, c.email, c.user_id, c.first_name, c.last_name, c.language_code, c.country_code, c.city,
            c.channel_slug, c.time_zone, {LAST_WORD}
        FROM automation_contact c {WITH_LAST_WORD} WHERE c.id = ANY(%s)
        """,  # noqa: S608
        [EMAIL, sorted(contact_ids)],
    )
    people = {row[0]: Person._make(row[:10]) for row in rows}
    refused = dict.fromkeys(contact_ids - set(people), "contact_erased")
    return people, refused | refusals_of([(row[0], row[1], *row[10:]) for row in rows], customer_consent)


def _coupons(messages: Sequence[DueMessage], now: datetime) -> tuple[dict[str, Coupon], dict[str, str]]:
    """Issue what was promised and return what can be used, and why there is none, by key."""
    requests = [
        CouponRequest(promise_of(m), promised["policy"], m.contact_id, m.enrollment_id, promised.get("product"))
        for m in messages
        if (promised := m.context.get("coupon", {}))
        if promise_of(m) and Truth.COUPON in m.truth
    ]
    if not requests:
        return {}, {}
    issued = decide(requests, now)
    coupons = {coupon.key: coupon for coupon in usable_coupons(issued.ids.values(), now)}
    return coupons, {key: str(reason) for key, reason in issued.refusals.items()}
