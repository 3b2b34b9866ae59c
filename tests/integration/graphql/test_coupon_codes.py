import csv
import io
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from graphene import Node
from saleor.discount.models import VoucherCode

from saleor_automation.core.clock import utc_now
from saleor_automation.models import Contact, Coupon, Purchase
from tests.factories import CouponPolicyFactory
from tests.shop.factories import make_channel

from . import builders
from .clients import nodes
from .coupon_helpers import given, id_of, people

UPDATE = """mutation ($id: ID!, $input: AutomationCouponUpdateInput!) { automationCouponUpdate(id: $id, input: $input) {
  coupon { name kind versionNumber definition } errors { field message code place }
} }"""
GIVE = """mutation ($id: ID!, $contact: ID!, $key: String) {
  automationCouponGive(id: $id, contact: $contact, key: $key) {
    couponCode { id code state contact { email } coupon { slug } } errors { field message code }
} }"""
REVOKE = """mutation ($id: ID!) { automationCouponCodeRevoke(id: $id) {
  couponCode { state } errors { field message code } } }"""
USAGE = """query ($slug: String!) { automationCoupon(slug: $slug) { usage {
  issued open redeemed revoked expired leftCount
  revenue { amount currency } discounts { amount currency } leftAmounts { amount currency }
} } }"""


def code_id(coupon):
    return Node.to_global_id("AutomationCouponCode", coupon.pk)


@pytest.fixture
def channel():
    return make_channel()


def test_paused_coupon_is_given_to_nobody_until_it_is_resumed(as_manager, channel):
    # given
    policy, ada = CouponPolicyFactory(), builders.contact("ada@customers.example")
    wish = {"id": id_of(policy), "contact": builders.global_id(ada), "key": "sorry"}
    pause = "mutation ($id: ID!) { automationCoupon%s(id: $id) { coupon { isPaused } errors { message code } } }"

    # when
    paused = as_manager.ask(pause % "Pause", {"id": id_of(policy)})["automationCouponPause"]
    again = as_manager.ask(pause % "Pause", {"id": id_of(policy)})["automationCouponPause"]
    refused = as_manager.ask(GIVE, wish)["automationCouponGive"]
    as_manager.ask(pause % "Resume", {"id": id_of(policy)})
    first = as_manager.ask(GIVE, wish)["automationCouponGive"]
    second = as_manager.ask(GIVE, wish)["automationCouponGive"]

    # then
    assert paused == {"coupon": {"isPaused": True}, "errors": []}
    assert again["errors"] == [{"message": "Coupon 'ten-percent' is paused already.", "code": "CONFLICT"}]
    assert refused["errors"] == [
        {"field": "id", "code": "CONFLICT", "message": "Coupon 'ten-percent': it is paused; resume it first."}
    ]
    assert first == second
    assert first["couponCode"]["state"] == "OPEN"
    assert first["couponCode"]["contact"] == {"email": "ada@customers.example"}
    assert Coupon.objects.count() == 1


def test_coupon_is_not_given_to_nobody(as_manager, channel):
    # given
    missing = Node.to_global_id("AutomationContact", 4711)

    # when
    data = as_manager.ask(GIVE, {"id": id_of(CouponPolicyFactory()), "contact": missing})["automationCouponGive"]

    # then
    assert data["errors"] == [
        {"field": "contact", "code": "NOT_FOUND", "message": "There is no contact with the id 4711."}
    ]


def test_code_is_taken_back_once(as_manager, channel):
    # given
    (coupon,) = given(CouponPolicyFactory(), people(1))

    # when
    first = as_manager.ask(REVOKE, {"id": code_id(coupon)})["automationCouponCodeRevoke"]
    second = as_manager.ask(REVOKE, {"id": code_id(coupon)})["automationCouponCodeRevoke"]

    # then
    assert first == {"couponCode": {"state": "REVOKED"}, "errors": []}
    assert second["errors"] == [
        {"field": "id", "code": "CONFLICT", "message": f"Coupon {coupon.code} was taken back before."}
    ]
    assert not VoucherCode.objects.get(code=coupon.code).is_active


def used(coupon, gross, discount, currency="USD", **columns):
    order_id = uuid4()
    Purchase.objects.create(order_id=order_id, currency=currency, gross_amount=gross, **columns)
    Coupon.objects.filter(pk=coupon.pk).update(
        redeemed_at=utc_now(), order_id=order_id, discount_amount=discount, discount_currency=currency
    )


