"""Who may ask what: every entry of our schema, asked by everybody."""

import uuid

import pytest
from graphene import Node

from saleor_automation.graphql.schema import AutomationMutations, AutomationQueries
from saleor_automation.journeys.models import Journey
from saleor_automation.onsite.editing import create_slot
from saleor_automation.segments.saving import create_segment
from saleor_automation.shop import dashboard_app
from tests.factories import CouponPolicyFactory

from . import builders, contact_entries, report_entries, score_entries, simulation_entries, template_entries
from .clients import refusal_of

COUPON = Node.to_global_id("AutomationCoupon", 0)
MISSING = {
    "$coupon": COUPON,
    "$code": Node.to_global_id("AutomationCouponCode", 0),
    "$contact": Node.to_global_id("AutomationContact", 0),
    "$run": Node.to_global_id("AutomationEnrollment", 0),
    "$segment": Node.to_global_id("AutomationSegment", 0),
    "$slot": Node.to_global_id("AutomationSlot", 0),
}
STAFF_QUERIES = {
    "automationSlots": "{ automationSlots(first: 1) { edges { node { slug } } } }",
    "automationSlot": '{ automationSlot(slug: "home") { slug } }',
    **contact_entries.QUERIES,
    **score_entries.STAFF_QUERIES,
    **template_entries.QUERIES,
    **simulation_entries.QUERIES,
    **report_entries.QUERIES,
    "automationCoupons": "{ automationCoupons(first: 1) { edges { node { slug } } } }",
    "automationCoupon": '{ automationCoupon(slug: "ten-percent") { slug } }',
    "automationCouponCodes": "{ automationCouponCodes(first: 1) { edges { node { code } } } }",
    "automationCouponCodesFile": f'{{ automationCouponCodesFile(id: "{COUPON}") {{ csv }} }}',
    "automationCouponSchema": "{ automationCouponSchema }",
    "automationContacts": "{ automationContacts(first: 1) { edges { node { email } } } }",
    "automationContact": '{ automationContact(email: "grace@example.com") { email } }',
    "automationDispatches": "{ automationDispatches(first: 1) { edges { node { state } } } }",
    "automationEvents": "{ automationEvents(first: 1) { edges { node { kind } } } }",
    "automationDashboard": "{ automationDashboard { version } }",
    "automationHealth": "{ automationHealth { isHealthy } }",
    "automationJourneys": "{ automationJourneys(first: 1) { edges { node { slug } } } }",
    "automationJourney": '{ automationJourney(slug: "cart") { slug } }',
    "automationJourneySchema": "{ automationJourneySchema { definition } }",
    "automationMessages": "{ automationMessages(first: 1) { edges { node { state } } } }",
    "automationSendingRules": "{ automationSendingRules { minimumGapHours } }",
    "automationProductLists": "{ automationProductLists(first: 1) { edges { node { slug } } } }",
    "automationProductList": '{ automationProductList(slug: "best") { slug } }',
    "automationProductListPreview": '{ automationProductListPreview(slug: "products") { reason } }',
    "automationProductListPresets": "{ automationProductListPresets { slug } }",
    "automationProductListSources": "{ automationProductListSources { kind } }",
    "automationProductListSchema": "{ automationProductListSchema }",
    "automationStepKinds": "{ automationStepKinds { kind } }",
    "automationRecipe": '{ automationRecipe(slug: "win-back") { slug } }',
    "automationRecipes": "{ automationRecipes { slug } }",
    "automationRecommendationReport": "{ automationRecommendationReport { trainedAt } }",
    "automationConditionSchema": "{ automationConditionSchema }",
    "automationFacts": "{ automationFacts { key } }",
    "automationSegment": '{ automationSegment(slug: "buyers") { name } }',
    "automationSegmentPreview": """{ automationSegmentPreview(
        condition: "{\\"fact\\": \\"orders_count\\", \\"op\\": \\"gte\\", \\"value\\": 1}") { count } }""",
    "automationSegments": "{ automationSegments(first: 1) { edges { node { slug } } } }",
}
STAFF_MUTATIONS = {
    "automationSlotCreate": """mutation { automationSlotCreate(input: {name: "X", definition: "{}"}) {
        errors { code } } }""",
    "automationSlotUpdate": "mutation { automationSlotUpdate(id: $slot, input: {}) { errors { code } } }",
    "automationSlotDelete": "mutation { automationSlotDelete(id: $slot) { errors { code } } }",
    **contact_entries.MUTATIONS,
    **score_entries.STAFF_MUTATIONS,
    **template_entries.MUTATIONS,
    **simulation_entries.MUTATIONS,
    "automationCouponCreate": """mutation { automationCouponCreate(input: {name: "X", definition: "{}"}) {
        errors { code } } }""",
    "automationCouponUpdate": "mutation { automationCouponUpdate(id: $coupon, input: {}) { errors { code } } }",
    "automationCouponDelete": "mutation { automationCouponDelete(id: $coupon) { errors { code } } }",
    "automationCouponPause": "mutation { automationCouponPause(id: $coupon) { errors { code } } }",
    "automationCouponResume": "mutation { automationCouponResume(id: $coupon) { errors { code } } }",
    "automationCouponGive": """mutation { automationCouponGive(id: $coupon, contact: $contact) {
        errors { code } } }""",
    "automationCouponCodeRevoke": "mutation { automationCouponCodeRevoke(id: $code) { errors { code } } }",
    "automationContestDrawCreate": """mutation { automationContestDrawCreate(id: $coupon, seed: "1", winners: 1) {
        errors { code } } }""",
    "automationWebhookSecretRotate": "mutation { automationWebhookSecretRotate { errors { code } } }",
    "automationSendingRulesUpdate": """mutation {
        automationSendingRulesUpdate(input: {caps: [], minimumGapHours: -1}) { errors { code } } }""",
    "automationJourneyCreate": 'mutation { automationJourneyCreate(input: {name: ""}) { errors { code } } }',
    "automationJourneyUpdate": """mutation { automationJourneyUpdate(id: $id, input: {revision: 7}) {
        errors { code } } }""",
    "automationJourneyDelete": "mutation { automationJourneyDelete(id: $id) { errors { code } } }",
    "automationJourneyDuplicate": "mutation { automationJourneyDuplicate(id: $id) { errors { code } } }",
    "automationJourneyVersionRestore": """mutation {
        automationJourneyVersionRestore(id: $id, number: 1, revision: 7) { errors { code } } }""",
    "automationEnrollmentStart": """mutation { automationEnrollmentStart(journeyId: $id, audience: {}) {
        errors { code } } }""",
    "automationEnrollmentEnd": "mutation { automationEnrollmentEnd(id: $run) { errors { code } } }",
    "automationEnrollmentSkipWait": "mutation { automationEnrollmentSkipWait(id: $run) { errors { code } } }",
    "automationJourneyPublish": "mutation { automationJourneyPublish(id: $id) { errors { code } } }",
    "automationJourneyPause": "mutation { automationJourneyPause(id: $id) { errors { code } } }",
    "automationJourneyResume": "mutation { automationJourneyResume(id: $id) { errors { code } } }",
    "automationJourneyMovePeople": "mutation { automationJourneyMovePeople(id: $id) { errors { code } } }",
    "automationJourneyEndPeople": "mutation { automationJourneyEndPeople(id: $id) { errors { code } } }",
    "automationJourneyArchive": "mutation { automationJourneyArchive(id: $id) { errors { code } } }",
    "automationSegmentCreate": """mutation { automationSegmentCreate(input: {name: "", condition: "{}"}) {
        errors { code } } }""",
    "automationSegmentUpdate": "mutation { automationSegmentUpdate(id: $segment, input: {}) { errors { code } } }",
    "automationSegmentDelete": "mutation { automationSegmentDelete(id: $segment) { errors { code } } }",
    "automationSegmentRefresh": "mutation { automationSegmentRefresh(id: $segment) { errors { code } } }",
    "automationProductListCreate": """mutation { automationProductListCreate(input: {name: "New", definition: "{}"}) {
        errors { code } } }""",
    "automationProductListUpdate": """mutation { automationProductListUpdate(id: "QXV0b21hdGlvblByb2R1Y3RMaXN0OjA=",
        input: {}) { errors { code } } }""",
    "automationProductListDelete": """mutation { automationProductListDelete(id: "QXV0b21hdGlvblByb2R1Y3RMaXN0OjA=") {
        errors { code } } }""",
    "automationRecommendationRetrain": "mutation { automationRecommendationRetrain { errors { code } } }",
    "automationRecipeImport": 'mutation { automationRecipeImport(input: {recipe: "none"}) { errors { code } } }',
}
PUBLIC = {
    "automationSmartContent": '{ automationSmartContent(slot: "none", channel: "main") { slot } }',
    **score_entries.PUBLIC,
    "automationMe": "{ automationMe { isSubscribed } }",
    "automationPreferences": '{ automationPreferences(token: "none") { isSubscribed } }',
    "automationTrack": f"""mutation {{ automationTrack(input: {{visitorId: "{uuid.uuid4()}", hasConsent: true, events: [
        {{kind: PAGE_VIEWED}}]}}) {{ errors {{ code }} }} }}""",
    "automationIdentify": f"""mutation {{ automationIdentify(visitorId: "{uuid.uuid4()}", token: "none") {{
        errors {{ code }} }} }}""",
    "automationVisitorForget": f"""mutation {{ automationVisitorForget(visitorId: "{uuid.uuid4()}") {{
        errors {{ code }} }} }}""",
    "automationSubscribe": """mutation { automationSubscribe(email: "new@example.com", source: "footer",
        consentText: "Yes.") { errors { code } } }""",
    "automationPreferencesUpdate": """mutation { automationPreferencesUpdate(token: "none", isSubscribed: false) {
        errors { code } } }""",
}
REFUSED = ("anonymous", "as_customer", "as_staff_without", "as_app_without")
ALLOWED = ("as_manager", "as_app")
DENIED = "To access this path, you need one of the following permissions: MANAGE_AUTOMATION"


