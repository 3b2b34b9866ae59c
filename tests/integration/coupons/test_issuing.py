import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation.coupons.issuing import CouponRequest, NoCoupon, Refusal, decide, give_at_once, grant, issue
from saleor_automation.coupons.policies import set_paused
from saleor_automation.coupons.usable import usable_coupons
from saleor_automation.models import ContactTag, Coupon, CouponPolicy, Event
from tests.factories import NOW, ContactFactory, CouponPolicyFactory, many_contacts
from tests.shop.factories import make_category, make_channel

from .givers import DAY, give, request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def channel():
    return make_channel()


def test_person_gets_a_code_until_the_end_of_a_day(channel):
    # when
    coupon = give(NOW, slug="ten", valid_days=5, prefix="CART")

    # then
    assert re.fullmatch(r"CART(-[2-9A-Z]{4}){3}", coupon.code)
    assert coupon.expires_on == NOW.date() + 5 * DAY
    assert coupon.expires_at == datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC) + 6 * DAY
    assert VoucherCode.objects.get(code=coupon.code).voucher.end_date == coupon.expires_at


def test_coupon_ends_with_the_day_of_the_person_else_of_the_policy():
    # given
    people = [ContactFactory(time_zone=zone) for zone in ("Pacific/Auckland", "", "No/Where")]
    CouponPolicyFactory(time_zone="America/New_York", valid_days=1)
    now = datetime(2026, 3, 10, 20, tzinfo=UTC)

    # when
    decide([request(person) for person in people], now)

    # then
    assert [coupon.expires_on for coupon in Coupon.objects.order_by("contact_id")] == [
        date(2026, 3, 12),
        date(2026, 3, 11),
        date(2026, 3, 11),
    ]
    assert Voucher.objects.count() == 2


def test_same_key_is_the_same_coupon_for_ever():
    # given
    wish = request(ContactFactory(), key="run:code:0")
    CouponPolicyFactory()
    first = decide([wish, wish], NOW)
    Coupon.objects.update(revoked_at=NOW)

    # when
    second = decide([wish], NOW + DAY)

    # then
    assert first.ids == second.ids
    assert Coupon.objects.count() == 1
    assert usable_coupons(second.ids.values(), NOW) == []


def test_batch_takes_as_many_statements_for_a_thousand_people_as_for_ten():
    # given
    CouponPolicyFactory(limit=5000, once_per_customer=True, applies_to={"categories": [make_category().pk]})
    CouponPolicyFactory(slug="vip", kind="membership", tag="VIP")
    CouponPolicyFactory(slug="win", kind="contest_entry", prize="A mug")

    def statements(count):
        wishes = [request(person, slug) for person in many_contacts(count) for slug in ("ten-percent", "vip", "win")]
        with CaptureQueriesContext(connection) as captured:
            issued = decide(wishes, NOW)
        assert len(issued.ids) == 3 * count
        return len(captured)

    statements(1)  # opens the voucher

    # then
    assert statements(10) == statements(1000)
    assert statements(10) < 25


def test_whoever_comes_when_the_budget_is_used_up_is_told_why():
    # given
    CouponPolicyFactory(limit=2)
    wishes = [request(person) for person in ContactFactory.create_batch(3)]

    # when
    issued = decide(wishes, NOW)

    # then
    assert set(issued.ids) == {wish.key for wish in wishes[:2]}
    assert issued.refusals == {wishes[2].key: Refusal.BUDGET_EXHAUSTED}


def test_taken_back_coupon_does_not_make_room_for_another_in_a_number():
    # given
    give(NOW, limit=1)
    Coupon.objects.update(revoked_at=NOW)

    # then
    wish = request(ContactFactory())
    assert decide([wish], NOW).refusals == {wish.key: Refusal.BUDGET_EXHAUSTED}


@pytest.mark.parametrize(
    ("change", "refused"),
    [({"redeemed_at": NOW}, True), ({}, True), ({"revoked_at": NOW}, False), ({"expires_at": NOW - DAY}, False)],
)
def test_customer_who_has_or_has_used_one_gets_no_other(change, refused):
    # given
    ada = ContactFactory()
    give(NOW, ada, once_per_customer=True)
    Coupon.objects.update(**change)
    wish = request(ada)

    # when
    issued = decide([wish], NOW)

    # then
    assert issued.refusals == ({wish.key: Refusal.ALREADY_GIVEN} if refused else {})


def test_two_wishes_of_one_customer_in_one_batch_are_one_coupon():
    # given
    CouponPolicyFactory(once_per_customer=True)
    ada = ContactFactory()

    # when
    issued = decide([request(ada), request(ada)], NOW)

    # then
    assert (len(issued.ids), list(issued.refusals.values())) == (1, [Refusal.ALREADY_GIVEN])


