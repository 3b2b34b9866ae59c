"""Random journeys, and random stories of what happens while people are inside them.

Two runs that move at one moment must not read what the other writes, or the order in which workers take them would
decide: each journey has tags, fields, a list and a score of its own, and all of them look at what only staff changes
(the tag vip, the field day). A journey one person may be in several times at once reads nothing of its own.

A story is its seed. (hypothesis, asked for so much at once, prefers stories in which next to nothing happens.)
"""

from random import Random

SLUGS = ("one", "two", "three")
PEOPLE = (1, 2, 3)
KINDS = ("custom:a", "custom:b")
LENGTHS = ("1 minute", "1 hour", "7 hours", "1 day", "3 days")
HOURS = ("00:00", "09:00", "09:30", "18:00", "22:00")
VIP = {"fact": "tag", "op": "has", "value": "vip"}
ALL_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

ORDERLESS = (
    *("wait", "wait_for", "wait_for", "wait_until", "wait_window", "branch", "random_split", "add_tag"),
    *("change_score", "change_points", "give_coupon", "send", "start_journey", "goal"),
)
"""Kinds of steps whose effects are the same in any order, which people may be at several times at once."""
STEP_KINDS = (
    *("wait", *["wait_for"] * 5, "wait_until", "wait_window", "branch", "branch", "random_split", "goal", "end"),
    *("add_tag", "add_tag", "remove_tag", "set_field", "set_field", "subscribe", "unsubscribe", "change_score"),
    *("change_points", "give_coupon", "give_coupon", "send", "send", "start_journey", "end_journey"),
)

WRITING = ("add_tag", "remove_tag", "set_field", "change_score")
"""Behind these a step that reads is worth telling: it must see what was written a moment ago."""


class Author:
    """Writes the definitions of one journey, all of which can be published."""

    def __init__(self, seed, slug):
        self.random = Random(f"{seed}:{slug}")
        self.slug = slug
        self.is_keyed = self.random.random() < 0.25
        self.entry = {"rule": "once_per_key", "key": "checkout"}
        if not self.is_keyed:
            again = {"rule": "again", "pause": self.one_of("1 minute", "1 hour", "1 day")}
            self.entry = self.one_of({"rule": "once"}, again, again)

    def one_of(self, *values):
        return self.random.choice(values)

    def maybe(self, chance=0.5):
        return self.random.random() < chance

    def definition(self):
        """Ways lead forward; only a wait may lead back."""
        ids = [f"s{number}" for number in range(self.random.randint(3, 9))]
        steps = []
        for number in range(len(ids)):
            steps.append(self.step(number, ids, steps[-1]["kind"] if steps else ""))
        exits = [self.what_ends() | {"reason": f"exit_{number}"} for number in range(self.one_of(0, 0, 1, 2))]
        return {
            "trigger": self.trigger(),
            "entry": self.entry | ({"condition": self.about_vip()} if self.maybe(0.15) else {}),
            "exits": exits,
            "steps": [step for step in steps if step["id"] in reached(steps)],
        }

    def trigger(self):
        if self.is_keyed:
            return {"kind": "event", "event": "checkout_abandoned"}
        by_date = {"kind": "date", "field": "created_at", "after": self.one_of(*LENGTHS)}
        by_event = {"kind": "event", **self.event()}
        return self.one_of(*[by_event] * 6, {"kind": "manual"}, by_date)

    def step(self, number, ids, kind_before):
        kind = self.one_of(*(ORDERLESS if self.is_keyed else STEP_KINDS))
        if kind_before in WRITING and self.maybe():
            kind = self.one_of("branch", "branch", "wait_until")
        step = {"id": ids[number], "kind": kind, **getattr(self, kind)()}
        later = ids[number + 1 :]
        for name in {"branch": ("then", "otherwise"), "wait_for": ("on_event", "on_limit")}.get(kind, ()):
            step[name] = self.somewhere(later)
        if kind == "wait_until":
            step["on_missing"] = self.somewhere(later)
        if kind == "random_split":
            step["ways"] = [way | {"to": self.somewhere(later)} for way in step["ways"]]
        if kind == "wait" and self.maybe(0.3):
            step["next"] = self.one_of(*ids)
        return step

    def somewhere(self, later):
        return self.one_of(*later) if later and self.maybe(0.4) else ""

    def event(self):
        """What a trigger, an exit or a wait names: an event, maybe with a filter over its data."""
        kind = self.one_of(*KINDS, *KINDS, "tag_added")
        if kind == "tag_added":
            return {"event": kind, "filter": {"field": "data.tag", "op": "eq", "value": "vip"}}
        number = {"field": "data.n", "op": "eq", "value": self.one_of(1, 2)}
        return {"event": kind, "filter": number} if self.maybe(0.3) else {"event": kind}

    def about_vip(self):
        return self.one_of(VIP, VIP | {"op": "has_not"}, {"not": VIP}, self.about_age())

    def about_age(self):
        """What time alone makes true."""
        return {"fact": "contact_age_days", "op": "gte", "value": self.one_of(2, 5, 9)}

    def about_the_person(self):
        if self.is_keyed or self.maybe(0.2):
            return self.about_vip()
        has_own = {"fact": "tag", "op": "has", "value": f"{self.slug}-x"}
        return self.one_of(
            has_own,
            {"all": [VIP, has_own | {"op": "has_not"}]},
            {"all": [self.about_age(), has_own | {"op": "has_not"}]},
            {"fact": "field", "name": f"{self.slug}_number", "op": "gte", "value": 2},
            {"fact": "score", "name": self.slug, "op": "gte", "value": 2},
        )

    def what_ends(self):
        what = self.one_of("event", "event", "both", "condition")
        parts = {} if what == "condition" else self.event()
        return parts if what == "event" else parts | {"condition": self.about_vip()}

    def wait(self):
        return {"duration": self.one_of(*LENGTHS)}

    def wait_for(self):
        what = self.one_of("event", "both", "condition")
        event = self.one_of({"event": "custom:a"}, self.event())
        parts = {"limit": self.one_of(*LENGTHS)} | ({} if what == "condition" else event)
        return parts if what == "event" else parts | {"condition": self.about_the_person()}

    def wait_until(self):
        field = "day" if self.is_keyed else self.one_of("day", f"{self.slug}_day")
        day = self.one_of({"date": self.one_of("2026-05-07", "2026-05-14")}, {"field": field}, {"field": field})
        return day | {"days": self.random.randint(-1, 2)} | ({"at": self.one_of(*HOURS)} if self.maybe() else {})

    def wait_window(self):
        days = [day for day in ALL_WEEK if self.maybe(0.7)] or ["sunday"]
        return {"weekdays": days, "begin": self.one_of(*HOURS), "end": self.one_of(*HOURS)}

    def branch(self):
        return {"condition": self.about_the_person()}

    def random_split(self):
        return {"ways": [{"name": "a", "weight": 1}, {"name": "b", "weight": 2}]}

    def add_tag(self):
        return {"tag": f"{self.slug}-x"}

    remove_tag = add_tag

    def set_field(self):
        number = {"field": f"{self.slug}_number", "value": self.one_of(1, 2, 3)}
        return self.one_of(number, {"field": f"{self.slug}_day", "copy": "now"})

    def subscribe(self):
        return {"list": self.slug}

    unsubscribe = subscribe

    def change_score(self):
        return {"score": self.slug, "points": self.one_of(1, 2, -1)}

    def change_points(self):
        return {"points": self.one_of(5, 10, -3)}

    def give_coupon(self):
        return {"policy": self.one_of("entry-1", "entry-2")}

    def send(self):
        return {"template": "hello"}

    def start_journey(self):
        """Each journey is asked by one other only, so that the order of what it is asked is that of one run."""
        return {"journey": SLUGS[(SLUGS.index(self.slug) + 1) % 3]}

    end_journey = start_journey

    def goal(self):
        return self.what_ends()

    def end(self):
        return {"reason": "given_up"}


