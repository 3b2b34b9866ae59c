"""Orders of the shop as facts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower
from saleor.account.models import User
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.models import Order, OrderLine

from .database import allow_writer
from .facts import Line, OrderFact
from .keyset import page_after
from .refunds import refunded_amounts

NOT_A_PURCHASE = (OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED)
PAID = (OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED)

# How far back buyers_since looks for orders whose e-mail is spelled in a way it cannot guess.
ODD_SPELLING_WINDOW = timedelta(days=2)

_ADDRESS = ("first_name", "last_name", "country", "country_area", "city", "postal_code")
_COLUMNS = (
    *("id", "number", "status", "charge_status", "created_at", "updated_at", "user_id", "user_email"),
    *("user__email", "channel__slug", "currency", "language_code", "voucher_code", "checkout_token"),
    *("total_gross_amount", "total_net_amount", "total_charged_amount"),
    *("billing_address_id", "shipping_address_id"),
    *(f"billing_address__{column}" for column in _ADDRESS),
    *(f"shipping_address__{column}" for column in _ADDRESS),
)


@allow_writer()
def load_orders(order_ids: Collection[UUID]) -> dict[UUID, OrderFact]:
    """Return what the shop knows of these orders now; drafts and orders that are gone are left out.

    Name and place are those of the billing address, of the shipping address if there is no other. Two
    queries, and two more when some of the orders hold less money than they cost.
    """
    rows = list(Order.objects.non_draft().filter(pk__in=order_ids).order_by().values(*_COLUMNS))
    lines = _lines_of([row["id"] for row in rows])
    refunded = refunded_amounts(row["id"] for row in rows if row["total_charged_amount"] < row["total_gross_amount"])
    return {row["id"]: _fact(row, tuple(lines[row["id"]]), refunded.get(row["id"])) for row in rows}


def _lines_of(order_ids: Collection[UUID]) -> dict[UUID, list[Line]]:
    lines: dict[UUID, list[Line]] = defaultdict(list)
    if order_ids:
        rows = (
            OrderLine.objects.filter(order_id__in=order_ids)
            .order_by("created_at", "pk")
            .values_list("order_id", "variant__product_id", "variant_id", "quantity", "total_price_gross_amount")
        )
        for order_id, product_id, variant_id, quantity, amount in rows:
            lines[order_id].append(Line(product_id, variant_id, quantity, amount))
    return lines


def _fact(row: dict[str, Any], lines: tuple[Line, ...], refunded: Decimal | None) -> OrderFact:
    """refunded is None if nothing went back; of an order that holds no money any more, everything did."""
    gross, charged = row["total_gross_amount"], row["total_charged_amount"]
    is_refunded = refunded is not None and charged <= 0
    refunded_amount = gross if is_refunded else min(refunded or Decimal(0), gross)
    # Saleor calls an order of which a part went back partly charged, which says nothing of what was paid before.
    was_paid = refunded is not None and not is_refunded and charged + refunded >= gross
    address = "billing_address" if row["billing_address_id"] else "shipping_address"
    place = {column: row[f"{address}__{column}"] or "" for column in _ADDRESS}
    return OrderFact(
        order_id=row["id"],
        number=str(row["number"]),
        email=(row["user_email"] or row["user__email"] or "").lower(),
        user_id=row["user_id"],
        first_name=place["first_name"],
        last_name=place["last_name"],
        channel_slug=row["channel__slug"],
        currency=row["currency"],
        language_code=row["language_code"],
        country_code=str(place["country"]),
        country_area=place["country_area"],
        city=place["city"],
        postal_code=place["postal_code"],
        total_gross=row["total_gross_amount"],
        total_net=row["total_net_amount"],
        total_charged=row["total_charged_amount"],
        voucher_code=row["voucher_code"] or "",
        checkout_token=row["checkout_token"],
        status=row["status"],
        refunded_amount=refunded_amount,
        is_paid=row["charge_status"] in PAID or was_paid,
        is_fulfilled=row["status"] == OrderStatus.FULFILLED,
        is_cancelled=row["status"] in (OrderStatus.CANCELED, OrderStatus.EXPIRED),
        is_refunded=is_refunded,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        lines=lines,
    )


@allow_writer()
def changed_orders(since: datetime, after_id: Any, until: datetime, limit: int) -> list[tuple[datetime, UUID]]:
    """Return the next page of (updated_at, id) behind (since, after_id), drafts included; see page_after.

    Saleor indexes Order.updated_at. It stays unchanged in the few bulk updates of Saleor's own that skip
    save(), such as the expiry of orders: those fire a hook.
    """
    return page_after(Order.objects.all(), "updated_at", since, after_id, until, limit)


@allow_writer()
def created_orders(since: datetime, after_id: Any, until: datetime, limit: int) -> list[tuple[datetime, UUID]]:
    """Return the next page of (created_at, id) behind (since, after_id), drafts included; see page_after.

    The order of history: created_at is indexed and never changes, so an old order touched while a backfill
    runs is not met twice.
    """
    return page_after(Order.objects.all(), "created_at", since, after_id, until, limit)


@allow_writer()
def count_orders() -> int:
    """Return how many orders that are no drafts the shop has; one query over the whole table."""
    return int(Order.objects.non_draft().count())


@allow_writer()
def kept_orders(order_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these orders that are there and were not cancelled, sent back or left to expire. One query."""
    gone = (*NOT_A_PURCHASE, OrderStatus.RETURNED)
    return set(Order.objects.filter(pk__in=order_ids).exclude(status__in=gone).order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class BuyerQuestion:
    """Has this person ordered after since? email is lower-case; user_id is their account, if known.

    question_id is the caller's name for the question; the same person may be asked about twice.
    """

    question_id: int
    email: str
    user_id: int | None
    since: datetime


@allow_writer()
def buyers_since(people: Sequence[BuyerQuestion], now: datetime) -> dict[int, UUID]:
    """Return, for each question answered yes, the first order with since < created_at <= now.

    An order is theirs by account or by e-mail address; drafts, cancelled and expired orders do not count.
    Three queries. Saleor keeps the address of an order as the customer spelled it, and has no index for
    comparing without case: the usual spellings are found whatever the order's age, any other one only among
    the orders of the last two days. Older ones are in our own purchases, whose e-mail is lower-case.
    """
    if not people:
        return {}
    users = _accounts(people)
    rows = _orders_of(people, set(users.values()), now)
    found: dict[int, UUID] = {}
    by_email: dict[str, list[tuple[datetime, UUID]]] = defaultdict(list)
    by_user: dict[int, list[tuple[datetime, UUID]]] = defaultdict(list)
    for created_at, order_id, email, user_id in rows:
        if email:
            by_email[email.lower()].append((created_at, order_id))
        if user_id:
            by_user[user_id].append((created_at, order_id))
    for person in people:
        theirs = [*by_email[person.email], *by_user[users.get(person.question_id, 0)]]
        first = min((order for order in theirs if order[0] > person.since), default=None)
        if first is not None:
            found[person.question_id] = first[1]
    return found


def _accounts(people: Sequence[BuyerQuestion]) -> dict[int, int]:
    """Return the account behind each question: the known one, else the one with the person's address."""
    by_email = dict(User.objects.filter(email__in=[p.email for p in people]).values_list("email", "pk"))
    accounts = {p.question_id: p.user_id or by_email.get(p.email) for p in people}
    return {question_id: user_id for question_id, user_id in accounts.items() if user_id}


def _orders_of(
    people: Sequence[BuyerQuestion], user_ids: Collection[int], now: datetime
) -> list[tuple[datetime, UUID, str, int | None]]:
    since = min(person.since for person in people)
    emails = {person.email for person in people if person.email}
    orders = (
        Order.objects.filter(created_at__gt=since, created_at__lte=now)
        .exclude(status__in=NOT_A_PURCHASE)
        .order_by()
        .values_list("created_at", "pk", "user_email", "user_id")
    )
    usual = {spelling for email in emails for spelling in _usual_spellings(email)}
    known = orders.filter(Q(user_email__in=usual) | Q(user_id__in=user_ids))
    recent = orders.annotate(lower_email=Lower("user_email")).filter(
        lower_email__in=emails, created_at__gt=max(since, now - ODD_SPELLING_WINDOW)
    )
    return [*known, *recent.values_list("created_at", "pk", "user_email", "user_id")]


def _usual_spellings(email: str) -> tuple[str, ...]:
    """jane.doe@x.example, Jane.doe@x.example (telephones), Jane.Doe@x.example, JANE.DOE@X.EXAMPLE."""
    name, at, domain = email.partition("@")
    return email, email.capitalize(), f"{name.title()}{at}{domain}", email.upper()
