"""The loyalty programme over GraphQL: set up by staff, seen and spent by customers."""

from datetime import timedelta

import pytest

from saleor_automation.models import Coupon, PointsBalance, PointsEntry, Programme, Reward, Tier
from saleor_automation.scores.redemption import adjust
from tests.factories import CouponPolicyFactory
from tests.shop.factories import make_channel

from . import builders
from .clients import nodes

PROGRAMME = """mutation($input: AutomationProgrammeUpdateInput!) { automationProgrammeUpdate(input: $input) {
    programme { name isActive rates { currency points } expiresAfterDays tierDays countsTaxes }
    errors { field message code } } }"""
REDEEM = """mutation($reward: String!, $key: String) { automationPointsRedeem(reward: $reward, key: $key) {
    entry { confirmed couponCode reward { name } } errors { field message code } } }"""
ME = """{ automationMe {
    points { pending confirmed earned tier { name } nextTier { name } pointsToNextTier
        entries(first: 5) { totalCount edges { node { kind confirmed reason couponCode } } } }
    rewards { slug name points } } }"""


@pytest.fixture
def club():
    """A programme with two tiers and two rewards, one of them switched off."""
    make_channel()
    CouponPolicyFactory()
    for slug, threshold in (("silver", 100), ("gold", 300)):
        Tier.objects.create(slug=slug, name=slug.title(), threshold=threshold, created_at=builders.NOON)
    for slug, is_active in (("ten-off", True), ("old", False)):
        Reward.objects.create(
            slug=slug, name=slug, points=80, policy_slug="ten-percent", is_active=is_active, created_at=builders.NOON
        )
    return Programme.objects.create(
        name="Club", is_active=True, rates={"EUR": "1"}, starts_at=builders.NOON - timedelta(days=9)
    )


@pytest.fixture
def ada(customer, club):
    """The contact of the customer, with 100 points given by hand."""
    contact = builders.contact(customer.email, user_id=customer.pk)
    adjust([contact.pk], 100, "Welcome", "staff:1", "welcome", builders.NOON)
    return contact


def test_programme_is_begun_and_changed(as_manager):
    # when
    rates = [{"currency": "EUR", "points": "1.50"}, {"currency": "USD", "points": "1"}]
    begun = as_manager.ask(PROGRAMME, {"input": {"name": "Club", "isActive": True, "rates": rates, "tierDays": 365}})
    changed = as_manager.ask(PROGRAMME, {"input": {"tierDays": None, "expiresAfterDays": 730, "countsTaxes": False}})

    # then
    expected = [{"currency": "EUR", "points": "1.5"}, {"currency": "USD", "points": "1"}]
    assert begun["automationProgrammeUpdate"]["programme"]["rates"] == expected
    assert changed["automationProgrammeUpdate"] == {
        "programme": {
            "name": "Club",
            "isActive": True,
            "rates": expected,
            "expiresAfterDays": 730,
            "tierDays": None,
            "countsTaxes": False,
        },
        "errors": [],
    }
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": " "}, "Programme: give it a name of 1 to 250 printable characters."),
        (
            {"name": "Club", "isActive": True},
            "Programme: say how many points one unit of money is worth, in one currency at least.",
        ),
        (
            {"name": "Club", "rates": [{"currency": "EURO", "points": "1"}]},
            "Programme: there is no currency 'EURO'; write its code in capitals, such as EUR.",
        ),
        (
            {"name": "Club", "rates": [{"currency": "EUR", "points": "-1"}]},
            "Programme: -1 points for one EUR; use more than 0 and at most 1000, with 4 decimals.",
        ),
        (
            {"name": "Club", "rates": [{"currency": "EUR", "points": "many"}]},
            "Programme: many points for one EUR; use more than 0 and at most 1000, with 4 decimals.",
        ),
        (
            {"name": "Club", "rates": [{"currency": "EUR", "points": "1"}, {"currency": "EUR", "points": "2"}]},
            "A currency is named twice; give each one rate.",
        ),
        ({"name": "Club", "tierDays": 0}, "Programme: tier days is 0; use 1 to 3650."),
    ],
)
def test_programme_that_cannot_be_is_refused(as_manager, values, message):
    # when
    answer = as_manager.ask(PROGRAMME, {"input": values})

    # then
    assert answer["automationProgrammeUpdate"]["errors"] == [{"field": "input", "message": message, "code": "INVALID"}]
    assert not Programme.objects.exists()


def test_tiers_and_rewards_are_made_changed_and_deleted(as_manager, club):
    # when
    tier = as_manager.ask("""mutation { automationTierCreate(input: {slug: "top", name: "Top", threshold: 900}) {
        tier { id threshold contactsCount } errors { message } } }""")["automationTierCreate"]["tier"]
    twice = as_manager.ask("""mutation { automationTierCreate(input: {slug: "other", name: "Other", threshold: 900}) {
        errors { code message } } }""")["automationTierCreate"]["errors"]
    reward = as_manager.ask(
        """mutation { automationRewardCreate(input: {slug: "big", name: "Big", points: 500,
        policySlug: "ten-percent"}) { reward { id isActive policySlug givenCount } errors { message } } }"""
    )["automationRewardCreate"]["reward"]
    changed = as_manager.ask(
        "mutation($id: ID!) { automationRewardUpdate(id: $id, input: {points: 400}) { reward { points } } }", reward
    )
    gone = as_manager.ask(
        "mutation($id: ID!) { automationTierDelete(id: $id) { tier { slug } errors { code } } }", tier
    )

    # then
    assert twice == [
        {
            "code": "CONFLICT",
            "message": "There is another tier with the slug 'other' or the threshold 900; choose another one.",
        }
    ]
    assert changed["automationRewardUpdate"]["reward"] == {"points": 400}
    assert gone["automationTierDelete"] == {"tier": {"slug": "top"}, "errors": []}
    listed = as_manager.ask("{ automationTiers { slug } automationRewards { slug } automationProgramme { name } }")
    assert [each["slug"] for each in listed["automationTiers"]] == ["silver", "gold"]
    assert [each["slug"] for each in listed["automationRewards"]] == ["ten-off", "old", "big"]


