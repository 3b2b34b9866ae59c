import json

import pytest

from saleor_automation.journeys.models import Journey
from saleor_automation.messages.models import Template
from tests.factories import TemplateFactory, running_journey
from tests.integration.product_lists.small_shop import SmallShop

from . import builders
from .clients import nodes

CREATE = """mutation ($input: AutomationTemplateCreateInput!) { automationTemplateCreate(input: $input) {
  template { slug name content languages revision problems usedBy } errors { field message code place }
} }"""
UPDATE = """mutation ($id: ID!, $input: AutomationTemplateUpdateInput!) {
  automationTemplateUpdate(id: $id, input: $input) { template { name revision } errors { field message code place } }
}"""
DELETE = "mutation ($id: ID!) { automationTemplateDelete(id: $id) { slug errors { field message code } } }"
PREVIEW = """query ($id: ID, $content: JSONString, $contact: ID, $language: String) {
  automationTemplatePreview(id: $id, content: $content, contactId: $contact, language: $language) {
    subject html text language problems { place message } notes
  }
}"""
HELLO = {"subject": "Hello {{ contact.first_name }}", "blocks": [{"kind": "heading", "text": "Hi"}, {"kind": "footer"}]}
CIAO = HELLO | {"subject": "Ciao {{ contact.first_name }}"}


def sending(template, status="active"):
    """Return a published journey that sends a template."""
    journey = running_journey({"id": "hello", "kind": "send", "template": template.slug}, slug="welcome")
    Journey.objects.filter(pk=journey.pk).update(status=status)
    return journey


def create(caller, content, **fields):
    values = {"name": "Hello mail", "content": json.dumps(content), **fields}
    return caller.ask(CREATE, {"input": values})["automationTemplateCreate"]


def update(caller, template, **fields):
    if "content" in fields:
        fields["content"] = json.dumps(fields["content"])
    variables = {"id": builders.global_id(template), "input": fields}
    return caller.ask(UPDATE, variables)["automationTemplateUpdate"]


def preview(caller, **arguments):
    if "content" in arguments:
        arguments["content"] = json.dumps(arguments["content"])
    return caller.ask(PREVIEW, arguments)["automationTemplatePreview"]


def test_template_is_saved(as_manager):
    answer = create(as_manager, {"it": CIAO, "en": HELLO})
    assert answer["errors"] == []
    made = answer["template"]
    assert (made["slug"], made["languages"], made["revision"]) == ("hello-mail", ["en", "it"], 1)
    assert (made["problems"], made["usedBy"]) == ([], [])
    assert json.loads(made["content"]) == {"it": CIAO, "en": HELLO}


def test_template_may_be_half_done_and_says_what_is_missing(as_manager):
    made = create(as_manager, {"en": {"subject": "Hello", "blocks": [{"kind": "heading", "text": "Hi"}]}})["template"]
    (problem,) = made["problems"]
    assert "has no way to unsubscribe" in problem


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ([], "", "is not an object"),
        ({"klingon": HELLO}, "klingon", "is no language code"),
        ({"en": {"blocks": [{"kind": "footer"}]}}, "en, subject", "is missing; fill it in"),
        ({"en": {"subject": "A", "blocks": [{"kind": "hologram"}]}}, "en, block 1 (hologram)", "unknown kind"),
        ({"en": {"subject": "{{ a", "blocks": [{"kind": "footer"}]}}, "en, subject", "{{"),
    ],
)
def test_content_that_cannot_be_read_is_refused_with_its_place(as_manager, content, place, words):
    answer = create(as_manager, content)
    assert answer["template"] is None
    (error,) = answer["errors"]
    assert (error["field"], error["code"], error["place"]) == ("content", "INVALID_DEFINITION", place)
    assert words in error["message"]
    assert not Template.objects.exists()


def test_slug_that_is_taken_is_refused(as_manager):
    TemplateFactory(slug="hello-mail")
    (error,) = create(as_manager, {"en": HELLO})["errors"]
    assert error["code"] == "CONFLICT"


def test_change_counts_the_revision(as_manager):
    template = TemplateFactory()
    answer = update(as_manager, template, name="Greeting", content={"en": HELLO}, revision=1)
    assert answer == {"template": {"name": "Greeting", "revision": 2}, "errors": []}


def test_change_of_a_revision_that_is_not_the_last_overwrites_nothing(as_manager):
    # given
    template = TemplateFactory()
    update(as_manager, template, content={"en": HELLO}, revision=1)

    # when
    answer = update(as_manager, template, content={"en": CIAO}, revision=1)

    # then
    (error,) = answer["errors"]
    assert error["code"] == "CONFLICT"
    assert "you began with revision 1, it is at 2 now" in error["message"]
    template.refresh_from_db()
    assert template.content == {"en": HELLO}


