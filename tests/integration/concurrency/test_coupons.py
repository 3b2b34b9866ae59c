"""Budgets of coupons under many workers, each with connections of its own."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation.coupons import settling
from saleor_automation.coupons.issuing import CouponRequest, Refusal, decide
from saleor_automation.coupons.policies import update_policy
from saleor_automation.coupons.revoking import revoke_one
from saleor_automation.journeys import engine
from saleor_automation.models import Coupon, CouponPolicy, Message
from tests.databases import sessions_of
from tests.factories import NOW, CouponPolicyFactory, deliver_all, enrolled, many_contacts, running_journey
from tests.shop.factories import make_channel, make_product, make_site
from tests.shop.storefront import buy, start_checkout
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

WORKERS = 8
CODE = {"id": "code", "kind": "give_coupon", "policy": "ten-percent"}
LETTER = {"id": "letter", "kind": "send", "template": "hello", "truth": ["coupon"]}


@pytest.fixture
def channel(own_database):
    make_site()
    return make_channel()


def requests_for(contacts, policy="ten-percent", name="wish"):
    return [CouponRequest(f"{name}:{contact.pk}", policy, contact.pk, None) for contact in contacts]


def give(requests, now=NOW):
    with transaction.atomic():
        return decide(requests, now)


def test_eight_workers_give_a_thousand_people_exactly_the_hundred_coupons_there_are(channel):
    # given
    CouponPolicyFactory(limit=100)
    people = many_contacts(1000)
    now = datetime.now(UTC)  # the shop's own clock says whether a code is good

    def work(share):
        return [give(share[start : start + 25], now) for start in range(0, len(share), 25)]

    # when
    shares = [requests_for(people[number::WORKERS]) for number in range(WORKERS)]
    answers = at_once(*[lambda share=share: work(share) for share in shares])

    # then
    given = {key: pk for batches in answers for issued in batches for key, pk in issued.ids.items()}
    refusals = [reason for batches in answers for issued in batches for reason in issued.refusals.values()]
    assert (len(given), len(refusals), set(refusals)) == (100, 900, {Refusal.BUDGET_EXHAUSTED})
    assert Coupon.objects.count() == VoucherCode.objects.count() == 100
    assert Coupon.objects.values("contact_id").distinct().count() == 100
    assert Voucher.objects.count() == 1
    assert CouponPolicy.objects.get().issued_count == 100


def test_each_code_of_the_budget_is_used_once_in_the_shop(channel):
    # given: every customer tries every way to use a code twice
    CouponPolicyFactory(limit=4)
    people = many_contacts(12)
    now = datetime.now(UTC)
    at_once(*[lambda share=share: give(requests_for(share), now) for share in (people[:6], people[6:])])
    mug = make_product("Mug", prices={channel: 10}, stock=100).default_variant
    codes = list(Coupon.objects.values_list("code", flat=True))

    # when
    orders = [buy(channel, [(mug, 1)], f"buyer-{number}@example.com", code) for number, code in enumerate(codes)]
    again = [start_checkout(channel, [(mug, 1)], "late@example.com").add_code(code) for code in codes]

    # then
    assert len(codes) == 4
    assert [order["total"]["gross"]["amount"] for order in orders] == [9, 9, 9, 9]
    assert [bool(answer.payload["errors"]) for answer in again] == [True] * 4


def test_mails_of_a_used_up_budget_say_so_and_the_others_go_out(channel):
    # given
    journey = running_journey(CODE, LETTER)
    CouponPolicyFactory(limit=20)
    enrolled(journey, many_contacts(60))
    engine.advance(NOW, 100)

    # when
    at_once(*[lambda: deliver_all(NOW)] * 4)

    # then
    states = list(Message.objects.values_list("state", "reason"))
    assert states.count(("delivered", "")) == Coupon.objects.count() == 20
    assert states.count(("skipped", "budget_exhausted")) == 40


def test_budget_of_money_is_never_exceeded_and_free_again_when_a_coupon_is_taken_back(channel):
    # given
    CouponPolicyFactory(slug="five", kind="fixed", amounts={"USD": "5"}, budget={"USD": "52"})
    people = many_contacts(80)

    # when: ten fit, the eleventh would cost more than is left
    at_once(*[lambda share=share: give(requests_for(share, "five")) for share in (people[:40], people[40:])])
    first = Coupon.objects.count()
    with transaction.atomic():
        revoke_one(Coupon.objects.first().pk, NOW)
    before_settling = give(requests_for(people, "five", "again"))
    with transaction.atomic():
        settling.settle(NOW, 100)
    after_settling = give(requests_for(people, "five", "again"))

    # then
    assert first == 10
    assert (len(before_settling.ids), len(after_settling.ids)) == (0, 1)
    assert CouponPolicy.objects.get().reserved == {"USD": "50"}


def test_same_wish_of_two_workers_gives_one_coupon_and_one_code(channel):
    # given
    CouponPolicyFactory()
    wishes = requests_for(many_contacts(30))

    # when
    answers = at_once(*[lambda: give(wishes)] * WORKERS)

    # then
    assert all(answer.ids == answers[0].ids and not answer.refusals for answer in answers)
    assert Coupon.objects.count() == VoucherCode.objects.count() == 30


def test_customer_gets_one_of_a_coupon_that_is_once_to_a_customer_however_many_ask(channel):
    # given
    CouponPolicyFactory(once_per_customer=True)
    person = many_contacts(1)

    # when
    answers = at_once(
        *[lambda number=number: give(requests_for(person, name=f"wish-{number}")) for number in range(WORKERS)]
    )

    # then
    reasons = [reason for answer in answers for reason in answer.refusals.values()]
    assert (Coupon.objects.count(), reasons) == (1, [Refusal.ALREADY_GIVEN] * (WORKERS - 1))


def test_policy_without_limit_is_given_by_two_workers_at_once(channel):
    # given
    CouponPolicyFactory()
    people = many_contacts(2)
    give(requests_for(many_contacts(1)))  # the voucher is there

    # when: the second does not wait for the first, who has decided but not committed
    with worker_held_behind("INSERT INTO automation_coupon", lambda: give(requests_for(people[:1]))) as held:
        second = give(requests_for(people[1:]))
        first = held.go_on()

    # then
    assert (len(first.ids), len(second.ids)) == (1, 1)


def test_limit_set_while_a_worker_gives_coupons_counts_what_it_gives(channel, own_database):
    # given
    policy = CouponPolicyFactory()
    people = many_contacts(5)
    limited = {**policy.terms.definition, "limit": 3}

    # when: setting the limit waits for the worker
    with (
        worker_held_behind("INSERT INTO automation_coupon", lambda: give(requests_for(people[:2]))) as held,
        worker_waiting_for_a_lock(own_database, lambda: update_policy(policy.pk, None, limited, lambda _: [], NOW)),
    ):
        held.go_on()
    rest = give(requests_for(people[2:]))

    # then
    assert len(rest.ids) == 1
    assert Coupon.objects.count() == 3


def test_worker_killed_between_deciding_and_committing_leaves_no_code_and_no_gap(channel, own_database):
    # given
    CouponPolicyFactory(limit=3)
    people = many_contacts(3)

    # when
    with worker_held_behind("UPDATE automation_couponpolicy", lambda: give(requests_for(people))) as held:
        sessions_of(own_database, "SELECT pg_terminate_backend(a.pid)")
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            held.go_on()
    connection.close()  # this thread's session was ended as well
    counts = (Coupon.objects.count(), VoucherCode.objects.count(), CouponPolicy.objects.get().issued_count)
    again = give(requests_for(people))

    # then
    assert counts == (0, 0, 0)
    assert len(again.ids) == 3


def test_settling_workers_share_what_is_due_and_count_each_coupon_once(channel):
    # given
    CouponPolicyFactory(slug="five", kind="fixed", amounts={"USD": "5"}, budget={"USD": "1000"})
    give(requests_for(many_contacts(60), "five"))
    Coupon.objects.update(revoked_at=NOW, settle_at=NOW)

    def settle():
        total = 0
        while True:
            with transaction.atomic():
                taken = settling.settle(NOW, 7)
            if not taken and not Coupon.objects.filter(settle_at__lte=NOW).exists():
                return total
            total += taken

    # when
    counts = at_once(*[settle] * 4)

    # then
    assert sum(counts) == 60
    assert CouponPolicy.objects.get().reserved == {}
    assert not VoucherCode.objects.exists()
    assert sum(Decimal(amount) for amount in CouponPolicy.objects.get().reserved.values()) == 0
