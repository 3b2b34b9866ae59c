"""Types whose resolvers get their row inside a context object."""

from typing import TypeVar

from django.db.models import Model
from graphene.types.resolver import get_default_resolver

from ..context import BaseContext
from .model import ModelObjectType

T = TypeVar("T", bound=Model)


class _ContextType(ModelObjectType[T]):
    class Meta:
        abstract = True

    @staticmethod
    def resolver_with_context(attname, default_value, root, info, **args):
        return get_default_resolver()(attname, default_value, root.node, info, **args)

    @staticmethod
    def resolve_id(root, _info):
        return root.node.pk


class ChannelContextType(_ContextType[T]):
    """The root is a ChannelContext."""

    class Meta:
        abstract = True

    @classmethod
    def is_type_of(cls, root, _info) -> bool:
        return isinstance(root.node if isinstance(root, BaseContext) else root, (cls, cls._meta.model))


class SyncWebhookControlContextModelObjectType(_ContextType[T]):
    """The root is a SyncWebhookControlContext."""

    class Meta:
        abstract = True
