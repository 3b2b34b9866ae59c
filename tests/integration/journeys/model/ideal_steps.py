"""What each kind of step does in the ideal journeys of ideal.py.

A step answers ("go", the step to go on with or None for the next one, why), ("sleep", until when, "") or
("finish", the reason, "").
"""

import hashlib
from datetime import UTC, date, datetime, time, timedelta

LENGTHS = {
    "1 minute": timedelta(minutes=1),
    "1 hour": timedelta(hours=1),
    "7 hours": timedelta(hours=7),
    "1 day": timedelta(days=1),
    "3 days": timedelta(days=3),
}
QUARTER = timedelta(minutes=15)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class IdealSteps:
    """The steps of World, which holds what they read and change."""

    def step_wait(self, run, step, now):
        until = run.reached_at + LENGTHS[step["duration"]]
        return ("go", None, "waited") if now >= until else ("sleep", until, "")

    def step_wait_for(self, run, step, now):
        if "event" in step and run.woken_by == step["event"]:
            return "go", step.get("on_event"), "event"
        if "condition" in step and self.holds(step["condition"], run.person):
            return "go", step.get("on_event"), "condition"
        until = run.reached_at + LENGTHS[step["limit"]]
        if now >= until:
            return "go", step.get("on_limit"), "limit"
        if "condition" not in step:
            return "sleep", until, ""
        run.looks_at_every_event = True
        return "sleep", min(until, now + timedelta(days=1), *self._turns(step["condition"], run.person)), ""

    def _turns(self, condition, person):
        """The moments to come at which time alone may make a condition true."""
        if condition.get("fact") == "contact_age_days":
            turn = self.created_at[person] + timedelta(days=condition["value"])
            return [turn] if turn > self.now else []
        return [turn for part in condition.get("all", []) for turn in self._turns(part, person)]

    def step_wait_until(self, run, step, now):
        value = step.get("date") or self.fields.get((run.person, step.get("field")))
        if value is None:
            return "go", step.get("on_missing"), "no date"
        day = date.fromisoformat(value) + timedelta(days=step.get("days", 0))
        hour = time.fromisoformat(step.get("at", "09:00"))
        moment = datetime.combine(day, hour, tzinfo=self.zones[run.person]).astimezone(UTC)
        if now < moment:
            return "sleep", moment, ""
        return "go", None, "waited" if moment > run.reached_at else "past"

    def step_wait_window(self, run, step, now):
        moment = now
        while not self._is_open(step, moment.astimezone(self.zones[run.person])):
            moment = moment - (moment - datetime.min.replace(tzinfo=UTC)) % QUARTER + QUARTER
        return ("go", None, "in the window") if moment == now else ("sleep", moment, "")

    def _is_open(self, step, shown):
        begin, end = time.fromisoformat(step["begin"]), time.fromisoformat(step["end"])
        today, yesterday = (WEEKDAYS[day.weekday()] in step["weekdays"] for day in (shown, shown - timedelta(days=1)))
        if begin < end:
            return today and begin <= shown.time() < end
        return (today and shown.time() >= begin) or (yesterday and shown.time() < end)

    def step_branch(self, run, step, now):
        holds = self.holds(step["condition"], run.person)
        return "go", step.get("then" if holds else "otherwise"), "then" if holds else "otherwise"

    def step_random_split(self, run, step, now):
        name = f"{run.slug}:{run.person}:{run.key}:{run.entered_at.isoformat()}:{step['id']}"
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big") / 2**56
        rest = number * sum(way["weight"] for way in step["ways"])
        for way in step["ways"]:
            rest -= way["weight"]
            if rest < 0:
                return "go", way.get("to"), f"way {way['name']}"
        raise AssertionError(number)

    def step_add_tag(self, run, step, now):
        self.tag(run.person, step["tag"], now)
        return "go", None, "tagged"

    def step_remove_tag(self, run, step, now):
        self.untag(run.person, step["tag"], now)
        return "go", None, "tag removed"

    def step_set_field(self, run, step, now):
        shown = now.astimezone(self.zones[run.person]).date().isoformat()
        self.set_field(run.person, step["field"], shown if "copy" in step else step["value"], now)
        return "go", None, "set"

    def step_subscribe(self, run, step, now):
        # Whoever left a list comes back by their own word only.
        if (run.person, step["list"]) not in self.lists:
            self.lists[(run.person, step["list"])] = "subscribed"
            self.tell("list_joined", run.person, now)
        return "go", None, "put on"

    def step_unsubscribe(self, run, step, now):
        if self.lists.get((run.person, step["list"])) == "subscribed":
            self.lists[(run.person, step["list"])] = "unsubscribed"
            self.tell("list_left", run.person, now)
        return "go", None, "taken off"

    def step_change_score(self, run, step, now):
        self.entries[("score", *run.name, step["id"], run.visit)] = step["points"]
        return "go", None, "score changed"

    def step_change_points(self, run, step, now):
        self.entries[("points", *run.name, step["id"], run.visit)] = step["points"]
        if step["points"] > 0:
            self.tell("points_confirmed", run.person, now)
        return "go", None, "points changed"

    def step_give_coupon(self, run, step, now):
        run.subject["coupon"] = (step["policy"], (*run.name, step["id"], run.visit))
        self.coupons[(*run.name, step["id"], run.visit)] = "given"
        return "go", None, "promised"

    def step_send(self, run, step, now):
        self.messages[(*run.name, step["id"], run.visit)] = ["queued", "", run.subject.get("coupon"), now]
        return "go", None, "planned"

    def step_start_journey(self, run, step, now):
        self._ask("journey_start_asked", run, step, now)
        return "go", None, "asked"

    def step_end_journey(self, run, step, now):
        self._ask("journey_end_asked", run, step, now)
        return "go", None, "asked"

    def _ask(self, kind, run, step, now):
        self.tell(kind, run.person, now, {"journey": step["journey"]}, run.subject.get("checkout_id"))

    def step_goal(self, run, step, now):
        if "event" not in step and self.holds(step["condition"], run.person):
            return "finish", step.get("reason", "goal_reached"), ""
        return "go", None, "not reached"

    def step_end(self, run, step, now):
        return "finish", step.get("reason", "completed"), ""
