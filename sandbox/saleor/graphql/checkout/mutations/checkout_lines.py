import graphene

from ....core.tracing import traced_atomic_transaction
from ...core.scalars import PositiveDecimal
from ...core.types import BaseInputObjectType, CheckoutError, NonNullList
from ...meta.types import MetadataInput
from .base import CheckoutArguments, CheckoutMutation
from .checkout_create import CheckoutLineInput
from .lines import add_lines, line_by_id, update_lines


class CheckoutLineUpdateInput(BaseInputObjectType):
    variant_id = graphene.ID(description="ID of the product variant.")
    quantity = graphene.Int(description="The number of items purchased; 0 removes the line.")
    price = PositiveDecimal(description="Custom price of the item; only for apps that handle checkouts.")
    line_id = graphene.ID(description="ID of the line.")
    metadata = NonNullList(MetadataInput, description="Metadata of the line.")


class CheckoutLinesAdd(CheckoutMutation):
    class Arguments(CheckoutArguments):
        lines = NonNullList(CheckoutLineInput, required=True, description="The items to add.")

    class Meta:
        description = "Adds a checkout line to the existing checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, lines, **ids):
        with traced_atomic_transaction():
            checkout = cls.get_checkout(info, **ids)
            add_lines(cls, info, checkout, lines)
            return cls.finish(info, checkout)


class CheckoutLinesUpdate(CheckoutMutation):
    class Arguments(CheckoutArguments):
        lines = NonNullList(CheckoutLineUpdateInput, required=True, description="The lines to change.")

    class Meta:
        description = "Updates checkout line in the existing checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, lines, **ids):
        with traced_atomic_transaction():
            checkout = cls.get_checkout(info, **ids)
            update_lines(cls, info, checkout, lines)
            return cls.finish(info, checkout)


class CheckoutLineDelete(CheckoutMutation):
    class Arguments(CheckoutArguments):
        line_id = graphene.ID(description="ID of the checkout line to delete.")

    class Meta:
        description = "Deletes a CheckoutLine."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, line_id=None, **ids):
        with traced_atomic_transaction():
            checkout = cls.get_checkout(info, **ids)
            line_by_id(cls, checkout, line_id).delete()
            return cls.finish(info, checkout)
