"""Table of contents of our part of the schema; extend.py hands it to Saleor."""

from .contacts.schema import ContactQueries
from .events.schema import EventQueries
from .health.schema import HealthQueries
from .journeys.schema import JourneyMutations, JourneyQueries
from .messages.schema import MessageQueries
from .recipes.schema import RecipeMutations, RecipeQueries
from .storefront.schema import StorefrontMutations, StorefrontQueries


class AutomationQueries(
    ContactQueries,
    EventQueries,
    HealthQueries,
    JourneyQueries,
    MessageQueries,
    RecipeQueries,
    StorefrontQueries,
):
    pass


class AutomationMutations(JourneyMutations, RecipeMutations, StorefrontMutations):
    pass