def test_coupon_no_channel_can_use_is_refused_and_uses_up_no_budget(channel):
    # given
    CouponPolicyFactory(slug="five", kind="fixed", amounts={"GBP": "5"}, limit=1)
    wish = request(ContactFactory(), "five")

    # when
    refused = decide([wish], NOW)
    channel.currency_code = "GBP"
    channel.save()
    given = decide([wish], NOW)

    # then
    assert refused.refusals == {wish.key: Refusal.NO_CHANNEL}
    assert list(given.ids) == [wish.key]


@pytest.mark.parametrize(
    ("policy", "reason", "text"),
    [
        ("gone", Refusal.UNKNOWN_POLICY, "Coupon 'gone': there is no such coupon; create it or choose another."),
        ("paused", Refusal.POLICY_PAUSED, "Coupon 'paused': it is paused; resume it first."),
        (
            "empty",
            Refusal.BUDGET_EXHAUSTED,
            "Coupon 'empty': its limit or budget is used up; raise it or choose another coupon.",
        ),
        ("over", Refusal.CONTEST_CLOSED, "Coupon 'over': the contest is closed; choose another coupon."),
        (
            "pounds",
            Refusal.NO_CHANNEL,
            "Coupon 'pounds': no channel of the shop can use it; "
            "change its channels or add an amount in their currency.",
        ),
    ],
)
def test_grant_says_why_there_is_no_coupon_and_writes_nothing(policy, reason, text):
    # given
    set_paused(CouponPolicyFactory(slug="paused").pk, True, NOW)
    CouponPolicyFactory(slug="empty", kind="fixed", amounts={"USD": "5"}, budget={"USD": "4"})
    CouponPolicyFactory(slug="over", kind="contest_entry", prize="A mug", closes_at=NOW.isoformat())
    CouponPolicyFactory(slug="pounds", kind="fixed", amounts={"GBP": "5"})

    # when
    with pytest.raises(NoCoupon) as refused, transaction.atomic():
        grant(request(ContactFactory(), policy), NOW)

    # then
    assert (refused.value.reason, str(refused.value)) == (reason, text)
    assert not Coupon.objects.exists()
    assert not VoucherCode.objects.exists()


def test_grant_is_undone_with_the_transaction_that_pays_for_it():
    # given
    CouponPolicyFactory(limit=1)

    # when
    with pytest.raises(RuntimeError), transaction.atomic():
        grant(request(ContactFactory()), NOW)
        raise RuntimeError("The points do not suffice.")

    # then
    assert (Coupon.objects.count(), CouponPolicy.objects.get().issued_count) == (0, 0)
    assert grant(request(ContactFactory()), NOW).code.startswith("TEN-")


def test_old_way_of_asking_tells_who_got_one():
    # given
    CouponPolicyFactory(limit=1)
    wishes = [request(person) for person in ContactFactory.create_batch(2)]

    # then
    assert list(issue(wishes, NOW)) == [wishes[0].key]


def test_membership_is_a_tag_and_no_voucher():
    # given
    ada = ContactFactory()

    # when
    coupon = give(NOW, ada, slug="vip", kind="membership", tag="VIP", valid_days=30)

    # then
    assert (coupon.code, coupon.voucher_id, coupon.expires_on) == (None, None, NOW.date() + 30 * DAY)
    mark = ContactTag.objects.select_related("tag").get(contact=ada)
    assert (mark.tag.name, mark.source) == ("VIP", "coupon:vip")
    assert Event.objects.filter(kind="tag_added", contact_id=ada.pk).count() == 1
    assert not Voucher.objects.exists()


def test_membership_without_days_lasts():
    # when
    coupon = give(NOW, slug="vip", kind="membership", tag="VIP")

    # then
    assert (coupon.expires_at, coupon.expires_on, coupon.settle_at) == (None, None, None)
    assert usable_coupons([coupon.pk], NOW + timedelta(days=9999)) == [coupon]


def test_entry_in_a_contest_has_a_number_and_no_voucher():
    # when
    coupon = give(NOW, slug="win", kind="contest_entry", prize="A mug", prefix="WIN")

    # then
    assert coupon.code.startswith("WIN-")
    assert coupon.voucher_id is None
    assert not VoucherCode.objects.exists()


def test_only_what_is_no_voucher_is_given_at_once():
    # given
    CouponPolicyFactory()
    CouponPolicyFactory(slug="vip", kind="membership", tag="VIP")
    ada = ContactFactory()
    wishes = [CouponRequest("run:1", "ten-percent", ada.pk, 1), CouponRequest("run:2", "vip", ada.pk, 1)]

    # then
    assert list(give_at_once(wishes, NOW).ids) == ["run:2"]
