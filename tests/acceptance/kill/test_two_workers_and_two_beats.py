import re
import time
from collections import Counter
from datetime import timedelta

import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.journeys.entry import Candidate, enter
from saleor_automation.journeys.running import running_journeys
from saleor_automation.models import (
    Contact,
    ContactScore,
    ContactTag,
    ContactTotals,
    Decision,
    Enrollment,
    Event,
    Message,
    Score,
    ScoreEntry,
)
from tests.acceptance.kill.processes import running, until_or_dead
from tests.factories import running_journey

pytestmark = pytest.mark.slow

PEOPLE = 50_000
MARK = {"id": "mark", "kind": "add_tag", "tag": "seen"}
SCORE = {"id": "score", "kind": "change_score", "score": "heat", "points": 3}
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
REST = {"id": "rest", "kind": "wait", "duration": "1 day"}
MOVED_ON = re.compile(r"(\d+) rows moved on")


def test_two_workers_and_two_beats_take_each_step_of_fifty_thousand_due_people_once(surroundings, began_at, say):
    # given: passes that begin as often as they can, and no sender address, so that no mail leaves
    surroundings.settings |= {"LOG_LEVEL": "INFO", "DEFAULT_FROM_EMAIL": ""}
    Score.objects.create(slug="heat", name="Heat", created_at=began_at)
    running_journey(MARK, SCORE, LETTER, REST, now=began_at)
    [to_enter] = running_journeys()
    enter(to_enter, crowd(began_at), began_at)
    workers = [surroundings.start_worker(), surroundings.start_worker()]
    beats = [surroundings.start_beat(), surroundings.start_beat()]
    due = Enrollment.objects.filter(wake_at__lte=utc_now() + timedelta(hours=1))

    # when
    with running(*workers, *beats):
        until_or_dead(workers[0], lambda: Enrollment.objects.filter(step_id="rest").exists(), "the first one has moved")
        begun = time.monotonic()
        until_or_dead(workers[0], lambda: not due.exists(), "everybody rests", seconds=300)
        seconds = time.monotonic() - begun
        for process in (*beats, *workers):
            process.stop()

    # then
    shares = [sum(map(int, MOVED_ON.findall(worker.text()))) for worker in workers]
    say(f"{PEOPLE} due people, two workers and two beats: {seconds:.0f} s, {shares} taken by each, every step once")
    assert min(shares) > 0
    assert sum(shares) == PEOPLE
    assert Counter(Decision.objects.values_list("step_id", "outcome")) == {
        ("mark", "advance"): PEOPLE,
        ("score", "advance"): PEOPLE,
        ("letter", "advance"): PEOPLE,
        ("rest", "sleep"): PEOPLE,
    }
    assert Enrollment.objects.filter(problem="", is_active=True, step_id="rest", visit=3).count() == PEOPLE
    assert ContactTag.objects.count() == Event.objects.filter(kind="tag_added").count() == PEOPLE
    assert ScoreEntry.objects.count() == ContactScore.objects.filter(value=3).count() == PEOPLE
    assert Message.objects.values("key").distinct().count() == Message.objects.count() == PEOPLE


def crowd(now):
    """Fifty thousand people, made without the factories, which take a minute for so many."""
    people = [
        Contact(email=f"person{number}@customers.example", origin="test", created_at=now, updated_at=now)
        for number in range(PEOPLE)
    ]
    Contact.objects.bulk_create(people, batch_size=10_000)
    ContactTotals.objects.bulk_create([ContactTotals(contact=each) for each in people], batch_size=10_000)
    return [Candidate(each.pk, "", {}) for each in people]
