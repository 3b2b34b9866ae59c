import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import empty

if TYPE_CHECKING:
    from ...account.models import User
    from ...app.models import App
    from .dataloaders import DataLoader


class SaleorContext(HttpRequest):
    """The request a resolver sees as info.context."""

    decoded_auth_token: dict[str, Any] | None
    allow_replica: bool = True
    dataloaders: dict[str, "DataLoader"]
    app: "App | None"
    user: "User | None"
    request_time: datetime.datetime


def disallow_replica_in_context(context: SaleorContext) -> None:
    """Read from the writer for the rest of the request: a mutation must see what it has just written."""
    context.allow_replica = False


def get_database_connection_name(context: SaleorContext) -> str:
    """Return the alias for `.using()`: the replica in a query, the writer in a mutation."""
    if getattr(context, "allow_replica", True):
        return settings.DATABASE_CONNECTION_REPLICA_NAME
    return settings.DATABASE_CONNECTION_DEFAULT_NAME


def setup_context_user(context: SaleorContext) -> None:
    """Replace the lazy user of the request by the user itself."""
    if hasattr(context.user, "_wrapped"):
        if context.user._wrapped is empty:
            context.user._setup()
        context.user = context.user._wrapped


N = TypeVar("N")
M = TypeVar("M", bound=Model)


@dataclass
class BaseContext(Generic[N]):
    node: N


@dataclass
class SyncWebhookControlContext(BaseContext[N]):
    """The root of Order and Checkout resolvers."""

    allow_sync_webhooks: bool = True


@dataclass
class ChannelContext(BaseContext[N]):
    """The root of resolvers of what differs by channel: Product, ProductVariant, Collection, Voucher."""

    channel_slug: str | None


@dataclass
class ChannelQsContext(Generic[M]):
    qs: QuerySet[M]
    channel_slug: str | None
