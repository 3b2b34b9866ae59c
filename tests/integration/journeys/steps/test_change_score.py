from datetime import timedelta

import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import ContactScore, Event, Score, ScoreEntry
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WARMER = {"id": "warm", "kind": "change_score", "score": "interest", "points": 10, "expires_after_days": 30}


@pytest.fixture(autouse=True)
def score():
    return Score.objects.create(slug="interest", name="Interest", thresholds=[15], created_at=NOW)


def test_score_moves_once_for_each_visit_and_passing_a_threshold_is_an_event():
    # given
    contact = ContactFactory()
    [run] = enrolled(running_journey(WARMER, WAIT_A_DAY | {"next": "warm"}, slug="warming"), [contact])

    # when
    engine.advance(NOW, 100)
    engine.advance(NOW + DAY, 100)

    # then
    assert ContactScore.objects.get().value == 20
    entries = ScoreEntry.objects.order_by("id").values_list("key", "points", "source", "expires_at")
    assert list(entries) == [
        (f"journey:{run.pk}:warm:0", 10, "journey:warming", NOW + 30 * DAY),
        (f"journey:{run.pk}:warm:2", 10, "journey:warming", NOW + 31 * DAY),
    ]
    assert Event.objects.get(kind="score_crossed").data["direction"] == "up"


def test_two_runs_of_one_person_in_one_batch_both_count():
    # given
    contact = ContactFactory()
    journey = running_journey(WARMER, entry={"rule": "once_per_key", "key": "checkout"})
    enrolled(journey, [contact], key="a")
    enrolled(journey, [contact], key="b")

    # when
    engine.advance(NOW, 100)

    # then
    assert ContactScore.objects.get().value == 20
