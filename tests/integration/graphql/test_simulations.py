from datetime import UTC, datetime, timedelta

from graphene import Node

from saleor_automation.core.clock import utc_now
from saleor_automation.models import Simulation
from tests.factories import ContactFactory, JourneyFactory

from .clients import nodes

SIMULATE = """mutation($journey: ID!, $since: DateTime!, $until: DateTime!) {
  automationJourneySimulate(journeyId: $journey, input: {since: $since, until: $until, seed: 5}) {
    simulation { id state percent seed journey { slug } report { passes } requestedBy }
    errors { field message code place stepId }
  }
}"""
REPORT = """{ automationSimulations(first: 5) { edges { node { state report {
  summary { entered people heldOut inside planned sent peopleWrittenTo withheld notSent waiting stuck }
  days { day entered ended sent withheld notSent }
  steps { stepId kind label reached left inside bought boughtShare medianStaySeconds planned sent withheld notSent }
  messages { day stepId sent withheld } reasons { stepId state reason count }
  holds { reason messages people sentLater expired } endings { reason isGoal count }
  bought { days runs bought share } coupons { policy name given ceilings { amount currency } basis }
  samples { contact { email } key enteredAt isHeldOut stepId finishedAt finishReason
    decisions { stepId label outcome reason facts at }
    messages { stepId template state reason heldBy plannedAt at } purchases { at total { amount currency } } }
  limits { code text } passes tickMinutes holdoutPercent seconds peakMemoryMb
} } } } }"""
CANCEL = "mutation($id: ID!) { automationSimulationCancel(id: $id) { simulation { state } errors { field code } } }"
AT = "2026-01-02T09:00:00+00:00"


def stored_report(contact_id):
    counts = dict.fromkeys(
        (
            *("entered", "people", "held_out", "inside", "planned", "sent", "people_written_to", "withheld"),
            *("not_sent", "waiting", "stuck", "ended", "reached", "left", "bought", "median_stay_seconds"),
        ),
        1,
    )
    step = {"step_id": "hello", "kind": "send", "label": "Hello", "bought_share": 0.5}
    decision = {"step_id": "hello", "label": "Hello", "outcome": "advance", "reason": "", "facts": {"x": 1}, "at": AT}
    message = {"step_id": "hello", "template": "hi", "state": "sent", "reason": "", "held_by": "", "planned_at": AT}
    return {
        "summary": counts,
        "days": [counts | {"day": "2026-01-02"}],
        "steps": [counts | step],
        "messages": [{"day": "2026-01-02", "step_id": "hello", "sent": 1, "withheld": 0}],
        "reasons": [{"step_id": "hello", "state": "skipped", "reason": "no_consent", "count": 2}],
        "holds": [{"reason": "frequency_cap", "messages": 1, "people": 1, "sent_later": 1, "expired": 0}],
        "endings": [{"reason": "completed", "is_goal": False, "count": 1}],
        "bought": [{"days": 7, "runs": 4, "bought": 1, "share": 0.25}],
        "coupons": [
            {
                "policy": "ten",
                "name": "Ten",
                "given": 1,
                "ceilings": [{"amount": "3.50", "currency": "EUR"}],
                "basis": "b",
            }
        ],
        "samples": [
            {
                "contact_id": contact_id,
                "key": "",
                "entered_at": AT,
                "is_held_out": False,
                "step_id": "hello",
                "finished_at": None,
                "finish_reason": "",
                "decisions": [decision],
                "messages": [message | {"at": None}],
                "purchases": [{"at": AT, "amount": "12.00", "currency": "EUR"}],
            }
        ],
        "limits": [{"code": "no_lift", "text": "It does not predict lift."}],
        "period": {"passes": 3, "tick_minutes": 15.0, "holdout_percent": 10},
        "run": {"seconds": 1.5, "peak_memory_mb": 90},
    }


def test_simulation_is_asked_for_and_waits_for_a_worker(as_manager):
    # given
    journey = JourneyFactory(slug="cart")
    until = utc_now() - timedelta(days=1)
    period = {"since": until - timedelta(days=30), "until": until}

    # when
    answer = as_manager.ask(SIMULATE, {"journey": Node.to_global_id("AutomationJourney", journey.pk), **period})

    # then
    found = answer["automationJourneySimulate"]
    assert found["errors"] == []
    assert found["simulation"] | {"id": ""} == {
        "id": "",
        "state": "WAITING",
        "percent": 0,
        "seed": 5,
        "journey": {"slug": "cart"},
        "report": None,
        "requestedBy": f"staff:{as_manager.user.pk}",
    }


def test_bad_draft_and_bad_period_are_refused_and_nothing_waits(as_manager):
    # given
    journey = JourneyFactory(draft={"trigger": {"kind": "manual"}, "steps": [{"id": "x", "kind": "fly"}]})
    journey_id = Node.to_global_id("AutomationJourney", journey.pk)
    now = utc_now()

    # when
    draft, period = (
        as_manager.ask(SIMULATE, {"journey": journey_id, "since": now - timedelta(days=9), "until": until})
        for until in (now - timedelta(days=1), now + timedelta(days=1))
    )

    # then
    (problem,) = draft["automationJourneySimulate"]["errors"]
    assert (problem["field"], problem["code"], problem["stepId"]) == ("journeyId", "INVALID_DEFINITION", "x")
    (problem,) = period["automationJourneySimulate"]["errors"]
    assert (problem["field"], problem["code"]) == ("until", "INVALID")
    assert "only what has happened can be simulated." in problem["message"]
    assert not Simulation.objects.exists()


def test_report_is_shown_with_the_people_it_names(as_manager):
    # given
    contact = ContactFactory(email="ada@example.com")
    now = datetime(2026, 1, 3, tzinfo=UTC)
    Simulation.objects.create(
        journey_id=1,
        journey_slug="cart",
        definition={},
        since=now - timedelta(days=2),
        until=now,
        state="done",
        report=stored_report(contact.pk),
        created_at=now,
    )

    # when
    (found,) = nodes(as_manager.ask(REPORT)["automationSimulations"])

    # then
    report = found["report"]
    assert found["state"] == "DONE"
    assert report["summary"]["peopleWrittenTo"] == 1
    assert report["days"][0]["day"] == "2026-01-02"
    assert report["coupons"][0]["ceilings"] == [{"amount": 3.5, "currency": "EUR"}]
    assert report["samples"][0]["contact"] == {"email": "ada@example.com"}
    assert report["samples"][0]["purchases"][0]["total"] == {"amount": 12.0, "currency": "EUR"}
    assert (report["passes"], report["tickMinutes"], report["holdoutPercent"]) == (3, 15.0, 10)


def test_waiting_simulation_is_cancelled_once(as_manager):
    # given
    now = utc_now()
    simulation = Simulation.objects.create(
        journey_id=1, journey_slug="cart", definition={}, since=now - timedelta(days=2), until=now, created_at=now
    )
    variables = {"id": Node.to_global_id("AutomationSimulation", simulation.pk)}

    # when
    first, second = (as_manager.ask(CANCEL, variables)["automationSimulationCancel"] for _ in range(2))

    # then
    assert first == {"simulation": {"state": "CANCELLED"}, "errors": []}
    assert second["errors"] == [{"field": "id", "code": "CONFLICT"}]
