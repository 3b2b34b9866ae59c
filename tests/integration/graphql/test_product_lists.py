import json

import pytest
from graphene import Node

from saleor_automation.models import ProductList
from saleor_automation.product_lists.presets import moments
from tests.factories import NOW, JourneyFactory, TemplateFactory, definition_of
from tests.integration.product_lists.small_shop import SmallShop
from tests.shop.factories import global_id as shop_id

from . import builders
from .clients import nodes, refusal_of

CREATE = """mutation ($input: AutomationProductListCreateInput!) {
  automationProductListCreate(input: $input) {
    productList { id slug name definition problems { place message } usedBy }
    errors { field message code place }
  }
}"""
UPDATE = """mutation ($id: ID!, $input: AutomationProductListUpdateInput!) {
  automationProductListUpdate(id: $id, input: $input) {
    productList { slug name definition } errors { field message code place }
  }
}"""
DELETE = """mutation ($id: ID!) { automationProductListDelete(id: $id) { slug errors { field message code } } }"""
PREVIEW = """query ($slug: String, $definition: JSONString, $contact: ID, $product: ID, $order: ID, $channel: String) {
  automationProductListPreview(slug: $slug, definition: $definition, contactId: $contact, productId: $product,
                               orderId: $order, channel: $channel) {
    reason products { name price { amount currency } source reason count url productId }
    dropped { productId source reason } tries { source title named shown problem }
    errors { field message code place }
  }
}"""
BEST = {"source": {"kind": "best_sellers"}}


def create(caller, definition=BEST, **fields):
    values = {"name": "Best now", "definition": json.dumps(definition), **fields}
    return caller.ask(CREATE, {"input": values})["automationProductListCreate"]


def saved(slug="best-now", definition=BEST):
    return ProductList.objects.create(slug=slug, name=slug, definition=definition, created_at=NOW, updated_at=NOW)


def test_list_is_saved_with_what_differs_from_the_default(as_manager):
    answer = create(as_manager, {**BEST, "limit": 4, "order": "cheapest", "fallbacks": [{"kind": "novelties"}]})
    assert answer["errors"] == []
    made = answer["productList"]
    assert (made["slug"], made["name"], made["problems"], made["usedBy"]) == ("best-now", "Best now", [], [])
    assert json.loads(made["definition"]) == {
        "source": {"kind": "best_sellers"},
        "order": "cheapest",
        "fallbacks": [{"kind": "novelties"}],
    }


@pytest.mark.parametrize(
    ("definition", "place", "words"),
    [
        ([], "", 'is not an object; give at least {"source": {"kind": "best_sellers"}}.'),
        ({}, "source", "is missing; fill it in."),
        (
            {"source": {"kind": "manual", "products": [1] * 10_000}},
            "source, products",
            "There are 10,000 products; name at least 1 and at most 500.",
        ),
        (
            {**BEST, "filters": {"categories": [999]}},
            "filters, categories",
            "There is no category with the id 999 in the shop (any more); choose another or take it out.",
        ),
        (
            {**BEST, "filters": {"channels": ["nowhere"]}},
            "filters, channels",
            "There is no channel 'nowhere'; use one of .",
        ),
        (
            {**BEST, "minimum": 5, "limit": 3},
            "",
            "minimum is 5 and limit 3; a list cannot need more than it shows.",
        ),
        ({**BEST, "fallbacks": [{"kind": "novelties"}] * 6}, "fallbacks", "There are 6 fallbacks; name at most 5."),
    ],
)
def test_definition_that_is_wrong_is_refused_with_place_and_remedy(as_manager, definition, place, words):
    answer = create(as_manager, definition)
    assert answer["productList"] is None
    (error,) = answer["errors"]
    assert (error["field"], error["code"], error["place"]) == ("definition", "INVALID_DEFINITION", place)
    assert error["message"] == f"Product list 'best-now': {words}"
    assert not ProductList.objects.exists()