def _camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def test_every_entry_is_asked_here():
    asked = {*STAFF_QUERIES, *STAFF_MUTATIONS, *PUBLIC, "automationDashboardInstall"}  # test_dashboard.py asks it

    fields = {*AutomationQueries._meta.fields, *AutomationMutations._meta.fields}
    assert asked == {_camel(name) for name in fields}


@pytest.mark.parametrize("caller", REFUSED)
@pytest.mark.parametrize("name", STAFF_QUERIES)
def test_query_is_refused_without_the_permission(request, caller, name):
    # given
    builders.contact("grace@example.com")
    builders.journey()
    CouponPolicyFactory()

    # when
    answer = request.getfixturevalue(caller).post(STAFF_QUERIES[name])

    # then
    assert refusal_of(answer) == ("PermissionDenied", DENIED)
    assert answer["data"] == {name: None}


@pytest.mark.parametrize("caller", REFUSED)
@pytest.mark.parametrize("name", STAFF_MUTATIONS)
def test_mutation_is_refused_without_the_permission_and_changes_nothing(request, caller, name):
    # given
    journey = builders.journey(status="paused")

    # when
    answer = request.getfixturevalue(caller).post(_mutation(name, journey))

    # then
    assert refusal_of(answer) == ("PermissionDenied", DENIED)
    assert list(Journey.objects.values_list("status", flat=True)) == ["paused"]


