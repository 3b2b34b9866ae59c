from collections.abc import Callable
from functools import cached_property


class UserNotifyEvent:
    ACCOUNT_CONFIRMATION = "account_confirmation"
    ACCOUNT_PASSWORD_RESET = "account_password_reset"
    ORDER_CONFIRMATION = "order_confirmation"
    ORDER_CONFIRMED = "order_confirmed"
    ORDER_FULFILLMENT_CONFIRMATION = "order_fulfillment_confirmation"
    ORDER_PAYMENT_CONFIRMATION = "order_payment_confirmation"
    ORDER_CANCELED = "order_canceled"


class NotifyEventType(UserNotifyEvent):
    CHOICES = [
        UserNotifyEvent.ACCOUNT_CONFIRMATION,
        UserNotifyEvent.ACCOUNT_PASSWORD_RESET,
        UserNotifyEvent.ORDER_CONFIRMATION,
        UserNotifyEvent.ORDER_CONFIRMED,
        UserNotifyEvent.ORDER_FULFILLMENT_CONFIRMATION,
        UserNotifyEvent.ORDER_PAYMENT_CONFIRMATION,
        UserNotifyEvent.ORDER_CANCELED,
    ]


class NotifyHandler:
    """Build the payload of a notification once, and only if some plugin asks for it."""

    def __init__(self, payload_func: Callable[[], dict]):
        self._payload_func = payload_func

    @cached_property
    def _payload(self) -> dict:
        return self._payload_func()

    def payload(self) -> dict:
        return self._payload
