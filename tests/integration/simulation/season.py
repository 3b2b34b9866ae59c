"""A made-up season that is really lived: people browse, leave carts, buy, join and leave, by one random seed.

What happens is recorded as the shop would, and the pass runs at every step of the clock.
"""

import random
from datetime import timedelta
from uuid import UUID

from saleor_automation import pipeline
from saleor_automation.contacts.consent import EMAIL, ConsentChange, change_consent
from saleor_automation.contacts.lists import ListWord, change_subscriptions
from saleor_automation.contacts.models import ConsentState
from saleor_automation.contacts.tags import add_tag, remove_tag
from saleor_automation.events.log import NewEvent, record
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Contact, ContactList, Purchase
from tests.factories import NOW
from tests.shop.sales import make_checkout

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = NOW - 60 * DAY


class Season:
    """people and what they do come from a generator of its own, so that two seasons of one seed are the same."""

    def __init__(self, channel, variants, *, seed=7, people=12, tick=HOUR):
        self.random = random.Random(seed)
        self.channel, self.variants = channel, variants
        self.people, self.tick, self.now = people, tick, BEGIN
        self.newsletter, _ = ContactList.objects.get_or_create(
            slug="newsletter", defaults={"name": "Newsletter", "created_at": BEGIN}
        )
        self.numbers = 0
        self.open_carts = {}

    def live(self, until):
        """Let the time pass until a moment; each step of the clock ends with a pass."""
        while self.now < until:
            self.now += self.tick
            for _ in range(self.random.choice((0, 1, 1, 2, 3))):
                self.something_happens()
            pipeline.run_everything(DiscardTransport(), self.now)

    def something_happens(self):
        email = f"person{self.random.randrange(self.people)}@customers.example"
        contact = Contact.objects.filter(email=email).first()
        deeds = [self.view, self.view, self.leave_cart, self.buy, self.buy]
        if contact is not None:
            deeds += [self.subscribe, self.subscribe, self.leave, self.tag, self.untag, self.join, self.cancel]
        self.random.choice(deeds)(email, contact)

    def at(self):
        return self.now - timedelta(seconds=self.random.randrange(int(self.tick.total_seconds())))

    def number(self):
        self.numbers += 1
        return UUID(int=self.random.getrandbits(128))

    def happen(self, kind, email, **columns):
        key = f"{kind}:{self.numbers}:{email}"
        self.numbers += 1
        record([NewEvent(kind=kind, key=key, occurred_at=self.at(), email=email, **columns)], self.now)

    def view(self, email, contact):
        variant = self.random.choice(self.variants)
        self.happen("product_viewed", email, product_id=variant.product_id)

    def leave_cart(self, email, contact):
        variant = self.random.choice(self.variants)
        checkout = make_checkout(self.channel, [(variant, 2)], email=email, changed_at=self.now - HOUR)
        self.open_carts[email] = checkout
        self.happen(
            "checkout_abandoned",
            email,
            checkout_id=checkout.pk,
            data={
                "channel": self.channel.slug,
                "currency": self.channel.currency_code,
                "total": "20.00",
                "lines": [{"product_id": variant.product_id, "variant_id": variant.pk, "quantity": 2}],
            },
        )

    def buy(self, email, contact):
        variant = self.random.choice(self.variants)
        order_id, at = self.number(), self.at()
        checkout = self.open_carts.pop(email, None)
        token = str(checkout.pk) if checkout else ""
        if checkout:
            checkout.delete()
        gross = str(self.random.randrange(10, 200))
        Purchase.objects.create(
            order_id=order_id,
            number=str(self.numbers),
            email=email,
            channel_slug=self.channel.slug,
            currency="USD",
            gross_amount=gross,
            net_amount=gross,
            checkout_token=token,
            placed_at=at,
        )
        data = {
            "currency": "USD",
            "gross": gross,
            "voucher_code": "",
            "channel": self.channel.slug,
            "lines": [{"product_id": variant.product_id, "variant_id": variant.pk, "quantity": 1, "amount": gross}],
        }
        record(
            [
                NewEvent(
                    kind="order_placed",
                    key=f"order:{order_id}",
                    occurred_at=at,
                    email=email,
                    order_id=order_id,
                    data=data,
                )
            ],
            self.now,
        )

    def cancel(self, email, contact):
        purchase = (
            Purchase.objects.filter(contact_id=contact.pk, cancelled_at=None).order_by("placed_at", "order_id").first()
        )
        if purchase is None or self.random.random() < 0.7:
            return
        at = self.at()
        if at <= purchase.placed_at:
            return
        Purchase.objects.filter(pk=purchase.pk).update(cancelled_at=at)
        data = {"currency": "USD", "gross": str(purchase.gross_amount), "voucher_code": "", "lines": []}
        record(
            [
                NewEvent(
                    kind="order_cancelled",
                    key=f"cancelled:{purchase.pk}",
                    occurred_at=at,
                    email=email,
                    order_id=purchase.pk,
                    data=data,
                )
            ],
            self.now,
        )

    def subscribe(self, email, contact):
        change_consent(
            [ConsentChange(contact.pk, ConsentState.SUBSCRIBED, "form", self.now, is_explicit=True)], self.now
        )

    def leave(self, email, contact):
        if self.random.random() < 0.3:
            change_consent(
                [ConsentChange(contact.pk, ConsentState.UNSUBSCRIBED, "form", self.now, EMAIL, is_explicit=True)],
                self.now,
            )

    def join(self, email, contact):
        word = ListWord(ConsentState.SUBSCRIBED, "form", self.now, is_explicit=True)
        change_subscriptions([self.newsletter], [contact.pk], word, self.now)

    def tag(self, email, contact):
        add_tag("VIP", [contact.pk], "staff:1", self.now)

    def untag(self, email, contact):
        remove_tag("VIP", [contact.pk], "staff:1", self.now)
