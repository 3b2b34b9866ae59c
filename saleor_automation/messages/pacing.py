"""Ask the arbiter for a group of due messages: what each person was sent lately, and what else is due to them."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from ..core import sql
from ..core.clock import zone_of
from .arbiter import Contender, Sent, Wait, arbitrate
from .sending_rules import LONGEST_LOOK_BACK, SendingRules, is_held, load_rules


class _Inbox(NamedTuple):
    """Whose messages are weighed: the real ones know nothing of ghosts, ghosts count both.

    Each kind has a lock of its own, so that a real message never waits while a ghost is judged.
    """

    lock_class: int
    sent_states: str
    sent_at: str
    rivals: str


_REAL = _Inbox(
    lock_class=zlib.crc32(b"saleor_automation.inbox") - 2**31,
    sent_states="'handing', 'delivered', 'unknown'",
    sent_at="handed_at",
    rivals="NOT is_held_out",
)
_GHOSTS = _Inbox(
    lock_class=zlib.crc32(b"saleor_automation.ghosts") - 2**31,
    sent_states="'handing', 'delivered', 'unknown', 'ghost'",
    sent_at="CASE state WHEN 'ghost' THEN settled_at ELSE handed_at END",
    rivals="TRUE",
)

BUSY_PAUSE = timedelta(seconds=10)
"""When to look again at the message of somebody to whom another worker is just sending."""
LONGEST_PLAN = timedelta(days=45)
"""Messages planned longer ago do not count any more, even if they were sent lately; keeps the look back short."""


class Waiting(NamedTuple):
    """A due message, as far as the arbiter is concerned; zone is the person's, or empty if it is not known."""

    message_id: int
    contact_id: int
    journey_id: int | None
    kind: str
    planned_at: datetime
    zone: str
    attempts: int
    is_held_out: bool = False


def waits_of(messages: Sequence[Waiting], group: Sequence[int], now: datetime) -> dict[int, Wait | None]:
    """Return the messages that must not go now: with when and why, or None while another worker has the person.

    group are the ids of all messages that are decided together; those not among messages are refused already.

    Must run in the transaction that marks the others: the lock on each person holds until it ends, so that two
    workers never both take the last message a cap allows. A message that was admitted before, and comes back because
    a server deferred it, is not judged again.
    """
    judged = [message for message in messages if is_held(message.kind) and not message.attempts]
    if not judged:
        return {}
    rules = load_rules()
    real = [message for message in judged if not message.is_held_out]
    waits = _waits(real, group, rules, _REAL, now)
    if len(real) < len(judged):
        # To a ghost the real messages of its group are rivals like any others.
        beside = {message.message_id for message in real}
        ghosts = [message for message in judged if message.is_held_out]
        waits |= _waits(ghosts, [each for each in group if each not in beside], rules, _GHOSTS, now)
    return waits


def _waits(
    judged: Sequence[Waiting], group: Sequence[int], rules: SendingRules, inbox: _Inbox, now: datetime
) -> dict[int, Wait | None]:
    if not judged:
        return {}
    mine = _lock({message.contact_id for message in judged}, inbox)
    waits: dict[int, Wait | None] = {m.message_id: None for m in judged if m.contact_id not in mine}
    own: dict[int, list[Waiting]] = defaultdict(list)
    for message in judged:
        if message.contact_id in mine:
            own[message.contact_id].append(message)
    close = _close_to_a_limit(mine, group, rules, inbox, now) | {each for each, those in own.items() if len(those) > 1}
    sent = _sent_to(close, inbox, now) if close else {}
    rivals = _rivals(close, group, inbox, now) if close else {}
    priorities = _priorities({m.journey_id for each in close for m in own[each] if m.journey_id is not None})
    # Whoever is not close to a limit now is no closer to one when the quiet hours are over.
    for contact_id in own if rules.quiet_hours is not None else close:
        contenders = [
            Contender(m.message_id, m.kind, priorities.get(m.journey_id or 0, 0), m.planned_at) for m in own[contact_id]
        ]
        zone = zone_of(own[contact_id][0].zone)
        waits |= arbitrate(contenders, rivals.get(contact_id, ()), sent.get(contact_id, ()), rules, zone, now)
    return waits