def reached(steps):
    """The ids of the steps somebody can come to; the others must not be there."""
    by_id = {step["id"]: step for step in steps}
    found, waiting = set(), ["s0"]
    while waiting:
        step = by_id[waiting.pop()]
        if step["id"] in found:
            continue
        found.add(step["id"])
        ways = [step[name] for name in ("then", "otherwise", "on_event", "on_limit") if name in step]
        ways += [way["to"] for way in step.get("ways", [])]
        place = steps.index(step) + 1
        falls_on = step["kind"] != "end" and not step.get("next") and not (ways and all(ways))
        named = [step.get("next"), step.get("on_missing"), *ways]
        waiting += [*filter(None, named), *([steps[place]["id"]] if falls_on and place < len(steps) else [])]
    return found


def journeys(seed):
    """Three versions of each of three journeys."""
    authors = [Author(seed, slug) for slug in SLUGS]
    return {author.slug: [author.definition() for _ in range(3)] for author in authors}


PAUSES_MINUTES = (0, 1, 60, 60, 7 * 60, 24 * 60, 3 * 24 * 60)
MOODS = ("peace", "killed", "killed", "cut", "beside")


def deeds(seed, count):
    """What people and staff do, and passes that are broken off before their n-th statement or have company."""
    random = Random(f"{seed}:deeds")
    told = []
    while len(told) < count:
        told.append(_deed(random))
        if told[-1][0] == "pause":
            # A pause is worth telling if somebody comes up in it, and it ends in one way or the other.
            told.append(("pass", random.choice([7 * 60, 24 * 60]), random.choice(MOODS), random.randint(1, 40)))
            told.append(random.choice([("resume", told[-2][1]), ("publish", told[-2][1], 1, False), _deed(random)]))
    return told


def _deed(random):
    one_of, slug, person = random.choice, random.choice(SLUGS), random.choice(PEOPLE)
    staff = [
        ("vip", person, one_of([True, False])),
        ("day", person, one_of(["2026-05-05", "2026-05-08"])),
        ("repeat", random.randrange(100)),
        ("publish", slug, one_of([1, 2]), True),
        ("publish", slug, one_of([1, 2]), one_of([True, False])),
        ("pause", slug),
        ("pause", slug),
        ("resume", slug),
        ("end_people", slug),
    ]
    who = one_of([(person,), PEOPLE])
    return random.choices(
        [
            ("happen", who, one_of([*KINDS, *KINDS, "checkout_abandoned"]), one_of([1, 2])),
            ("pass", one_of(PAUSES_MINUTES), one_of(MOODS), random.randint(1, 40)),
            one_of(staff),
            ("archive", slug),
        ],
        [40, 35, 24, 1],
    )[0]
