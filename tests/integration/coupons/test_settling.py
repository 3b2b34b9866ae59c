from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation import pipeline
from saleor_automation.contacts.tags import add_tag
from saleor_automation.coupons import settling
from saleor_automation.coupons.issuing import decide
from saleor_automation.coupons.policies import ensure_policy
from saleor_automation.coupons.redeeming import give_back, redeem
from saleor_automation.coupons.revoking import revoke, revoke_all_of
from saleor_automation.models import ContactTag, Coupon, CouponPolicy, Event, Purchase
from tests.factories import NOW, ContactFactory, CouponPolicyFactory, many_contacts
from tests.shop.factories import make_channel

from .givers import DAY, give, request

pytestmark = pytest.mark.django_db

FIVE = {"slug": "five", "kind": "fixed", "amounts": {"USD": "5", "EUR": "5"}, "budget": {"USD": "100"}}


@pytest.fixture(autouse=True)
def channel():
    return make_channel()


def reserved():
    return CouponPolicy.objects.get(slug="five").reserved


def used(coupon, order_id=None):
    """Let an order that the shop gave five dollars off use a coupon."""
    order_id = order_id or uuid4()
    Purchase.objects.get_or_create(order_id=order_id, defaults={"currency": "USD", "gross_amount": 50})
    redeem([(coupon.code, order_id, NOW)])
    return order_id


def test_open_coupons_hold_the_budget_and_used_ones_spend_it():
    # given
    first, second = give(NOW, **FIVE), give(NOW, **FIVE)

    # when
    held = reserved()
    used(first)
    Coupon.objects.filter(pk=first.pk).update(discount_amount=Decimal("3.50"))
    settling.settle(NOW, 10)

    # then
    assert held == {"USD": "10", "EUR": "10"}
    assert reserved() == {"USD": "8.5", "EUR": "5"}
    second.refresh_from_db()
    assert second.counted == "held"


def test_coupon_that_ran_out_frees_the_budget_and_its_code_leaves_the_shop():
    # given
    coupon = give(NOW, **FIVE)

    # when
    too_early = settling.settle(coupon.expires_at + DAY, 10)
    settled = settling.settle(coupon.expires_at + 2 * DAY, 10)
    again = settling.settle(coupon.expires_at + 3 * DAY, 10)

    # then
    assert (too_early, settled, again) == (0, 1, 0)
    assert reserved() == {}
    assert not VoucherCode.objects.exists()
    coupon.refresh_from_db()
    assert (coupon.counted, coupon.settle_at) == ("free", None)


def test_used_code_stays_in_the_shop_as_its_record_and_its_voucher_with_it():
    # given
    kept, gone = give(NOW, **FIVE), give(NOW, **FIVE)
    alone = give(NOW + 3 * DAY, **FIVE)
    used(kept)
    VoucherCode.objects.filter(code=kept.code).update(is_active=False)

    # when
    later = alone.expires_at + 3 * DAY
    while settling.settle(later, 10):
        pass
    removed = settling.remove_vouchers(later, 10)

    # then
    assert list(VoucherCode.objects.values_list("code", flat=True)) == [kept.code]
    assert (removed, list(Voucher.objects.values_list("pk", flat=True))) == (1, [kept.voucher_id])
    assert Coupon.objects.filter(pk__in=[gone.pk, alone.pk]).count() == 2


def test_sweep_settles_and_maintenance_removes_empty_vouchers():
    # given
    coupon = give(NOW, **FIVE)
    later = coupon.expires_at + 3 * DAY

    # when
    pipeline.run_sweep(later)
    pipeline.maintain(later)

    # then
    assert not VoucherCode.objects.exists()
    assert not Voucher.objects.exists()


def test_cancelled_order_gives_nothing_back_because_saleor_does_not():
    # given: Saleor leaves a single-use code used up
    coupon = give(NOW, **FIVE)
    order_id = used(coupon)
    VoucherCode.objects.update(is_active=False)

    # when
    count = give_back([order_id], NOW)

    # then
    coupon.refresh_from_db()
    assert (count, coupon.order_id) == (0, order_id)


