"""Table of contents of our part of the schema; extend.py hands it to Saleor."""

from .contacts.schema import ContactQueries
from .events.schema import EventQueries
from .health.schema import HealthQueries
from .journeys.schema import JourneyMutations, JourneyQueries
from .messages.schema import MessageQueries
from .recipes.schema import RecipeMutations, RecipeQueries
from .segments.schema import SegmentMutations, SegmentQueries
from .storefront.schema import StorefrontMutations, StorefrontQueries


class AutomationQueries(
    ContactQueries,
    EventQueries,
    HealthQueries,
    JourneyQueries,
    MessageQueries,
    RecipeQueries,
    SegmentQueries,
    StorefrontQueries,
):
    pass


class AutomationMutations(JourneyMutations, RecipeMutations, SegmentMutations, StorefrontMutations):
    pass
