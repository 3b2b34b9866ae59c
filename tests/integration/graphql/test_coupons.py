import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from graphene import Node
from saleor.discount.models import VoucherCode

from saleor_automation.core.clock import utc_now
from saleor_automation.coupons.issuing import CouponRequest, decide
from saleor_automation.journeys.publishing import archive, publish
from saleor_automation.models import Contact, Coupon, CouponPolicy, CouponTerms, Purchase
from tests.factories import CouponPolicyFactory, JourneyFactory, TemplateFactory, definition_of
from tests.shop.factories import make_channel

from . import builders
from .clients import nodes

TEN = {"kind": "percentage", "percentage": "10", "valid_days": 7}
CREATE = """mutation ($input: AutomationCouponCreateInput!) { automationCouponCreate(input: $input) {
  coupon { id slug name kind isPaused versionNumber definition usedBy usage { issued leftCount } }
  errors { field message code place }
} }"""
UPDATE = """mutation ($id: ID!, $input: AutomationCouponUpdateInput!) { automationCouponUpdate(id: $id, input: $input) {
  coupon { name kind versionNumber definition } errors { field message code place }
} }"""
DELETE = "mutation ($id: ID!) { automationCouponDelete(id: $id) { slug errors { field message code } } }"
GIVE = """mutation ($id: ID!, $contact: ID!, $key: String) {
  automationCouponGive(id: $id, contact: $contact, key: $key) {
    couponCode { id code state contact { email } coupon { slug } } errors { field message code }
} }"""
REVOKE = """mutation ($id: ID!) { automationCouponCodeRevoke(id: $id) {
  couponCode { state } errors { field message code } } }"""
DRAW = """mutation ($id: ID!, $seed: String!, $winners: Int!) {
  automationContestDrawCreate(id: $id, seed: $seed, winners: $winners) {
    draw { seed entriesCount entriesHash winners { code contact { email } } } errors { field message code place }
} }"""
USAGE = """query ($slug: String!) { automationCoupon(slug: $slug) { usage {
  issued open redeemed revoked expired leftCount
  revenue { amount currency } discounts { amount currency } leftAmounts { amount currency }
} } }"""


def id_of(policy):
    return Node.to_global_id("AutomationCoupon", policy.pk)


def code_id(coupon):
    return Node.to_global_id("AutomationCouponCode", coupon.pk)


def given(policy, contacts, at=None):
    requests = [CouponRequest(uuid4().hex, policy.slug, contact.pk, None) for contact in contacts]
    with transaction.atomic():
        issued = decide(requests, at or utc_now())
    assert not issued.refusals, issued.refusals
    return [Coupon.objects.get(pk=issued.ids[request.key]) for request in requests]


def people(count):
    return [builders.contact() for _ in range(count)]


@pytest.fixture
def channel():
    return make_channel()


def test_coupon_is_created_with_its_terms(as_manager, channel):
    # when
    values = {"name": "Summer sale", "definition": json.dumps(TEN | {"limit": 5})}
    data = as_manager.ask(CREATE, {"input": values})["automationCouponCreate"]

    # then
    coupon = data["coupon"]
    assert data["errors"] == []
    assert (coupon["slug"], coupon["kind"], coupon["versionNumber"]) == ("summer-sale", "PERCENTAGE", 1)
    assert (coupon["isPaused"], coupon["usedBy"]) == (False, [])
    assert coupon["usage"] == {"issued": 0, "leftCount": 5}
    assert json.loads(coupon["definition"])["percentage"] == "10"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (
            {"definition": json.dumps(TEN | {"percentage": "110"})},
            (
                "INVALID_DEFINITION",
                "percentage",
                "Coupon 'sale': Input should be less than or equal to 100, not '110'.",
            ),
        ),
        (
            {"definition": json.dumps(TEN | {"channels": ["gone"]})},
            ("INVALID_DEFINITION", "channels", "Coupon 'sale': The shop has no channel gone; choose others."),
        ),
        (
            {"definition": json.dumps({"kind": "fixed", "amounts": {"GBP": "5"}, "valid_days": 3})},
            (
                "INVALID_DEFINITION",
                "channels",
                "Coupon 'sale': No channel of the shop sells in GBP; add an amount in a currency of the shop.",
            ),
        ),
        (
            {"definition": json.dumps(TEN), "slug": "Sale!"},
            (
                "INVALID_DEFINITION",
                "slug",
                "Coupon 'Sale!': 'Sale!' is no slug; use 1 to 100 lower-case letters, digits and dashes.",
            ),
        ),
        (
            {"definition": json.dumps(TEN), "slug": "sale", "name": " "},
            ("INVALID_DEFINITION", "name", "Coupon 'sale': The name has 0 characters; use 1 to 250."),
        ),
        (
            {"definition": "[]"},
            (
                "INVALID_DEFINITION",
                "",
                "Coupon 'sale': A coupon is described by an object with a kind, not by a list or a text.",
            ),
        ),
    ],
)
def test_wrong_terms_are_refused_and_leave_nothing_behind(as_manager, channel, values, error):
    # when
    data = as_manager.ask(CREATE, {"input": {"name": "Sale"} | values})["automationCouponCreate"]

    # then
    code, place, message = error
    assert data["errors"] == [{"field": "input", "code": code, "place": place, "message": message}]
    assert (CouponPolicy.objects.count(), CouponTerms.objects.count()) == (0, 0)


