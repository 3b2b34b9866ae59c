"""Open turns of the catalogue, with the people each of them interests. Waves.py tells them.

Whom it interests, in this order: whoever follows the product ("tell me when it is back"), whoever has it in an open
cart, whoever looked at it lately and has not bought it since. A new product interests whoever follows its category
(or one above it) or its brand, then whoever visits them again and again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..core import sql
from ..shop.assortment import category_paths
from ..shop.checkouts import emails_with
from .models import TurnKind

LOOKED_WITHIN = timedelta(days=60)
REGULAR_VISITS = 3
"""Visits of a category or brand from which a contact counts as interested without having said so."""

REOPENED_AFTER = timedelta(days=2)
"""Stock that comes and goes opens no second turn of a kind for a product within this time."""

_FOLLOWS, _IN_CART, _LOOKED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class NewTurn:
    kind: TurnKind
    product_id: int
    channel_slug: str
    data: dict[str, Any]


def open_turns(turns: Sequence[NewTurn], now: datetime) -> int:
    """Open turns with their readers and return how many are new. Six statements for any number of turns.

    Must run in a transaction. A turn that interests nobody is closed at once.
    """
    if not turns:
        return 0
    opened = _insert(turns, now)
    if not opened:
        return 0
    of_products = {key: turn for key, turn in opened.items() if turn.kind != TurnKind.PRODUCT_LISTED}
    _add_followers(of_products, now)
    _add_cart_owners(of_products, now)
    _add_onlookers(of_products, now)
    _add_fans({key: turn for key, turn in opened.items() if turn.kind == TurnKind.PRODUCT_LISTED}, now)
    _number(sorted(opened), now)
    return len(opened)


def _insert(turns: Sequence[NewTurn], now: datetime) -> dict[int, NewTurn]:
    by_key = {(str(turn.kind), turn.product_id, turn.channel_slug): turn for turn in turns}
    rows = sql.fetch_all(
        """
        INSERT INTO automation_catalogueturn (kind, product_id, channel_slug, data, happened_at, wave_at, waves_count,
                                              audience_count, told_count, outcome)
        SELECT v.kind, v.product_id, v.channel_slug, v.data, %s, %s, 0, 0, 0, ''
        FROM json_to_recordset(%s) AS v(kind text, product_id int, channel_slug text, data jsonb)
        WHERE NOT EXISTS (
            SELECT 1 FROM automation_catalogueturn t WHERE t.kind = v.kind AND t.product_id = v.product_id
                AND t.channel_slug = v.channel_slug AND t.happened_at > %s
        )
        ON CONFLICT DO NOTHING RETURNING id, kind, product_id, channel_slug
        """,
        [
            now,
            now,
            json.dumps(
                [
                    {"kind": key[0], "product_id": key[1], "channel_slug": key[2], "data": turn.data}
                    for key, turn in by_key.items()
                ]
            ),
            now - REOPENED_AFTER,
        ],
    )
    return {row[0]: by_key[row[1], row[2], row[3]] for row in rows}


def _add_followers(turns: dict[int, NewTurn], now: datetime) -> None:
    _add(
        """
        SELECT v.turn_id, i.contact_id, %s
        FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS v(turn_id, product_id, slug)
        JOIN automation_contactinterest i ON i.kind = 'product' AND i.value = v.product_id::text
             AND i.followed_at IS NOT NULL
        JOIN automation_contact c ON c.id = i.contact_id AND c.channel_slug IN ('', v.slug)
        """,
        [_FOLLOWS, *_columns(turns)],
    )


def _add_onlookers(turns: dict[int, NewTurn], now: datetime) -> None:
    _add(
        """
        SELECT v.turn_id, p.contact_id, %s
        FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS v(turn_id, product_id, slug)
        JOIN automation_contactproduct p ON p.product_id = v.product_id AND p.last_viewed_at > %s
             AND (p.last_bought_at IS NULL OR p.bought_quantity <= 0 OR p.last_bought_at < p.last_viewed_at)
        JOIN automation_contact c ON c.id = p.contact_id AND c.channel_slug IN ('', v.slug)
        """,
        [_LOOKED, *_columns(turns), now - LOOKED_WITHIN],
    )


def _add_cart_owners(turns: dict[int, NewTurn], now: datetime) -> None:
    """Ask the shop whose carts hold the products; a price that drops interests nobody more than them."""
    if not turns:
        return
    owners = emails_with({turn.product_id for turn in turns.values()}, now - LOOKED_WITHIN)
    pairs = [
        (turn_id, email)
        for turn_id, turn in turns.items()
        for email in sorted(owners.get((turn.product_id, turn.channel_slug), ()))
    ]
    if pairs:
        _add(
            """
            SELECT v.turn_id, c.id, %s FROM unnest(%s::bigint[], %s::text[]) AS v(turn_id, email)
            JOIN automation_contact c ON c.email = v.email
            """,
            [_IN_CART, *map(list, zip(*pairs, strict=True))],
        )


def _add_fans(turns: dict[int, NewTurn], now: datetime) -> None:
    """Add whoever follows the category (or one above it) or the brand of a new product, or visits it regularly."""
    paths = category_paths({t.data["category_id"] for t in turns.values() if t.data.get("category_id")})
    groups = [
        (turn_id, kind, value, turn.channel_slug)
        for turn_id, turn in turns.items()
        for kind, value in (
            *(("category", str(each)) for each in paths.get(turn.data.get("category_id") or 0, ())),
            *([("brand", turn.data["brand"])] if turn.data.get("brand") else []),
        )
    ]
    if groups:
        _add(
            """
            SELECT DISTINCT ON (v.turn_id, i.contact_id) v.turn_id, i.contact_id,
                   CASE WHEN i.followed_at IS NULL THEN %s ELSE %s END
            FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS v(turn_id, kind, value, slug)
            JOIN automation_contactinterest i ON i.kind = v.kind AND i.value = v.value
                 AND (i.followed_at IS NOT NULL OR (i.views_count >= %s AND i.last_viewed_at > %s))
            JOIN automation_contact c ON c.id = i.contact_id AND c.channel_slug IN ('', v.slug)
            ORDER BY v.turn_id, i.contact_id, i.followed_at IS NULL
            """,
            [_LOOKED, _FOLLOWS, *map(list, zip(*groups, strict=True)), REGULAR_VISITS, now - LOOKED_WITHIN],
        )


def _columns(turns: dict[int, NewTurn]) -> list[list[Any]]:
    ids = sorted(turns)
    return [ids, [turns[key].product_id for key in ids], [turns[key].channel_slug for key in ids]]


def _add(select: str, params: Sequence[Any]) -> None:
    """Add readers; whoever is in already keeps the better rank of who came first."""
    sql.execute(
        f"""
        INSERT INTO automation_turnreader (turn_id, contact_id, rank) {select}
        ON CONFLICT (turn_id, contact_id) DO NOTHING
        """,
        params,
    )


def _number(turn_ids: Sequence[int], now: datetime) -> None:
    """Count the readers of each turn, and close those that have none."""
    sql.execute(
        """
        UPDATE automation_catalogueturn t
        SET audience_count = v.readers, wave_at = CASE WHEN v.readers = 0 THEN NULL ELSE t.wave_at END,
            outcome = CASE WHEN v.readers = 0 THEN 'nobody_interested' ELSE '' END
        FROM (
            SELECT u.id, count(r.id) AS readers FROM unnest(%s::bigint[]) AS u(id)
            LEFT JOIN automation_turnreader r ON r.turn_id = u.id GROUP BY u.id
        ) v
        WHERE t.id = v.id
        """,
        [list(turn_ids)],
    )
