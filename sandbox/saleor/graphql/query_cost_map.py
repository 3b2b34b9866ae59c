"""What queries cost: {type: {field: {"complexity": n, "multipliers": [argument, ...]}}}.

An entry whose field is not in the schema makes every query fail, so a plugin adds only what it also defines.
"""

_PAGE = {"complexity": 1, "multipliers": ["first", "last"]}
_ONE = {"complexity": 1}

COST_MAP = {
    "Query": {
        "app": _ONE,
        "categories": _PAGE,
        "category": _ONE,
        "channel": _ONE,
        "channels": _ONE,
        "checkout": _ONE,
        "checkouts": _PAGE,
        "collection": _ONE,
        "collections": _PAGE,
        "customers": _PAGE,
        "me": _ONE,
        "order": _ONE,
        "orders": _PAGE,
        "plugin": _ONE,
        "plugins": _PAGE,
        "product": _ONE,
        "productVariant": _ONE,
        "productVariants": _PAGE,
        "products": _PAGE,
        "user": _ONE,
        "voucher": _ONE,
        "vouchers": _PAGE,
    },
    "Category": {"products": _PAGE},
    "Checkout": {"lines": _ONE, "user": _ONE},
    "CheckoutLine": {"variant": _ONE},
    "Collection": {"products": _PAGE},
    "Order": {"lines": _ONE, "user": _ONE},
    "OrderLine": {"variant": _ONE},
    "Product": {
        "attributes": _ONE,
        "category": _ONE,
        "collections": _ONE,
        "media": _ONE,
        "variants": _ONE,
    },
    "ProductVariant": {"product": _ONE},
    "User": {"orders": _PAGE},
}