def test_what_a_running_journey_sends_must_stay_fit_to_be_sent(as_manager):
    # given
    template = TemplateFactory()
    sending(template)
    half_done = {"en": {"subject": "Hello", "blocks": [{"kind": "heading", "text": "Hi"}]}}

    # when
    answer = update(as_manager, template, content=half_done)

    # then
    (error,) = answer["errors"]
    assert error["code"] == "INVALID_DEFINITION"
    assert "It is sent by journey 'welcome', so it must stay fit to be sent." in error["message"]
    template.refresh_from_db()
    assert template.revision == 1


def test_template_that_a_journey_sends_is_not_deleted(as_manager):
    # given
    template = TemplateFactory()
    journey = sending(template, status="paused")

    # when
    refused = as_manager.ask(DELETE, {"id": builders.global_id(template)})["automationTemplateDelete"]
    Journey.objects.filter(pk=journey.pk).update(status="archived")
    deleted = as_manager.ask(DELETE, {"id": builders.global_id(template)})["automationTemplateDelete"]

    # then
    (error,) = refused["errors"]
    assert (error["code"], error["message"]) == (
        "CONFLICT",
        "Template 'hello' is sent by journey 'welcome'; take it out there first.",
    )
    assert deleted == {"slug": "hello", "errors": []}


def test_templates_are_found_and_sorted(as_manager):
    for slug in ("welcome", "good-bye", "well-done"):
        TemplateFactory(slug=slug)
    query = """{ automationTemplates(first: 5, filter: {search: "wel"}, sortBy: {field: NAME, direction: DESC}) {
      totalCount edges { node { slug } } } }"""
    found = as_manager.ask(query)["automationTemplates"]
    assert found["totalCount"] == 2
    assert [node["slug"] for node in nodes(found)] == ["well-done", "welcome"]


def test_longer_page_costs_no_more_statements(as_manager, django_assert_max_num_queries):
    for number in range(20):
        TemplateFactory(slug=f"mail-{number}")
    query = "{ automationTemplates(first: 20) { edges { node { slug problems usedBy } } } }"
    with django_assert_max_num_queries(20):
        assert len(nodes(as_manager.ask(query)["automationTemplates"])) == 20


def test_preview_shows_what_the_person_has_and_examples_for_the_rest(as_manager):
    # given
    shop = SmallShop()
    blocks = [{"kind": "cart_lines"}, {"kind": "footer"}]
    content = {"en": {"subject": "{{ contact.first_name }}, your cart", "blocks": blocks}}
    shop.ada.first_name = "Ada"
    shop.ada.save()

    # when
    seen = preview(as_manager, content=content, contact=builders.global_id(shop.ada))

    # then
    assert (seen["subject"], seen["language"], seen["problems"]) == ("Ada, your cart", "en", [])
    assert "Table lamp" in seen["html"]
    assert seen["notes"] == ["Shown with an example: cart."]
    assert 'src="data:image/svg+xml,' in seen["html"]
    assert "shop.example/media" not in seen["html"]


def test_preview_fills_product_lists_from_the_shop(as_manager):
    # given
    shop = SmallShop()
    shop.look()
    best = builders.product_list()
    best.definition = {"source": {"kind": "manual", "products": [shop.plate.pk]}}
    best.save()
    content = {"en": {"subject": "New", "blocks": [{"kind": "product_grid", "source": "best"}, {"kind": "footer"}]}}

    # when
    seen = preview(as_manager, content=content)

    # then
    assert seen["problems"] == []
    assert "plate" in seen["html"]
    assert "Table lamp" not in seen["html"]


def test_preview_is_in_the_language_asked_for(as_manager):
    template = TemplateFactory(content={"en": HELLO, "it": CIAO})
    seen = preview(as_manager, id=builders.global_id(template), language="it-CH")
    assert (seen["subject"], seen["language"]) == ("Ciao Anna", "it")


def test_preview_of_what_cannot_be_read_says_why(as_manager):
    seen = preview(as_manager, content={"en": {"subject": "Hello"}})
    assert seen["html"] == ""
    assert seen["problems"] == [{"place": "", "message": "needs either blocks or html, and only one of them"}]


def test_preview_for_nobody_there_says_so(as_manager):
    contact = builders.contact()
    reader = builders.global_id(contact)
    contact.delete()
    seen = preview(as_manager, content={"en": HELLO}, contact=reader)
    assert "There is no contact with the id" in seen["problems"][0]["message"]


def test_every_kind_of_block_has_a_schema_and_titles(as_manager):
    kinds = as_manager.ask('{ automationBlockKinds(language: "it") { kind title description schema } }')
    by_kind = {each["kind"]: each for each in kinds["automationBlockKinds"]}
    assert by_kind["heading"]["title"] == "Titolo"
    assert all(each["description"] for each in by_kind.values())
    assert json.loads(by_kind["product_grid"]["schema"])["properties"]["columns"]["enum"] == [1, 2, 3]


def test_variables_name_custom_fields_and_product_lists(as_manager):
    builders.marks(builders.contact())
    builders.product_list("new-mugs")
    paths = {each["path"] for each in as_manager.ask("{ automationMailVariables { path } }")["automationMailVariables"]}
    assert {"contact.first_name", "contact.fields.size", "new_mugs[].name"} <= paths
