"""Where the past waits until it happens: tables beside the shadows, and their rows as the engine takes them."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ..core import sql
from ..scores import ledger, points
from ..shop.past import PastCart
from .needs import Needs
from .past import Past
from .shadows import real

STAGING = """
    CREATE TEMPORARY TABLE past_own_message (id bigint PRIMARY KEY);
    CREATE TEMPORARY TABLE past_counted (
        contact_id bigint, kind text, occurred_at timestamptz, currency text, gross numeric, takes_off bool,
        machine bool);
    CREATE INDEX ON past_counted (contact_id, kind);
    CREATE TEMPORARY TABLE past_product (
        contact_id bigint, product_id int, views bigint, bought bigint, viewed_at timestamptz, bought_at timestamptz);
    CREATE TEMPORARY TABLE past_contact (at timestamptz, id bigint);
    CREATE TEMPORARY TABLE past_word (
        at timestamptz, contact_id bigint, transport text, list_id bigint, state text, source text,
        said_at timestamptz);
    CREATE TEMPORARY TABLE past_tag (at timestamptz, contact_id bigint, tag_id bigint, source text, is_added bool);
    CREATE TEMPORARY TABLE past_message (
        at timestamptz, id bigint, key text, contact_id bigint, template_id bigint, kind text, transport text,
        planned_at timestamptz);
    CREATE TEMPORARY TABLE past_adjustment (at timestamptz, is_points bool, entry jsonb);
    CREATE TEMPORARY TABLE past_event (
        id bigint, kind text, key text, occurred_at timestamptz, contact_id bigint, order_id uuid, checkout_id uuid,
        product_id int, message_id bigint, data jsonb);
    CREATE INDEX ON past_contact (at);
    CREATE INDEX ON past_word (at);
    CREATE INDEX ON past_tag (at);
    CREATE INDEX ON past_message (at);
    CREATE INDEX ON past_adjustment (at);
    CREATE INDEX ON past_event (occurred_at);
    CREATE TEMPORARY TABLE past_hold (message_id bigint PRIMARY KEY, reason text, contact_id bigint, at timestamptz);
"""

LOOK_BACK = timedelta(days=8)
"""Messages of other journeys from before the beginning that caps may still count."""


def set_aside(past: Past, needs: Needs) -> None:
    """Put what happens in the period beside the shadows, the log excepted. One scan of each table."""
    between = [past.since, past.until]
    sql.execute(
        f"""
        INSERT INTO past_word
        SELECT known_at, contact_id, transport, list_id, state, w.source, changed_at
        FROM {real("automation_consentrecord")} w JOIN {real("automation_contact")} c ON c.id = w.contact_id,
             LATERAL greatest(w.changed_at, c.created_at) AS known_at -- an import tells what was said before
        WHERE known_at > %s AND known_at <= %s AND w.source <> %s
        """,  # noqa: S608
        [*between, past.source],
    )
    sql.execute(
        f"""
        INSERT INTO past_tag
        SELECT assigned_at, contact_id, tag_id, assigned_by, TRUE FROM {real("automation_tagperiod")}
        WHERE assigned_at > %s AND assigned_at <= %s AND assigned_by <> %s
        UNION ALL
        SELECT removed_at, contact_id, tag_id, removed_by, FALSE FROM {real("automation_tagperiod")}
        WHERE removed_at > %s AND removed_at <= %s AND removed_by <> %s
        """,  # noqa: S608
        [*between, past.source] * 2,
    )
    sql.execute(
        f"""
        INSERT INTO past_message
        SELECT handed_at, id, key, contact_id, template_id, kind, transport, planned_at
        FROM {real("automation_message")}
        WHERE handed_at > %s AND handed_at <= %s AND journey_id IS DISTINCT FROM %s
          AND state IN ('handing', 'delivered', 'unknown')
        """,  # noqa: S608
        [past.since - LOOK_BACK, past.until, past.journey_id],
    )
    sql.execute(
        f"""
        INSERT INTO past_contact
        SELECT created_at, id FROM {real("automation_contact")} WHERE created_at > %s AND created_at <= %s
        """,  # noqa: S608
        between,
    )
    _set_adjustments_aside(past, needs)


def _set_adjustments_aside(past: Past, needs: Needs) -> None:
    """Scores and points that staff, other journeys or the shop gave by hand: rules and orders give theirs anew."""
    between = [past.since, past.until, past.source]
    if needs.scores:
        sql.execute(
            f"""
            INSERT INTO past_adjustment
            SELECT occurred_at, FALSE, to_jsonb(e) FROM {real("automation_scoreentry")} e
            WHERE kind = 'adjustment' AND occurred_at > %s AND occurred_at <= %s AND source <> %s
            """,  # noqa: S608
            between,
        )
    if needs.points:
        sql.execute(
            f"""
            INSERT INTO past_adjustment
            SELECT occurred_at, TRUE, to_jsonb(e) FROM {real("automation_pointsentry")} e
            WHERE kind IN ('gift', 'correction', 'redeemed') AND occurred_at > %s AND occurred_at <= %s
              AND source <> %s
            """,  # noqa: S608
            between,
        )


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
