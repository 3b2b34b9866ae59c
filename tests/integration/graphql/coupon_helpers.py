"""Coupons people were given, for tests of their queries and mutations."""

from uuid import uuid4

from django.db import transaction
from graphene import Node

from saleor_automation.core.clock import utc_now
from saleor_automation.coupons.issuing import CouponRequest, decide
from saleor_automation.models import Coupon

from . import builders


def id_of(policy):
    return Node.to_global_id("AutomationCoupon", policy.pk)


def given(policy, contacts, at=None):
    requests = [CouponRequest(uuid4().hex, policy.slug, contact.pk, None) for contact in contacts]
    with transaction.atomic():
        issued = decide(requests, at or utc_now())
    assert not issued.refusals, issued.refusals
    return [Coupon.objects.get(pk=issued.ids[request.key]) for request in requests]


def people(count):
    return [builders.contact() for _ in range(count)]
