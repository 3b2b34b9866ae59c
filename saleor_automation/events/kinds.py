"""Every kind of event there is, with the sentence that explains it. Custom events are named `custom:<name>`."""

from enum import StrEnum

CUSTOM_PREFIX = "custom:"


class EventKind(StrEnum):
    CHECKOUT_ABANDONED = "checkout_abandoned"
    ORDER_PLACED = "order_placed"
    ORDER_PAID = "order_paid"
    ORDER_FULFILLED = "order_fulfilled"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_REFUNDED = "order_refunded"
    ORDER_PARTLY_REFUNDED = "order_partly_refunded"
    CUSTOMER_CREATED = "customer_created"
    CUSTOMER_UPDATED = "customer_updated"
    CUSTOMER_DELETED = "customer_deleted"
    PRODUCT_CREATED = "product_created"
    PRODUCT_UPDATED = "product_updated"
    PRODUCT_DELETED = "product_deleted"
    VOUCHER_CHANGED = "voucher_changed"
    PAGE_VIEWED = "page_viewed"
    PRODUCT_VIEWED = "product_viewed"
    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    TAG_ADDED = "tag_added"
    TAG_REMOVED = "tag_removed"
    FIELD_CHANGED = "field_changed"
    SCORE_CROSSED = "score_crossed"
    POINTS_CONFIRMED = "points_confirmed"
    POINTS_REDEEMED = "points_redeemed"
    POINTS_EXPIRED = "points_expired"
    TIER_ENTERED = "tier_entered"
    TIER_LEFT = "tier_left"
    MESSAGE_SENT = "message_sent"
    MESSAGE_OPENED = "message_opened"
    MESSAGE_CLICKED = "message_clicked"


DESCRIPTIONS: dict[EventKind, str] = {
    EventKind.CHECKOUT_ABANDONED: "A checkout with lines and a known e-mail was left alone for the idle time.",
    EventKind.ORDER_PLACED: "An order was placed; data holds amounts, lines and where it goes.",
    EventKind.ORDER_PAID: "An order was charged in full.",
    EventKind.ORDER_FULFILLED: "Every line of an order was fulfilled.",
    EventKind.ORDER_CANCELLED: "An order was cancelled or expired.",
    EventKind.ORDER_REFUNDED: "An order was refunded in full.",
    EventKind.ORDER_PARTLY_REFUNDED: "A part of an order's money went back; data.refunded is what went back of it so far.",
    EventKind.CUSTOMER_CREATED: "A customer account was seen for the first time.",
    EventKind.CUSTOMER_UPDATED: "A customer account changed.",
    EventKind.CUSTOMER_DELETED: "A customer account was deleted in the shop.",
    EventKind.PRODUCT_CREATED: "A product was created.",
    EventKind.PRODUCT_UPDATED: "A product or one of its variants changed.",
    EventKind.PRODUCT_DELETED: "A product was deleted.",
    EventKind.VOUCHER_CHANGED: "A voucher or its codes changed.",
    EventKind.PAGE_VIEWED: "A page of the storefront was opened; the first one after a pause counts as a visit.",
    EventKind.PRODUCT_VIEWED: "A product page of the storefront was opened.",
    EventKind.SUBSCRIBED: "The person agreed to be written to.",
    EventKind.UNSUBSCRIBED: "The person, or a journey for them, ended the subscription.",
    EventKind.TAG_ADDED: "A tag was put on the contact.",
    EventKind.TAG_REMOVED: "A tag was taken off the contact.",
    EventKind.FIELD_CHANGED: "A custom field of the contact got another value, or lost it; data holds old and new.",
    EventKind.SCORE_CROSSED: "A lead score passed a threshold; data.direction is up or down.",
    EventKind.POINTS_CONFIRMED: "Loyalty points of an order were confirmed, or points were given by hand.",
    EventKind.POINTS_REDEEMED: "Loyalty points were spent on a reward.",
    EventKind.POINTS_EXPIRED: "Loyalty points nobody had spent were over.",
    EventKind.TIER_ENTERED: "The contact came to a loyalty tier; data.direction is up or down.",
    EventKind.TIER_LEFT: "The contact left a loyalty tier; data.direction is up or down.",
    EventKind.MESSAGE_SENT: "A mail server accepted a message to the contact.",
    EventKind.MESSAGE_OPENED: "The open pixel of a message was loaded; data.machine tells a scanner from a person.",
    EventKind.MESSAGE_CLICKED: "A link of a message was followed; data.machine tells a scanner from a person.",
}


def is_known(kind: str) -> bool:
    """Tell whether events of this kind can exist."""
    return kind in EventKind._value2member_map_ or (kind.startswith(CUSTOM_PREFIX) and len(kind) > len(CUSTOM_PREFIX))
