"""Where the past waits until it happens: tables beside the shadows, and their rows as the engine takes them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from ..scores import ledger, points
from ..shop.past import PastCart

STAGING = """
    CREATE TEMPORARY TABLE past_own_message (id bigint PRIMARY KEY);
    CREATE TEMPORARY TABLE past_counted (
        contact_id bigint, kind text, occurred_at timestamptz, currency text, gross numeric, takes_off bool,
        machine bool);
    CREATE INDEX ON past_counted (contact_id, kind);
    CREATE TEMPORARY TABLE past_product (
        contact_id bigint, product_id int, views bigint, bought bigint, viewed_at timestamptz, bought_at timestamptz);
    CREATE TEMPORARY TABLE past_word (
        at timestamptz, contact_id bigint, transport text, list_id bigint, state text, source text);
    CREATE TEMPORARY TABLE past_tag (at timestamptz, contact_id bigint, tag_id bigint, source text, is_added bool);
    CREATE TEMPORARY TABLE past_message (
        at timestamptz, id bigint, key text, contact_id bigint, template_id bigint, kind text, transport text,
        planned_at timestamptz);
    CREATE TEMPORARY TABLE past_adjustment (at timestamptz, is_points bool, entry jsonb);
    CREATE TEMPORARY TABLE past_event (
        id bigint, kind text, key text, occurred_at timestamptz, contact_id bigint, order_id uuid, checkout_id uuid,
        product_id int, message_id bigint, data jsonb);
    CREATE INDEX ON past_word (at);
    CREATE INDEX ON past_tag (at);
    CREATE INDEX ON past_message (at);
    CREATE INDEX ON past_adjustment (at);
    CREATE INDEX ON past_event (occurred_at);
    CREATE TEMPORARY TABLE past_hold (message_id bigint PRIMARY KEY, reason text, contact_id bigint, at timestamptz);
"""


def cart_of(checkout_id: UUID, email: str, user_id: int | None, text: str, abandoned_at: datetime) -> PastCart:
    data = json.loads(text)
    lines = [(each["variant_id"], each["quantity"]) for each in data.get("lines", ()) if each.get("variant_id")]
    return PastCart(
        checkout_id=checkout_id,
        email=email,
        user_id=user_id,
        channel_slug=data.get("channel", ""),
        currency=data.get("currency", ""),
        language_code=data.get("language", ""),
        country_code=data.get("country", ""),
        changed_at=abandoned_at,
        lines=lines,
    )


def checkout_of(token: str) -> UUID | None:
    try:
        return UUID(token)
    except ValueError:
        return None


def adjustment(at: datetime, entry: dict[str, Any]) -> ledger.Movement:
    return ledger.Movement(
        key=entry["key"],
        contact_id=entry["contact_id"],
        score_id=entry["score_id"],
        kind=entry["kind"],
        points=entry["asked_points"],
        occurred_at=at,
        reason=entry["reason"],
        source=entry["source"],
        expires_at=datetime.fromisoformat(entry["expires_at"]) if entry["expires_at"] else None,
    )


def points_adjustment(at: datetime, entry: dict[str, Any]) -> points.PointsMovement:
    return points.PointsMovement(
        key=entry["key"],
        contact_id=entry["contact_id"],
        kind=entry["kind"],
        occurred_at=at,
        pending=entry["pending"],
        confirmed=entry["confirmed"],
        earned=entry["earned"],
        lot=entry["lot"],
        reason=entry["reason"],
        source=entry["source"],
        expires_at=datetime.fromisoformat(entry["expires_at"]) if entry["expires_at"] else None,
    )
