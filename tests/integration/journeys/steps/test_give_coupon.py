import pytest
from saleor.channel.models import Channel
from saleor.discount import VoucherType
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation.journeys import engine
from saleor_automation.models import ContactTag, Coupon, Enrollment, Message
from tests.factories import NOW, ContactFactory, CouponPolicyFactory, deliver_all, enrolled, running_journey
from tests.shop.factories import make_product

pytestmark = pytest.mark.django_db

CODE = {"id": "code", "kind": "give_coupon", "policy": "ten-percent"}
LETTER = {"id": "letter", "kind": "send", "template": "hello", "truth": ["coupon"]}
SECOND = {"id": "second", "kind": "send", "template": "hello", "truth": ["coupon"]}


@pytest.fixture(autouse=True)
def channel():
    return Channel.objects.create(name="Shop", slug="shop", currency_code="USD", default_country="US", is_active=True)


def states():
    return list(Message.objects.order_by("pk").values_list("state", "reason"))


def test_code_is_promised_by_the_step_and_issued_with_the_mail():
    # given
    runs = enrolled(running_journey(CODE, LETTER), [ContactFactory(), ContactFactory()])

    # when
    engine.advance(NOW, 100)
    promised = [run.subject["coupon"] for run in Enrollment.objects.order_by("pk")]
    issued_before = Coupon.objects.count()
    deliver_all(NOW)

    # then
    assert promised == [{"policy": "ten-percent", "key": f"{run.pk}:code:0"} for run in runs]
    assert issued_before == 0
    coupons = Coupon.objects.order_by("enrollment_id")
    assert [(coupon.key, coupon.contact_id) for coupon in coupons] == [
        (f"{run.pk}:code:0", run.contact_id) for run in runs
    ]
    codes = {coupon.code for coupon in coupons}
    assert VoucherCode.objects.filter(code__in=codes, is_active=True).count() == len(codes) == 2
    assert states() == [("delivered", ""), ("delivered", "")]


def test_every_mail_of_a_run_shows_the_same_code():
    # given
    enrolled(running_journey(CODE, LETTER, SECOND), [ContactFactory()])
    engine.advance(NOW, 100)

    # when
    deliver_all(NOW)

    # then
    assert states() == [("delivered", ""), ("delivered", "")]
    assert Coupon.objects.count() == 1


def test_person_who_is_not_written_to_costs_no_voucher():
    # given
    enrolled(running_journey(CODE, LETTER), [ContactFactory(consent=None)])
    engine.advance(NOW, 100)

    # when
    deliver_all(NOW)

    # then
    assert states() == [("skipped", "no_consent")]
    assert not Coupon.objects.exists()


def test_policy_that_is_used_up_gives_no_code_and_no_mail_that_needs_one():
    # given
    journey = running_journey(CODE, LETTER)
    CouponPolicyFactory(limit=1)
    enrolled(journey, [ContactFactory(), ContactFactory()])
    engine.advance(NOW, 100)

    # when
    deliver_all(NOW)

    # then
    assert Coupon.objects.count() == 1
    assert sorted(states()) == [("delivered", ""), ("skipped", "budget_exhausted")]


def test_mail_goes_out_without_the_code_if_the_step_says_so():
    # given
    journey = running_journey(CODE | {"if_none": "send"}, LETTER)
    CouponPolicyFactory(limit=1)
    enrolled(journey, [ContactFactory(), ContactFactory()])
    engine.advance(NOW, 100)

    # when
    deliver_all(NOW)

    # then
    assert Coupon.objects.count() == 1
    assert states() == [("delivered", ""), ("delivered", "")]


def test_membership_is_given_by_the_step_itself_whether_or_not_the_person_is_written_to():
    # given
    CouponPolicyFactory(slug="club", kind="membership", tag="VIP")
    silent = ContactFactory(consent=None)
    journey = running_journey({**CODE, "policy": "club"}, LETTER)
    (run,) = enrolled(journey, [silent])

    # when
    engine.advance(NOW, 100)
    deliver_all(NOW)

    # then
    coupon = Coupon.objects.get()
    assert (coupon.key, coupon.contact_id, coupon.code) == (f"{run.pk}:code:0", silent.pk, None)
    assert ContactTag.objects.get().contact_id == silent.pk
    assert states() == [("skipped", "no_consent")]


def test_coupon_for_the_product_at_hand_is_good_for_that_one_alone(channel):
    # given
    mug, bowl = (make_product(name, prices={channel: "10"}) for name in ("Mug", "Bowl"))
    journey = running_journey(CODE | {"for_product": True}, LETTER)
    enrolled(journey, [ContactFactory()], product_id=mug.pk)
    enrolled(journey, [ContactFactory(), ContactFactory()], product_id=bowl.pk)

    # when
    engine.advance(NOW, 100)
    deliver_all(NOW)

    # then
    vouchers = [Voucher.objects.get(pk=pk) for pk in Coupon.objects.order_by("id").values_list("voucher_id", flat=True)]
    assert [[product.pk for product in voucher.products.all()] for voucher in vouchers] == [
        [mug.pk],
        [bowl.pk],
        [bowl.pk],
    ]
    assert {voucher.type for voucher in vouchers} == {VoucherType.SPECIFIC_PRODUCT}
    assert vouchers[1] == vouchers[2]


def test_run_about_no_product_gets_no_coupon_for_one():
    # given
    enrolled(running_journey(CODE | {"for_product": True}, LETTER), [ContactFactory()])

    # when
    engine.advance(NOW, 100)
    deliver_all(NOW)

    # then
    assert (states(), Coupon.objects.count()) == ([("skipped", "no_coupon")], 0)
