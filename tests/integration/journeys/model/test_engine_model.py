"""Random journeys and stories, passes broken off anywhere: the engine does what the ideal interpreter does."""

from datetime import UTC, date, datetime, timedelta
from random import randrange
from uuid import UUID

import pytest

from saleor_automation.events.log import NewEvent

from . import reading
from .ideal import World
from .shop import Shop, empty_shop, furnish
from .stories import SLUGS, deeds, journeys

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""A Monday in a season in which no clock changes: what clocks do is tested elsewhere."""

PEOPLE = (
    (1, "Europe/Rome", START - timedelta(days=1)),
    (2, "Pacific/Kiritimati", START - timedelta(hours=1)),
    (3, "America/St_Johns", START),
)


class Story:
    """Does every deed twice: in the ideal world, and in the shop. A pass says what it left different."""

    def __init__(self, journeys):
        self.journeys, self.now, self.events = journeys, START, []
        self.world, self.shop = World(PEOPLE), Shop(PEOPLE, journeys, START)
        for slug in SLUGS:
            self._publish(slug, 0, False)

    def do(self, deed):
        what, *details = deed
        return getattr(self, f"_{what}")(*details)

    def _happen(self, people, kind, n):
        for person in people:
            self._happen_to(person, kind, n)

    def _happen_to(self, person, kind, n):
        number = len(self.events)
        checkout = UUID(int=n) if kind == "checkout_abandoned" else None
        event = NewEvent(kind, f"it:{number}", self.now, contact_id=person, checkout_id=checkout, data={"n": n})
        self.events.append(event)
        self.shop.happen(event)
        self.world.tell(kind, person, self.now, {"n": n}, str(checkout) if checkout else None)

    def _repeat(self, number):
        """The same hook once more: nothing may come of it."""
        if self.events:
            self.shop.happen(self.events[number % len(self.events)])

    def _vip(self, person, is_on):
        (self.world.tag if is_on else self.world.untag)(person, "vip", self.now)
        self.shop.tag(person, is_on, self.now)

    def _day(self, person, day):
        self.world.set_field(person, "day", day, self.now)
        self.shop.set_day(person, day, self.now)

    def _publish(self, slug, number, with_people):
        asked = SLUGS[(SLUGS.index(slug) + 1) % 3]
        definition = self.journeys[slug][number]
        if "archived" in (self._status(slug), self._status(asked)) or waits_for_the_past(definition, self.now):
            return
        self.world.publish(slug, definition, self.now)
        self.shop.publish(slug, definition, self.now)
        if with_people and not self._is_busy(slug):
            there = [step["id"] for step in definition["steps"]]
            known = sorted({step["id"] for version in self.journeys[slug] for step in version["steps"]})
            steps = {name: name if name in there else "s0" for name in known}
            self.world.ask_to_move(slug, steps)
            self.shop.move(slug, steps, self.now)

    def _end_people(self, slug):
        if self._status(slug) != "archived" and not self._is_busy(slug):
            self.world.ask_to_end(slug)
            self.shop.end(slug, self.now)

    def _is_busy(self, slug):
        return any(chore[0] == slug for chore in self.world.chores)

    def _pause(self, slug):
        if self._status(slug) == "active":
            self.world.pause(slug)
            self.shop.pause(slug, self.now)

    def _resume(self, slug):
        if self._status(slug) == "paused":
            self.world.resume(slug, self.now)
            self.shop.resume(slug, self.now)

    def _archive(self, slug):
        if self._status(slug) != "archived":
            self.world.archive(slug, self.now)
            self.shop.archive(slug, self.now)

    def _status(self, slug):
        return self.world.journeys[slug].status if slug in self.world.journeys else "draft"

    def _pass(self, minutes, mood, statement):
        self.now += timedelta(minutes=minutes)
        self.shop.work(self.now, mood, statement)
        self.world.work(self.now)
        stuck = [("stuck", run.pk, run.problem) for run in reading.stuck()]
        return differences(self.world.snapshot(), reading.snapshot()) + stuck


def waits_for_the_past(definition, now):
    """Publishing refuses days that are gone."""
    days = [date.fromisoformat(s["date"]) + timedelta(days=s["days"]) for s in definition["steps"] if "date" in s]
    return any(day < now.date() for day in days)


def differences(expected, found):
    """What is not as it should be, as (what, where, expected, found)."""
    return [
        (what, place, expected[what].get(place), found[what].get(place))
        for what in expected
        for place in sorted({*expected[what], *found[what]}, key=str)
        if _promised(expected[what].get(place)) != _promised(found[what].get(place))
    ]


def _promised(value):
    """Leave out of a run who asked for it: of two journeys that ask at the same moment either may be the first."""
    subject = value[-1] if isinstance(value, tuple) and isinstance(value[-1], dict) else {}
    if subject.get("event") != "journey_start_asked":
        return value
    return *value[:-1], {"event": subject["event"]}


@pytest.fixture
def furnished(own_database):
    furnish(START)


QUICK = range(8)


@pytest.mark.parametrize("seeds", [QUICK, pytest.param(None, marks=pytest.mark.long)], ids=["quick", "long"])
def test_every_story_ends_as_the_ideal_interpreter_says(furnished, seeds):
    for seed in seeds or [randrange(2**32) for _ in range(500)]:
        told, problem = tell(seed, deeds(seed, 40))
        if problem:
            told, problem = simplest(seed, told, problem)
            pytest.fail("\n".join([f"story {seed}:", *map(str, told), *map(str, problem)]))


def tell(seed, story):
    """Let a story happen, and some time pass after it; returns how far it came and what was not as it should be."""
    empty_shop()
    it = Story(journeys(seed))
    after = [("pass", 24 * 60, "peace", 0), ("pass", 7 * 24 * 60, "peace", 0)]
    for number, deed in enumerate([*story, *after], 1):
        problem = it.do(deed)
        if problem:
            return story[:number], problem
    return story, None


def simplest(seed, story, problem):
    """Leave out of a story that goes wrong whatever it goes wrong without."""
    for number in reversed(range(len(story))):
        shorter = story[:number] + story[number + 1 :]
        told, found = tell(seed, shorter)
        if found:
            story, problem = told, found
    return story, problem
