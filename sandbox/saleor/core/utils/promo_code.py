import secrets

from django.core.exceptions import ValidationError

from ...checkout.error_codes import CheckoutErrorCode
from ...discount.models import VoucherCode


class InvalidPromoCode(ValidationError):
    def __init__(self, message=None, **kwargs):
        if message is None:
            message = {"promo_code": ValidationError("Promo code is invalid", code=CheckoutErrorCode.INVALID.value)}
        super().__init__(message, **kwargs)


def generate_random_code() -> str:
    """Return twelve random hexadecimal digits as "ABCD-EF01-2345"."""
    code = secrets.token_hex(6).upper()
    return "-".join(code[start : start + 4] for start in range(0, 12, 4))


def generate_promo_code() -> str:
    code = generate_random_code()
    while not is_available_promo_code(code):
        code = generate_random_code()
    return code


def is_available_promo_code(code: str) -> bool:
    """Tell whether no voucher has the code. (Saleor looks among gift cards too; there are none here.)"""
    return not promo_code_is_voucher(code)


def promo_code_is_voucher(code: str) -> bool:
    return VoucherCode.objects.filter(code=code).exists()
