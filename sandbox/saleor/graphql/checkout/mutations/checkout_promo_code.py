import graphene

from ....checkout.calculations import priced_lines, voucher_discounts
from ....checkout.error_codes import CheckoutErrorCode
from ....core.utils.promo_code import InvalidPromoCode
from ....discount.models import NotApplicable
from ....discount.utils.voucher import get_active_code
from ...core.types import CheckoutError
from .base import CheckoutArguments, CheckoutMutation, refuse


class CheckoutAddPromoCode(CheckoutMutation):
    class Arguments(CheckoutArguments):
        promo_code = graphene.String(required=True, description="Voucher code.")

    class Meta:
        description = "Adds a voucher to a checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, promo_code, **ids):
        checkout = cls.get_checkout(info, **ids)
        code = get_active_code(promo_code, checkout.channel.slug)
        if not code:
            raise InvalidPromoCode()
        try:
            voucher_discounts(checkout, code.voucher, priced_lines(checkout))
        except NotApplicable:
            refuse(
                "promo_code",
                "Voucher is not applicable to this checkout.",
                CheckoutErrorCode.VOUCHER_NOT_APPLICABLE,
            )
        checkout.voucher_code = code.code
        checkout.discount_name = code.voucher.name
        return cls.finish(info, checkout)


class CheckoutRemovePromoCode(CheckoutMutation):
    class Arguments(CheckoutArguments):
        promo_code = graphene.String(description="Voucher code.")

    class Meta:
        description = "Remove a voucher from a checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, promo_code=None, **ids):
        checkout = cls.get_checkout(info, **ids)
        if not promo_code or checkout.voucher_code != promo_code:
            message = "Cannot remove a voucher not attached to this checkout."
            refuse("promo_code", message, CheckoutErrorCode.INVALID)
        checkout.voucher_code = None
        checkout.discount_name = None
        return cls.finish(info, checkout)
