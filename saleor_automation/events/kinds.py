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
    CONTENT_SHOWN = "content_shown"
    CONTENT_CLICKED = "content_clicked"
    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    CONFIRMATION_REQUESTED = "confirmation_requested"
    ADDRESS_BOUNCED = "address_bounced"
    ADDRESS_COMPLAINED = "address_complained"
    LIST_JOINED = "list_joined"
    LIST_LEFT = "list_left"
    CONTACT_CREATED = "contact_created"
    CONTACT_MERGED = "contact_merged"
    TAG_ADDED = "tag_added"
    TAG_REMOVED = "tag_removed"
    FIELD_CHANGED = "field_changed"
    SCORE_CROSSED = "score_crossed"
    POINTS_CONFIRMED = "points_confirmed"
    POINTS_REDEEMED = "points_redeemed"
    POINTS_EXPIRED = "points_expired"
    TIER_ENTERED = "tier_entered"
    TIER_LEFT = "tier_left"
    COUPON_EXPIRING = "coupon_expiring"
    BACK_IN_STOCK = "back_in_stock"
    PRICE_DROPPED = "price_dropped"
    LOW_STOCK = "low_stock"
    PRODUCT_LISTED = "product_listed"
    SEGMENT_ENTERED = "segment_entered"
    SEGMENT_LEFT = "segment_left"
    JOURNEY_START_ASKED = "journey_start_asked"
    JOURNEY_END_ASKED = "journey_end_asked"
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
    EventKind.ORDER_PARTLY_REFUNDED: "Part of an order's money went back; data.refunded is how much so far.",
    EventKind.CUSTOMER_CREATED: "A customer account was seen for the first time.",
    EventKind.CUSTOMER_UPDATED: "A customer account changed.",
    EventKind.CUSTOMER_DELETED: "A customer account was deleted in the shop.",
    EventKind.PRODUCT_CREATED: "A product was created.",
    EventKind.PRODUCT_UPDATED: "A product or one of its variants changed.",
    EventKind.PRODUCT_DELETED: "A product was deleted.",
    EventKind.VOUCHER_CHANGED: "A voucher or its codes changed.",
    EventKind.PAGE_VIEWED: "A page of the storefront was opened; the first one after a pause counts as a visit.",
    EventKind.PRODUCT_VIEWED: "A product page of the storefront was opened.",
    EventKind.CONTENT_SHOWN: "A smart content slot was shown; data holds its slug and the variant.",
    EventKind.CONTENT_CLICKED: "Something in a smart content slot was clicked; data holds its slug and the variant.",
    EventKind.SUBSCRIBED: "The person agreed to be written to.",
    EventKind.UNSUBSCRIBED: "The person, or a journey for them, ended the subscription.",
    EventKind.CONFIRMATION_REQUESTED: "The person was asked by mail to confirm a subscription.",
    EventKind.ADDRESS_BOUNCED: "The address does not exist any more; nothing is written to it from now on.",
    EventKind.ADDRESS_COMPLAINED: "The person called a message spam; nothing is written to them from now on.",
    EventKind.LIST_JOINED: "The person was subscribed to a list; data.list is its slug.",
    EventKind.LIST_LEFT: "The person left a list; data.list is its slug.",
    EventKind.CONTACT_CREATED: "A contact was added by staff or by an import; data.source says which.",
    EventKind.CONTACT_MERGED: "Two contacts turned out to be one person; data.merged_id is the one that is gone.",
    EventKind.TAG_ADDED: "A tag was put on the contact.",
    EventKind.TAG_REMOVED: "A tag was taken off the contact.",
    EventKind.FIELD_CHANGED: "A custom field of the contact got another value, or lost it; data holds old and new.",
    EventKind.SCORE_CROSSED: "A lead score passed a threshold; data.direction is up or down.",
    EventKind.POINTS_CONFIRMED: "Loyalty points of an order were confirmed, or points were given by hand.",
    EventKind.POINTS_REDEEMED: "Loyalty points were spent on a reward.",
    EventKind.POINTS_EXPIRED: "Loyalty points nobody had spent were over.",
    EventKind.TIER_ENTERED: "The contact came to a loyalty tier; data.direction is up or down.",
    EventKind.TIER_LEFT: "The contact left a loyalty tier; data.direction is up or down.",
    EventKind.COUPON_EXPIRING: "A coupon the contact has not used will run out in the days its policy says.",
    EventKind.BACK_IN_STOCK: "A product that interests the person can be bought again; told in waves while it lasts.",
    EventKind.PRICE_DROPPED: "A product that interests the person became cheaper; data holds both prices.",
    EventKind.LOW_STOCK: "Few units are left of a product that interests the person.",
    EventKind.PRODUCT_LISTED: "A new product came into a category or brand the person follows or often visits.",
    EventKind.SEGMENT_ENTERED: "The contact came to meet the condition of a segment; data.segment names it.",
    EventKind.SEGMENT_LEFT: "The contact no longer meets the condition of a segment; data.segment names it.",
    EventKind.JOURNEY_START_ASKED: "A step of a journey asked for another one to begin; data.journey names it.",
    EventKind.JOURNEY_END_ASKED: "A step of a journey asked for another one to end; data.journey names it.",
    EventKind.MESSAGE_SENT: "A mail server accepted a message to the contact.",
    EventKind.MESSAGE_OPENED: "The open pixel of a message was loaded; data.machine tells a scanner from a person.",
    EventKind.MESSAGE_CLICKED: "A link of a message was followed; data.machine tells a scanner from a person.",
}


def is_known(kind: str) -> bool:
    """Tell whether events of this kind can exist."""
    return kind in EventKind._value2member_map_ or (kind.startswith(CUSTOM_PREFIX) and len(kind) > len(CUSTOM_PREFIX))
