"""Rows of ours, as the engine writes them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from graphene import Node

from saleor_automation.contacts.field_models import CustomField, FieldValue, TagPeriod
from saleor_automation.contacts.models import Consent, Contact, ContactList, ContactTag, ListSubscription, Tag
from saleor_automation.events.models import Event
from saleor_automation.journeys.models import Enrollment, Journey, JourneyVersion
from saleor_automation.messages.models import Message, Template
from saleor_automation.product_lists.models import ProductList
from saleor_automation.recommendations.models import RecommendationGeneration
from saleor_automation.scores.models import ContactScore, PointsBalance, PointsEntry, Reward, Score, ScoreEntry, Tier

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DEFINITION = {
    "trigger": {"kind": "event", "event": "checkout_abandoned"},
    "entry": {"rule": "once"},
    "exits": [],
    "steps": [
        {"id": "pause", "kind": "wait", "label": "Give it an hour", "duration": "1 hour"},
        {"id": "mark", "kind": "add_tag", "label": "Mark", "tag": "Abandoned"},
    ],
}
_number = count(1)


def global_id(row):
    """Return the id a row has in the schema."""
    name = "AutomationList" if isinstance(row, ContactList) else f"Automation{type(row).__name__}"
    return Node.to_global_id(name, row.pk)


def contact(email=None, *, minutes=0, **fields):
    """Create a contact that became known some minutes after noon."""
    known_at = NOON + timedelta(minutes=minutes)
    return Contact.objects.create(
        email=email or f"person-{next(_number)}@example.com", created_at=known_at, updated_at=known_at, **fields
    )


def consent(contact, state="subscribed", **fields):
    defaults = {"transport": "email", "source": "footer", "changed_at": NOON, "proof": {"text": "Yes, write to me."}}
    return Consent.objects.create(contact=contact, state=state, **(defaults | fields))


def contact_list(slug="newsletter", name="Newsletter"):
    return ContactList.objects.create(slug=slug, name=name, created_at=NOON)


def subscription(contact, in_list, state="subscribed"):
    return ListSubscription.objects.create(contact=contact, list=in_list, state=state, source="footer", changed_at=NOON)


def tag(contact, name):
    found, _ = Tag.objects.get_or_create(name=name, defaults={"created_at": NOON})
    return ContactTag.objects.create(contact=contact, tag=found, assigned_at=NOON, source="journey")


def marks(contact):
    """Give a contact a field, a score and points, each with what hangs on it."""
    field, _ = CustomField.objects.get_or_create(slug="size", defaults={"type": "number", "created_at": NOON})
    FieldValue.objects.create(field=field, contact=contact, number_value=42, updated_at=NOON)
    score, _ = Score.objects.get_or_create(slug="interest", defaults={"name": "Interest", "created_at": NOON})
    ContactScore.objects.create(score=score, contact=contact, value=5, updated_at=NOON)
    tier, _ = Tier.objects.get_or_create(slug="silver", defaults={"threshold": 10, "created_at": NOON})
    PointsBalance.objects.create(contact=contact, tier=tier, confirmed=50, earned=50, updated_at=NOON)
    reward, _ = Reward.objects.get_or_create(slug="ten", defaults={"points": 5, "created_at": NOON})
    for number in range(3):
        times = {"occurred_at": NOON + timedelta(minutes=number), "created_at": NOON}
        key = f"{contact.pk}:{number}"
        ScoreEntry.objects.create(
            key=key, score=score, contact=contact, kind="adjustment", points=1, asked_points=1, **times
        )
        PointsEntry.objects.create(
            key=key, contact=contact, kind="redeemed", confirmed=-5, reward=reward, coupon_id=number + 1, **times
        )
        TagPeriod.objects.create(
            contact=contact, tag_id=number + 1, tag_name=f"Tag {number}", assigned_at=times["occurred_at"]
        )


def event(contact=None, kind="order_placed", *, minutes=0, **fields):
    happened_at = NOON + timedelta(minutes=minutes)
    defaults = {"key": f"test:{next(_number)}", "recorded_at": happened_at, "processed_at": happened_at}
    return Event.objects.create(
        kind=kind, occurred_at=happened_at, contact_id=contact.pk if contact else None, **(defaults | fields)
    )


def journey(slug="cart", *, definition=DEFINITION, status="active", minutes=0, **fields):
    """Create a journey; one that is not a draft has the definition as its first version."""
    made_at = NOON + timedelta(minutes=minutes)
    defaults = {"name": slug.capitalize(), "draft": definition, "created_at": made_at, "updated_at": made_at}
    defaults["holdout_percent"] = 0
    made = Journey.objects.create(slug=slug, status=status, **(defaults | fields))
    if status != "draft":
        made.version = JourneyVersion.objects.create(
            journey=made, number=1, definition=definition, published_at=made_at
        )
        made.save()
    return made


def enrollment(journey, contact, *, step_id="pause", minutes=0, finish_reason="", **fields):
    """Create a run that began some minutes after noon; one with a finish reason has ended."""
    entered_at = NOON + timedelta(minutes=minutes)
    defaults = {"key": f"run-{next(_number)}", "step_reached_at": entered_at, "is_active": not finish_reason}
    return Enrollment.objects.create(
        journey=journey,
        version=journey.version,
        contact_id=contact.pk,
        step_id=step_id,
        entered_at=entered_at,
        finish_reason=finish_reason,
        finished_at=entered_at if finish_reason else None,
        **(defaults | fields),
    )


def template(slug="reminder"):
    found, _ = Template.objects.get_or_create(slug=slug, defaults={"name": slug, "updated_at": NOON})
    return found


def message(contact, *, journey=None, enrollment=None, state="delivered", minutes=0, **fields):
    planned_at = NOON + timedelta(minutes=minutes)
    defaults = {"key": f"message-{next(_number)}", "transport": "email", "send_at": planned_at}
    return Message.objects.create(
        contact_id=contact.pk,
        journey_id=journey.pk if journey else None,
        enrollment_id=enrollment.pk if enrollment else None,
        template_id=template().pk,
        state=state,
        planned_at=planned_at,
        **(defaults | fields),
    )


def product_list(slug="best"):
    definition = {"source": {"kind": "best_sellers"}}
    return ProductList.objects.create(slug=slug, name=slug, definition=definition, created_at=NOON, updated_at=NOON)


def recommendations(**report):
    """Create a generation of recommendations that was learned three hours before noon."""
    report = {"problem": "", "held_out_days": 12.5, "orders_count": 80, "tasks": {}} | report
    trained_at = NOON - timedelta(hours=3)
    return RecommendationGeneration.objects.create(
        trained_at=trained_at, orders_count=400, products_count=30, method="ease", report=report
    )
