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
    VisitorProduct,
)
from .contacts.trail_models import ConsentRecord, ContactAlias, Erasure
from .contacts.transfers.models import Transfer, TransferChunk, TransferError
from .coupons.models import ContestDraw, Coupon, CouponPolicy, CouponTerms
from .dispatches.models import Dispatch, WebhookSecret
from .events.models import Cart, Event, Hint, Purchase, SweepMark
from .journeys.models import Decision, Enrollment, Journey, JourneyChore, JourneyVersion, TriggerScan
from .messages.models import Message, SendingRules, Template
from .onsite.models import ContentSlot
from .product_lists.models import (
    CatalogueTurn,
    ContactInterest,
    ProductList,
    ProductSales,
    SalesDay,
    ShelfItem,
    ShownProduct,
    TurnReader,
    VariantState,
)
from .recipes.models import RecipeImport
from .recommendations.models import BestSellers, ProductNeighbours, RecommendationGeneration
from .reports.models import CountedDay, JourneyDay
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
from .simulation.models import Simulation
from .tracking.models import Attribution

__all__ = [
    "Attribution",
    "BestSellers",
    "BulkOperation",
    "Cart",
    "CatalogueTurn",
    "Consent",
    "ConsentRecord",
    "Contact",
    "ContactAlias",
    "ContactInterest",
    "ContactList",
    "ContactMoney",
    "ContactProduct",
    "ContactScore",
    "ContactTag",
    "ContactTotals",
    "ContentSlot",
    "ContestDraw",
    "CountedDay",
    "Coupon",
    "CouponPolicy",
    "CouponTerms",
    "CustomField",
    "Decision",
    "Dispatch",
    "Enrollment",
    "Erasure",
    "Event",
    "FieldValue",
    "Hint",
    "Journey",
    "JourneyChore",
    "JourneyDay",
    "JourneyVersion",
    "ListSubscription",
    "Message",
    "PointsBalance",
    "PointsEntry",
    "ProductList",
    "ProductNeighbours",
    "ProductSales",
    "Programme",
    "Purchase",
    "RecipeImport",
    "RecommendationGeneration",
    "Reward",
    "SalesDay",
    "Score",
    "ScoreEntry",
    "ScoreRule",
    "Segment",
    "SegmentBuild",
    "SegmentDebt",
    "SegmentMember",
    "SegmentTimer",
    "SendingRules",
    "ShelfItem",
    "ShownProduct",
    "Simulation",
    "Suppression",
    "SweepMark",
    "Tag",
    "TagPeriod",
    "Template",
    "Tier",
    "TouchedContact",
    "Transfer",
    "TransferChunk",
    "TransferError",
    "TriggerScan",
    "TurnReader",
    "VariantState",
    "Visitor",
    "VisitorProduct",
    "WebhookSecret",
]
