"""Create, change, pause and delete coupon policies. What was given keeps the terms it was given under."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ..core import sql
from ..core.clock import zone_of
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..core.revisions import refuse_stale, revision_of
from ..shop.vouchers import problems_in_shop
from .budget import added, cost
from .definition import CouponDefinition, VoucherReward, parse_definition
from .expiry import expiry
from .lock_objects import definitions_of
from .models import Coupon, CouponPolicy, CouponTerms
from .terms import voucher_terms

MAX_NAME = 250
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A policy that is not there yet, as the shop is asked about it."""

    slug: str
    name: str
    definition: CouponDefinition


@transaction.atomic
def create_policy(slug: str, name: str, data: Any, now: datetime, *, is_checked: bool = True) -> CouponPolicy:
    """Create a policy; is_checked=False leaves out the question whether the shop has what it names.

    Raises InvalidDefinition with every problem and its field, Conflict if the slug is taken.
    """
    _check_names(slug, name)
    definition = parse_definition(data, f"Coupon '{slug}'")
    if is_checked:
        refuse_what_the_shop_has_not(slug, name, definition, now)
    if CouponPolicy.objects.filter(slug=slug).exists():
        raise Conflict(f"There is a coupon '{slug}' already; choose another slug.")
    policy = CouponPolicy.objects.create(
        slug=slug,
        name=name,
        kind=definition.kind,
        is_exclusive=definition.is_exclusive,
        created_at=now,
        updated_at=now,
    )
    policy.terms = _new_terms(policy, 1, definition, now)
    policy.save(update_fields=["terms"])
    return policy


@transaction.atomic
def ensure_policy(slug: str, name: str, data: Any, now: datetime) -> CouponPolicy:
    """Create a policy, or give the one of this slug these terms; what the shop has is not asked.

    Raises InvalidDefinition.
    """
    known = CouponPolicy.objects.select_for_update(of=("self",)).select_related("terms").filter(slug=slug).first()
    if known is None:
        return create_policy(slug, name, data, now, is_checked=False)
    _set_terms(known, parse_definition(data, f"Coupon '{slug}'"), now)
    known.name, known.updated_at = name, now
    known.save()
    return known


@transaction.atomic
def update_policy(
    policy_id: int,
    name: str | None,
    data: Any | None,
    used_by: Callable[[str], Sequence[str]],
    now: datetime,
    *,
    revision: str | None = None,
) -> CouponPolicy:
    """Change name or terms; None leaves them as they are. Coupons given before keep their terms.

    used_by names, by slug, what depends on the policy ("journey 'welcome'"). revision is the edited_revision the change
    was made from; without one it is made over whatever is there.
    Raises NotFound, Stale if somebody else has saved meanwhile, InvalidDefinition, Conflict if another kind is asked
    for while something depends on this one.
    """
    policy = _lock(policy_id)
    refuse_stale(f"Coupon '{policy.slug}'", revision, edited_revision(policy.name, policy.terms))
    if name is not None:
        _check_names(policy.slug, name)
        policy.name = name
    if data is not None:
        definition = parse_definition(data, f"Coupon '{policy.slug}'")
        refuse_what_the_shop_has_not(policy.slug, policy.name, definition, now)
        if definition.kind != policy.kind:
            _refuse_if_in_use(policy, used_by, f"it cannot become a {definition.kind}; create another coupon")
        _set_terms(policy, definition, now)
    policy.updated_at = now
    policy.save()
    return policy


def edited_revision(name: str, terms: CouponTerms | None) -> str:
    return revision_of(name, terms.definition if terms else None)


def _check_names(slug: str, name: str) -> None:
    problems = []
    if not _SLUG.fullmatch(slug):
        problems.append(("slug", f"{slug[:100]!r} is no slug; use 1 to 100 lower-case letters, digits and dashes."))
    if not name.strip() or len(name) > MAX_NAME:
        problems.append(("name", f"The name has {len(name.strip())} characters; use 1 to {MAX_NAME}."))
    if problems:
        raise InvalidDefinition(f"Coupon '{slug[:100]}'", problems)


def _set_terms(policy: CouponPolicy, definition: CouponDefinition, now: datetime) -> None:
    stored = definition.model_dump(mode="json")
    if policy.terms is None or policy.terms.definition != stored:
        policy.terms = _new_terms(policy, policy.terms.number + 1 if policy.terms else 1, definition, now)
    policy.kind = definition.kind
    if definition.is_exclusive and not policy.is_exclusive:
        _count_again(policy)
    policy.is_exclusive = definition.is_exclusive


