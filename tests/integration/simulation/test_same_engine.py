"""A season that was really lived, simulated afterwards: the same people, the same mails, the same refusals."""

import pytest
from django.db.models import Count

from saleor_automation.models import Enrollment, Journey, Message
from saleor_automation.simulation.options import check_options
from saleor_automation.simulation.running import simulate
from tests.factories import CouponPolicyFactory, running_journey
from tests.integration.simulation.season import BEGIN, DAY, HOUR, Season
from tests.shop.factories import make_channel, make_product, make_site

SINCE, UNTIL = BEGIN + 10 * DAY, BEGIN + 28 * DAY


@pytest.fixture
def season(shared_database, settings):
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    make_site()
    channel = make_channel()
    variants = [make_product(f"Mug {n}", prices={channel: "10.00"}).default_variant for n in range(3)]
    return Season(channel, variants, tick=3 * HOUR)


def lived(journey):
    """What really happened, in the words of the report."""
    runs = Enrollment.objects.filter(journey=journey)
    messages = Message.objects.filter(journey_id=journey.pk)
    gone = messages.filter(state="delivered").values("step_id").annotate(count=Count("pk"))
    refused = messages.filter(state__in=("skipped", "expired", "failed"))
    reasons = refused.values("step_id", "state", "reason").annotate(count=Count("pk"))
    endings = runs.filter(is_active=False).values("finish_reason").annotate(count=Count("pk"))
    return {
        "entered": runs.count(),
        "sent": {row["step_id"]: row["count"] for row in gone},
        "reasons": sorted((row["step_id"], row["state"], row["reason"], row["count"]) for row in reasons),
        "endings": {row["finish_reason"]: row["count"] for row in endings},
        "entered_on": sorted(run.entered_at.isoformat() for run in runs),
    }


def told(report):
    return {
        "entered": report["summary"]["entered"],
        "sent": {row["step_id"]: row["sent"] for row in report["steps"] if row["sent"]},
        "reasons": sorted((r["step_id"], r["state"], r["reason"], r["count"]) for r in report["reasons"]),
        "endings": {row["reason"]: row["count"] for row in report["endings"]},
    }


SEND = {"kind": "send", "expires_after": "2 days"}
CART = [
    {"id": "first", "template": "first", "truth": ["not_ordered", "cart"], **SEND},
    {"id": "wait", "kind": "wait", "duration": "1 day"},
    {
        "id": "vip",
        "kind": "branch",
        "condition": {"fact": "tag", "op": "has", "value": "VIP"},
        "then": "gift",
        "otherwise": "tell",
    },
    {"id": "gift", "kind": "give_coupon", "policy": "gift"},
    {"id": "tell", "template": "tell", "truth": ["not_ordered"], **SEND},
    {"id": "mark", "kind": "add_tag", "tag": "Reminded"},
    {"id": "listen", "kind": "wait_for", "event": "product_viewed", "limit": "3 days"},
    {"id": "last", "template": "last", "truth": ["not_ordered"], **SEND},
]
WELCOME = [
    {"id": "hello", "template": "hello", **SEND},
    {"id": "pause", "kind": "wait", "duration": "2 days"},
    {
        "id": "often",
        "kind": "branch",
        "condition": {"fact": "event", "event": "product_viewed", "op": "gte", "value": 3, "within_days": 10},
        "then": "many",
        "otherwise": "few",
    },
    {"id": "many", "template": "many", "next": "done", **SEND},
    {"id": "few", "template": "few", **SEND},
    {"id": "done", "kind": "end"},
]
INACTIVE = [
    {"id": "missed", "template": "missed", "truth": ["not_ordered"], **SEND},
    {"id": "later", "kind": "wait", "duration": "4 days"},
    {"id": "again", "template": "again", "truth": ["not_ordered"], **SEND},
]
JOURNEYS = {
    "carts": (
        CART,
        {
            "entry": {"rule": "again", "pause": "3 days"},
            "exits": [{"event": "order_placed", "reason": "bought", "is_goal": True}],
        },
    ),
    "welcome": (
        WELCOME,
        {
            "trigger": {"kind": "event", "event": "order_placed"},
            "entry": {
                "rule": "once_per_key",
                "key": "order",
                "condition": {"fact": "spent", "op": "gt", "value": 150, "currency": "USD"},
            },
            "exits": [{"event": "unsubscribed", "reason": "unsubscribed"}],
        },
    ),
    "inactive": (
        INACTIVE,
        {
            "trigger": {"kind": "date", "field": "last_order_at", "after": "3 days"},
            "entry": {"rule": "once_per_key", "key": "date"},
            "exits": [{"condition": {"fact": "tag", "op": "has", "value": "VIP"}, "reason": "vip"}],
        },
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", JOURNEYS)
def test_simulated_season_is_the_lived_one(season, name):
    # given
    steps, rest = JOURNEYS[name]
    season.live(SINCE)
    CouponPolicyFactory(slug="gift")
    journey = running_journey(*steps, now=SINCE, slug=name, **rest)
    season.live(UNTIL)
    really = lived(journey)
    season.live(UNTIL + 3 * DAY)

    # when
    journey = Journey.objects.get(pk=journey.pk)
    options = check_options(journey, journey.version.definition, SINCE, UNTIL, season.now, tick=3 * HOUR)
    report = simulate(options)

    # then
    assert really["entered"] > 5
    assert sum(really["sent"].values()) > 5
    assert told(report) == {key: really[key] for key in ("entered", "sent", "reasons", "endings")}
