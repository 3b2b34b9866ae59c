"""However many people stand at a step, the database is asked as often: that is what millions of contacts rest on."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.contacts.fields import create_field
from saleor_automation.contacts.tags import ensure_tag
from saleor_automation.journeys import engine
from saleor_automation.journeys.steps import STEP_KINDS
from saleor_automation.models import ContactList, Enrollment, PointsBalance, Programme, Reward, Score
from tests.factories import (
    NOW,
    CouponPolicyFactory,
    JourneyFactory,
    TemplateFactory,
    enrolled,
    many_contacts,
    running_journey,
)
from tests.shop.factories import make_channel

pytestmark = pytest.mark.django_db

HAS_ORDERED = {"fact": "orders_count", "op": "gte", "value": 1}
STEPS = [
    {"kind": "send", "template": "hello"},
    {"kind": "ab_test", "variants": [{"name": "a", "template": "hello"}, {"name": "b", "template": "bye"}]},
    {"kind": "wait", "duration": "1 day"},
    {"kind": "wait_until", "date": "2026-04-01"},
    {"kind": "wait_until", "field": "birthday", "yearly": True},
    {"kind": "wait_until", "field": "first_order_at", "days": 7},
    {"kind": "wait_window", "begin": "09:00", "end": "18:00"},
    {"kind": "wait_for", "event": "order_placed", "limit": "1 day"},
    {"kind": "wait_for", "condition": HAS_ORDERED, "limit": "1 day"},
    {"kind": "branch", "condition": HAS_ORDERED},
    {"kind": "random_split", "ways": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}]},
    {"kind": "add_tag", "tag": "vip"},
    {"kind": "remove_tag", "tag": "vip"},
    {"kind": "tag_interest"},
    {"kind": "branch_dates", "ends": "2026-04-01"},
    {"kind": "subscribe", "list": "news"},
    {"kind": "subscribe", "list": "careful"},
    {"kind": "invite", "template": "about-the-order", "list": "news"},
    {"kind": "unsubscribe", "list": "news"},
    {"kind": "unsubscribe"},
    {"kind": "set_field", "field": "birthday", "value": "2000-02-29"},
    {"kind": "set_field", "field": "birthday", "copy": "created_at"},
    {"kind": "change_score", "score": "interest", "points": 5},
    {"kind": "change_points", "points": 5},
    {"kind": "give_coupon", "policy": "ten-percent"},
    {"kind": "redeem", "reward": "ten-off"},
    {"kind": "notify_team", "to": ["sales@shop.example"], "note": "Ring them"},
    {"kind": "call_webhook", "url": "https://crm.example/hook"},
    {"kind": "start_journey", "journey": "other"},
    {"kind": "end_journey", "journey": "other"},
    {"kind": "goal", "condition": HAS_ORDERED},
    {"kind": "goal", "event": "order_placed"},
    {"kind": "end"},
]


@pytest.fixture
def shop():
    """Everything the steps name."""
    for slug in ("hello", "bye"):
        TemplateFactory(slug=slug)
    invitation = {"kind": "text", "html": "<p>{{ order.number }} {{ confirm_url }}</p>"}
    content = {"en": {"subject": "Thank you", "blocks": [invitation, {"kind": "footer"}]}}
    TemplateFactory(slug="about-the-order", content=content)
    create_field("birthday", "Birthday", "date", [], NOW)
    ensure_tag("vip", NOW)
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    ContactList.objects.create(slug="careful", name="Careful", is_double_opt_in=True, created_at=NOW)
    Score.objects.create(slug="interest", name="Interest", created_at=NOW)
    Programme.objects.all().delete()
    Programme.objects.create(name="Club", is_active=True, rates={}, starts_at=NOW)
    CouponPolicyFactory()
    Reward.objects.create(slug="ten-off", name="Ten off", points=5, policy_slug="ten-percent", created_at=NOW)
    make_channel()
    JourneyFactory(slug="other")


def statements_for(journey, count):
    contacts = many_contacts(count)
    PointsBalance.objects.bulk_create(PointsBalance(contact=each, confirmed=5, updated_at=NOW) for each in contacts)
    enrolled(journey, contacts, order_id=str(uuid4()))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert engine.advance(NOW, 1000) == count
    return [query["sql"].split("(")[0][:60] for query in captured.captured_queries]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step['kind']}-{list(step)[-1]}")
def test_statements_do_not_depend_on_the_number_of_people(shop, step):
    # given
    last = {"id": "done", "kind": "end"}
    journey = running_journey({"id": "it", **step}, *([] if step["kind"] == "end" else [last]))
    statements_for(journey, 2)

    # when
    counts = [len(statements_for(journey, people)) for people in (1, 10, 100)]

    # then
    assert counts == [counts[0]] * 3
    assert not Enrollment.objects.exclude(problem="").exists()


def test_every_kind_of_step_is_counted():
    assert {step["kind"] for step in STEPS} >= set(STEP_KINDS)
