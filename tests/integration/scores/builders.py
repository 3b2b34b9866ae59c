"""Scores and programmes for tests; say only what the test is about."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from saleor_automation.contacts.lock_objects import lock_contacts
from saleor_automation.events import log
from saleor_automation.events.models import Purchase
from saleor_automation.models import Programme, Score, ScoreEntry, ScoreRule, Tier
from saleor_automation.scores import earning, rules
from tests.factories import NOW, ORDER_DATA, happened


def score(slug="interest", **changes):
    return Score.objects.create(**{"slug": slug, "name": slug, "created_at": NOW, **changes})


def rule(of, **changes):
    return ScoreRule.objects.create(
        **{"score": of, "name": "a rule", "event": "page_viewed", "points": 10, "created_at": NOW, **changes}
    )


def viewed(contact, at=NOW, **changes):
    return happened("page_viewed", contact, at=at, key=str(uuid4()), **changes)


def learn(now=NOW):
    """Learn everything that is due as the pass does, as far as scores and points are concerned."""
    count = 0
    while True:
        with transaction.atomic():
            events = log.claim(now, 1000)
            lock_contacts(event.contact_id for event in events)
            rules.apply(events, now)
            earning.earn(events, now)
            log.mark_processed(events, now)
        if not events:
            return count
        count += len(events)


def value_of(contact, of):
    row = of.values.filter(contact=contact).first()
    return row.value if row else 0


def entries_of(contact):
    return [(e.kind, e.points) for e in ScoreEntry.objects.filter(contact=contact).order_by("id")]


def programme(**changes):
    terms = {"name": "Club", "is_active": True, "rates": {"EUR": "1"}, "starts_at": NOW - timedelta(days=1000)}
    return Programme.objects.create(**{**terms, **changes})


def tiers(**thresholds):
    return [
        Tier.objects.create(slug=slug, name=slug, threshold=threshold, created_at=NOW)
        for slug, threshold in thresholds.items()
    ]


def purchase(contact, gross="100.00", at=NOW, **changes):
    """Return the row of an order as the shop's turns have left it."""
    return Purchase.objects.create(
        **{
            "order_id": uuid4(),
            "contact_id": contact.pk,
            "currency": "EUR",
            "gross_amount": Decimal(gross),
            "net_amount": Decimal(gross) * 4 / 5,
            "placed_at": at,
            **changes,
        }
    )


def turn(contact, order, kind, at=NOW, **columns):
    """Let an order take a turn: its row changes and the event is recorded."""
    for name, value in columns.items():
        setattr(order, name, value)
    order.save()
    data = ORDER_DATA | {"currency": order.currency, "gross": str(order.gross_amount)}
    return happened(
        kind, contact, at=at, key=f"order:{order.order_id}:{kind}:{uuid4()}", order_id=order.order_id, data=data
    )
