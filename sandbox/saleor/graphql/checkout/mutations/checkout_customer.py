import graphene
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ....checkout.error_codes import CheckoutErrorCode
from ....core.exceptions import PermissionDenied
from ....core.tracing import traced_atomic_transaction
from ....permission.auth_filters import AuthorizationFilters
from ....permission.enums import AccountPermissions
from ...account.i18n import AddressInput, address_from_input
from ...account.types import User
from ...core.types import CheckoutError
from .base import CheckoutArguments, CheckoutMutation, refuse


class CheckoutEmailUpdate(CheckoutMutation):
    class Arguments(CheckoutArguments):
        email = graphene.String(required=True, description="email.")

    class Meta:
        description = "Updates email address in the existing checkout object."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, email, **ids):
        if not email:
            refuse("email", "This field cannot be blank.", CheckoutErrorCode.REQUIRED)
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError({"email": error}) from error
        checkout = cls.get_checkout(info, **ids)
        checkout.email = email
        return cls.finish(info, checkout)


class CheckoutCustomerAttach(CheckoutMutation):
    class Arguments(CheckoutArguments):
        customer_id = graphene.ID(description="ID of customer to attach; without it, whoever asks.")

    class Meta:
        description = "Sets the customer as the owner of the checkout."
        permissions = (AuthorizationFilters.AUTHENTICATED_APP, AuthorizationFilters.AUTHENTICATED_USER)
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, customer_id=None, **ids):
        checkout = cls.get_checkout(info, **ids)
        if checkout.user_id:
            raise PermissionDenied(message="You cannot reassign a checkout that is already attached to a user.")
        user = info.context.user
        if customer_id:
            user = cls.get_node_or_error(info, customer_id, field="customer_id", only_type=User)
            requestor = info.context.app or info.context.user
            if user != info.context.user and not requestor.has_perm(AccountPermissions.IMPERSONATE_USER):
                raise PermissionDenied(permissions=[AccountPermissions.IMPERSONATE_USER])
        if not user:
            refuse("customer_id", "The customerId value must be provided.", CheckoutErrorCode.REQUIRED)
        checkout.user = user
        checkout.email = user.email
        return cls.finish(info, checkout)


class _AddressUpdate(CheckoutMutation):
    class Meta:
        abstract = True

    @classmethod
    def set_address(cls, info, field: str, data: dict, ids: dict):
        with traced_atomic_transaction():
            checkout = cls.get_checkout(info, **ids)
            address = address_from_input(data, field=field)
            address.save()
            setattr(checkout, field, address)
            checkout.country = address.country
            return cls.finish(info, checkout)


class CheckoutBillingAddressUpdate(_AddressUpdate):
    class Arguments(CheckoutArguments):
        billing_address = AddressInput(required=True, description="The billing address of the checkout.")

    class Meta:
        description = "Update billing address in the existing checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, billing_address, **ids):
        return cls.set_address(info, "billing_address", billing_address, ids)


class CheckoutShippingAddressUpdate(_AddressUpdate):
    class Arguments(CheckoutArguments):
        shipping_address = AddressInput(required=True, description="The address of delivery.")

    class Meta:
        description = "Update shipping address in the existing checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, shipping_address, **ids):
        return cls.set_address(info, "shipping_address", shipping_address, ids)
