from typing import Generic, TypeVar

from promise import Promise
from promise.dataloader import DataLoader as BaseLoader

from ...core.db.connection import allow_writer_in_context
from .context import SaleorContext, get_database_connection_name

K = TypeVar("K")
R = TypeVar("R")


class DataLoader(BaseLoader, Generic[K, R]):
    """Gathers the keys that resolvers ask for and loads them at once; one instance per request and context_key."""

    context_key: str
    context: SaleorContext
    database_connection_name: str

    def __new__(cls, context: SaleorContext):
        if not getattr(cls, "context_key", None):
            raise TypeError(f"Data loader {cls} does not define a context key")
        if not hasattr(context, "dataloaders"):
            context.dataloaders = {}
        if cls.context_key not in context.dataloaders:
            context.dataloaders[cls.context_key] = super().__new__(cls)
        return context.dataloaders[cls.context_key]

    def __init__(self, context: SaleorContext) -> None:
        if getattr(self, "context", None) is not context:
            self.context = context
            self.database_connection_name = get_database_connection_name(context)
            super().__init__()

    def batch_load_fn(self, keys):
        with allow_writer_in_context(self.context):
            results = self.batch_load(keys)
        return results if isinstance(results, Promise) else Promise.resolve(results)

    def batch_load(self, keys):
        raise NotImplementedError()
