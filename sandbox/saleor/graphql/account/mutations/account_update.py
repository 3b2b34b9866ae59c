import graphene

from ....account.models import User as UserModel
from ....core.tracing import traced_atomic_transaction
from ....permission.auth_filters import AuthorizationFilters
from ...core.mutations import BaseMutation
from ...core.types import AccountError, NonNullList
from ...meta.types import MetadataInput
from ...plugins.dataloaders import get_plugin_manager_promise
from ..i18n import AddressInput
from ..types import User
from .account_register import AccountBaseInput
from .customer import apply_customer_input


class AccountInput(AccountBaseInput):
    default_billing_address = AddressInput(description="Billing address of the customer.")
    default_shipping_address = AddressInput(description="Shipping address of the customer.")
    metadata = NonNullList(MetadataInput, description="User public metadata.")


class AccountUpdate(BaseMutation):
    user = graphene.Field(User)

    class Arguments:
        input = AccountInput(description="Fields required to update the account.", required=True)

    class Meta:
        description = "Updates the account of the logged-in user."
        permissions = (AuthorizationFilters.AUTHENTICATED_USER,)
        error_type_class = AccountError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        manager = get_plugin_manager_promise(info.context).get()
        with traced_atomic_transaction():
            user = UserModel.objects.select_for_update(of=["self"]).get(pk=info.context.user.pk)
            apply_customer_input(cls, info, user, input)
            cls.call_event(manager.customer_updated, user)
            if input.get("metadata"):
                cls.call_event(manager.customer_metadata_updated, user)
        return cls(user=user)
