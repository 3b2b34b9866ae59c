"""What the engine has made of a story, in the words of the ideal interpreter."""

from collections import Counter

from saleor_automation.models import (
    ContactTag,
    Coupon,
    Decision,
    Enrollment,
    Event,
    FieldValue,
    ListSubscription,
    Message,
    PointsEntry,
    ScoreEntry,
)


def snapshot():
    """Everything World.snapshot() tells, read from the database."""
    runs = list(Enrollment.objects.select_related("journey", "version").order_by("pk"))
    names = {run.pk: (run.journey.slug, run.contact_id, run.key, run.round) for run in runs}
    assert len(set(names.values())) == len(names)
    return {
        "runs": {
            names[run.pk]: (
                *(run.version.number, run.is_active, run.step_id, run.visit, run.step_reached_at, run.wake_at),
                *(run.finish_reason, run.finished_at, subject(run.subject, names)),
            )
            for run in runs
        },
        "decisions": decisions(names),
        "messages": {
            place(message.key, names): (
                *(message.state, message.reason),
                *(subject(message.context, names).get("coupon"), message.planned_at),
            )
            for message in Message.objects.all()
        },
        "entries": {
            **{("score", *place(entry.key, names)): entry.points for entry in ScoreEntry.objects.all()},
            **{("points", *place(entry.key, names)): entry.confirmed for entry in PointsEntry.objects.all()},
        },
        "coupons": {
            place(coupon.key, names): "revoked" if coupon.revoked_at else "given" for coupon in Coupon.objects.all()
        },
        "tags": dict.fromkeys(ContactTag.objects.values_list("contact_id", "tag__name"), True),
        "fields": {(value.contact_id, value.field.slug): held(value) for value in fields()},
        "lists": {(each.contact_id, each.list.slug): each.state for each in subscriptions()},
        "told": dict(
            Counter(
                Event.objects.exclude(kind="field_changed").values_list("kind", "contact_id"),
            )
        ),
    }


def fields():
    return FieldValue.objects.select_related("field")


def subscriptions():
    return ListSubscription.objects.select_related("list")


def held(value):
    return value.date_value.isoformat() if value.date_value else int(value.number_value)


def decisions(names):
    """By run, in order. That a run left at an exit is not among them: it depends on who noticed first."""
    found = {name: [] for name in names.values()}
    for row in Decision.objects.order_by("enrollment_id", "number"):
        if row.facts.get("exit"):
            continue
        found[names[row.enrollment_id]].append((row.step_id, row.visit, row.outcome, row.reason, row.decided_at))
    return found


def place(key, names):
    """The run, step and visit an effect is named after."""
    run, step_id, visit = key.removeprefix("journey:").split(":")
    return (*names[int(run)], step_id, int(visit))


def subject(data, names):
    """What a run is about, and the coupon it was last promised."""
    found = {name: data[name] for name in ("event", "checkout_id", "date") if name in data}
    if "coupon" in data:
        found["coupon"] = (data["coupon"]["policy"], place(data["coupon"]["key"], names))
    return found


def stuck():
    """Runs that nothing will ever move: inside, without a timer, and the journey is not paused."""
    inside = Enrollment.objects.filter(is_active=True)
    broken = inside.exclude(problem="")
    return list(inside.filter(wake_at=None).exclude(journey__status="paused")) + list(broken)
