"""Who takes part in a contest, and a draw that anybody can repeat: same entries and same seed, same winners.

The order of the entries is that of SHA-256 over seed and entry number. Whoever knows both can check it, and nobody
who has to name the seed before the contest closes can steer it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ..core import sql
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from .definition import ContestEntry, stored_definition
from .models import ContestDraw, CouponPolicy

MOST_WINNERS = 1000
MAX_SEED = 100


@dataclass(frozen=True, slots=True)
class Entrant:
    """One entry; number is what the person was told."""

    coupon_id: int
    number: str
    contact_id: int
    email: str
    entered_at: datetime


def entrants(policy_id: int, until: datetime, using: str = DEFAULT_DB_ALIAS) -> Iterator[Entrant]:
    """Yield the entries of a contest up to a moment, oldest first, a thousand at a time."""
    after: tuple[datetime | str, int] = ("-infinity", 0)
    while True:
        with connections[using].cursor() as cursor:
            cursor.execute(
                """
                SELECT c.id, c.code, c.contact_id, COALESCE(p.email, ''), c.issued_at
                FROM automation_coupon c LEFT JOIN automation_contact p ON p.id = c.contact_id
                WHERE c.policy_id = %s AND c.issued_at <= %s AND c.revoked_at IS NULL
                  AND (c.issued_at, c.id) > (%s::timestamptz, %s)
                ORDER BY c.issued_at, c.id LIMIT 1000
                """,
                [policy_id, until, *after],
            )
            rows = cursor.fetchall()
        yield from (Entrant(*row) for row in rows)
        if len(rows) < 1000:
            return
        after = (rows[-1][4], rows[-1][0])


@transaction.atomic
def draw(policy_id: int, seed: str, winners_count: int, entered_until: datetime, now: datetime) -> ContestDraw:
    """Draw winners among the entries up to a moment and write it down; nobody wins twice.

    Raises NotFound, InvalidDefinition for a seed or a number that is not fit, Conflict if the policy is no contest,
    the contest still takes entries of that time, or nobody has entered.
    """
    policy = CouponPolicy.objects.select_for_update(of=("self",)).select_related("terms").filter(pk=policy_id).first()
    if policy is None:
        raise NotFound(f"There is no coupon with the id {policy_id}.")
    _check(policy, seed, winners_count, entered_until, now)
    winners, count, digest = _ranked(policy_id, seed, winners_count, entered_until)
    if not count:
        raise Conflict(f"Nobody has entered the contest '{policy.slug}'; there is nothing to draw.")
    return ContestDraw.objects.create(
        policy=policy,
        seed=seed,
        entered_until=entered_until,
        entries_count=count,
        entries_hash=digest,
        winners=winners,
        drawn_at=now,
    )


def _check(policy: CouponPolicy, seed: str, winners_count: int, entered_until: datetime, now: datetime) -> None:
    definition = stored_definition(policy.terms.definition) if policy.terms else None
    if not isinstance(definition, ContestEntry):
        raise Conflict(f"Coupon '{policy.slug}' is a {policy.kind}; only a contest can be drawn.")
    problems = []
    if not seed.strip() or len(seed) > MAX_SEED:
        problems.append(("seed", f"Give a seed of 1 to {MAX_SEED} characters, for instance the day's lottery numbers."))
    if not 1 <= winners_count <= MOST_WINNERS:
        problems.append(("winners", f"{winners_count} winners cannot be drawn; use 1 to {MOST_WINNERS}."))
    if entered_until > now:
        problems.append(
            ("enteredUntil", "It lies in the future, where entries may still come; choose a moment passed.")
        )
    if problems:
        raise InvalidDefinition(f"Contest '{policy.slug}'", problems)


def _ranked(policy_id: int, seed: str, winners_count: int, until: datetime) -> tuple[list[int], int, str]:
    """Return the coupon ids of the winners, the number of entries and a hash over all their numbers."""
    rows = sql.fetch_all(
        """
        SELECT id FROM (
            SELECT DISTINCT ON (contact_id) id, sha256(convert_to(%s || ':' || code, 'UTF8')) AS lot
            FROM automation_coupon
            WHERE policy_id = %s AND issued_at <= %s AND revoked_at IS NULL
            ORDER BY contact_id, sha256(convert_to(%s || ':' || code, 'UTF8'))
        ) AS best ORDER BY lot LIMIT %s
        """,
        [seed, policy_id, until, seed, winners_count],
    )
    digest, count = hashlib.sha256(), 0
    for entry in entrants(policy_id, until):
        digest.update(f"{entry.number}\n".encode())
        count += 1
    return [row[0] for row in rows], count, digest.hexdigest()
