"""What journeys should do, told as plainly as possible: one person, one run, one step after the other.

It shares nothing with the engine but the definitions it is given, as JSON data. No database, no batches, no crashes:
an effect is there the moment its step is done. snapshot() says what must be found in the database.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .ideal_steps import LENGTHS, IdealSteps


@dataclass
class Event:
    kind: str
    person: int
    at: datetime
    data: dict = field(default_factory=dict)
    checkout: str | None = None


@dataclass
class Run:
    slug: str
    version: int
    definition: dict
    person: int
    key: str
    round: int
    begun_at: datetime
    entered_at: datetime
    step: str
    reached_at: datetime
    wake_at: datetime | None
    subject: dict
    visit: int = 0
    woken_by: str = ""
    looks_at_every_event: bool = False
    is_active: bool = True
    reason: str = ""
    finished_at: datetime | None = None
    decisions: dict = field(default_factory=dict)

    @property
    def name(self):
        return (self.slug, self.person, self.key, self.round)

    def step_named(self, step_id):
        return next(step for step in self.definition["steps"] if step["id"] == step_id)

    @property
    def exits(self):
        goals = [step for step in self.definition["steps"] if step["kind"] == "goal"]
        return [*({"reason": "goal_reached", **goal} for goal in goals), *self.definition.get("exits", [])]


@dataclass
class Journey:
    slug: str
    status: str = "draft"
    versions: list = field(default_factory=list)
    activated_at: datetime | None = None
    dates_seen_until: datetime | None = None

    @property
    def definition(self):
        return self.versions[-1]


class World(IdealSteps):
    def __init__(self, people):
        """people: (id, time zone, created at) of each."""
        self.zones = {person: ZoneInfo(zone) for person, zone, _ in people}
        self.created_at = {person: at for person, _, at in people}
        self.journeys, self.runs, self.unheard, self.chores = {}, [], [], []
        self.tags, self.fields, self.lists = set(), {}, {}
        self.messages, self.entries, self.coupons, self.told = {}, {}, {}, Counter()

    # ---- what staff and people do ----------------------------------------------------------------------------------

    def tell(self, kind, person, at, data=None, checkout=None):
        self.unheard.append(Event(kind, person, at, data or {}, checkout))
        self.told[(kind, person)] += 1

    def tag(self, person, tag, now):
        if (person, tag) not in self.tags:
            self.tags.add((person, tag))
            self.tell("tag_added", person, now, {"tag": tag})

    def untag(self, person, tag, now):
        if (person, tag) in self.tags:
            self.tags.remove((person, tag))
            self.tell("tag_removed", person, now, {"tag": tag})

    def set_field(self, person, name, value, now):
        if self.fields.get((person, name)) != value:
            self.fields[(person, name)] = value
            self.unheard.append(Event("field_changed", person, now))

    def publish(self, slug, definition, now):
        journey = self.journeys.setdefault(slug, Journey(slug))
        journey.versions.append(definition)
        if journey.status != "active":
            journey.activated_at = journey.dates_seen_until = now
            self._wake_held(slug, now)
        elif definition["trigger"]["kind"] != "date" or self._previous_trigger(journey) != "date":
            journey.dates_seen_until = now
        journey.status = "active"

    def _previous_trigger(self, journey):
        return journey.versions[-2]["trigger"]["kind"]

    def pause(self, slug):
        self.journeys[slug].status = "paused"

    def resume(self, slug, now):
        journey = self.journeys[slug]
        journey.status, journey.activated_at, journey.dates_seen_until = "active", now, now
        self._wake_held(slug, now)

    def _wake_held(self, slug, now):
        for run in self.inside(slug):
            run.wake_at = run.wake_at or now

    def archive(self, slug, now):
        self.journeys[slug].status = "archived"
        for run in self.inside(slug):
            self._end(run, "journey_archived", now)
            self._withdraw(run, "journey_archived")

    def ask_to_move(self, slug, steps):
        """Everybody on an older version is to go to the newest one; steps says where, by the step they stand at."""
        newest = len(self.journeys[slug].versions)
        self.chores.append((slug, newest, {run.step: steps[run.step] for run in self.inside(slug, newest)}))

    def ask_to_end(self, slug):
        self.chores.append((slug, len(self.journeys[slug].versions), None))

    def inside(self, slug, before_version=1000):
        return [r for r in self.runs if r.slug == slug and r.is_active and r.version < before_version]

    # ---- a pass ----------------------------------------------------------------------------------------------------

    def work(self, now):
        """Do everything that is due now."""
        self.now = now
        while any([self._hear(now), self._look_at_dates(now), self._do_chores(now), self._advance(now)]):
            pass

    def _hear(self, now):
        heard, self.unheard = self.unheard, []
        for event in heard:
            self._end_by(event, now)
            self._wake_by(event, now)
            self._let_in_by(event, now)
        return heard

    def _end_by(self, event, now):
        for run in self._concerned(event):
            left = next((exit_ for exit_ in run.exits if self._applies(exit_, event, run.person)), None)
            if left is not None:
                self._leave(run, left["reason"], now)
            elif event.kind == "journey_end_asked" and event.data["journey"] == run.slug:
                self._leave(run, "ended_by_journey", now)

    def _concerned(self, event):
        runs = [run for run in self.runs if run.is_active and run.person == event.person]
        return [r for r in runs if event.at >= r.begun_at and self.journeys[r.slug].status in ("active", "paused")]

    def _applies(self, exit_, event, person):
        if "event" in exit_ and not (event and _is_meant(exit_, event)):
            return False
        return "condition" not in exit_ or self.holds(exit_["condition"], person)

    def _wake_by(self, event, now):
        for run in self._concerned(event):
            step = run.step_named(run.step)
            if step["kind"] == "wait_for" and "event" in step and _is_meant(step, event):
                run.woken_by, run.wake_at = event.kind, now
            elif run.looks_at_every_event or (event.kind == "field_changed" and "field" in step):
                run.wake_at = now

    def _let_in_by(self, event, now):
        for journey in self.journeys.values():
            if journey.status != "active" or event.at < journey.activated_at:
                continue
            trigger = journey.definition["trigger"]
            is_asked = event.kind == "journey_start_asked" and event.data["journey"] == journey.slug
            if is_asked or (trigger["kind"] == "event" and _is_meant(trigger, event)):
                key = (event.checkout or "") if journey.definition["entry"].get("key") == "checkout" else ""
                subject = {"event": event.kind} | ({"checkout_id": event.checkout} if event.checkout else {})
                self._let_in(journey, event.person, key, subject, event.at, now)

    def _look_at_dates(self, now):
        count = 0
        for journey in self.journeys.values():
            if journey.status != "active" or journey.definition["trigger"]["kind"] != "date":
                continue
            after = LENGTHS[journey.definition["trigger"]["after"]]
            for person, created_at in sorted(self.created_at.items(), key=lambda each: (each[1], each[0])):
                if journey.dates_seen_until < created_at + after <= now:
                    count += 1
                    self._let_in(journey, person, "", {"date": created_at.isoformat()}, now, now)
            journey.dates_seen_until = now
        return count

    def _let_in(self, journey, person, key, subject, begun_at, now):
        entry, definition = journey.definition["entry"], journey.definition
        before = [run for run in self.runs if (run.slug, run.person, run.key) == (journey.slug, person, key)]
        if before and entry["rule"] != "again":
            return
        if before and (before[-1].is_active or before[-1].entered_at + LENGTHS[entry["pause"]] > now):
            return
        if "condition" in entry and not self.holds(entry["condition"], person):
            return
        first = definition["steps"][0]["id"]
        places = (journey.slug, len(journey.versions), definition, person, key, len(before))
        self.runs.append(Run(*places, begun_at, now, first, now, now, dict(subject)))

    def _do_chores(self, now):
        chores, self.chores = self.chores, []
        for slug, number, steps in chores:
            for run in self.inside(slug, number):
                if steps is None:
                    self._leave(run, "ended_by_staff", now)
                elif run.step in steps:
                    self._move(run, number, steps[run.step], now)
        return chores

    def _move(self, run, number, to, now):
        run.decisions[2 * run.visit + 1] = (run.step, run.visit, "moved", "moved by staff", now)
        if to != run.step:
            run.reached_at, run.woken_by = now, ""
        run.version, run.definition = number, self.journeys[run.slug].versions[number - 1]
        run.step, run.visit, run.wake_at, run.looks_at_every_event = to, run.visit + 1, now, False

    def _advance(self, now):
        due = [run for run in self.runs if run.is_active and run.wake_at is not None and run.wake_at <= now]
        for run in due:
            run.looks_at_every_event = False
            if self.journeys[run.slug].status != "active":
                run.wake_at = None  # held until the journey goes on
                continue
            left = next((exit_ for exit_ in run.exits if self._applies(exit_, None, run.person)), None)
            if left is not None:
                self._leave(run, left["reason"], now)
            while run.is_active and run.wake_at is not None and run.wake_at <= now:
                self._take_step(run, now)
        return due

    # ---- steps -----------------------------------------------------------------------------------------------------

    def _take_step(self, run, now):
        step = run.step_named(run.step)
        answer = getattr(self, f"step_{step['kind']}")(run, step, now)
        run.woken_by = ""
        what, value, reason = answer
        if what == "sleep":
            run.wake_at = value
            run.decisions.setdefault(2 * run.visit, (run.step, run.visit, "sleep", "", now))
        elif what == "finish":
            run.decisions[2 * run.visit + 1] = (run.step, run.visit, "finish", value, now)
            self._end(run, value, now)
        else:
            run.decisions[2 * run.visit + 1] = (run.step, run.visit, "advance", reason, now)
            target = value or step.get("next") or self._following(run, step)
            if target is None:
                self._end(run, "completed", now)
            else:
                run.step, run.visit, run.reached_at, run.wake_at = target, run.visit + 1, now, now

    def _following(self, run, step):
        ids = [each["id"] for each in run.definition["steps"]]
        place = ids.index(step["id"]) + 1
        return ids[place] if place < len(ids) else None

    # ---- ends ------------------------------------------------------------------------------------------------------

    def _leave(self, run, reason, now):
        """End a run from outside: what it has queued and not used is taken back."""
        self._end(run, reason, now)
        self._withdraw(run, reason)
        for place in self.coupons:
            if place[:4] == run.name:
                self.coupons[place] = "revoked"

    def _end(self, run, reason, now):
        run.is_active, run.reason, run.finished_at, run.wake_at = False, reason, now, None

    def _withdraw(self, run, reason):
        for place, message in self.messages.items():
            if place[:4] == run.name and message[0] == "queued":
                message[:2] = "skipped", reason

    def holds(self, condition, person):
        match condition:
            case {"all": parts}:
                return all(self.holds(part, person) for part in parts)
            case {"not": part}:
                return not self.holds(part, person)
            case {"fact": "tag", "op": op, "value": tag}:
                return ((person, tag) in self.tags) == (op == "has")
            case {"fact": "contact_age_days", "value": days}:
                return self.now >= self.created_at[person] + timedelta(days=days)
            case {"fact": "field", "name": name, "value": value}:
                held = self.fields.get((person, name))
                return held is not None and held >= value
            case {"fact": "score", "name": name, "value": value}:
                return self.score(person, name) >= value
        raise AssertionError(condition)

    def score(self, person, slug):
        """Every journey moves a score of its own, named as itself."""
        return sum(points for place, points in self.entries.items() if place[:3] == ("score", slug, person))

    def snapshot(self):
        """What must be found in the database; runs are named by journey, person, key and round."""
        return {
            "runs": {
                run.name: (
                    *(run.version, run.is_active, run.step, run.visit, run.reached_at, run.wake_at),
                    *(run.reason, run.finished_at, run.subject),
                )
                for run in self.runs
            },
            "decisions": {run.name: [run.decisions[number] for number in sorted(run.decisions)] for run in self.runs},
            "messages": {place: tuple(message) for place, message in self.messages.items()},
            "entries": self.entries,
            "coupons": self.coupons,
            "tags": dict.fromkeys(self.tags, True),
            "fields": self.fields,
            "lists": self.lists,
            "told": dict(self.told),
        }


def _is_meant(wanted, event):
    """Tell whether an event is the one a trigger, an exit or a wait names; filters ask for one value of its data."""
    if wanted["event"] != event.kind:
        return False
    asked = wanted.get("filter")
    return not asked or event.data.get(asked["field"].removeprefix("data.")) == asked["value"]
