from datetime import timedelta
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.invite import Invite, QueueInvitation
from tests.unit.journeys.steps.contexts import MONDAY, context

STEP = Invite(id="ask", template="order-thanks", list="newsletter", valid_days=10)
NEWSLETTER = SimpleNamespace(pk=3, name="Newsletter")


def test_mail_about_the_order_carries_what_its_link_confirms():
    outcome = STEP.run(context(loaded=NEWSLETTER, subject={"order_id": "an-order"}))

    beside = {
        "confirms": [3],
        "lists": "Newsletter",
        "until": (MONDAY + timedelta(days=10)).isoformat(),
        "proof": {"source": "journey:welcome", "order_id": "an-order"},
    }
    effect = QueueInvitation("order-thanks", ("invitation",), timedelta(days=2), "transactional", beside)
    facts = {"template": "order-thanks", "list": "newsletter"}
    assert outcome == Advance(effects=(effect,), reason="planned", facts=facts)


def test_nobody_is_invited_without_an_order():
    outcome = STEP.run(context(loaded=NEWSLETTER))

    assert outcome == Advance(reason="no order", facts={"list": "newsletter"})


def test_people_who_are_held_out_go_without_it():
    [effect] = STEP.run(context(loaded=NEWSLETTER, subject={"order_id": "an-order"})).effects

    assert effect.is_withheld


def test_template_and_list_must_exist_to_publish():
    assert STEP.references() == [
        ("template", "order-thanks"),
        ("invitation", "order-thanks"),
        ("list", "newsletter"),
    ]


@pytest.mark.parametrize("days", [0, 366])
def test_link_works_for_a_sensible_time(days):
    with pytest.raises(ValidationError):
        Invite(id="ask", template="order-thanks", list="newsletter", valid_days=days)


def test_nobody_to_ask_about_needs_no_query():
    assert STEP.load([]) == {}
