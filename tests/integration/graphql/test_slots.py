import json

import pytest
from graphene import Node

from saleor_automation.models import ContentSlot

from .clients import nodes

CREATE = """mutation ($input: AutomationSlotCreateInput!) { automationSlotCreate(input: $input) {
  slot { id slug name isEnabled definition } errors { field message code place } } }"""
UPDATE = """mutation ($id: ID!, $input: AutomationSlotUpdateInput!) { automationSlotUpdate(id: $id, input: $input) {
  slot { name isEnabled definition } errors { field message code place } } }"""
DELETE = "mutation ($id: ID!) { automationSlotDelete(id: $id) { slug errors { field message code } } }"
WORDS = {"default": {"slug": "words", "text": {"en": "Hello"}}}


def _create(caller, definition=WORDS, name="Home page", **more):
    variables = {"input": {"name": name, "definition": json.dumps(definition), **more}}
    return caller.ask(CREATE, variables)["automationSlotCreate"]


def test_slot_is_made_changed_found_and_deleted(as_manager):
    # when
    made = _create(as_manager)

    # then
    assert made["errors"] == []
    assert (made["slot"]["slug"], made["slot"]["isEnabled"]) == ("home-page", True)
    assert json.loads(made["slot"]["definition"]) == WORDS

    # when
    changed = as_manager.ask(UPDATE, {"id": made["slot"]["id"], "input": {"name": "Start", "isEnabled": False}})

    # then
    slot = changed["automationSlotUpdate"]["slot"]
    assert (slot["name"], slot["isEnabled"], json.loads(slot["definition"])) == ("Start", False, WORDS)
    found = as_manager.ask(
        '{ automationSlots(first: 5, filter: {search: "sta"}) { totalCount edges { node { slug } } } }'
    )
    assert nodes(found["automationSlots"]) == [{"slug": "home-page"}]
    assert as_manager.ask('{ automationSlot(slug: "home-page") { name } }') == {"automationSlot": {"name": "Start"}}

    # when
    deleted = as_manager.ask(DELETE, {"id": made["slot"]["id"]})

    # then
    assert deleted == {"automationSlotDelete": {"slug": "home-page", "errors": []}}
    assert not ContentSlot.objects.exists()


@pytest.mark.parametrize(
    ("definition", "place", "text"),
    [
        ([], "", 'is not an object; give at least {"default": {...}}.'),
        ({}, "", "The slot never shows anything; add a variant or a default."),
        ({"default": {"slug": "a"}}, "default",
         "The variant shows nothing; name a product list in products, or write heading or text."),
        ({"default": {"slug": "a", "text": {"en": "x"}, "audience": "known"}}, "",
         "The default is for everybody; leave out when, min_visits and audience there."),
        ({"default": {"slug": "a", "products": "none"}}, "variant a, products",
         "There is no product list 'none'; create it first."),
        ({"default": {"slug": "a", "text": {"en": "x"}, "button_text": {"en": "Go"}}}, "default",
         "A button needs both button_text and button_url."),
        ({"default": {"slug": "a", "text": {"en": "x"}, "button_text": {"en": "Go"}, "button_url": "javascript:x"}},
         "default, button_url",
         "leads nowhere; write an address that begins with https:// or with a single slash."),
        ({"variants": [{"slug": "a", "text": {"en": "x"}}, {"slug": "a", "text": {"en": "x"}}]}, "",
         "Two variants are called 'a'; give each a slug of its own."),
        ({"variants": [{"slug": "a", "text": {"en": "x"}, "audience": "anonymous", "when": {"fact": "city"}}]},
         "variants, 1",
         "when asks about contacts, and nobody who is anonymous is one; leave one of them out."),
        ({"default": {"slug": "a", "text": {"en": "x"}, "colour": "red"}}, "default, colour",
         "is not known here; remove it."),
        ({"default": {"text": {"en": "x"}}}, "default, slug", "is missing; fill it in."),
    ],
)  # fmt: skip
def test_slot_that_makes_no_sense_is_refused(as_manager, definition, place, text):
    # when
    answer = _create(as_manager, definition)

    # then
    (error,) = answer["errors"]
    assert error == {
        "field": "definition", "code": "INVALID_DEFINITION", "place": place,
        "message": f"{'Slot ' + repr('Home page')}: {text}",
    }  # fmt: skip
    assert not ContentSlot.objects.exists()


def test_condition_that_cannot_be_asked_is_refused_with_its_place(as_manager):
    # given
    variant = {"slug": "vip", "text": {"en": "x"}, "when": {"fact": "shoe_size", "op": "gt", "value": 40}}

    # when
    answer = _create(as_manager, {"variants": [variant]})

    # then
    (error,) = answer["errors"]
    assert error["code"] == "INVALID_DEFINITION"
    assert error["place"].startswith("variant vip, when")
    assert "shoe_size" in error["message"]


def test_slug_is_taken_once(as_manager):
    # given
    _create(as_manager, slug="home")

    # when
    answer = _create(as_manager, slug="home")

    # then
    (error,) = answer["errors"]
    assert (error["code"], error["message"]) == ("CONFLICT", "There is a slot 'home' already; choose another slug.")


def test_slot_that_is_gone_cannot_be_changed(as_manager):
    # when
    answer = as_manager.ask(UPDATE, {"id": Node.to_global_id("AutomationSlot", 0), "input": {"name": "X"}})

    # then
    (error,) = answer["automationSlotUpdate"]["errors"]
    assert (error["code"], error["message"]) == ("NOT_FOUND", "There is no slot with the id 0.")
