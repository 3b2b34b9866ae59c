"""Give people their coupons: one per key, in the transaction that decides it, as real vouchers of the shop.

Everything is decided for a batch at once, in a number of statements that depends neither on the people nor on the
coupons. A policy with a limit is locked while its coupons are counted, so any number of workers give exactly as many
as it allows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..contacts.tags import add_tag
from ..core import sql
from ..core.clock import zone_of
from ..core.exceptions import Conflict
from ..shop.voucher_codes import create_codes, new_code, taken_codes
from ..shop.vouchers import open_vouchers
from .budget import added, room
from .definition import ContestEntry, MembershipReward, VoucherReward
from .expiry import Expiry, expiry, reminder_at
from .lock_objects import LockedPolicy, lock_policies
from .models import Counted, Coupon, CouponKind
from .terms import voucher_terms

SETTLE_GRACE = timedelta(days=2)
"""How long after its last day a coupon is cleaned up: an order placed in time may become known later."""


class Refusal(StrEnum):
    """Why somebody gets no coupon; also the reason of the mail that is not sent for it."""

    UNKNOWN_POLICY = "unknown_policy"
    POLICY_PAUSED = "policy_paused"
    BUDGET_EXHAUSTED = "budget_exhausted"
    ALREADY_GIVEN = "already_given"
    NO_CHANNEL = "no_channel"
    CONTEST_CLOSED = "contest_closed"


@dataclass(frozen=True, slots=True)
class CouponRequest:
    """Somebody is to get a coupon; the key (one per run and step) makes asking twice give the same coupon.

    only_product makes it good for that product alone, whatever else the policy names.
    """

    key: str
    policy: str
    contact_id: int
    enrollment_id: int | None
    only_product: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """The coupon id of each key that got one, and the refusal of every other key."""

    ids: dict[str, int]
    refusals: dict[str, Refusal]


class NoCoupon(Conflict):
    """A coupon cannot be given; reason says why, the text what to do."""

    def __init__(self, reason: Refusal, policy: str) -> None:
        self.reason = reason
        super().__init__(f"Coupon '{policy}': {_REMEDIES[reason]}")


_REMEDIES = {
    Refusal.UNKNOWN_POLICY: "there is no such coupon; create it or choose another.",
    Refusal.POLICY_PAUSED: "it is paused; resume it first.",
    Refusal.BUDGET_EXHAUSTED: "its limit or budget is used up; raise it or choose another coupon.",
    Refusal.ALREADY_GIVEN: "this person has one already, and it is given once to a customer.",
    Refusal.NO_CHANNEL: "no channel of the shop can use it; change its channels or add an amount in their currency.",
    Refusal.CONTEST_CLOSED: "the contest is closed; choose another coupon.",
}


def grant(request: CouponRequest, now: datetime) -> Coupon:
    """Give one coupon and return it; asking again with the same key returns the same coupon.

    For whoever gives a coupon for a price, such as points: it happens in the caller's transaction, which must be open,
    and is undone with it.
    Raises NoCoupon, whose reason is one of Refusal; then nothing was written.
    """
    issued = decide([request], now)
    if request.key in issued.refusals:
        raise NoCoupon(issued.refusals[request.key], request.policy)
    return Coupon.objects.select_related("policy", "terms").get(pk=issued.ids[request.key])


def issue(requests: Sequence[CouponRequest], now: datetime) -> dict[str, int]:
    """Return the coupon id for each key; a key missing from the result got none. See decide for the reasons."""
    return decide(requests, now).ids


def decide(requests: Sequence[CouponRequest], now: datetime) -> Issued:
    """Give a coupon to everybody who may have one, in the order of the requests. Must run in a transaction.

    A coupon once given is the answer for its key for ever, used, revoked or expired; usable_coupons tells.
    """
    # Two mails of one run, delivered together, ask for the same coupon.
    by_key = {request.key: request for request in requests}
    issued = Issued(coupon_ids(list(by_key)) if by_key else {}, {})
    asked: dict[str, list[CouponRequest]] = defaultdict(list)
    for key, request in by_key.items():
        if key not in issued.ids:
            asked[request.policy].append(request)
    if not asked:
        return issued
    policies = lock_policies(list(asked))
    holders = holders_of(policies, asked, now)
    chosen: list[tuple[LockedPolicy, list[CouponRequest]]] = []
    for slug, wanted in asked.items():
        refusal = refusal_of(policies.get(slug), now)
        if refusal is not None:
            issued.refusals.update(dict.fromkeys((request.key for request in wanted), refusal))
        else:
            policy = policies[slug]
            chosen.append((policy, _within_limits(policy, wanted, holders[policy.id], issued)))
    _give(chosen, issued, now)
    return issued


def give_at_once(requests: Sequence[CouponRequest], now: datetime) -> Issued:
    """Give those of the coupons that are no voucher, and so need nothing sent; see decide. The others are left."""
    slugs = sorted({request.policy for request in requests})
    kinds = [str(CouponKind.MEMBERSHIP), str(CouponKind.CONTEST_ENTRY)]
    rows = sql.fetch_all(
        "SELECT slug FROM automation_couponpolicy WHERE slug = ANY(%s) AND kind = ANY(%s)", [slugs, kinds]
    )
    ready = {row[0] for row in rows}
    return decide([request for request in requests if request.policy in ready], now)


def coupon_ids(keys: list[str]) -> dict[str, int]:
    """Return the coupon that was given for each key; a key without one is missing."""
    return dict(sql.fetch_all("SELECT key, id FROM automation_coupon WHERE key = ANY(%s)", [keys]))


def refusal_of(policy: LockedPolicy | None, now: datetime) -> Refusal | None:
    """Return why a policy gives no coupon to anybody now, if so."""
    if policy is None:
        return Refusal.UNKNOWN_POLICY
    if policy.is_paused:
        return Refusal.POLICY_PAUSED
    if isinstance(policy.definition, ContestEntry):
        closes_at = policy.definition.closes_at
        if closes_at is not None and closes_at <= now:
            return Refusal.CONTEST_CLOSED
    return None


def holders_of(
    policies: Mapping[str, LockedPolicy], asked: Mapping[str, Sequence[CouponRequest]], now: datetime
) -> dict[int, set[int]]:
    """Return, by policy that gives one to a customer, those of the people who have or have used one."""
    holders: dict[int, set[int]] = defaultdict(set)
    once = [policy for policy in policies.values() if policy.definition.once_per_customer]
    if once:
        rows = sql.fetch_all(
            """
            SELECT policy_id, contact_id FROM automation_coupon
            WHERE contact_id = ANY(%s) AND policy_id = ANY(%s)
              AND (redeemed_at IS NOT NULL OR (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %s)))
            """,
            [
                sorted({request.contact_id for policy in once for request in asked[policy.slug]}),
                [policy.id for policy in once],
                now,
            ],
        )
        for policy_id, contact_id in rows:
            holders[policy_id].add(contact_id)
    return holders


def _within_limits(
    policy: LockedPolicy, wanted: Sequence[CouponRequest], holders: set[int], issued: Issued
) -> list[CouponRequest]:
    """Choose who gets one, first come, first served; the others are refused."""
    left = room(policy.definition, policy.issued_count, policy.reserved)
    chosen: list[CouponRequest] = []
    for request in wanted:
        if policy.definition.once_per_customer and request.contact_id in holders:
            issued.refusals[request.key] = Refusal.ALREADY_GIVEN
        elif left is not None and len(chosen) >= left:
            issued.refusals[request.key] = Refusal.BUDGET_EXHAUSTED
        else:
            chosen.append(request)
            holders.add(request.contact_id)
    return chosen


@dataclass(slots=True)
class _Slip:
    """A coupon about to be given."""

    policy: LockedPolicy
    request: CouponRequest
    zone: ZoneInfo
    expiry: Expiry | None = None
    marker: str = ""
    voucher_id: int | None = None
    code: str | None = None


def _give(chosen: Sequence[tuple[LockedPolicy, Sequence[CouponRequest]]], issued: Issued, now: datetime) -> None:
    slips = _slips(chosen, now)
    slips = _with_vouchers(slips, issued, now)
    if not slips:
        return
    _draw_codes(slips)
    rows = _insert(slips, now)
    issued.ids.update(rows)
    given = [slip for slip in slips if slip.request.key in rows]
    # Another worker was quicker with the same key: what it gave is the answer.
    issued.ids.update(coupon_ids([slip.request.key for slip in slips if slip.request.key not in rows]))
    create_codes([(s.voucher_id, s.code) for s in given if s.voucher_id is not None and s.code is not None])
    _count(given)
    _make_members(given, now)


def _slips(chosen: Sequence[tuple[LockedPolicy, Sequence[CouponRequest]]], now: datetime) -> list[_Slip]:
    people = sorted({request.contact_id for _, requests in chosen for request in requests})
    zones = dict(sql.fetch_all("SELECT id, time_zone FROM automation_contact WHERE id = ANY(%s)", [people]))
    slips = []
    for policy, requests in chosen:
        own_zone = getattr(policy.definition, "time_zone", "")
        valid_days = getattr(policy.definition, "valid_days", None)
        for request in requests:
            slip = _Slip(policy, request, zone_of(zones.get(request.contact_id, ""), own_zone))
            if valid_days is not None:
                slip.expiry = expiry(now, valid_days, slip.zone)
            slips.append(slip)
    return slips


def _with_vouchers(slips: Sequence[_Slip], issued: Issued, now: datetime) -> list[_Slip]:
    """Find or open the voucher of each coupon that needs one; those good in no channel are refused."""
    wanted = {}
    names: dict[tuple[int, datetime, int | None], str] = {}
    for slip in slips:
        if isinstance(slip.policy.definition, VoucherReward) and slip.expiry is not None:
            name = (slip.policy.id, slip.expiry.ends_at, slip.request.only_product)
            if name not in names:
                terms = voucher_terms(slip.policy, slip.expiry.ends_at, now, slip.request.only_product)
                names[name] = terms.marker
                wanted[terms.marker] = terms
            slip.marker = names[name]
    vouchers = open_vouchers(list(wanted.values())) if wanted else {}
    usable = []
    for slip in slips:
        slip.voucher_id = vouchers.get(slip.marker)
        if slip.marker and slip.voucher_id is None:
            issued.refusals[slip.request.key] = Refusal.NO_CHANNEL
        else:
            usable.append(slip)
    return usable


def _draw_codes(slips: Iterable[_Slip]) -> None:
    """Draw codes nobody has; a clash is rare, and the unique columns refuse what slips through."""
    waiting = [slip for slip in slips if not isinstance(slip.policy.definition, MembershipReward)]
    seen: set[str] = set()
    while waiting:
        for slip in waiting:
            definition = slip.policy.definition
            slip.code = new_code(getattr(definition, "prefix", ""), getattr(definition, "alphabet", "mixed"))
        taken = taken_codes([slip.code for slip in waiting if slip.code])
        clashing = []
        for slip in waiting:
            if slip.code in taken or slip.code in seen:
                clashing.append(slip)
            else:
                seen.add(slip.code or "")
        waiting = clashing


_COLUMNS = {
    "key": "text",
    "policy_id": "bigint",
    "terms_id": "bigint",
    "contact_id": "bigint",
    "enrollment_id": "bigint",
    "voucher_id": "int",
    "code": "text",
    "issued_at": "timestamptz",
    "expires_at": "timestamptz",
    "expires_on": "date",
    "remind_at": "timestamptz",
    "settle_at": "timestamptz",
    "counted": "text",
}


def _insert(slips: Sequence[_Slip], now: datetime) -> dict[str, int]:
    rows = []
    for slip in slips:
        ends_at, last_day = (slip.expiry.ends_at, slip.expiry.last_day) if slip.expiry else (None, None)
        remind_days = getattr(slip.policy.definition, "remind_days", None)
        rows.append(
            (
                slip.request.key,
                slip.policy.id,
                slip.policy.terms_id,
                slip.request.contact_id,
                slip.request.enrollment_id,
                slip.voucher_id,
                slip.code,
                now,
                ends_at,
                last_day,
                reminder_at(last_day, remind_days, slip.zone, now) if last_day else None,
                ends_at + SETTLE_GRACE if ends_at else None,
                str(Counted.HELD),
            )
        )
    return dict(
        sql.insert_returning("automation_coupon", _COLUMNS, rows, on_conflict="(key) DO NOTHING", returning="key, id")
    )


def _count(given: Sequence[_Slip]) -> None:
    """Add what was given to what the policy counts; its row is locked."""
    numbers: dict[int, int] = defaultdict(int)
    policies = {slip.policy.id: slip.policy for slip in given if slip.policy.is_exclusive}
    for slip in given:
        numbers[slip.policy.id] += 1
    rows = []
    for policy_id, policy in sorted(policies.items()):
        change = {each: ceiling * numbers[policy_id] for each, ceiling in policy.definition.ceilings.items()}
        policy.issued_count += numbers[policy_id]
        policy.reserved = added(policy.reserved, change)
        rows.append((policy_id, policy.issued_count, policy.reserved))
    sql.update_rows("automation_couponpolicy", ("id", "bigint"), {"issued_count": "int", "reserved": "jsonb"}, rows)


def _make_members(given: Sequence[_Slip], now: datetime) -> None:
    by_policy: dict[tuple[str, str], list[int]] = defaultdict(list)
    for slip in given:
        if isinstance(slip.policy.definition, MembershipReward):
            by_policy[(slip.policy.definition.tag, slip.policy.slug)].append(slip.request.contact_id)
    for (tag, slug), contact_ids in sorted(by_policy.items()):
        add_tag(tag, contact_ids, source=f"coupon:{slug}"[:64], now=now)
