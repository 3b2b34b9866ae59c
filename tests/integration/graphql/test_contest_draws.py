import pytest

from tests.factories import CouponPolicyFactory
from tests.shop.factories import make_channel

from .coupon_helpers import given, id_of, people

DRAW = """mutation ($id: ID!, $seed: String!, $winners: Int!) {
  automationContestDrawCreate(id: $id, seed: $seed, winners: $winners) {
    draw { seed entriesCount entriesHash winners { code contact { email } } } errors { field message code place }
} }"""


@pytest.fixture
def channel():
    return make_channel()


def test_contest_is_drawn_and_can_be_drawn_again_to_the_same_end(as_manager):
    # given
    policy = CouponPolicyFactory(slug="win", kind="contest_entry", prize="A weekend in Turin", prefix="WIN")
    coupons = given(policy, people(20))
    wish = {"id": id_of(policy), "seed": "2026-12-24 7 13 42", "winners": 3}

    # when
    first = as_manager.ask(DRAW, wish)["automationContestDrawCreate"]
    second = as_manager.ask(DRAW, wish)["automationContestDrawCreate"]
    page = as_manager.ask(
        '{ automationCoupon(slug: "win") { draws(first: 5) { totalCount } codes(first: 1) { totalCount } } }'
    )

    # then
    assert first["errors"] == []
    assert first["draw"] == second["draw"]
    assert first["draw"]["entriesCount"] == 20
    winners = [winner["code"] for winner in first["draw"]["winners"]]
    assert len(set(winners)) == 3
    assert set(winners) <= {coupon.code for coupon in coupons}
    assert page["automationCoupon"] == {"draws": {"totalCount": 2}, "codes": {"totalCount": 20}}


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"winners": 0}, "INVALID_DEFINITION", "Contest 'win': 0 winners cannot be drawn; use 1 to 1000."),
        (
            {"seed": " "},
            "INVALID_DEFINITION",
            "Contest 'win': Give a seed of 1 to 100 characters, for instance the day's lottery numbers.",
        ),
        ({}, "CONFLICT", "Nobody has entered the contest 'win'; there is nothing to draw."),
    ],
)
def test_draw_that_makes_no_sense_is_refused(as_manager, changes, code, message):
    # given
    policy = CouponPolicyFactory(slug="win", kind="contest_entry", prize="A mug")

    # when
    wish = {"id": id_of(policy), "seed": "1", "winners": 1} | changes
    data = as_manager.ask(DRAW, wish)["automationContestDrawCreate"]

    # then
    assert [(error["code"], error["message"]) for error in data["errors"]] == [(code, message)]
    assert data["draw"] is None


def test_discount_is_not_drawn(as_manager, channel):
    # when
    wish = {"id": id_of(CouponPolicyFactory()), "seed": "1", "winners": 1}
    data = as_manager.ask(DRAW, wish)["automationContestDrawCreate"]

    # then
    assert data["errors"][0]["message"] == "Coupon 'ten-percent' is a percentage; only a contest can be drawn."
