import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F

from saleor_automation.models import ContactTag, Decision, Enrollment, Event, Message
from tests.acceptance.kill.accounting import how_many, settled_balance
from tests.acceptance.kill.processes import running, until_or_dead
from tests.factories import enrolled, many_contacts, running_journey

pytestmark = pytest.mark.slow

PEOPLE = 1200
KILLS_A_DAY = 3
DAY = timedelta(days=1)

MARK = {"id": "mark", "kind": "add_tag", "tag": "seen"}
LETTER = {"id": "letter", "kind": "send", "template": "hello"}
WAIT = {"id": "wait-1", "kind": "wait", "duration": "1 day"}
SECOND_LETTER = {"id": "second-letter", "kind": "send", "template": "hello"}
DONE = {"id": "done", "kind": "end"}


def test_worker_killed_while_moving_people_neither_forgets_nor_repeats_a_step(surroundings, mailbox, began_at, say):
    # given: batches of twenty, so that there is always one under way
    surroundings.settings["AUTOMATION_BATCH_SIZE"] = "20"
    journey = running_journey(MARK, LETTER, WAIT, SECOND_LETTER, DONE, now=began_at)
    runs = enrolled(journey, many_contacts(PEOPLE, began_at), now=began_at)
    moments = random.Random(7)

    # when
    beat = surroundings.start_beat()
    with running(beat):
        for planned_by_then in (PEOPLE, 2 * PEOPLE):
            for _ in range(KILLS_A_DAY):
                worker = surroundings.start_worker()
                with running(worker):
                    goal = min(Message.objects.count() + moments.randint(1, PEOPLE // 6), planned_by_then)
                    until_or_dead(worker, lambda goal=goal: Message.objects.count() >= goal, f"{goal} are planned")
                    worker.kill()
            worker = surroundings.start_worker()
            with running(worker):
                until_or_dead(
                    worker,
                    lambda goal=planned_by_then: Message.objects.count() == goal and how_many("queued") == 0,
                    "everybody has moved and nothing is queued",
                    seconds=90,
                )
                worker.stop()
            a_day_passes()

    # then
    assert Counter(Enrollment.objects.values_list("finish_reason", flat=True)) == {"completed": PEOPLE}
    expected = {f"{run.pk}:letter:1" for run in runs} | {f"{run.pk}:second-letter:3" for run in runs}
    assert set(Message.objects.values_list("key", flat=True)) == expected
    assert ContactTag.objects.count() == Event.objects.filter(kind="tag_added").count() == PEOPLE
    steps = Counter(Decision.objects.values_list("step_id", "outcome"))
    assert steps == {
        ("mark", "advance"): PEOPLE,
        ("letter", "advance"): PEOPLE,
        ("wait-1", "sleep"): PEOPLE,
        ("wait-1", "advance"): PEOPLE,
        ("second-letter", "advance"): PEOPLE,
        ("done", "finish"): PEOPLE,
    }
    balance = settled_balance(mailbox)
    say(f"{2 * KILLS_A_DAY} times kill -9 while advancing {PEOPLE} people: every step once; {balance}")
    assert balance.planned == 2 * PEOPLE


def a_day_passes():
    """The processes look at the real clock, so everybody's dates move back instead."""
    Enrollment.objects.filter(is_active=True).update(
        step_reached_at=F("step_reached_at") - DAY, wake_at=F("wake_at") - DAY
    )
