import graphene
from django.core.exceptions import ValidationError

from ...account.models import User
from ...checkout.models import Checkout
from ...core.error_codes import MetadataErrorCode
from ...core.exceptions import PermissionDenied
from ...order.models import Order
from ...permission.utils import one_of_permissions_or_auth_filter_required
from ...product.models import Product
from ...site.models import SiteSettings
from ..core.context import ChannelContext, SyncWebhookControlContext
from ..core.mutations import BaseMutation
from ..core.types import MetadataError, NonNullList
from ..plugins.dataloaders import get_plugin_manager_promise
from .types import META_PERMISSIONS, MetadataInput, ObjectWithMetadata, metadata_owner

WRAPPED = {Checkout: SyncWebhookControlContext, Order: SyncWebhookControlContext}


def _is_open_to(info, instance) -> bool:
    """Public metadata of a checkout is anybody's who knows its id, that of an account its owner's."""
    if isinstance(instance, User):
        return bool(info.context.user) and info.context.user.pk == instance.pk
    return isinstance(instance, Checkout | Order)


class UpdateMetadata(BaseMutation):
    item = graphene.Field(ObjectWithMetadata)

    class Arguments:
        id = graphene.ID(required=True, description="ID of an object to update.")
        input = NonNullList(MetadataInput, required=True, description="Fields to update.")

    class Meta:
        description = "Updates metadata of an object."
        error_type_class = MetadataError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, id, input):
        instance = cls.get_node_or_error(info, id)
        permission = META_PERMISSIONS.get(type(instance).__name__)
        is_open = _is_open_to(info, instance)
        if not is_open and not one_of_permissions_or_auth_filter_required(info.context, [permission]):
            raise PermissionDenied(permissions=[permission])
        if any(not item["key"].strip() for item in input):
            error = ValidationError("Metadata key cannot be empty.", code=MetadataErrorCode.REQUIRED.value)
            raise ValidationError({"input": error})

        owner = metadata_owner(instance)
        owner.store_value_in_metadata({item["key"]: item["value"] for item in input})
        owner.save(update_fields=["metadata"])
        cls._tell(info, instance)
        wrap = WRAPPED.get(type(instance))
        if isinstance(instance, Product):
            return cls(item=ChannelContext(instance, None))
        return cls(item=wrap(instance) if wrap else instance)

    @classmethod
    def _tell(cls, info, instance):
        """Fire <type>_metadata_updated, and <type>_updated too in shops that keep Saleor's older ways."""
        manager = get_plugin_manager_promise(info.context).get()
        name = "customer" if isinstance(instance, User) else type(instance).__name__.lower()
        if hook := getattr(manager, f"{name}_metadata_updated", None):
            cls.call_event(hook, instance)
        if SiteSettings.objects.first().use_legacy_update_webhook_emission and (
            hook := getattr(manager, f"{name}_updated", None)
        ):
            cls.call_event(hook, instance)


class MetaMutations(graphene.ObjectType):
    update_metadata = UpdateMetadata.Field()
