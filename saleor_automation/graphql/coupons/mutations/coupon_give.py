from uuid import uuid4

import graphene
from django.db import transaction

from ....contacts.models import Contact
from ....core.clock import utc_now
from ....coupons.issuing import CouponRequest, grant
from ....coupons.models import CouponPolicy
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationCouponCode

MAX_KEY = 60


class CouponGive(BaseMutation):
    coupon_code = graphene.Field(AutomationCouponCode, description="What the person got.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon.")
        contact = graphene.ID(required=True, description="ID of the contact who gets one.")
        key = graphene.String(description="Your name for this wish: asking again with it gives the same coupon.")

    class Meta:
        name = "AutomationCouponGive"
        description = "Give one coupon to one contact by hand, within its limits."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, contact: str, key: str | None = None):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        contact_id = pk_or_refusal(contact, "AutomationContact", "contact")
        if key is not None and not 1 <= len(key) <= MAX_KEY:
            text = f"The key has {len(key)} characters; use 1 to {MAX_KEY}."
            raise refusal("key", AutomationErrorCode.INVALID, text)
        slug = CouponPolicy.objects.filter(pk=policy_id).values_list("slug", flat=True).first()
        if slug is None:
            raise refusal("id", AutomationErrorCode.NOT_FOUND, f"There is no coupon with the id {policy_id}.")
        if not Contact.objects.filter(pk=contact_id).exists():
            raise refusal("contact", AutomationErrorCode.NOT_FOUND, f"There is no contact with the id {contact_id}.")
        wish = f"hand:{policy_id}:{contact_id}:{key or uuid4().hex}"
        with refusals("id"), transaction.atomic():
            coupon = grant(CouponRequest(wish, slug, contact_id, None), utc_now())
        return cls(coupon_code=coupon)
