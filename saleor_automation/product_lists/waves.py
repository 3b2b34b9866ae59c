"""Tell people what turned in the catalogue: in waves, in proportion to the units there are.

Five units of something a thousand people wait for would make nine hundred and ninety-five of them find it sold out.
So a first wave of a few people per unit is told; the next one follows after a pause, for the units left then.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ..core import sql
from ..core.settings import get_settings
from ..events.log import NewEvent, record
from ..shop.assortment import ShelfFact, shelf_facts
from ..shop.configuration import ShopConfiguration
from .models import TurnKind

WAVES_AT_ONCE = 50
OPEN_FOR = timedelta(days=7)
"""After this long a turn is no news any more; whoever was not told by then is not told."""

KEPT = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class _Turn:
    id: int
    kind: str
    product_id: int
    channel_slug: str
    data: dict[str, Any]
    happened_at: datetime


def release_waves(configuration: ShopConfiguration, now: datetime) -> int:
    """Tell the next wave of each due turn and return how many turns were due.

    Must run in a transaction: the turns are locked, and two workers release different ones. The shop is asked for
    price and stock first; a turn that is not true any more is closed.
    """
    turns = _claim(now)
    if not turns:
        return 0
    facts = {
        (fact.product_id, fact.channel_slug): fact
        for fact in shelf_facts({turn.product_id for turn in turns}, configuration.brand_attribute)
    }
    open_turns: list[tuple[_Turn, ShelfFact]] = []
    closed: list[tuple[int, str]] = []
    for turn in turns:
        fact = facts.get((turn.product_id, turn.channel_slug))
        outcome = _over(turn, fact, configuration, now)
        if outcome or fact is None:
            closed.append((turn.id, outcome))
        else:
            open_turns.append((turn, fact))
    _close(closed)
    _tell(open_turns, now)
    return len(turns)


def wave_size(units: int | None) -> int:
    """Return how many people a wave tells; units is None when the shop does not count them."""
    settings = get_settings()
    if units is None:
        return settings.batch_size
    return min(settings.batch_size, units * settings.wave_people_per_unit)


def _claim(now: datetime) -> list[_Turn]:
    rows = sql.fetch_all(
        """
        SELECT id, kind, product_id, channel_slug, data::text, happened_at FROM automation_catalogueturn
        WHERE wave_at <= %s ORDER BY wave_at LIMIT %s FOR UPDATE SKIP LOCKED
        """,
        [now, WAVES_AT_ONCE],
    )
    return [_Turn(*[*row[:4], json.loads(row[4]), row[5]]) for row in rows]


def _over(turn: _Turn, fact: ShelfFact | None, configuration: ShopConfiguration, now: datetime) -> str:
    """Return why a turn is over, or an empty text while it is still true."""
    if now - turn.happened_at > OPEN_FOR:
        return "too_old"
    if fact is None or not fact.is_sold:
        return "not_sold"
    if fact.units is not None and fact.units <= 0:
        return "sold_out"
    if turn.kind == TurnKind.PRICE_DROPPED and (fact.price is None or fact.price >= _old_price(turn)):
        return "price_rose"
    if turn.kind == TurnKind.LOW_STOCK and (fact.units is None or fact.units > configuration.low_stock_threshold):
        return "restocked"
    return ""


def _old_price(turn: _Turn) -> Decimal:
    return Decimal(turn.data["old_price"])


def _tell(turns: Sequence[tuple[_Turn, ShelfFact]], now: datetime) -> None:
    """Record one event for each of the next readers of each turn."""
    if not turns:
        return
    rows = sql.fetch_all(
        """
        UPDATE automation_turnreader t SET told_at = %s
        FROM unnest(%s::bigint[], %s::int[]) AS v(turn_id, size)
        CROSS JOIN LATERAL (
            SELECT id FROM automation_turnreader
            WHERE turn_id = v.turn_id AND told_at IS NULL ORDER BY rank, contact_id LIMIT v.size
        ) r
        WHERE t.id = r.id RETURNING t.turn_id, t.contact_id
        """,
        [now, [turn.id for turn, _ in turns], [wave_size(fact.units) for _, fact in turns]],
    )
    by_id = {turn.id: (turn, fact) for turn, fact in turns}
    record([_event(*by_id[turn_id], contact_id, now) for turn_id, contact_id in rows], now)
    told: dict[int, int] = dict.fromkeys(by_id, 0)
    for turn_id, _ in rows:
        told[turn_id] += 1
    pause = timedelta(minutes=get_settings().wave_pause_minutes)
    sql.execute(
        """
        UPDATE automation_catalogueturn t SET told_count = t.told_count + v.told, waves_count = t.waves_count + 1,
            wave_at = CASE WHEN t.told_count + v.told < t.audience_count AND v.told > 0 THEN %s END,
            outcome = CASE WHEN t.told_count + v.told < t.audience_count AND v.told > 0 THEN '' ELSE 'all_told' END
        FROM unnest(%s::bigint[], %s::int[]) AS v(id, told) WHERE t.id = v.id
        """,
        [now + pause, list(told), list(told.values())],
    )


def _event(turn: _Turn, fact: ShelfFact, contact_id: int, now: datetime) -> NewEvent:
    return NewEvent(
        kind=turn.kind,
        key=f"turn:{turn.id}:{contact_id}",
        # every attempt at the same wave happens at its own time, but told_at lets each reader be told once
        occurred_at=now,
        contact_id=contact_id,
        product_id=turn.product_id,
        data={
            **turn.data,
            "channel": turn.channel_slug,
            "price": str(fact.price),
            "currency": fact.currency,
            "units": fact.units,
        },
    )


def _close(turns: Sequence[tuple[int, str]]) -> None:
    sql.update_rows(
        "automation_catalogueturn",
        ("id", "bigint"),
        {"outcome": "text", "wave_at": "timestamptz"},
        [(turn_id, outcome, None) for turn_id, outcome in turns],
    )


def forget_old(now: datetime) -> int:
    """Delete turns that are long over, with their readers; returns how many."""
    return sql.execute(
        """
        WITH old AS (
            SELECT id FROM automation_catalogueturn WHERE happened_at < %s AND wave_at IS NULL
            ORDER BY happened_at LIMIT 100 FOR UPDATE SKIP LOCKED
        ), readers AS (
            DELETE FROM automation_turnreader WHERE turn_id IN (SELECT id FROM old)
        )
        DELETE FROM automation_catalogueturn WHERE id IN (SELECT id FROM old)
        """,
        [now - KEPT],
    )