def _new_terms(policy: CouponPolicy, number: int, definition: CouponDefinition, now: datetime) -> CouponTerms:
    return CouponTerms.objects.create(
        policy=policy, number=number, definition=definition.model_dump(mode="json"), created_at=now
    )


def _count_again(policy: CouponPolicy) -> None:
    """Count what was given while nobody needed to know; whoever gives one now waits for the row of the policy."""
    rows = sql.fetch_all(
        """
        SELECT terms_id, counted, discount_currency, count(*), COALESCE(sum(discount_amount), 0)
        FROM automation_coupon WHERE policy_id = %s GROUP BY terms_id, counted, discount_currency
        """,
        [policy.pk],
    )
    definitions = definitions_of({row[0] for row in rows})
    change: dict[str, Decimal] = defaultdict(Decimal)
    policy.issued_count = 0
    for terms_id, counted, currency, count, discount in rows:
        policy.issued_count += count
        if counted == "spent":
            change[currency] += discount
            continue
        for each, amount in cost(definitions[terms_id], counted, None, "").items():
            change[each] += amount * count
    policy.reserved = added({}, change)


@transaction.atomic
def set_paused(policy_id: int, is_paused: bool, now: datetime) -> CouponPolicy:
    """Give no coupon of this policy until it is resumed; those given stay good.

    Raises NotFound, Conflict if nothing would change.
    """
    policy = _lock(policy_id)
    if policy.is_paused == is_paused:
        raise Conflict(f"Coupon '{policy.slug}' is {'paused already' if is_paused else 'not paused'}.")
    policy.is_paused, policy.updated_at = is_paused, now
    policy.save(update_fields=["is_paused", "updated_at"])
    return policy


@transaction.atomic
def delete_policy(policy_id: int, used_by: Callable[[str], Sequence[str]]) -> CouponPolicy:
    """Delete a policy nobody depends on and return it as it was.

    Raises NotFound, Conflict if it has given coupons or something depends on it.
    """
    policy = _lock(policy_id)
    _refuse_if_in_use(policy, used_by, "it cannot be deleted; pause it instead")
    CouponPolicy.objects.filter(pk=policy.pk).update(terms=None)
    CouponTerms.objects.filter(policy=policy).delete()
    CouponPolicy.objects.filter(pk=policy.pk).delete()
    return policy


def _refuse_if_in_use(policy: CouponPolicy, used_by: Callable[[str], Sequence[str]], consequence: str) -> None:
    users = used_by(policy.slug)
    if users:
        raise Conflict(f"Coupon '{policy.slug}' is used by {', '.join(users)}; {consequence}.")
    if Coupon.objects.filter(policy=policy).exists():
        raise Conflict(f"Coupon '{policy.slug}' was given to people; {consequence}.")


def refuse_what_the_shop_has_not(slug: str, name: str, definition: CouponDefinition, now: datetime) -> None:
    """Ask the shop for channels, currencies and products that a definition names.

    Raises InvalidDefinition with every problem and its field.
    """
    if not isinstance(definition, VoucherReward):
        return
    ends_at = expiry(now, definition.valid_days, zone_of(definition.time_zone)).ends_at
    problems = problems_in_shop(voucher_terms(_Plan(slug, name, definition), ends_at, now))
    if problems:
        raise InvalidDefinition(f"Coupon '{slug}'", problems)


def _lock(policy_id: int) -> CouponPolicy:
    policy = CouponPolicy.objects.select_for_update(of=("self",)).select_related("terms").filter(pk=policy_id).first()
    if policy is None:
        raise NotFound(f"There is no coupon with the id {policy_id}.")
    return policy


def definition_from_columns(
    kind: str, value: Mapping[str, Any], minimum_spend: Mapping[str, Any], valid_days: int, prefix: str
) -> dict[str, Any]:
    """Return a definition from the short form of a recipe: value is {"percentage": 10} or amounts by currency."""
    worth: dict[str, Any] = {}
    if kind == "percentage":
        worth = {"percentage": str(value.get("percentage", ""))}
    elif kind == "fixed":
        worth = {"amounts": {currency: str(amount) for currency, amount in value.items()}}
    return {
        "kind": kind,
        **worth,
        "minimum_spend": {currency: str(amount) for currency, amount in minimum_spend.items()},
        "valid_days": valid_days,
        "prefix": prefix,
    }
