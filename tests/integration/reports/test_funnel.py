"""How far people got in a journey, read from a journey that really ran."""

from datetime import timedelta

import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import Message
from saleor_automation.reports.funnel import step_funnel
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_steps_count_the_runs_that_reached_them_and_what_their_mails_did():
    # given
    hello = {"id": "hello", "kind": "send", "template": "hello"}
    rest = [{"id": "pause", "kind": "wait", "duration": "1 day"}, {"id": "mark", "kind": "add_tag", "tag": "Seen"}]
    journey = running_journey(hello, *rest, slug="welcome", now=NOW - 9 * DAY)
    ada, grace, old = ContactFactory.create_batch(3)
    enrolled(journey, [old], NOW - 8 * DAY)
    enrolled(journey, [ada], NOW - 2 * DAY)
    enrolled(journey, [grace], NOW)
    for at in (NOW - 8 * DAY, NOW - 2 * DAY, NOW):
        while engine.advance(at, 100):
            pass
    Message.objects.filter(contact_id=ada.pk).update(state="delivered", opened_at=NOW, clicked_at=NOW)

    # when
    steps = step_funnel(journey.pk, NOW - 3 * DAY)

    # then
    assert {step_id: step.reached for step_id, step in steps.items()} == {"hello": 2, "pause": 2, "mark": 1}
    hello = steps["hello"]
    assert (hello.messages, hello.opened, hello.clicked) == ({"delivered": 1, "queued": 1}, 1, 1)


def test_journey_nobody_entered_has_no_steps():
    assert step_funnel(running_journey().pk, NOW) == {}
