"""Table of contents: every model of the package, one app label, one migrations folder."""

from .contacts.models import (
    Consent,
    Contact,
    ContactList,
    ContactMoney,
    ContactProduct,
    ContactTag,
    ContactTotals,
    ListSubscription,
    Suppression,
    Tag,
    Visitor,
)
from .coupons.models import Coupon, CouponPolicy
from .events.models import Cart, Event, Hint, Purchase, SweepMark
from .journeys.models import Decision, Enrollment, Journey, JourneyVersion, TriggerScan
from .messages.models import Message, Template
from .tracking.models import Attribution

__all__ = [
    "Attribution",
    "Cart",
    "Consent",
    "Contact",
    "ContactList",
    "ContactMoney",
    "ContactProduct",
    "ContactTag",
    "ContactTotals",
    "Coupon",
    "CouponPolicy",
    "Decision",
    "Enrollment",
    "Event",
    "Hint",
    "Journey",
    "JourneyVersion",
    "ListSubscription",
    "Message",
    "Purchase",
    "Suppression",
    "SweepMark",
    "Tag",
    "Template",
    "TriggerScan",
    "Visitor",
]