@pytest.mark.parametrize("slug", ["cart", "1st", "unsubscribe_url", "Best Now"])
def test_slug_that_mails_could_not_use_is_refused(as_manager, slug):
    (error,) = create(as_manager, slug=slug)["errors"]
    assert (error["code"], error["place"]) == ("INVALID_DEFINITION", "slug")


@pytest.mark.parametrize("slug", ["new-mugs", "new_mugs"])
def test_slug_that_is_taken_is_refused(as_manager, slug):
    saved("new-mugs")
    (error,) = create(as_manager, slug=slug)["errors"]
    assert error["code"] == "CONFLICT"
    assert ProductList.objects.count() == 1


def test_list_is_changed_and_the_slug_stays(as_manager):
    # given
    made = saved()

    # when
    values = {"name": "Newest", "definition": json.dumps({"source": {"kind": "novelties"}})}
    answer = as_manager.ask(UPDATE, {"id": builders.global_id(made), "input": values})["automationProductListUpdate"]

    # then
    assert answer["errors"] == []
    assert (answer["productList"]["slug"], answer["productList"]["name"]) == ("best-now", "Newest")
    assert json.loads(answer["productList"]["definition"]) == {"source": {"kind": "novelties"}}


def test_list_that_a_mail_shows_is_not_deleted_and_the_refusal_names_who_shows_it(as_manager):
    # given
    made = saved()
    blocks = [{"kind": "product_grid", "source": "best-now"}, {"kind": "footer"}]
    TemplateFactory(slug="letter", content={"en": {"subject": "Hello", "blocks": blocks}})
    JourneyFactory(slug="welcome", draft=definition_of({"id": "a", "kind": "send", "template": "letter"}))

    # when
    answer = as_manager.ask(DELETE, {"id": builders.global_id(made)})["automationProductListDelete"]

    # then
    assert answer["errors"] == [
        {
            "field": "id",
            "message": "Product list 'best-now' is shown by mail 'letter', journey 'welcome'; take it out there first.",
            "code": "CONFLICT",
        }
    ]
    assert ProductList.objects.exists()


def test_list_nobody_shows_is_deleted(as_manager):
    made = saved()
    answer = as_manager.ask(DELETE, {"id": builders.global_id(made)})["automationProductListDelete"]
    assert answer == {"slug": "best-now", "errors": []}
    assert not ProductList.objects.exists()


def test_lists_say_what_the_shop_does_not_have_any_more_and_who_shows_them(as_manager):
    # given
    saved("first", {"source": {"kind": "best_sellers_categories", "categories": [12345]}})
    saved("second", {"source": {"kind": "from an older version"}})
    saved("third")
    blocks = [{"kind": "product_grid", "source": "third"}, {"kind": "footer"}]
    TemplateFactory(slug="letter", content={"en": {"subject": "Hello", "blocks": blocks}})

    # when
    query = """{ automationProductLists(first: 5, sortBy: {field: NAME, direction: ASC}, filter: {search: "r"}) {
        totalCount edges { node { slug usedBy problems { place } } } } }"""
    found = as_manager.ask(query)["automationProductLists"]

    # then
    assert found["totalCount"] == 2
    assert nodes(found) == [
        {"slug": "first", "usedBy": [], "problems": [{"place": "source, categories"}]},
        {"slug": "third", "usedBy": ["mail 'letter'"], "problems": []},
    ]
    one = as_manager.ask('{ automationProductList(slug: "second") { problems { place } } }')
    assert one["automationProductList"]["problems"] == [{"place": "source"}]


@pytest.fixture
def shop(db):
    shop = SmallShop()
    shop.sell_a_month()
    shop.look()
    return shop


def preview(caller, **variables):
    return caller.ask(PREVIEW, variables)["automationProductListPreview"]


