from datetime import timedelta
from uuid import uuid4

import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.models import Attribution, Cart, Message
from tests.factories import ContactFactory, enrolled, running_journey
from tests.shop.factories import make_channel

from . import builders

DAY = "{ day entered delivered clicked orders revenue { amount currency } }"
JOURNEY = f"""query ($id: ID!, $days: Int) {{ automationJourneyReport(id: $id, days: $days) {{
  days {DAY} total {DAY}
  steps {{ stepId reached messages {{ state count }} orders revenue {{ amount }} }}
  lift {{ reached {{ people buyers spentPerPerson {{ amount currency }} }} heldOut {{ people }} windowDays missing
         perPerson {{ amount }} revenue {{ amount }} revenueLow {{ amount }} revenueHigh {{ amount }} }}
}} }}"""
LOSS = """query ($figures: AutomationCartFigures) { automationCartLoss(figures: $figures) {
  carts leftCarts leftShare leftValue { amount currency } reachableCarts wonBack { name amount { amount } }
} }"""
FIGURES = {"visitors": 6000, "conversionPercent": 2.4, "orderValue": 20, "currency": "EUR"}


@pytest.fixture
def journey():
    """A journey with one delivered mail and one order of today."""
    now = utc_now()
    journey = running_journey({"id": "hello", "kind": "send", "template": "hello"}, now=now - timedelta(hours=1))
    (run,) = enrolled(journey, [ContactFactory()], now)
    message = Message.objects.create(
        key=str(uuid4()),
        contact_id=run.contact_id,
        journey_id=journey.pk,
        enrollment_id=run.pk,
        step_id="hello",
        template_id=1,
        transport="email",
        state="delivered",
        planned_at=now,
        send_at=now,
        settled_at=now,
    )
    Attribution.objects.create(
        order_id=uuid4(),
        contact_id=run.contact_id,
        journey_id=journey.pk,
        message_id=message.pk,
        touch="click",
        touched_at=now,
        ordered_at=now,
        currency="EUR",
        amount="12.50",
    )
    return journey


def test_all_journeys_are_reported_by_day_and_compared_with_the_days_before(as_manager, journey):
    report = as_manager.ask(f"{{ automationReports(days: 7) {{ days {DAY} total {DAY} previous {DAY} }} }}")
    seen = report["automationReports"]
    assert len(seen["days"]) == 7
    assert seen["days"][-1]["delivered"] == seen["total"]["delivered"] == 1
    assert seen["total"]["revenue"] == [{"amount": 12.5, "currency": "EUR"}]
    assert seen["previous"]["entered"] == 0


def test_journey_is_reported_with_steps_and_what_it_changed(as_manager, journey):
    # given
    make_channel()

    # when
    variables = {"id": builders.global_id(journey), "days": 3}
    seen = as_manager.ask(JOURNEY, variables)["automationJourneyReport"]

    # then
    assert seen["total"]["entered"] == 1
    (step,) = seen["steps"]
    assert step == {
        "stepId": "hello",
        "reached": 0,
        "messages": [{"state": "DELIVERED", "count": 1}],
        "orders": 1,
        "revenue": [{"amount": 12.5}],
    }
    assert seen["lift"]["missing"].startswith("Nobody is held out")
    assert (seen["lift"]["windowDays"], seen["lift"]["revenue"]) == (30, None)


def test_carts_left_behind_are_valued(as_manager):
    begun = utc_now() - timedelta(days=1)
    for total in (100, 50):
        Cart.objects.create(
            checkout_id=uuid4(),
            email="a@example.com",
            currency="USD",
            total_amount=total,
            started_at=begun,
            changed_at=begun,
        )
    (loss,) = as_manager.ask(LOSS)["automationCartLoss"]
    assert (loss["leftCarts"], loss["leftShare"], loss["leftValue"]) == (2, 1.0, {"amount": 150.0, "currency": "USD"})
    assert loss["wonBack"][0] == {"name": "cautious", "amount": {"amount": 4.5}}


def test_figures_typed_in_are_taken_instead(as_manager):
    (loss,) = as_manager.ask(LOSS, {"figures": FIGURES})["automationCartLoss"]
    assert (loss["carts"], loss["leftValue"]["amount"]) == (480, 6720.0)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ automationReports(days: 0) { total { day } } }", "0 days cannot be counted; ask for 1 to 366."),
        ("{ automationCartLoss(days: 9999) { carts } }", "9999 days cannot be counted; ask for 1 to 366."),
        (
            """{ automationCartLoss(figures: {visitors: 1, conversionPercent: 200, orderValue: 1, currency: "EUR"}) {
              carts } }""",
            "200.0 is no percentage; use a number from 0 to 100.",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(as_manager, query, words):
    (error,) = as_manager.post(query)["errors"]
    assert error["message"] == words
