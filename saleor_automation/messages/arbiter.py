"""Who of one person's messages goes now, and when the others may: caps, gap, quiet hours, priority. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .sending_rules import QuietHours, SendingRules

MOST_MOVES = 100
"""How often a moment is moved on before the arbiter gives up and tries again a day later."""


OUTRANKED_PAUSE = timedelta(minutes=1)


class Hold(StrEnum):
    """Why a message has to wait; the reason of its row while it does."""

    QUIET_HOURS = "quiet_hours"
    FREQUENCY_CAP = "frequency_cap"
    MINIMUM_GAP = "minimum_gap"
    OUTRANKED = "outranked"
    """Something more important is due to the person and is decided first."""


class Sent(NamedTuple):
    """A message the person was sent, or will be before the one that is judged."""

    at: datetime
    kind: str


class Contender(NamedTuple):
    """A message that is due; of one person's messages the higher priority goes first, then the older plan."""

    message_id: int
    kind: str
    priority: int
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime
    reason: Hold


def arbitrate(
    contenders: Iterable[Contender],
    rivals: Sequence[Contender],
    sent: Sequence[Sent],
    rules: SendingRules,
    zone: ZoneInfo,
    now: datetime,
) -> dict[int, Wait]:
    """Return which of one person's messages have to wait, by id; the others go now, each counting for those behind it.

    Those who wait are planned one behind the other, so that they do not all come up at the same moment. Rivals are due,
    too, but decided elsewhere, and may yet turn out not to be sent: who has to wait for their sake alone waits shortly.
    """
    own = list(contenders)
    waits = _in_turn(own, sent, rules, zone, now)
    outranked = {} if not rivals else _in_turn([*own, *rivals], sent, rules, zone, now)
    for contender in own:
        if contender.message_id in outranked and contender.message_id not in waits:
            waits[contender.message_id] = Wait(now + OUTRANKED_PAUSE, Hold.OUTRANKED)
    return waits


def _in_turn(
    contenders: Iterable[Contender], sent: Sequence[Sent], rules: SendingRules, zone: ZoneInfo, now: datetime
) -> dict[int, Wait]:
    history = list(sent)
    waits: dict[int, Wait] = {}
    for contender in sorted(contenders, key=lambda each: (-each.priority, each.planned_at, each.message_id)):
        wait = _earliest(contender.kind, history, rules, zone, now)
        if wait is not None:
            waits[contender.message_id] = wait
        history.append(Sent(now if wait is None else wait.until, contender.kind))
    return waits


def _earliest(kind: str, history: Sequence[Sent], rules: SendingRules, zone: ZoneInfo, now: datetime) -> Wait | None:
    """Return None if a message of a kind may go now, else the next moment at which nothing speaks against it."""
    moment, reason = now, None
    for _ in range(MOST_MOVES):
        held = _held(kind, history, rules, zone, moment)
        if held is None:
            return Wait(moment, reason) if reason else None
        moment, reason = held.until, reason or held.reason
    return Wait(now + timedelta(days=1), reason or Hold.FREQUENCY_CAP)


def _held(kind: str, history: Sequence[Sent], rules: SendingRules, zone: ZoneInfo, moment: datetime) -> Wait | None:
    if rules.quiet_hours is not None:
        until = quiet_until(rules.quiet_hours, zone, moment)
        if until is not None:
            return Wait(until, Hold.QUIET_HOURS)
    times = [sent.at for sent in history]
    if rules.minimum_gap and times and max(times) + rules.minimum_gap > moment:
        return Wait(max(times) + rules.minimum_gap, Hold.MINIMUM_GAP)
    for cap in rules.caps:
        if not cap.counts(kind):
            continue
        within = sorted(sent.at for sent in history if cap.counts(sent.kind) and sent.at > moment - cap.period)
        if len(within) >= cap.most:
            return Wait(within[-cap.most] + cap.period, Hold.FREQUENCY_CAP)
    return None


def quiet_until(quiet: QuietHours, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """Return when the quiet hours a moment falls into are over, or None if it falls into none.

    By the wall clock: where a clock change leaves the end out or has it twice, the later moment counts.
    """
    local = moment.astimezone(zone)
    clock = local.time()
    if quiet.begin < quiet.end:
        if not quiet.begin <= clock < quiet.end:
            return None
        day = local.date()
    else:
        if quiet.end <= clock < quiet.begin:
            return None
        day = local.date() + timedelta(days=1) if clock >= quiet.begin else local.date()
    ends = datetime.combine(day, quiet.end, zone)
    return max(ends.replace(fold=0).astimezone(UTC), ends.replace(fold=1).astimezone(UTC))
