from types import SimpleNamespace
from uuid import UUID

import pytest

from saleor_automation.shop.facts import Hint
from saleor_automation.shop.hints import HINTS_OF_HOOKS, HintKind

ID = UUID("11111111-1111-4111-8111-111111111111")

OBJECTS = {
    "checkout_": SimpleNamespace(pk=ID),
    "order_": SimpleNamespace(pk=ID),
    "fulfillment_": SimpleNamespace(pk=3, order_id=ID),
    "tracking_": SimpleNamespace(pk=3, order_id=ID),
    "customer_": SimpleNamespace(pk=5, email="Ada@Example.com"),
    "account_": SimpleNamespace(pk=5, email="Ada@Example.com"),
    "product_variant_": SimpleNamespace(pk=9, product_id=7),
    "product_": SimpleNamespace(pk=7),
    "voucher_": SimpleNamespace(pk=2),
}
MANY = {
    "order_bulk_created": [SimpleNamespace(pk=ID), SimpleNamespace(pk=ID)],
    "voucher_codes_created": [SimpleNamespace(pk=ID, voucher_id=2)] * 3,
    "voucher_codes_deleted": [SimpleNamespace(pk=ID, voucher_id=number) for number in (4, 2)],
}
EXPECTED = {
    "checkout_": [Hint("checkout", str(ID), {})],
    "order_": [Hint("order", str(ID), {})],
    "fulfillment_": [Hint("order", str(ID), {})],
    "tracking_": [Hint("order", str(ID), {})],
    "customer_": [Hint("customer", "5", {})],
    "account_": [Hint("customer", "5", {})],
    "product_variant_": [Hint("product", "7", {})],
    "product_": [Hint("product", "7", {})],
    "voucher_": [Hint("voucher", "2", {"voucher_id": 2})],
    # exceptions to the rule of their prefix
    "customer_deleted": [Hint("customer_deleted", "5", {"email": "ada@example.com"})],
    "account_deleted": [Hint("customer_deleted", "5", {"email": "ada@example.com"})],
    "product_created": [Hint("product_created", "7", {})],
    "product_deleted": [Hint("product_deleted", "7", {})],
    "order_bulk_created": [Hint("order", str(ID), {})] * 2,
    "voucher_codes_created": [Hint("voucher", "2", {"voucher_id": 2})],
    "voucher_codes_deleted": [Hint("voucher", "2", {"voucher_id": 2}), Hint("voucher", "4", {"voucher_id": 4})],
}


def of(table, hook):
    return table.get(hook) or next(table[prefix] for prefix in OBJECTS if hook.startswith(prefix))


@pytest.mark.parametrize("hook", HINTS_OF_HOOKS)
def test_hook_hints_at_the_object_it_is_about(hook):
    # given
    subject = MANY.get(hook) or of(OBJECTS, hook)

    # when
    hints = HINTS_OF_HOOKS[hook](subject, "what Saleor may add")

    # then
    assert hints == of(EXPECTED, hook)
    assert all(hint.kind in set(HintKind) for hint in hints)


def test_object_without_a_key_is_refused():
    # when
    with pytest.raises(ValueError, match=r"^A order without a primary key cannot be hinted at\.$"):
        HINTS_OF_HOOKS["order_created"](SimpleNamespace(pk=None))