def test_tier_somebody_stands_in_and_reward_somebody_got_are_not_deleted(as_manager, club, ada):
    # given
    tier = Tier.objects.get(slug="silver")
    PointsBalance.objects.filter(contact=ada).update(tier=tier)
    as_manager.ask(
        'mutation($c: ID!) { automationContactPointsRedeem(contact: $c, reward: "ten-off") { errors { code } } }',
        {"c": builders.global_id(ada)},
    )
    reward = Reward.objects.get(slug="ten-off")
    Tier.objects.filter(slug="gold").delete()
    PointsBalance.objects.filter(contact=ada).update(tier=tier)

    # when
    answers = [
        as_manager.ask(
            f"mutation($id: ID!) {{ automation{noun}Delete(id: $id) {{ errors {{ message }} }} }}",
            {"id": builders.global_id(row)},
        )[f"automation{noun}Delete"]["errors"]
        for noun, row in (("Tier", tier), ("Reward", reward))
    ]

    # then
    assert [each["message"] for (each,) in answers] == [
        "1 contacts stand in tier 'silver'; raise its threshold beyond reach, so that they leave it with the next "
        "pass, and delete it then.",
        "Reward 'ten-off' was given 1 times; switch it off to keep its history.",
    ]


def test_customer_sees_points_and_rewards_and_spends_them(as_customer, ada):
    # when
    before = as_customer.ask(ME)["automationMe"]
    bought = [as_customer.ask(REDEEM, {"reward": "ten-off", "key": "click"})["automationPointsRedeem"] for _ in "12"]
    refused = as_customer.ask(REDEEM, {"reward": "ten-off"})["automationPointsRedeem"]
    after = as_customer.ask(ME)["automationMe"]

    # then
    assert before["rewards"] == [{"slug": "ten-off", "name": "ten-off", "points": 80}]
    points = before["points"]
    assert (points["confirmed"], points["earned"], points["tier"]) == (100, 0, None)
    assert (points["nextTier"], points["pointsToNextTier"]) == ({"name": "Silver"}, 100)
    assert bought[0] == bought[1]
    code = bought[0]["entry"]["couponCode"]
    assert bought[0] == {
        "entry": {"confirmed": -80, "couponCode": code, "reward": {"name": "ten-off"}},
        "errors": [],
    }
    assert Coupon.objects.get().code == code
    assert refused["errors"] == [
        {
            "field": "reward",
            "message": "Reward 'ten-off' costs 80 points and 20 are confirmed.",
            "code": "CONFLICT",
        }
    ]
    entries = nodes(after["points"]["entries"])
    assert {(each["kind"], each["confirmed"], each["couponCode"]) for each in entries} == {
        ("redeemed", -80, code),
        ("gift", 100, None),
    }


def test_customer_does_not_see_who_moved_points_or_how_rewards_are_made(as_customer, ada):
    # when
    answer = as_customer.post("""{ automationMe { points { entries(first: 1) { edges { node { source } } } }
        rewards { policySlug } } }""")

    # then
    assert len(answer["errors"]) == 2
    assert all("MANAGE_AUTOMATION" in error["message"] for error in answer["errors"])


def test_customer_cannot_spend_the_points_of_an_address_they_only_typed(as_customer, customer, club):
    # given: a contact with the same address but without the account
    contact = builders.contact(customer.email)
    adjust([contact.pk], 100, "Welcome", "staff:1", "welcome", builders.NOON)

    # when
    answer = as_customer.ask(REDEEM, {"reward": "ten-off"})["automationPointsRedeem"]

    # then
    assert [error["code"] for error in answer["errors"]] == ["NOT_FOUND"]
    assert as_customer.ask(ME)["automationMe"]["points"] is None
    assert not Coupon.objects.exists()


def test_staff_adjusts_and_redeems_for_a_contact(as_manager, ada):
    # given
    adjusting = """mutation($c: ID!, $p: Int!, $r: String!) { automationContactPointsAdjust(contact: $c, points: $p,
        reason: $r, key: "claim-7") { points { confirmed } errors { field message code } } }"""
    variables = {"c": builders.global_id(ada), "p": 50, "r": "Late parcel"}

    # when
    given = [as_manager.ask(adjusting, variables)["automationContactPointsAdjust"] for _ in range(2)]
    refused = as_manager.ask(adjusting, variables | {"r": " "})["automationContactPointsAdjust"]

    # then
    assert given == [{"points": {"confirmed": 150}, "errors": []}] * 2
    assert refused["errors"][0]["message"] == "Say why the points change, in 1 to 250 characters."
    entry = PointsEntry.objects.get(reason="Late parcel")
    assert (entry.confirmed, entry.source) == (50, f"staff:{as_manager.user.pk}")
    user = as_manager.ask("""{ automationContact(email: "ada@example.com") { points { confirmed
        entries(first: 1) { edges { node { source } } } } } }""")["automationContact"]
    assert user["points"]["confirmed"] == 150