def test_code_the_merchant_made_good_again_after_a_cancellation_is_unused_again():
    # given
    coupon = give(NOW, **FIVE)
    order_id = used(coupon)
    settling.settle(NOW, 10)

    # when
    count = give_back([order_id], NOW)
    settling.settle(NOW, 10)

    # then
    coupon.refresh_from_db()
    assert (count, coupon.redeemed_at, coupon.order_id, coupon.discount_amount) == (1, None, None, None)
    assert (coupon.counted, coupon.settle_at) == ("held", coupon.expires_at + 2 * DAY)
    assert reserved() == {"USD": "5", "EUR": "5"}


def test_policy_that_gets_a_budget_later_counts_what_it_gave_before():
    # given
    free = {**FIVE, "budget": {}}
    spent, open_, taken_back = give(NOW, **free), give(NOW, **free), give(NOW, **free)
    used(spent)
    Coupon.objects.filter(pk=spent.pk).update(discount_amount=4)
    Coupon.objects.filter(pk=taken_back.pk).update(revoked_at=NOW, settle_at=NOW)
    while settling.settle(NOW, 10):
        pass

    # when
    definition = {key: value for key, value in FIVE.items() if key != "slug"} | {"valid_days": 5, "limit": 4}
    ensure_policy("five", "Five", definition, NOW)

    # then
    policy = CouponPolicy.objects.get(slug="five")
    assert (policy.issued_count, policy.reserved) == (3, {"USD": "9", "EUR": "5"})
    assert open_.counted == "held"


def test_settling_takes_as_many_statements_for_a_thousand_as_for_ten():
    # given
    CouponPolicyFactory(**FIVE | {"budget": {"USD": "100000"}})

    def statements(count):
        decide([request(person, "five") for person in many_contacts(count)], NOW)
        Coupon.objects.filter(settle_at__gt=NOW).update(settle_at=NOW, revoked_at=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert settling.settle(NOW, 1000) == count
        return len(captured)

    # then
    assert statements(10) == statements(1000)


def test_exit_takes_back_what_can_be_used_and_leaves_rewards():
    # given
    ada = ContactFactory()
    CouponPolicyFactory()
    CouponPolicyFactory(slug="vip", kind="membership", tag="VIP")
    CouponPolicyFactory(slug="kept", revoke_on_exit=False)
    issued = decide([request(ada, slug, f"{slug}:1", 7) for slug in ("ten-percent", "vip", "kept")], NOW)

    # when
    count = revoke([7], NOW)

    # then
    taken_back = set(Coupon.objects.filter(revoked_at=NOW).values_list("pk", flat=True))
    assert (count, taken_back) == (1, {issued.ids["ten-percent:1"]})


def test_budget_is_free_again_when_the_person_is_erased():
    # given
    ada, grace = ContactFactory(), ContactFactory()
    give(NOW, ada, **FIVE)
    give(NOW, grace, **FIVE)

    # when
    count = revoke_all_of(ada.pk, NOW)

    # then
    assert (count, reserved()) == (1, {"USD": "5", "EUR": "5"})
    assert VoucherCode.objects.count() == 1


def test_membership_that_is_over_takes_its_tag_off():
    # given
    ada, grace, alan = ContactFactory(), ContactFactory(), ContactFactory()
    add_tag("VIP", [alan.pk], source="import", now=NOW)  # had it before
    first = give(NOW, ada, slug="vip", kind="membership", tag="VIP", valid_days=10)
    give(NOW, grace, slug="vip", kind="membership", tag="VIP", valid_days=10)
    give(NOW, alan, slug="vip", kind="membership", tag="VIP", valid_days=10)
    give(NOW + 5 * DAY, grace, slug="gold", kind="membership", tag="vip", valid_days=30)

    # when
    settling.settle(first.expires_at + 2 * DAY, 10)

    # then: grace is a member by another coupon, alan was one before
    assert set(ContactTag.objects.values_list("contact_id", flat=True)) == {grace.pk, alan.pk}
    assert list(Event.objects.filter(kind="tag_removed").values_list("contact_id", flat=True)) == [ada.pk]
