import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.discount.models import VoucherCode

from saleor_automation.core.clock import utc_now
from saleor_automation.journeys.publishing import archive, publish
from saleor_automation.models import CouponPolicy, CouponTerms
from tests.factories import CouponPolicyFactory, JourneyFactory, TemplateFactory, definition_of
from tests.shop.factories import make_channel

from .clients import nodes
from .coupon_helpers import given, id_of, people

TEN = {"kind": "percentage", "percentage": "10", "valid_days": 7}
CREATE = """mutation ($input: AutomationCouponCreateInput!) { automationCouponCreate(input: $input) {
  coupon { id slug name kind isPaused versionNumber definition usedBy usage { issued leftCount } }
  errors { field message code place }
} }"""
UPDATE = """mutation ($id: ID!, $input: AutomationCouponUpdateInput!) { automationCouponUpdate(id: $id, input: $input) {
  coupon { name kind versionNumber definition } errors { field message code place }
} }"""
DELETE = "mutation ($id: ID!) { automationCouponDelete(id: $id) { slug errors { field message code } } }"


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
