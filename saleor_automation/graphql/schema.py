"""Table of contents of our part of the schema; extend.py hands it to Saleor."""

from .contacts.schema import ContactQueries
from .coupons.schema import CouponMutations, CouponQueries
from .events.schema import EventQueries
from .fields.schema import CustomFieldMutations, CustomFieldQueries
from .health.schema import HealthQueries
from .journeys.schema import JourneyMutations, JourneyQueries
from .messages.schema import MessageQueries
from .operations.schema import OperationMutations, OperationQueries
from .points.schema import PointsMutations, PointsQueries
from .product_lists.schema import ProductListMutations, ProductListQueries
from .recipes.schema import RecipeMutations, RecipeQueries
from .scores.schema import ScoreMutations, ScoreQueries
from .segments.schema import SegmentMutations, SegmentQueries
from .slots.schema import SlotMutations, SlotQueries
from .storefront.schema import StorefrontMutations, StorefrontQueries
from .tags.schema import TagMutations, TagQueries


class AutomationQueries(
    ContactQueries,
    CouponQueries,
    CustomFieldQueries,
    EventQueries,
    HealthQueries,
    JourneyQueries,
    MessageQueries,
    OperationQueries,
    PointsQueries,
    ProductListQueries,
    RecipeQueries,
    ScoreQueries,
    SegmentQueries,
    SlotQueries,
    StorefrontQueries,
    TagQueries,
):
    pass


class AutomationMutations(
    CouponMutations,
    CustomFieldMutations,
    JourneyMutations,
    OperationMutations,
    PointsMutations,
    ProductListMutations,
    RecipeMutations,
    ScoreMutations,
    SegmentMutations,
    SlotMutations,
    StorefrontMutations,
    TagMutations,
):
    pass
