import graphene
from django.core.exceptions import ValidationError

from ....account.error_codes import AccountErrorCode
from ....account.models import User as UserModel
from ....core.tracing import traced_atomic_transaction
from ....permission.enums import AccountPermissions
from ...core.enums import LanguageCodeEnum
from ...core.mutations import BaseMutation
from ...core.types import AccountError, BaseInputObjectType, NonNullList
from ...meta.types import MetadataInput
from ...plugins.dataloaders import get_plugin_manager_promise
from ..i18n import AddressInput, address_from_input
from ..types import User


class CustomerInput(BaseInputObjectType):
    default_billing_address = AddressInput(description="Billing address of the customer.")
    default_shipping_address = AddressInput(description="Shipping address of the customer.")
    first_name = graphene.String(description="Given name.")
    last_name = graphene.String(description="Family name.")
    email = graphene.String(description="The unique email address of the user.")
    is_active = graphene.Boolean(description="User account is active.")
    note = graphene.String(description="A note about the user.")
    metadata = NonNullList(MetadataInput, description="Fields required to update the user metadata.")
    private_metadata = NonNullList(MetadataInput, description="Private metadata of the user.")
    language_code = graphene.Argument(LanguageCodeEnum, description="User language code.")
    external_reference = graphene.String(description="External ID of the customer.")
    is_confirmed = graphene.Boolean(description="User account is confirmed.")


class UserCreateInput(CustomerInput):
    redirect_url = graphene.String(description="URL of a view where users should be redirected.")
    channel = graphene.String(description="Slug of a channel which will be used for notify user.")


def apply_customer_input(mutation, info, user: UserModel, data: dict) -> None:
    """Set what the input names, validate and save. Addresses become defaults and join the address book."""
    data = dict(data)
    if data.get("email"):
        data["email"] = data["email"].lower()
    for column in ("metadata", "private_metadata"):
        items = data.pop(column, None) or ()
        getattr(user, f"store_value_in_{column}")({item["key"]: item["value"] for item in items})
    addresses = {
        field: address_from_input(data.pop(field), field=field)
        for field in ("default_billing_address", "default_shipping_address")
        if data.get(field)
    }
    mutation.construct_instance(user, data)
    mutation.clean_instance(info, user)
    for field, address in addresses.items():
        address.save()
        setattr(user, field, address)
    user.save()
    user.addresses.add(*addresses.values())


class _CustomerMutation(BaseMutation):
    user = graphene.Field(User)

    class Meta:
        abstract = True


class CustomerCreate(_CustomerMutation):
    class Arguments:
        input = UserCreateInput(description="Fields required to create a customer.", required=True)

    class Meta:
        description = "Creates a new customer."
        permissions = (AccountPermissions.MANAGE_USERS,)
        error_type_class = AccountError
        exclude = ["password"]

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        manager = get_plugin_manager_promise(info.context).get()
        user = UserModel()
        user.set_unusable_password()
        with traced_atomic_transaction():
            apply_customer_input(cls, info, user, input)
            cls.call_event(manager.customer_created, user)
            if input.get("metadata") or input.get("private_metadata"):
                cls.call_event(manager.customer_metadata_updated, user)
        return cls(user=user)


class CustomerUpdate(_CustomerMutation):
    class Arguments:
        id = graphene.ID(description="ID of a customer to update.")
        external_reference = graphene.String(description="External ID of a customer to update.")
        input = CustomerInput(description="Fields required to update a customer.", required=True)

    class Meta:
        description = "Updates an existing customer."
        permissions = (AccountPermissions.MANAGE_USERS,)
        error_type_class = AccountError
        exclude = ["password"]

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input, id=None, external_reference=None):
        manager = get_plugin_manager_promise(info.context).get()
        with traced_atomic_transaction():
            user = get_customer_or_error(cls, info, id, external_reference)
            apply_customer_input(cls, info, user, input)
            cls.call_event(manager.customer_updated, user)
            if input.get("metadata") or input.get("private_metadata"):
                cls.call_event(manager.customer_metadata_updated, user)
        return cls(user=user)


class CustomerDelete(_CustomerMutation):
    class Arguments:
        id = graphene.ID(description="ID of a customer to delete.")
        external_reference = graphene.String(description="External ID of a customer to delete.")

    class Meta:
        description = "Deletes a customer."
        permissions = (AccountPermissions.MANAGE_USERS,)
        error_type_class = AccountError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, id=None, external_reference=None):
        manager = get_plugin_manager_promise(info.context).get()
        with traced_atomic_transaction():
            user = get_customer_or_error(cls, info, id, external_reference)
            if user.is_staff:
                code = AccountErrorCode.DELETE_STAFF_ACCOUNT.value
                raise ValidationError({"id": ValidationError("Cannot delete a staff account.", code=code)})
            pk = user.pk
            user.delete()
            # The plugins, and the answer, get the object that was; its row is gone.
            user.pk = pk
            cls.call_event(manager.customer_deleted, user)
        return cls(user=user)


def get_customer_or_error(mutation, info, id: str | None, external_reference: str | None) -> UserModel:
    if id:
        return mutation.get_node_or_error(info, id, only_type=User)
    user = UserModel.objects.filter(external_reference=external_reference).first() if external_reference else None
    if not user:
        message = "At least one of arguments is required: 'id', 'external_reference'."
        raise ValidationError(message, code=AccountErrorCode.GRAPHQL_ERROR.value)
    return user
