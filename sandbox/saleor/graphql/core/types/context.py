"""Types whose resolvers get their row inside a context object."""

from graphene.types.resolver import get_default_resolver

from ..context import BaseContext
from .model import MT, ModelObjectType


class _ContextType(ModelObjectType[MT]):
    class Meta:
        abstract = True

    @staticmethod
    def resolver_with_context(attname, default_value, root, info, **args):
        return get_default_resolver()(attname, default_value, root.node, info, **args)

    @staticmethod
    def resolve_id(root, _info):
        return root.node.pk

    @classmethod
    def is_type_of(cls, root, _info) -> bool:
        node = root.node if isinstance(root, BaseContext) else root
        return isinstance(node, (cls, cls._meta.model))


class ChannelContextType(_ContextType[MT]):
    """The root is a ChannelContext."""

    class Meta:
        abstract = True


class SyncWebhookControlContextModelObjectType(_ContextType[MT]):
    """The root is a SyncWebhookControlContext."""

    class Meta:
        abstract = True