def test_slug_that_is_taken_is_a_conflict(as_manager, channel):
    # given
    CouponPolicyFactory(slug="sale")

    # when
    data = as_manager.ask(CREATE, {"input": {"name": "Sale", "definition": json.dumps(TEN)}})["automationCouponCreate"]

    # then
    (error,) = data["errors"]
    assert (error["code"], error["message"]) == (
        "CONFLICT",
        "There is a coupon 'sale' already; choose another slug.",
    )


def test_change_makes_a_version_and_leaves_what_was_given_alone(as_manager, channel):
    # given
    policy = CouponPolicyFactory()
    (old,) = given(policy, people(1))

    # when
    changed = as_manager.ask(
        UPDATE, {"id": id_of(policy), "input": {"name": "Twenty", "definition": json.dumps(TEN | {"percentage": 20})}}
    )["automationCouponUpdate"]
    (new,) = given(policy, people(1))
    same = as_manager.ask(UPDATE, {"id": id_of(policy), "input": {"definition": changed["coupon"]["definition"]}})[
        "automationCouponUpdate"
    ]

    # then
    assert (changed["errors"], changed["coupon"]["name"], changed["coupon"]["versionNumber"]) == ([], "Twenty", 2)
    assert same["coupon"]["versionNumber"] == 2
    old.refresh_from_db()
    assert [each.terms.definition["percentage"] for each in (old, new)] == ["10", "20"]
    assert old.voucher_id != new.voucher_id
    assert VoucherCode.objects.get(code=old.code).is_active


def test_kind_of_a_coupon_in_use_does_not_change(as_manager, channel):
    # given
    policy = CouponPolicyFactory()
    given(policy, people(1))

    # when
    data = as_manager.ask(
        UPDATE, {"id": id_of(policy), "input": {"definition": json.dumps({"kind": "free_shipping", "valid_days": 3})}}
    )["automationCouponUpdate"]

    # then
    (error,) = data["errors"]
    assert (error["code"], error["message"]) == (
        "CONFLICT",
        "Coupon 'ten-percent' was given to people; it cannot become a free_shipping; create another coupon.",
    )
    assert CouponPolicy.objects.get().kind == "percentage"


def journey_giving(policy):
    TemplateFactory()
    steps = [
        {"id": "code", "kind": "give_coupon", "policy": policy.slug},
        {"id": "letter", "kind": "send", "template": "hello", "truth": ["coupon"]},
    ]
    return publish(JourneyFactory(slug="welcome", draft=definition_of(*steps)).pk, utc_now())


def test_coupon_a_journey_gives_is_not_deleted(as_manager, channel):
    # given
    policy = CouponPolicyFactory()
    journey = journey_giving(policy)

    # when
    refused = as_manager.ask(DELETE, {"id": id_of(policy)})["automationCouponDelete"]
    users = as_manager.ask('{ automationCoupon(slug: "ten-percent") { usedBy } }')
    archive(journey.pk, utc_now())
    deleted = as_manager.ask(DELETE, {"id": id_of(policy)})["automationCouponDelete"]

    # then
    assert refused["errors"] == [
        {
            "field": "id",
            "code": "CONFLICT",
            "message": "Coupon 'ten-percent' is used by journey 'welcome'; it cannot be deleted; pause it instead.",
        }
    ]
    assert users == {"automationCoupon": {"usedBy": ["journey 'welcome'"]}}
    assert deleted == {"slug": "ten-percent", "errors": []}
    assert (CouponPolicy.objects.count(), CouponTerms.objects.count()) == (0, 0)


def test_coupon_somebody_was_given_is_not_deleted(as_manager, channel):
    # given
    policy = CouponPolicyFactory()
    given(policy, people(1))

    # when
    data = as_manager.ask(DELETE, {"id": id_of(policy)})["automationCouponDelete"]

    # then
    assert data["errors"][0]["message"] == (
        "Coupon 'ten-percent' was given to people; it cannot be deleted; pause it instead."
    )
    assert CouponPolicy.objects.exists()


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


def test_list_of_coupons_is_filtered_and_costs_no_more_for_more(as_manager, channel):
    # given
    for number in range(4):
        given(CouponPolicyFactory(slug=f"ten-{number}", name=f"Ten {number}"), people(2))
    CouponPolicyFactory(slug="vip", name="VIP", kind="membership", tag="VIP")
    query = """query ($first: Int!) { automationCoupons(first: $first, sortBy: {field: NAME, direction: ASC}) {
        edges { node { slug versionNumber definition usedBy usage { issued revenue { amount } }
        codes(first: 2) { totalCount edges { node { code contact { email } versionNumber coupon { slug } } } }
        } } } }"""

    def statements(first):
        with CaptureQueriesContext(connection) as captured:
            as_manager.ask(query, {"first": first})
        return len(captured)

    statements(1)  # the first answer of a process also reads the site and its settings

    # then
    assert statements(1) == statements(4)
    found = as_manager.ask("{ automationCoupons(first: 9, filter: {kinds: [MEMBERSHIP]}) { edges { node { slug } } } }")
    assert nodes(found["automationCoupons"]) == [{"slug": "vip"}]


def test_schema_of_the_terms_is_there_for_forms(as_manager):
    # when
    schema = as_manager.ask("{ automationCouponSchema }")["automationCouponSchema"]

    # then
    kinds = json.loads(schema)["discriminator"]["mapping"]
    assert set(kinds) >= {"percentage", "cheapest_item", "contest_entry"}


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
