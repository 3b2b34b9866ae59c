"""The made-up person of a story, and what happens to them, done by the same functions that do it in a shop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from .. import pipeline
from ..contacts.consent import EMAIL, ConsentChange, change_consent
from ..contacts.field_writing import set_values
from ..contacts.identity import add_totals
from ..contacts.lists import ListWord, change_subscriptions, lists_by_slug
from ..contacts.models import ConsentState, Contact
from ..contacts.tags import add_tag, remove_tag
from ..core import sql
from ..core.exceptions import PermanentError
from ..core.ids import stable_uuid
from ..events.log import NewEvent, record
from ..events.models import Purchase
from ..recipes.assertions import Happening, Somebody
from ..scores import ledger
from ..scores.models import Score
from ..shop.made_up import CHANNEL, PRICE, place_order, turn_order
from ..shop.past import PastCart, put_carts, take_carts

EMAIL_ADDRESS = "ada@example.com"
_TURNS = {
    "order_paid": "paid_at",
    "order_fulfilled": "fulfilled_at",
    "order_cancelled": "cancelled_at",
    "order_refunded": "refunded_at",
}
_CONSENT = {
    "subscribed": ConsentState.SUBSCRIBED,
    "unsubscribed": ConsentState.UNSUBSCRIBED,
    "address_bounced": ConsentState.BOUNCED,
    "address_complained": ConsentState.COMPLAINED,
    "confirmation_requested": ConsentState.PENDING,
}


def make_person(person: Somebody, begins: datetime, now: datetime) -> Contact:
    """Write the person down as they are at the beginning, without telling anybody: it was so before."""
    contact = Contact.objects.create(
        email=EMAIL_ADDRESS,
        first_name=person.first_name,
        language_code=person.language,
        country_code=person.country,
        time_zone=person.time_zone,
        channel_slug=CHANNEL,
        origin="story",
        created_at=begins + person.known_since,
        updated_at=now,
    )
    add_totals([contact.pk])
    if person.consent != "none":
        change_consent([ConsentChange(contact.pk, ConsentState(person.consent), "story", now, is_explicit=True)], now)
    word = ListWord(ConsentState.SUBSCRIBED, "story", now, is_explicit=True)
    change_subscriptions(lists_by_slug(list(person.lists)), [contact.pk], word, now)
    for name in person.tags:
        add_tag(name, [contact.pk], "story", now)
    if person.fields:
        set_values({contact.pk: _plain(person.fields)}, "story", now)
    ids = dict(Score.objects.filter(slug__in=person.scores).values_list("slug", "pk"))
    for slug, points in person.scores.items():
        if slug not in ids:
            raise PermanentError(f"There is no score {slug!r}; the recipe has to bring it.")
        ledger.move(
            [ledger.Movement(f"story:{slug}", contact.pk, ids[slug], ledger.ADJUSTMENT, points, now, source="story")],
            now,
        )
    # What is known of them from before is not news to any journey.
    sql.execute("UPDATE automation_event SET processed_at = %s WHERE processed_at IS NULL", [now])
    return contact


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """YAML reads a date as a date, where a field takes its text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


