"""Table of contents of our part of the schema; extend.py hands it to Saleor."""

from .contact_lists.schema import ListMutations, ListQueries
from .contacts.schema import ContactMutations, ContactQueries
from .coupons.schema import CouponMutations, CouponQueries
from .dashboard.schema import DashboardMutations, DashboardQueries
from .dispatches.schema import DispatchMutations, DispatchQueries
from .events.schema import EventQueries
from .fields.schema import CustomFieldMutations, CustomFieldQueries
from .health.schema import HealthQueries
from .journeys.schema import JourneyMutations, JourneyQueries
from .messages.schema import MessageMutations, MessageQueries
from .operations.schema import OperationMutations, OperationQueries
from .points.schema import PointsMutations, PointsQueries
from .product_lists.schema import ProductListMutations, ProductListQueries
from .recipes.schema import RecipeMutations, RecipeQueries
from .recommendations.schema import RecommendationMutations, RecommendationQueries
from .reports.schema import ReportQueries
from .scores.schema import ScoreMutations, ScoreQueries
from .segments.schema import SegmentMutations, SegmentQueries
from .simulations.schema import SimulationMutations, SimulationQueries
from .slots.schema import SlotMutations, SlotQueries
from .storefront.schema import StorefrontMutations, StorefrontQueries
from .tags.schema import TagMutations, TagQueries
from .templates.schema import TemplateMutations, TemplateQueries
from .transfers.schema import TransferMutations, TransferQueries


class AutomationQueries(
    ContactQueries,
    CouponQueries,
    CustomFieldQueries,
    DispatchQueries,
    DashboardQueries,
    EventQueries,
    HealthQueries,
    JourneyQueries,
    ListQueries,
    MessageQueries,
    ProductListQueries,
    OperationQueries,
    PointsQueries,
    RecipeQueries,
    RecommendationQueries,
    ReportQueries,
    ScoreQueries,
    SegmentQueries,
    SimulationQueries,
    SlotQueries,
    StorefrontQueries,
    TagQueries,
    TemplateQueries,
    TransferQueries,
):
    pass


class AutomationMutations(
    ContactMutations,
    CouponMutations,
    CustomFieldMutations,
    DispatchMutations,
    DashboardMutations,
    JourneyMutations,
    ListMutations,
    MessageMutations,
    OperationMutations,
    PointsMutations,
    ProductListMutations,
    RecipeMutations,
    RecommendationMutations,
    ScoreMutations,
    SegmentMutations,
    SimulationMutations,
    SlotMutations,
    StorefrontMutations,
    TagMutations,
    TemplateMutations,
    TransferMutations,
):
    pass