def test_preview_explains_each_product_and_each_that_is_missing(as_manager, shop):
    # given
    shop.saw(shop.pot)
    definition = {
        "source": {"kind": "viewed_not_bought", "window_days": 700},
        "fallbacks": [{"kind": "best_sellers_product_category", "window_days": 700}],
        "minimum": 2,
    }

    # when
    found = preview(as_manager, definition=json.dumps(definition), contact=builders.global_id(shop.ada))

    # then
    assert found["reason"] == ""
    shown = [(each["name"], each["source"], each["reason"], each["count"]) for each in found["products"]]
    assert shown == [
        ("pot", "viewed_not_bought", "viewed", 1),
        ("spade", "best_sellers_product_category", "best_seller", 4),
    ]
    assert found["products"][0]["price"] == {"amount": 5.0, "currency": "USD"}
    assert found["products"][0]["productId"] == shop_id(shop.pot)
    assert found["dropped"] == [
        {"productId": shop_id(shop.pot), "source": "best_sellers_product_category", "reason": "named_before"}
    ]
    assert [(each["source"], each["named"], each["shown"]) for each in found["tries"]] == [
        ("viewed_not_bought", 1, 1),
        ("best_sellers_product_category", 2, 1),
    ]
    assert found["tries"][0]["title"] == "Viewed lately and not bought"


def test_preview_for_a_stranger_about_a_product(as_manager, shop):
    definition = json.dumps({"source": {"kind": "best_sellers_product_category", "window_days": 700}})
    found = preview(as_manager, definition=definition, product=shop_id(shop.pot), channel=shop.channel.slug)
    assert [each["name"] for each in found["products"]] == ["spade", "pot"]


def test_preview_without_a_channel_says_so(as_manager, shop):
    assert preview(as_manager, definition=json.dumps(BEST))["reason"] == "no_channel"


def test_preview_of_what_is_wrong_or_missing_answers_with_errors(as_manager):
    (error,) = preview(as_manager, definition="{}")["errors"]
    assert (error["field"], error["place"], error["code"]) == ("definition", "source", "INVALID_DEFINITION")
    (error,) = preview(as_manager, slug="nowhere")["errors"]
    assert (error["field"], error["code"]) == ("slug", "NOT_FOUND")
    unknown = Node.to_global_id("AutomationContact", 99)
    (error,) = preview(as_manager, slug="products", contact=unknown)["errors"]
    assert (error["field"], error["code"]) == ("contactId", "NOT_FOUND")


@pytest.mark.parametrize("variables", [{}, {"slug": "products", "definition": "{}"}])
def test_preview_asks_for_one_list(as_manager, variables):
    kind, text = refusal_of(as_manager.post(PREVIEW, variables))
    assert (kind, text) == ("GraphQLError", "Give exactly one argument: `slug` or `definition`.")


@pytest.mark.parametrize("pk", ["5", "x"])
def test_preview_refuses_the_id_of_no_order(as_manager, pk):
    given = Node.to_global_id("Order", pk)
    kind, text = refusal_of(as_manager.post(PREVIEW, {"slug": "products", "order": given}))
    assert kind == "GraphQLError"
    assert given in text


def test_each_moment_has_one_default_and_a_reason_for_every_choice(as_manager):
    query = "{ automationProductListPresets { slug choices { name reason definition isDefault } } }"
    found = as_manager.ask(query)["automationProductListPresets"]
    assert [each["slug"] for each in found] == [
        "acquisition",
        "conversion",
        "reactivation",
        "first-loyalty",
        "repeated-loyalty",
        "business",
    ]
    for moment in found:
        assert [each["isDefault"] for each in moment["choices"]].count(True) == 1
        assert all(each["reason"] and json.loads(each["definition"])["source"] for each in moment["choices"])
    assert len(found) == len(moments())


def test_all_sources_are_named(as_manager):
    found = as_manager.ask("{ automationProductListSources { kind title } automationProductListSchema }")
    assert len(found["automationProductListSources"]) == 19
    assert "fallbacks" in json.loads(found["automationProductListSchema"])["properties"]