@pytest.mark.parametrize("caller", ALLOWED)
@pytest.mark.parametrize("name", STAFF_QUERIES)
def test_query_is_answered_with_the_permission(request, caller, name):
    # given
    builders.contact("grace@example.com")
    builders.journey()
    CouponPolicyFactory()
    builders.product_list()
    builders.recommendations()
    create_segment("Buyers", {"fact": "orders_count", "op": "gte", "value": 1}, builders.NOON)
    create_slot("Home", {"default": {"slug": "default", "text": {"en": "Hello"}}}, builders.NOON)
    dashboard_app.install()

    # when
    data = request.getfixturevalue(caller).ask(STAFF_QUERIES[name])

    # then
    assert data[name] is not None or name in {
        *score_entries.EMPTY,
        *contact_entries.EMPTY,
        *template_entries.EMPTY,
        *simulation_entries.EMPTY,
        *report_entries.EMPTY,
    }


@pytest.mark.parametrize("caller", ALLOWED)
@pytest.mark.parametrize("name", STAFF_MUTATIONS)
def test_mutation_is_answered_with_the_permission(request, caller, name):
    # given
    journey = builders.journey(status="active")

    # when
    data = request.getfixturevalue(caller).ask(_mutation(name, journey))

    # then
    expected = {
        **contact_entries.ANSWERS,
        **score_entries.ANSWERS,
        **template_entries.ANSWERS,
        **simulation_entries.ANSWERS,
        "automationJourneyResume": ["CONFLICT"],
        "automationJourneyCreate": ["INVALID"],
        "automationJourneyUpdate": ["CONFLICT"],
        "automationJourneyDelete": ["CONFLICT"],
        "automationJourneyVersionRestore": ["CONFLICT"],
        "automationEnrollmentStart": ["REQUIRED"],
        "automationEnrollmentEnd": ["NOT_FOUND"],
        "automationEnrollmentSkipWait": ["NOT_FOUND"],
        "automationRecipeImport": ["NOT_FOUND"],
        "automationSegmentCreate": ["INVALID_DEFINITION"],
        "automationSlotCreate": ["INVALID_DEFINITION"],
        "automationSlotUpdate": ["NOT_FOUND"],
        "automationSlotDelete": ["NOT_FOUND"],
        "automationSegmentUpdate": ["NOT_FOUND"],
        "automationSegmentDelete": ["NOT_FOUND"],
        "automationSegmentRefresh": ["NOT_FOUND"],
        "automationSendingRulesUpdate": ["INVALID_DEFINITION"],
        "automationProductListCreate": ["INVALID_DEFINITION"],
        "automationProductListUpdate": ["NOT_FOUND"],
        "automationProductListDelete": ["NOT_FOUND"],
        **{each: ["NOT_FOUND"] for each in STAFF_MUTATIONS if "Coupon" in each or "Contest" in each},
        "automationCouponCreate": ["INVALID_DEFINITION"],
    }
    assert [error["code"] for error in data[name]["errors"]] == expected.get(name, [])


