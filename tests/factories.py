"""Our own rows for tests: each factory gives a complete, valid row; say only what the test is about."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from saleor_automation.coupons.policies import ensure_policy
from saleor_automation.events.log import NewEvent, record
from saleor_automation.journeys.entry import Candidate, enter
from saleor_automation.journeys.holdout import set_holdout
from saleor_automation.journeys.publishing import publish
from saleor_automation.journeys.running import running_journeys
from saleor_automation.messages.outbox import deliver_group
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import (
    Consent,
    Contact,
    ContactTotals,
    CouponPolicy,
    Enrollment,
    Journey,
    Template,
)
from saleor_automation.recipes.importing import import_recipe
from saleor_automation.shop.configuration import configuration_from

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday morning; nothing in the tests depends on the real time."""


class TotalsFactory(DjangoModelFactory):
    class Meta:
        model = ContactTotals


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    transport = "email"
    state = "subscribed"
    source = "test"
    changed_at = NOW


class ContactFactory(DjangoModelFactory):
    """A subscribed person with running totals at zero; consent=None for somebody who never said anything."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@customers.example")
    first_name = "Ada"
    language_code = "en"
    origin = "test"
    created_at = NOW
    updated_at = NOW
    totals = factory.RelatedFactory(TotalsFactory, "contact")
    consent = factory.RelatedFactory(ConsentFactory, "contact")


def many_contacts(count, at=NOW):
    """Create subscribed people in three statements, and return them."""
    contacts = Contact.objects.bulk_create(
        ContactFactory.build_batch(count, totals=None, consent=None, created_at=at, updated_at=at)
    )
    ContactTotals.objects.bulk_create(TotalsFactory.build(contact=contact) for contact in contacts)
    Consent.objects.bulk_create(ConsentFactory.build(contact=contact, changed_at=at) for contact in contacts)
    return contacts


class TemplateFactory(DjangoModelFactory):
    class Meta:
        model = Template
        django_get_or_create = ("slug",)

    slug = "hello"
    name = factory.SelfAttribute("slug")
    updated_at = NOW
    content = factory.LazyFunction(
        lambda: {
            "en": {
                "subject": "Hello {{ contact.first_name }}",
                "blocks": [
                    {"kind": "heading", "text": "We thought of you"},
                    {"kind": "text", "html": "<p>Nothing more today.</p>"},
                    {"kind": "footer"},
                ],
            }
        }
    )


class CouponPolicyFactory(factory.Factory):
    """The policy of this slug; fields of a definition (coupons/definition.py) replace those of ten percent off."""

    class Meta:
        model = CouponPolicy

    slug = "ten-percent"
    name = "Ten percent"

    @classmethod
    def _create(cls, model_class, slug, name, **definition):
        kind = definition.get("kind", "percentage")
        base = {"kind": kind}
        if kind not in ("membership", "contest_entry"):
            base |= {"valid_days": 5, "prefix": "TEN"}
        if kind == "percentage":
            base["percentage"] = "10"
        return ensure_policy(slug, name, base | definition, NOW)


WAIT_A_DAY = {"id": "wait-1", "kind": "wait", "duration": "1 day"}


def definition_of(*steps, **changes):
    """Return a definition people enter by leaving a cart; without steps it waits for a day and ends."""
    trigger = {"kind": "event", "event": "checkout_abandoned"}
    return {"trigger": trigger, "steps": list(steps) or [WAIT_A_DAY], **changes}


class JourneyFactory(DjangoModelFactory):
    """A draft that holds nobody out; see running_journey for one that is switched on."""

    class Meta:
        model = Journey

    slug = factory.Sequence(lambda number: f"journey-{number}")
    name = factory.SelfAttribute("slug")
    draft = factory.LazyFunction(definition_of)
    holdout_percent = 0
    created_at = NOW
    updated_at = NOW


def import_for_everybody(recipe, parameters, now, **options):
    """Import a recipe and hold nobody out of its journey, so that whoever enters gets the mails."""
    journey = import_recipe(recipe, parameters, now, **options)
    set_holdout(journey, 0)
    return journey


def running_journey(*steps, now=NOW, slug=None, holdout_percent=0, **changes):
    """Publish a journey with these steps, after creating the templates and coupon policies they name."""
    for step in steps:
        if step["kind"] == "send":
            TemplateFactory(slug=step["template"])
        if step["kind"] == "give_coupon" and not CouponPolicy.objects.filter(slug=step["policy"]).exists():
            CouponPolicyFactory(slug=step["policy"])
    draft = definition_of(*steps, **changes)
    named = {"slug": slug} if slug else {}
    return publish(JourneyFactory(draft=draft, holdout_percent=holdout_percent, **named).pk, now)


def enrolled(journey, contacts, now=NOW, key="", **subject):
    """Let people into a running journey and return their enrollments in the same order."""
    running = next(each for each in running_journeys() if each.id == journey.pk)
    enter(running, [Candidate(contact.pk, key, subject) for contact in contacts], now)
    found = Enrollment.objects.filter(journey=journey, contact_id__in=[contact.pk for contact in contacts], key=key)
    by_contact = {enrollment.contact_id: enrollment for enrollment in found.order_by("round")}
    return [by_contact[contact.pk] for contact in contacts]


def happened(kind, contact, at=NOW, key=None, **changes):
    """Record an event of a known contact, ready to be learned."""
    new = NewEvent(kind=kind, key=key or f"{kind}:{contact.pk}:{at.isoformat()}", occurred_at=at, contact_id=contact.pk)
    event = NewEvent(**{name: changes.get(name, getattr(new, name)) for name in NewEvent.__slots__})
    assert record([event], at) == 1
    return event


ORDER_DATA = {"currency": "USD", "gross": "20.00", "voucher_code": "", "lines": []}
"""What the log keeps of an order, as far as totals and attribution read it."""


def shop_configuration(**changes):
    """What a merchant has filled in, as delivery needs it."""
    stored = {
        "sender_name": "Sandbox Shop",
        "sender_address": "hello@shop.example",
        "shop_name": "Sandbox Shop",
        "postal_address": "1 Market Street",
        "storefront_url": "https://shop.example",
    }
    return configuration_from(stored | changes, is_active=True)


def deliver_all(now=NOW, transport=None):
    """Deliver everything that is due and return how many messages were taken."""
    transport = transport or DiscardTransport()
    count = 0
    while taken := deliver_group(transport, shop_configuration(), now, lambda: now):
        count += taken
    return count
