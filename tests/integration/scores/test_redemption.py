from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.core.exceptions import Conflict, NotFound, PermanentError
from saleor_automation.models import Coupon, CouponPolicy, Event, PointsBalance, PointsEntry, Programme, Reward
from saleor_automation.scores.redemption import adjust, redeem
from tests.factories import NOW, ContactFactory, CouponPolicyFactory
from tests.shop.factories import make_channel

from .builders import programme

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ada():
    """Somebody with 100 confirmed points."""
    make_channel()
    programme()
    contact = ContactFactory()
    adjust([contact.pk], 100, "welcome", "staff:1", "welcome", NOW)
    return contact


@pytest.fixture
def reward():
    CouponPolicyFactory()
    return Reward.objects.create(
        slug="ten-off", name="Ten percent off", points=80, policy_slug="ten-percent", created_at=NOW
    )


def confirmed(contact):
    return PointsBalance.objects.get(contact=contact).confirmed


def test_points_become_a_code_of_the_shop(ada, reward):
    # when
    redemption = redeem(ada.pk, "ten-off", "", "customer", NOW)

    # then
    assert confirmed(ada) == 20
    assert redemption.coupon.contact_id == ada.pk
    assert VoucherCode.objects.filter(code=redemption.coupon.code).exists()
    assert (redemption.entry.confirmed, redemption.entry.coupon_id) == (-80, redemption.coupon.pk)
    assert [event.data["points"] for event in Event.objects.filter(kind="points_redeemed")] == [80]


def test_same_key_gives_the_same_code_and_takes_the_points_once(ada, reward):
    # when
    first, again = (redeem(ada.pk, "ten-off", "click-1", "customer", NOW) for _ in range(2))

    # then
    assert (first.is_new, again.is_new) == (True, False)
    assert first.coupon.pk == again.coupon.pk
    assert confirmed(ada) == 20


def test_points_that_do_not_suffice_are_refused(ada, reward):
    # given
    redeem(ada.pk, "ten-off", "", "customer", NOW)

    # when
    with pytest.raises(Conflict) as refused:
        redeem(ada.pk, "ten-off", "", "customer", NOW)

    # then
    assert str(refused.value) == "Reward 'ten-off' costs 80 points and 20 are confirmed."
    assert (confirmed(ada), Coupon.objects.count()) == (20, 1)


def test_coupon_that_cannot_be_given_takes_no_points(ada, reward):
    # given
    CouponPolicy.objects.update(is_paused=True)

    # when
    with pytest.raises(Conflict, match="Reward 'ten-off' cannot be given and no points were taken: "):
        redeem(ada.pk, "ten-off", "", "customer", NOW)

    # then
    assert (confirmed(ada), Coupon.objects.count()) == (100, 0)


def test_wish_that_breaks_behind_the_code_leaves_neither_points_nor_code(ada, reward, monkeypatch):
    # given
    def broken(*_):
        raise RuntimeError("the machine died here")

    monkeypatch.setattr("saleor_automation.scores.points.touch", broken)

    # when
    with pytest.raises(RuntimeError):
        redeem(ada.pk, "ten-off", "", "customer", NOW)

    # then
    assert (confirmed(ada), Coupon.objects.count(), VoucherCode.objects.count()) == (100, 0, 0)


@pytest.mark.parametrize(
    ("changes", "slug", "error", "text"),
    [
        ({}, "none", NotFound, "There is no reward 'none'."),
        ({"reward": {"is_active": False}}, "ten-off", Conflict, "Reward 'ten-off' is switched off; choose another."),
        (
            {"programme": {"is_active": False}},
            "ten-off",
            Conflict,
            "The loyalty programme is switched off; points can be spent when it is on again.",
        ),
    ],
)
def test_reward_that_is_not_on_offer_is_refused(ada, reward, changes, slug, error, text):
    # given
    Reward.objects.filter(slug="ten-off").update(**changes.get("reward", {"name": "Ten"}))
    Programme.objects.update(**changes.get("programme", {"name": "Club"}))

    # when
    with pytest.raises(error) as refused:
        redeem(ada.pk, slug, "", "customer", NOW)

    # then
    assert str(refused.value) == text
    assert confirmed(ada) == 100


@pytest.mark.parametrize(("points", "reason"), [(0, "why not"), (10**9 + 1, "much"), (5, " "), (5, "x" * 251)])
def test_adjustment_without_points_or_reason_is_refused(ada, points, reason):
    # when
    with pytest.raises(PermanentError):
        adjust([ada.pk], points, reason, "staff:1", "key", NOW)

    # then
    assert PointsEntry.objects.count() == 1


def test_adjustment_of_nobody_moves_nobody(ada):
    # when
    with pytest.raises(NotFound, match=r"There is no contact with the id 999999\."):
        adjust([ada.pk, 999999], 5, "a reason", "staff:1", "key", NOW)

    # then
    assert confirmed(ada) == 100
