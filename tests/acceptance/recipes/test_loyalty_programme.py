"""Recipe loyalty-programme: points for every order, and four graphs that tell people of them."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.models import (
    Coupon,
    CouponPolicy,
    Enrollment,
    PointsBalance,
    Programme,
    Reward,
    Tier,
)
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import new_product
from .timeline import promised

pytestmark = pytest.mark.slow

RECIPE = "loyalty-programme"
DAY = timedelta(days=1)
SUBJECTS = {
    "invitation": {"en": "You already have 12 points, Ada", "it": "Ada, hai già 12 punti"},
    "welcome": {"en": "You are in. This is where you stand", "it": "È fatta: ecco i tuoi punti"},
    "reward": {"en": "Your points have turned into 10% off", "it": "I tuoi punti sono diventati 10% di sconto"},
    "new-level": {"en": "Ada, you are Silver now", "it": "Ada, il tuo nuovo livello: Argento"},
}


@pytest.fixture(autouse=True)
def no_programme(stage):
    Programme.objects.all().delete()


@pytest.fixture
def vase(stage):
    """Something that costs 250."""
    return new_product(stage, "Vase", stage.bowls, "250.00")


@pytest.fixture
def member(stage):
    def begin(language="en"):
        stage.begin(RECIPE, language=language)
        contact = stage.person(lists=["loyalty"])
        stage.live(DAY)
        stage.now += DAY
        stage.curtain()
        return contact

    return begin


def points():
    return PointsBalance.objects.get().confirmed


def test_invitation_keeps_to_its_timeline_and_names_the_points(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.curtain()

    # when
    stage.order(stage.mug)
    stage.live(60 * DAY)

    # then
    assert stage.happened() == promised(RECIPE, "Invitation")
    assert stage.subjects == [SUBJECTS["invitation"][language]]
    assert "/p/" in stage.text()
    assert stage.finished() == ["not_joined"]


def test_order_that_was_sent_back_invites_nobody(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    stage.refund(stage.order(stage.mug))
    stage.live(10 * DAY)

    # then
    assert (stage.subjects, stage.skipped()) == ([], {"invitation": "order_gone"})


def test_unpaid_order_earns_and_invites_nothing(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    stage.order(stage.mug, is_paid=False)
    stage.live(10 * DAY)

    # then
    assert (stage.finished(), points()) == ([], 0)


def test_joining_ends_the_invitation_and_welcomes(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.order(stage.mug)
    stage.live(3 * DAY)
    stage.curtain()

    # when
    stage.join("loyalty")
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE, "Members")
    assert stage.subjects == [SUBJECTS["welcome"][language]]
    assert "12" in stage.text()
    assert stage.finished() == ["joined", "completed"]


def test_points_of_a_member_become_a_reward_at_once(stage, vase, member, language):
    # given
    member(language)

    # when
    stage.order(vase)
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE, "Rewards")
    assert stage.subjects == [SUBJECTS["reward"][language]]
    code = Coupon.objects.get().code
    assert code in stage.text()
    assert VoucherCode.objects.get(code=code).is_active
    assert points() == 50


def test_enough_for_two_rewards_brings_the_second_a_day_later(stage, vase, member):
    # given
    member()

    # when
    stage.order(vase, stage.bowl, new_product(stage, "Tray", stage.bowls, "150.00"))
    stage.live(10 * DAY)

    # then
    assert [each for each in stage.happened() if each[1] == "mail reward"] == [
        (0 * DAY, "mail reward"),
        (DAY, "mail reward"),
    ]
    assert points() == 24


def test_new_level_brings_a_gift(stage, vase, member, language):
    # given: a reward comes with the points too, so that its mail is there as well
    member(language)

    # when
    stage.order(vase, vase)
    stage.live(10 * DAY)

    # then
    levels = [each for each in stage.happened() if each[1] == "mail new-level"]
    assert levels == promised(RECIPE, "Levels")
    assert SUBJECTS["new-level"][language] in stage.subjects
    assert Coupon.objects.filter(policy__slug=f"{RECIPE}-level").count() == 1


def test_whoever_is_no_member_keeps_the_points_and_gets_no_reward(stage, vase):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    stage.order(vase)
    stage.live(60 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail invitation"]
    assert (points(), Coupon.objects.count()) == (250, 0)


def test_member_who_may_not_be_written_to_keeps_the_points(stage, vase, member):
    # given
    member()
    stage.unsubscribe()

    # when
    stage.order(vase)
    stage.live(10 * DAY)

    # then
    assert (points(), Coupon.objects.count(), stage.subjects) == (250, 0, [])


def test_nobody_pays_for_a_reward_whose_coupon_is_paused(stage, vase, member):
    # given
    member()
    CouponPolicy.objects.update(is_paused=True)

    # when
    stage.order(vase)
    stage.live(10 * DAY)

    # then
    assert (points(), Coupon.objects.count(), stage.subjects) == (250, 0, [])


def test_code_that_was_paid_for_is_good_after_leaving(stage, vase, member):
    # given
    contact = member()
    stage.order(vase)

    # when
    stage.leave_list(contact, "loyalty")

    # then
    assert VoucherCode.objects.get(code=Coupon.objects.get().code).is_active
    assert "left_the_programme" in stage.finished()


def test_programme_that_is_there_stays_as_it_is(stage):
    # given
    Programme.objects.create(name="Mine", is_active=True, rates={"EUR": "3"}, starts_at=stage.now)
    Tier.objects.create(slug="bronze", name="Bronze", threshold=500, created_at=stage.now)

    # when
    imported = bring_in(get_recipe(RECIPE), {}, stage.now)

    # then
    assert (Programme.objects.get().name, Programme.objects.get().rates) == ("Mine", {"EUR": "3"})
    assert [tier.slug for tier in Tier.objects.order_by("threshold")] == ["bronze", "gold"]
    assert "programme" not in imported.created
    assert Reward.objects.get().policy_slug == f"{RECIPE}-reward"
    assert not Enrollment.objects.exists()
