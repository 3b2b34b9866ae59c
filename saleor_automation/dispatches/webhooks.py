"""Webhook calls: what they say, and a group of them made side by side, one thread for each host."""

import base64
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from .calls import Answer, call
from .signing import signed_headers
from .stories import Story
from .work import Work, answered

HOST_DOWN = "host_down"
"""The reason of calls that were not tried because their host had just not answered another one."""

MOST_THREADS = 8
TYPE = "journey.webhook"


def call_all(
    group: Sequence[Work], stories: Mapping[int, Story], secrets: Sequence[str], now: datetime
) -> dict[int, Answer]:
    """Make the calls and return what became of each, by id. A slow host holds up its own calls only.

    The threads touch no database.
    """
    if not group:
        return {}
    hosts: dict[str, list[Work]] = defaultdict(list)
    for work in group:
        hosts[urlsplit(work.target).netloc].append(work)
    with ThreadPoolExecutor(min(MOST_THREADS, len(hosts)), "automation-webhooks") as pool:
        found = pool.map(lambda works: _call_in_turn(works, stories, secrets, now), hosts.values())
        return {work_id: answer for answers in found for work_id, answer in answers.items()}


def _call_in_turn(
    works: Sequence[Work], stories: Mapping[int, Story], secrets: Sequence[str], now: datetime
) -> dict[int, Answer]:
    answers: dict[int, Answer] = {}
    down = ""
    for work in works:
        if down:
            answers[work.id] = Answer("deferred", HOST_DOWN, down)
            continue
        body = body_of(work, stories[work.contact_id])
        headers = {"Content-Type": "application/json", **signed_headers(work.key, body, secrets, now)}
        answers[work.id] = answered(work, lambda: call(work.target, body, headers))  # noqa: B023
        if answers[work.id].is_unreachable:
            down = answers[work.id].detail
    return answers


def body_of(work: Work, story: Story) -> bytes:
    """Return the JSON of a call; docs/reference/webhooks.md describes every name in it."""
    payload = {
        "type": TYPE,
        "timestamp": work.planned_at.isoformat(),
        "data": {
            "idempotency_key": work.key,
            "event": work.about.get("event", ""),
            "journey": {"slug": work.journey_slug, "name": work.journey_name},
            "step": work.step_id,
            "about": {name: value for name, value in work.about.items() if name.endswith("_id")},
            "contact": _contact(story),
            "custom": dict(work.data),
        },
    }
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def _contact(story: Story) -> dict[str, Any]:
    return {
        "id": global_contact_id(story.contact_id),
        "email": story.email,
        "first_name": story.first_name,
        "last_name": story.last_name,
        "language": story.language_code,
        "country": story.country_code,
        "city": story.city,
        "channel": story.channel_slug,
        "is_customer": story.user_id is not None,
        "tags": story.tags,
        "scores": story.scores,
        "points": story.points,
        "orders_count": story.orders_count,
        "last_orders": [
            {
                "id": str(order.order_id),
                "number": order.number,
                "placed_at": order.placed_at.isoformat(),
                "amount": str(order.amount),
                "currency": order.currency,
            }
            for order in story.orders
        ],
    }


def global_contact_id(contact_id: int) -> str:
    """Return the id of a contact as the GraphQL API knows it."""
    return base64.b64encode(f"AutomationContact:{contact_id}".encode()).decode()
