"""Messages of people who are held out of a journey: judged like any other, and ended at the moment they would go.

A ghost is what the message of somebody comparable is to a reader: it passes consent, truth, the coupon it promises,
the sending rules and its product lists. Then nothing is rendered, no code is given and no server is asked. Ghosts
count against later ghosts of the person, as the messages they stand for would, and never against a real message.
Transactional messages are none of this: they go to everybody.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..core import sql
from ..coupons.issuing import CouponRequest
from ..coupons.withheld import NO_COUPON, Imagined, refusals_without_giving
from ..product_lists.resolution import TOO_FEW
from ..shop.configuration import ShopConfiguration
from .filling import fill_lists
from .models import MessageState, Template
from .templates import templates_by_id
from .truth import DueMessage, Facts, Person, Truth, goes_without, promise_of

HELD_OUT = "held_out"
LONGEST_COUPON = timedelta(days=400)
"""How far back coupons of earlier ghosts are looked for; those that are good for longer count as new."""


def ended(
    group: Sequence[DueMessage], facts: Facts, configuration: ShopConfiguration, now: datetime
) -> list[tuple[Any, ...]]:
    """Return how those of a group end that would go now but for their reader: (id, state, reason, detail, settled at).

    Constant number of statements for any number of messages.
    """
    messages = [message for message in group if message.is_held_out and facts.may_go(message)]
    if not messages:
        return []
    without_coupon = _coupon_verdicts(messages, facts.people, now)
    ends: list[tuple[Any, ...]] = [
        (message_id, MessageState.SKIPPED, reason, "", now) for message_id, reason in without_coupon.items()
    ]
    going = [message for message in messages if message.id not in without_coupon]
    templates = templates_by_id(frozenset(message.template_id for message in going))
    lists = fill_lists(going, templates, facts, configuration, now)
    return ends + [_ended(message, templates, lists[message.id].refusal, now) for message in going]


def _ended(message: DueMessage, templates: Mapping[int, Template], refusal: str, now: datetime) -> tuple[Any, ...]:
    if message.template_id not in templates:
        problem = "Its template was deleted after the message was planned."
        return (message.id, MessageState.FAILED, "render_error", problem, now)
    if refusal:
        return (message.id, MessageState.SKIPPED, TOO_FEW, refusal, now)
    return (message.id, MessageState.GHOST, HELD_OUT, "", now)


def _coupon_verdicts(messages: Sequence[DueMessage], people: Mapping[int, Person], now: datetime) -> dict[int, str]:
    """Return why messages would have no coupon to show, by message id; nothing is read if none shows one."""
    asking = [m for m in messages if Truth.COUPON in m.truth and not goes_without(m)]
    if not asking:
        return {}
    promised = [message for message in asking if promise_of(message)]
    requests = [
        CouponRequest(promise_of(m), m.context["coupon"]["policy"], m.contact_id, m.enrollment_id) for m in promised
    ]
    zones = {contact_id: person.time_zone for contact_id, person in people.items()}
    refused: dict[str, str] = {}
    if requests:
        refused = refusals_without_giving(requests, _imagined({m.contact_id for m in promised}, now), zones, now)
    verdicts = {message.id: refused.get(promise_of(message), "") for message in promised}
    verdicts |= {message.id: NO_COUPON for message in asking if not promise_of(message)}
    return {message_id: reason for message_id, reason in verdicts.items() if reason}


def _imagined(contact_ids: set[int], now: datetime) -> list[Imagined]:
    rows = sql.fetch_all(
        """
        SELECT context #>> '{coupon,key}', context #>> '{coupon,policy}', contact_id, min(settled_at)
        FROM automation_message
        WHERE contact_id = ANY(%s) AND planned_at > %s AND state = 'ghost' AND truth ? 'coupon'
          AND context #>> '{coupon,key}' IS NOT NULL
        GROUP BY 1, 2, 3
        """,
        [sorted(contact_ids), now - LONGEST_COUPON],
    )
    return [Imagined(*row) for row in rows]