@dataclass
class Story:
    """A person, and when their story begins; names of orders and carts stand for ids that are always the same."""

    contact: Contact
    begins: datetime
    recipe: str
    count: int = 0
    orders: dict[str, Happening] = field(default_factory=dict)

    def happen(self, happening: Happening) -> None:
        """Let one thing happen, at its own moment. Raises PermanentError if it cannot."""
        self.count += 1
        at = self.begins + happening.at
        deed = self._deeds().get(happening.event, self._told)
        deed(happening, at)

    def _deeds(self) -> dict[str, Callable[[Happening, datetime], None]]:
        return {
            "order_placed": self._order_placed,
            **dict.fromkeys(_TURNS, self._order_turned),
            "checkout_abandoned": self._cart_left,
            "list_joined": self._list,
            "list_left": self._list,
            "tag_added": self._tag,
            "tag_removed": self._tag,
            "field_changed": self._field,
            **dict.fromkeys(_CONSENT, self._consent),
            "message_opened": self._read,
            "message_clicked": self._read,
        }

    # ---- orders and carts --------------------------------------------------------------------------------------

    def order_id(self, name: str) -> UUID:
        return stable_uuid("story", self.contact.pk, "order", name)

    def cart_id(self, name: str) -> UUID:
        return stable_uuid("story", self.contact.pk, "cart", name)

    def _order_placed(self, happening: Happening, at: datetime) -> None:
        order_id, cart_id = self.order_id(happening.order), self.cart_id(happening.checkout)
        if happening.order in self.orders:
            raise PermanentError(f"The order {happening.order!r} is placed twice; give the second one another name.")
        self.orders[happening.order] = happening
        place_order(order_id, self.count, EMAIL_ADDRESS, happening.currency, happening.gross, at)
        take_carts([cart_id])
        Purchase.objects.create(
            order_id=order_id,
            number=str(self.count),
            email=EMAIL_ADDRESS,
            channel_slug=CHANNEL,
            currency=happening.currency,
            gross_amount=happening.gross,
            net_amount=happening.gross,
            checkout_token=str(cart_id),
            placed_at=at,
        )
        self._record(happening, at, order_id=order_id, data=self._order_data(happening, str(cart_id)))

    def _order_turned(self, happening: Happening, at: datetime) -> None:
        placed = self.orders.get(happening.order)
        if placed is None:
            raise PermanentError(f"{happening.event}: no order {happening.order!r} was placed before; place it first.")
        order_id = self.order_id(happening.order)
        turn_order(order_id, happening.event)
        refunded = {"refunded_amount": placed.gross} if happening.event == "order_refunded" else {}
        Purchase.objects.filter(pk=order_id).update(**{_TURNS[happening.event]: at}, **refunded)
        self._record(
            happening, at, order_id=order_id, data=self._order_data(placed, str(self.cart_id(placed.checkout)))
        )

    def _order_data(self, happening: Happening, checkout: str) -> dict[str, Any]:
        return {
            "number": happening.order,
            "channel": CHANNEL,
            "currency": happening.currency,
            "gross": str(happening.gross),
            "net": str(happening.gross),
            "voucher_code": "",
            "checkout_id": checkout,
            "lines": [
                {"product_id": number, "variant_id": number, "quantity": 1, "amount": str(PRICE)}
                for number in happening.products
            ],
        }

    def _cart_left(self, happening: Happening, at: datetime) -> None:
        cart_id = self.cart_id(happening.checkout)
        put_carts(
            [
                PastCart(
                    checkout_id=cart_id,
                    email=EMAIL_ADDRESS,
                    user_id=None,
                    channel_slug=CHANNEL,
                    currency=happening.currency,
                    language_code=self.contact.language_code,
                    country_code=self.contact.country_code,
                    changed_at=at,
                    lines=[(number, 1) for number in happening.products],
                )
            ]
        )
        lines = [{"product_id": number, "variant_id": number, "quantity": 1} for number in happening.products]
        total = str(Decimal(len(lines)) * PRICE)
        data = {"channel": CHANNEL, "currency": happening.currency, "total": total, "lines": lines}
        self._record(happening, at, checkout_id=cart_id, data=data)

    # ---- the person --------------------------------------------------------------------------------------------

    def _list(self, happening: Happening, at: datetime) -> None:
        state = ConsentState.SUBSCRIBED if happening.event == "list_joined" else ConsentState.UNSUBSCRIBED
        word = ListWord(state, "story", at, is_explicit=True)
        change_subscriptions(lists_by_slug([happening.list]), [self.contact.pk], word, at)

    def _tag(self, happening: Happening, at: datetime) -> None:
        if happening.event == "tag_removed":
            remove_tag(happening.tag, [self.contact.pk], "story", at)
            return
        is_about = "products" in happening.model_fields_set and happening.products
        product_id = happening.products[0] if is_about else None
        add_tag(happening.tag, [self.contact.pk], "story", at, product_id=product_id)

    def _field(self, happening: Happening, at: datetime) -> None:
        set_values({self.contact.pk: _plain({happening.field: happening.value})}, "story", at)

    def _consent(self, happening: Happening, at: datetime) -> None:
        state = _CONSENT[happening.event]
        change_consent([ConsentChange(self.contact.pk, state, "story", at, EMAIL, is_explicit=True)], at)

    def _read(self, happening: Happening, at: datetime) -> None:
        rows = sql.fetch_all(
            """
            SELECT m.id FROM automation_message m JOIN automation_template t ON t.id = m.template_id
            WHERE m.contact_id = %s AND m.state = 'delivered' AND t.slug LIKE %s ORDER BY m.handed_at DESC LIMIT 1
            """,
            [self.contact.pk, f"%-{happening.mail}"],
        )
        if not rows:
            raise PermanentError(f"{happening.event}: no mail {happening.mail!r} was sent before; nobody can read it.")
        if happening.event == "message_opened":
            pipeline.message_opened(rows[0][0], at)
        else:
            pipeline.message_clicked(rows[0][0], happening.url or "https://shop.example/", at)

    def _told(self, happening: Happening, at: datetime) -> None:
        is_view = happening.event in ("product_viewed",) or "products" in happening.model_fields_set
        self._record(happening, at, product_id=happening.products[0] if is_view and happening.products else None)

    def _record(self, happening: Happening, at: datetime, **columns: Any) -> None:
        data = {**columns.pop("data", {}), **({"url": happening.url} if happening.url else {}), **happening.data}
        key = f"story:{self.contact.pk}:{self.count}:{happening.event}"
        record([NewEvent(happening.event, key, at, contact_id=self.contact.pk, data=data, **columns)], at)
