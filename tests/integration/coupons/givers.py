"""Give coupons in tests as the outbox does."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.db import transaction

from saleor_automation.coupons.issuing import CouponRequest, decide
from saleor_automation.coupons.models import Coupon
from tests.factories import ContactFactory, CouponPolicyFactory

DAY = timedelta(days=1)
_number = count(1)


def request(contact, policy="ten-percent", key=None, enrollment_id=None):
    return CouponRequest(key or f"test:{next(_number)}", policy, contact.pk, enrollment_id)


def give(now, contact=None, **definition):
    """Create a policy with this definition, or take the one of this slug, and give one coupon of it."""
    policy = CouponPolicyFactory(**definition)
    wanted = request(contact or ContactFactory(), policy.slug)
    with transaction.atomic():
        issued = decide([wanted], now)
    assert not issued.refusals, issued.refusals
    return Coupon.objects.get(pk=issued.ids[wanted.key])


def today():
    """The shop's own clock decides whether a code is good, so what goes through its checkout begins today."""
    return datetime.now(UTC)
