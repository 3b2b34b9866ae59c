"""Table of contents: every model of the package, one app label, one migrations folder."""

from .contacts.field_models import BulkOperation, CustomField, FieldValue, TagPeriod
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
    TouchedContact,
    Visitor,
)
from .coupons.models import Coupon, CouponPolicy
from .events.models import Cart, Event, Hint, Purchase, SweepMark
from .journeys.models import Decision, Enrollment, Journey, JourneyVersion, TriggerScan
from .messages.models import Message, Template
from .recommendations.models import BestSellers, ProductNeighbours, RecommendationGeneration
from .scores.models import (
    ContactScore,
    PointsBalance,
    PointsEntry,
    Programme,
    Reward,
    Score,
    ScoreEntry,
    ScoreRule,
    Tier,
)
from .segments.models import Segment, SegmentBuild, SegmentDebt, SegmentMember, SegmentTimer
from .tracking.models import Attribution

__all__ = [
    "Attribution",
    "BestSellers",
    "BulkOperation",
    "Cart",
    "Consent",
    "Contact",
    "ContactList",
    "ContactMoney",
    "ContactProduct",
    "ContactScore",
    "ContactTag",
    "ContactTotals",
    "Coupon",
    "CouponPolicy",
    "CustomField",
    "Decision",
    "Enrollment",
    "Event",
    "FieldValue",
    "Hint",
    "Journey",
    "JourneyVersion",
    "ListSubscription",
    "Message",
    "PointsBalance",
    "PointsEntry",
    "ProductNeighbours",
    "Programme",
    "Purchase",
    "RecommendationGeneration",
    "Reward",
    "Score",
    "ScoreEntry",
    "ScoreRule",
    "Segment",
    "SegmentBuild",
    "SegmentDebt",
    "SegmentMember",
    "SegmentTimer",
    "Suppression",
    "SweepMark",
    "Tag",
    "TagPeriod",
    "Template",
    "Tier",
    "TouchedContact",
    "TriggerScan",
    "Visitor",
]
