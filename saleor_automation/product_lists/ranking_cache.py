"""Rankings of best sellers, kept in the shop's cache between two groups of mails.

Adding up a month of a large shop takes some tenths of a second, and mails leave in small groups. What a ranking was
made from has a generation, renewed whenever the shelf or the sales change: a ranking of an earlier one is never found
again. Losing the cache costs time only, and whether a product may be shown is asked of the shop in any case.
"""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from uuid import uuid4

from django.core.cache import cache

from ..core import sql
from .sources.base import Candidate, Scope

MARK = "rankings"
KEPT_SECONDS = 900

Rankings = dict[Scope, list[Candidate]]


def renew(now: datetime) -> None:
    """Begin a new generation, in the transaction that changes what rankings are made from."""
    sql.execute(
        """
        INSERT INTO automation_sweepmark (name, read_until, cursor) VALUES (%s, %s, %s)
        ON CONFLICT (name) DO UPDATE SET read_until = EXCLUDED.read_until, cursor = EXCLUDED.cursor
        """,
        [MARK, now, uuid4().hex],
    )


def cached_rankings(scopes: Collection[Scope], name: str, rank: Callable[[Collection[Scope]], Rankings]) -> Rankings:
    """Return the rankings of these scopes, made by rank for those not at hand; name says all else they depend on.

    One query for the generation, and rank's own.
    """
    rows = sql.fetch_all("SELECT cursor FROM automation_sweepmark WHERE name = %s", [MARK])
    if not rows:
        return rank(scopes)
    keys = {scope: _key(rows[0][0], name, scope) for scope in scopes}
    at_hand = cache.get_many(keys.values())
    found = {scope: [Candidate(*each) for each in at_hand[key]] for scope, key in keys.items() if key in at_hand}
    missing = [scope for scope in scopes if scope not in found]
    if missing:
        made = rank(missing)
        fresh = {keys[scope]: [_plain(each) for each in made.get(scope, ())] for scope in missing}
        cache.set_many(fresh, KEPT_SECONDS)
        found |= made
    return found


def _plain(candidate: Candidate) -> tuple[int, str, int | None, int]:
    return candidate.product_id, candidate.why, candidate.about, candidate.count


def _key(generation: str, name: str, scope: Scope) -> str:
    words = f"{generation}|{name}|{scope.channel_slug}|{scope.categories}|{scope.brands}"
    return f"automation:ranking:{hashlib.blake2b(words.encode(), digest_size=16).hexdigest()}"
