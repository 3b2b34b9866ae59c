"""The row locks of this slice: policies by primary key, always before their coupons."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..core import sql
from .definition import CouponDefinition, stored_definition


@dataclass(slots=True)
class LockedPolicy:
    """A policy as it is now, with the terms it gives coupons under."""

    id: int
    slug: str
    name: str
    is_paused: bool
    is_exclusive: bool
    issued_count: int
    reserved: dict[str, str]
    terms_id: int
    definition: CouponDefinition


_COLUMNS = """
    SELECT p.id, p.slug, p.name, p.is_paused, p.is_exclusive, p.issued_count, p.reserved::text,
           p.terms_id
    FROM automation_couponpolicy p
"""


def lock_policies(slugs: Collection[str]) -> dict[str, LockedPolicy]:
    """Lock policies in the order of their ids and return those there are, by slug.

    One whose coupons must be counted is held by one worker at a time. The others are shared: any number of workers
    may give coupons at once, only a change of the policy waits for them.
    """
    found: dict[str, LockedPolicy] = {}
    # A policy that is given a limit, or loses it, between the two statements is found the second time round.
    for _ in range(2):
        for is_exclusive, strength in ((False, "SHARE"), (True, "NO KEY UPDATE")):
            missing = [slug for slug in slugs if slug not in found]
            if missing:
                where = f"WHERE p.slug = ANY(%s) AND p.is_exclusive = %s ORDER BY p.id FOR {strength} OF p"
                rows = sql.fetch_all(_COLUMNS + where, [missing, is_exclusive])
                found |= _with_terms(rows)
        if len(found) == len(set(slugs)):
            break
    return found


def read_policies(slugs: Collection[str]) -> dict[str, LockedPolicy]:
    """Return policies as they are at this moment, without a lock: not to give coupons by."""
    return _with_terms(sql.fetch_all(_COLUMNS + "WHERE p.slug = ANY(%s)", [sorted(set(slugs))]))


def lock_policies_by_id(policy_ids: Collection[int]) -> dict[int, LockedPolicy]:
    """Lock policies alone, to change what they count."""
    if not policy_ids:
        return {}
    rows = sql.fetch_all(_COLUMNS + "WHERE p.id = ANY(%s) ORDER BY p.id FOR NO KEY UPDATE OF p", [sorted(policy_ids)])
    return {policy.id: policy for policy in _with_terms(rows).values()}


def _with_terms(rows: list[tuple[Any, ...]]) -> dict[str, LockedPolicy]:
    """Read the terms once the lock is held: whoever held it before may have changed them."""
    definitions = definitions_of({row[7] for row in rows})
    return {row[1]: LockedPolicy(*[*row[:6], json.loads(row[6]), row[7], definitions[row[7]]]) for row in rows}


def definitions_of(terms_ids: Collection[int]) -> dict[int, CouponDefinition]:
    """Return the definitions of terms; they never change, so each process takes one apart once."""
    rows = sql.fetch_all(
        "SELECT id, definition::text FROM automation_couponterms WHERE id = ANY(%s)", [sorted(terms_ids)]
    )
    return {row[0]: _parsed(*row) for row in rows}


@lru_cache(maxsize=4096)
def _parsed(_terms_id: int, text: str) -> CouponDefinition:
    return stored_definition(json.loads(text))