def test_usage_counts_what_became_of_each_coupon_and_nets_what_was_given_back(as_manager, channel):
    # given
    policy = CouponPolicyFactory(
        slug="five", kind="fixed", amounts={"USD": "5", "EUR": "5"}, limit=10, budget={"USD": "100"}
    )
    coupons = given(policy, people(6))
    used(coupons[0], Decimal("50.00"), Decimal("5.00"))
    used(coupons[1], Decimal("30.00"), Decimal("5.00"), refunded_amount=Decimal("10.00"))
    used(coupons[2], Decimal("99.00"), Decimal("5.00"), cancelled_at=utc_now())
    Coupon.objects.filter(pk=coupons[3].pk).update(revoked_at=utc_now())
    Coupon.objects.filter(pk=coupons[4].pk).update(expires_at=utc_now() - timedelta(days=1))

    # when
    usage = as_manager.ask(USAGE, {"slug": "five"})["automationCoupon"]["usage"]

    # then
    assert usage == {
        "issued": 6,
        "open": 1,
        "redeemed": 3,
        "revoked": 1,
        "expired": 1,
        "leftCount": 4,
        "revenue": [{"amount": 70.0, "currency": "USD"}],
        "discounts": [{"amount": 10.0, "currency": "USD"}],
        "leftAmounts": [{"amount": 70.0, "currency": "USD"}],
    }


def test_codes_are_listed_by_coupon_state_and_person(as_manager, channel):
    # given
    policy, other = CouponPolicyFactory(), CouponPolicyFactory(slug="other")
    crowd = people(3)
    coupons = given(policy, crowd)
    given(other, crowd[:1])
    used(coupons[0], Decimal(10), Decimal(1))
    query = """query ($filter: AutomationCouponCodeFilterInput!) {
        automationCouponCodes(first: 10, filter: $filter, sortBy: {field: ISSUED_AT, direction: ASC}) {
            totalCount edges { node { code state orderId discount { amount } versionNumber } } } }"""

    def found(**conditions):
        page = as_manager.ask(query, {"filter": conditions})["automationCouponCodes"]
        return {node["code"]: node["state"] for node in nodes(page)}

    # then
    codes = [coupon.code for coupon in coupons]
    assert found(coupon=id_of(policy)) == {codes[0]: "REDEEMED", codes[1]: "OPEN", codes[2]: "OPEN"}
    assert found(coupon=id_of(policy), states=["REDEEMED", "REVOKED"]) == {codes[0]: "REDEEMED"}
    assert len(found(contact=builders.global_id(crowd[0]))) == 2
    assert found(code=f" {codes[1].lower()} ") == {codes[1]: "OPEN"}
    assert found(states=["EXPIRED"]) == {}


def test_file_comes_in_pieces_and_runs_nothing_in_a_spreadsheet(as_manager, channel, monkeypatch):
    # given
    monkeypatch.setattr(
        "saleor_automation.coupons.codes.export_codes.__kwdefaults__", {"after": 0, "limit": 2, "using": "default"}
    )
    policy = CouponPolicyFactory()
    crowd = people(3)
    Contact.objects.filter(pk=crowd[0].pk).update(email="=cmd|evil@customers.example")
    coupons = given(policy, crowd)
    query = """query ($id: ID!, $after: String) {
        automationCouponCodesFile(id: $id, after: $after) { csv count endCursor } }"""

    # when
    first = as_manager.ask(query, {"id": id_of(policy)})["automationCouponCodesFile"]
    second = as_manager.ask(query, {"id": id_of(policy), "after": first["endCursor"]})["automationCouponCodesFile"]

    # then
    lines = list(csv.DictReader(io.StringIO(first["csv"] + second["csv"])))
    assert (first["count"], second["count"], second["endCursor"]) == (2, 1, None)
    assert sorted(line["code"] for line in lines) == sorted(coupon.code for coupon in coupons)
    assert "'=cmd|evil@customers.example" in {line["email"] for line in lines}
    assert {line["state"] for line in lines} == {"open"}


def test_order_that_used_a_code_is_named_as_the_shop_does(as_manager, channel):
    # given
    (coupon,) = given(CouponPolicyFactory(), people(1))
    Coupon.objects.update(redeemed_at=utc_now(), order_id=UUID(int=7))

    # when
    data = as_manager.ask("{ automationCouponCodes(first: 1) { edges { node { code orderId discount { amount } } } } }")

    # then
    assert nodes(data["automationCouponCodes"]) == [
        {"code": coupon.code, "orderId": Node.to_global_id("Order", UUID(int=7)), "discount": None}
    ]