def _lock(people: Collection[int], inbox: _Inbox) -> set[int]:
    """Lock the inboxes nobody else is filling at this moment, until the transaction ends.

    Advisory locks, because the rows of contacts are locked before messages elsewhere and here it is too late for that.
    """
    rows = sql.fetch_all(
        "SELECT id FROM unnest(%s::bigint[]) AS v(id) WHERE pg_try_advisory_xact_lock(%s, (id %% 2147483647)::int)",
        [sorted(people), inbox.lock_class],
    )
    return {row[0] for row in rows}


_IS_COUNTED = "contact_id = ANY(%s) AND planned_at > %s AND kind <> 'transactional'"
_IS_DUE = "state = 'queued' AND send_at <= %s AND (expires_at IS NULL OR expires_at > %s) AND NOT id = ANY(%s)"


def _close_to_a_limit(
    people: Collection[int], group: Sequence[int], rules: SendingRules, inbox: _Inbox, now: datetime
) -> set[int]:
    """Return who may have to wait for the sake of other messages; everybody else has room for one more now.

    Counted where the messages are: in a large send nearly nobody is close, and what people were sent stays unread.
    Asked behind the lock, so what another worker just sent is seen.
    """
    was_sent = f"state IN ({inbox.sent_states}) AND {inbox.sent_at} > %s"
    signs, params = [f"bool_or({_IS_DUE} AND {inbox.rivals})"], [now, now, list(group)]
    if rules.minimum_gap:
        signs.append(f"bool_or({was_sent})")
        params.append(now - rules.minimum_gap)
    for cap in rules.caps:
        of_kind = "" if cap.kind == "any" else "AND kind = %s"
        signs.append(f"count(*) FILTER (WHERE {was_sent} {of_kind}) >= %s")
        params += [now - cap.period, *([cap.kind] if of_kind else []), cap.most]
    rows = sql.fetch_all(
        f"""
        SELECT contact_id FROM automation_message WHERE {_IS_COUNTED}
        GROUP BY contact_id HAVING {" OR ".join(signs)}
        """,  # noqa: S608
        [sorted(people), now - LONGEST_PLAN, *params],
    )
    return {row[0] for row in rows}


def _sent_to(people: Collection[int], inbox: _Inbox, now: datetime) -> Mapping[int, list[Sent]]:
    """Return what these people were sent lately."""
    rows = sql.fetch_all(
        f"""
        SELECT contact_id, {inbox.sent_at}, kind FROM automation_message
        WHERE {_IS_COUNTED} AND {inbox.sent_at} > %s AND state IN ({inbox.sent_states})
        """,  # noqa: S608
        [sorted(people), now - LONGEST_PLAN, now - LONGEST_LOOK_BACK],
    )
    sent: dict[int, list[Sent]] = defaultdict(list)
    for contact_id, at, kind in rows:
        sent[contact_id].append(Sent(at, kind))
    return sent


def _rivals(
    people: Collection[int], group: Sequence[int], inbox: _Inbox, now: datetime
) -> Mapping[int, list[Contender]]:
    """Return what else is due to these people, in other groups, and may be more important."""
    rows = sql.fetch_all(
        f"""
        SELECT m.contact_id, m.id, m.kind, COALESCE(j.priority, 0), m.planned_at
        FROM (SELECT * FROM automation_message WHERE {_IS_COUNTED} AND {_IS_DUE} AND {inbox.rivals}) m
        LEFT JOIN automation_journey j ON j.id = m.journey_id
        """,  # noqa: S608
        [sorted(people), now - LONGEST_PLAN, now, now, list(group)],
    )
    rivals: dict[int, list[Contender]] = defaultdict(list)
    for contact_id, *contender in rows:
        rivals[contact_id].append(Contender(*contender))
    return rivals


def _priorities(journey_ids: Collection[int]) -> dict[int, int]:
    if not journey_ids:
        return {}
    return dict(sql.fetch_all("SELECT id, priority FROM automation_journey WHERE id = ANY(%s)", [sorted(journey_ids)]))