@pytest.mark.parametrize("caller", [*REFUSED, *ALLOWED])
@pytest.mark.parametrize("name", PUBLIC)
def test_storefront_entry_is_answered_to_everybody(request, caller, name):
    # given
    expected = {
        "automationMe": {"isSubscribed": False},
        "automationPreferences": None,
        "automationSmartContent": None,
        "automationPointsRedeem": {"errors": [{"code": "NOT_FOUND"}]},
        "automationTrack": {"errors": []},
        "automationIdentify": {"errors": []},
        "automationVisitorForget": {"errors": []},
        "automationSubscribe": {"errors": []},
        "automationPreferencesUpdate": {"errors": [{"code": "NOT_FOUND"}]},
    }
    caller_client = request.getfixturevalue(caller)

    # when
    data = caller_client.ask(PUBLIC[name])

    # then
    is_nobody = caller_client.user is None
    if is_nobody:
        expected |= {"automationMe": None, "automationIdentify": {"errors": [{"code": "INVALID"}]}}
    assert data[name] == expected[name]


@pytest.mark.parametrize("caller", ["anonymous", "as_customer", "as_staff_without"])
def test_contact_of_a_user_is_refused_without_the_permission(request, caller, customer):
    # given
    builders.contact(customer.email, user_id=customer.pk)

    # when
    answer = request.getfixturevalue(caller).post("{ me { automation { email } } }")

    # then
    if caller == "anonymous":
        assert answer["data"] == {"me": None}
    else:
        assert refusal_of(answer) == ("PermissionDenied", DENIED)
        assert answer["data"] == {"me": {"automation": None}}


def _mutation(name, journey):
    query = STAFF_MUTATIONS[name].replace("$id", f'"{builders.global_id(journey)}"')
    for word, missing in MISSING.items():
        query = query.replace(word, f'"{missing}"')
    return query
