"""What is done from the list of contacts for many of them: lists and erasing, in the background."""

import pytest

from saleor_automation.contacts.field_models import BulkOperation
from saleor_automation.contacts.merging import merge_contacts
from saleor_automation.models import Contact, Erasure, ListSubscription
from saleor_automation.pipeline import BULK_DEEDS
from saleor_automation.segments import bulk
from saleor_automation.segments.compilation import matching
from saleor_automation.segments.references import read_condition

from . import builders

LISTS = """mutation Lists($contacts: [ID!], $audience: AutomationAudienceInput, $lists: [String!]!) {
  automationContactListsSubscribe(contacts: $contacts, audience: $audience, lists: $lists) {
    changedCount operation { id kind state } errors { field code } } }"""
ERASE = """mutation Erase($contacts: [ID!]!) { automationContactsErase(contacts: $contacts) {
  operation { id kind state } errors { field code message } } }"""
ERASE_MANY = """mutation Erase($audience: AutomationAudienceInput) { automationContactsErase(audience: $audience) {
  operation { id kind state } errors { field code message } } }"""
ITALY = '{"fact": "country", "op": "eq", "value": "IT"}'


def work():
    while bulk.work(builders.NOON, 10, BULK_DEEDS):
        pass


def test_everybody_of_a_condition_is_put_on_a_list_and_taken_off(as_manager):
    # given
    builders.contact_list()
    italian = builders.contact(country_code="IT")
    builders.contact(country_code="FR")
    variables = {"audience": {"condition": ITALY}, "lists": ["newsletter"]}

    # when
    begun = as_manager.ask(LISTS, variables)["automationContactListsSubscribe"]
    work()
    joined = list(ListSubscription.objects.values_list("contact_id", "state", "source"))
    off = as_manager.ask(LISTS.replace("ListsSubscribe", "ListsUnsubscribe"), variables)
    work()

    # then
    assert (begun["changedCount"], begun["errors"]) == (None, [])
    assert begun["operation"]["kind"] == "join_lists"
    assert joined == [(italian.pk, "subscribed", f"staff:{as_manager.user.pk}")]
    assert off["automationContactListsUnsubscribe"]["operation"]["kind"] == "leave_lists"
    assert ListSubscription.objects.get().state == "unsubscribed"


@pytest.mark.parametrize(
    ("arguments", "errors"),
    [
        ({"lists": ["newsletter"]}, [{"field": "audience", "code": "REQUIRED"}]),
        ({"contacts": [], "lists": ["newsletter"]}, [{"field": "contacts", "code": "INVALID"}]),
        ({"audience": {"condition": ITALY}, "lists": ["none"]}, [{"field": "lists", "code": "NOT_FOUND"}]),
        (
            {"contacts": ["x"], "audience": {"condition": ITALY}, "lists": ["newsletter"]},
            [{"field": "audience", "code": "INVALID"}],
        ),
    ],
)
def test_audience_or_list_that_is_none_is_refused(as_manager, arguments, errors):
    builders.contact_list()

    data = as_manager.ask(LISTS, arguments)["automationContactListsSubscribe"]

    assert (data["errors"], data["operation"]) == (errors, None)
    assert not BulkOperation.objects.exists()


def test_chosen_people_are_erased_and_nobody_else(as_manager):
    # given
    first, second, other = (builders.contact() for _ in range(3))
    stays = builders.contact("stays@example.com")
    merged_id = builders.global_id(second)

    # when: one of them becomes part of another contact before their turn comes
    as_manager.ask(ERASE, {"contacts": [builders.global_id(first), merged_id]})
    merge_contacts(stays.pk, second.pk, builders.NOON)
    work()

    # then
    assert list(Contact.objects.values_list("pk", flat=True)) == [other.pk]
    assert Erasure.objects.count() == 3, "each address has its proof, that of the merged contact too"
    operation = BulkOperation.objects.get()
    assert (operation.kind, operation.state, operation.changed_count) == ("erase_contacts", "done", 2)


def test_too_many_to_erase_at_once_are_refused(as_manager):
    contact_id = builders.global_id(builders.contact())

    errors = as_manager.ask(ERASE, {"contacts": [contact_id] * 1001})["automationContactsErase"]["errors"]

    assert errors == [
        {
            "field": "contacts",
            "code": "INVALID",
            "message": "There are 1001 contacts; give 1 to 1000 in one call.",
        }
    ]
    assert not BulkOperation.objects.exists()


def test_everybody_of_a_condition_is_erased(as_manager):
    # given
    builders.contact(country_code="IT")
    french = builders.contact(country_code="FR")

    # when
    begun = as_manager.ask(ERASE_MANY, {"audience": {"condition": ITALY}})["automationContactsErase"]
    work()

    # then
    assert (begun["operation"]["kind"], begun["errors"]) == ("erase_contacts", [])
    assert list(Contact.objects.values_list("pk", flat=True)) == [french.pk]
    assert Erasure.objects.count() == 1


def test_erasing_nobody_in_particular_is_refused(as_manager):
    builders.contact()

    errors = as_manager.ask(ERASE_MANY, {"audience": None})["automationContactsErase"]["errors"]

    assert [(each["field"], each["code"]) for each in errors] == [("audience", "REQUIRED")]
    assert not BulkOperation.objects.exists()


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (
            '{search: "lOve ADA"}',
            {
                "all": [
                    {
                        "any": [
                            {"fact": "email", "op": "contains", "value": word},
                            {"fact": "full_name", "op": "contains", "value": word},
                        ]
                    }
                    for word in ("lOve", "ADA")
                ]
            },
        ),
        ("{consent: [NONE]}", {"fact": "consent", "op": "in", "value": ["none"]}),
        ("{isCustomer: false}", {"not": {"fact": "orders_count", "op": "gte", "value": 1}}),
        ("{hasAccount: true}", {"fact": "has_account", "op": "eq", "value": True}),
        ("{}", {"fact": "email", "op": "contains", "value": "@"}),
    ],
)
def test_condition_the_dashboard_makes_of_a_filter_finds_the_people_of_the_list(as_manager, asked, condition):
    # given
    builders.contact(first_name="Ada", last_name="Lovelace", user_id=7)
    builders.contact(email="love@example.com", first_name="Grace", last_name="Adam")
    builders.contact(first_name="Alan", last_name="Turing")

    # when
    listed = as_manager.ask(f"{{ automationContacts(first: 10, filter: {asked}) {{ edges {{ node {{ id }} }} }} }}")
    found = matching(
        read_condition(condition, "Condition"), Contact.objects.values_list("pk", flat=True), builders.NOON
    )

    # then
    ids = {builders.global_id(each) for each in Contact.objects.filter(pk__in=found)}
    assert ids == {edge["node"]["id"] for edge in listed["automationContacts"]["edges"]}
    assert ids
