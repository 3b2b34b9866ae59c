from saleor_automation.contacts.models import ConsentState, ContactList, ListSubscription
from saleor_automation.events.models import Event
from saleor_automation.messages.models import Message
from tests.factories import JourneyFactory, definition_of

from . import builders
from .clients import nodes

CREATE = """mutation ($input: AutomationListCreateInput!) { automationListCreate(input: $input) {
  list { slug name isDoubleOptIn isPublic } errors { field message code } } }"""
UPDATE = """mutation ($id: ID!, $input: AutomationListUpdateInput!) { automationListUpdate(id: $id, input: $input) {
  list { slug name isPublic } errors { field message code } } }"""
DELETE = """mutation ($id: ID!) { automationListDelete(id: $id) {
  list { slug } errors { field message code } } }"""
SUBSCRIBE = """mutation ($contacts: [ID!]!, $lists: [String!]!) {
  automationContactListsSubscribe(contacts: $contacts, lists: $lists) {
    changedCount errors { field message code } } }"""
UNSUBSCRIBE = SUBSCRIBE.replace("ListsSubscribe", "ListsUnsubscribe")
LISTS = """{ automationLists(first: 5, sortBy: {field: NAME, direction: ASC}) {
  totalCount edges { node { slug subscribersCount pendingCount usedBy } } } }"""


def state_of(contact):
    return list(ListSubscription.objects.filter(contact=contact).values_list("state", flat=True))


def test_list_is_made_with_a_slug_from_its_name(as_manager):
    # when
    data = as_manager.ask(CREATE, {"input": {"name": "Summer News", "isDoubleOptIn": True}})

    # then
    made = {"slug": "summer-news", "name": "Summer News", "isDoubleOptIn": True, "isPublic": True}
    assert data["automationListCreate"] == {"list": made, "errors": []}


def test_second_list_of_a_slug_is_refused(as_manager):
    # given
    builders.contact_list("news")

    # when
    data = as_manager.ask(CREATE, {"input": {"name": "News"}})

    # then
    text = "There is a list 'news' already; give this one another slug."
    assert data["automationListCreate"] == {
        "list": None,
        "errors": [{"field": "slug", "message": text, "code": "CONFLICT"}],
    }


def test_list_is_changed_but_for_its_slug(as_manager):
    # given
    in_list = builders.contact_list("news", "News")

    # when
    data = as_manager.ask(UPDATE, {"id": builders.global_id(in_list), "input": {"name": "Letters", "isPublic": False}})

    # then
    changed = {"slug": "news", "name": "Letters", "isPublic": False}
    assert data["automationListUpdate"] == {"list": changed, "errors": []}


def test_list_that_a_journey_uses_is_kept_and_the_journey_named(as_manager):
    # given
    in_list = builders.contact_list("news")
    condition = {"fact": "list", "op": "has", "value": "news"}
    JourneyFactory(slug="welcome", draft=definition_of(entry={"condition": condition}))

    # when
    data = as_manager.ask(DELETE, {"id": builders.global_id(in_list)})

    # then
    text = "List 'news' is used by journey 'welcome'; change that first."
    assert data["automationListDelete"]["errors"] == [{"field": "id", "message": text, "code": "CONFLICT"}]
    assert ContactList.objects.filter(slug="news").exists()


def test_unused_list_is_deleted_with_everybodys_place(as_manager):
    # given
    in_list = builders.contact_list("news")
    builders.subscription(builders.contact(), in_list)

    # when
    data = as_manager.ask(DELETE, {"id": builders.global_id(in_list)})

    # then
    assert data["automationListDelete"] == {"list": {"slug": "news"}, "errors": []}
    assert not ListSubscription.objects.exists()


def test_contacts_are_put_on_a_list_once_and_taken_off_with_an_event_each(as_manager):
    # given
    builders.contact_list("news")
    contacts = [builders.global_id(builders.contact()) for _ in range(2)]

    # when
    first = as_manager.ask(SUBSCRIBE, {"contacts": contacts, "lists": ["news"]})
    again = as_manager.ask(SUBSCRIBE, {"contacts": contacts, "lists": ["news"]})
    off = as_manager.ask(UNSUBSCRIBE, {"contacts": contacts[:1], "lists": ["news"]})

    # then
    assert first["automationContactListsSubscribe"] == {"changedCount": 2, "errors": []}
    assert again["automationContactListsSubscribe"]["changedCount"] == 0
    assert off["automationContactListsUnsubscribe"]["changedCount"] == 1
    assert sorted(Event.objects.values_list("kind", flat=True)) == ["list_joined", "list_joined", "list_left"]


def test_staff_bring_nobody_back_who_left(as_manager):
    # given
    contact = builders.contact()
    builders.subscription(contact, builders.contact_list("news"), "unsubscribed")

    # when
    data = as_manager.ask(SUBSCRIBE, {"contacts": [builders.global_id(contact)], "lists": ["news"]})

    # then
    assert data["automationContactListsSubscribe"]["changedCount"] == 0
    assert state_of(contact) == [ConsentState.UNSUBSCRIBED]


def test_list_with_double_opt_in_asks_by_mail(as_manager):
    # given
    in_list = builders.contact_list("news")
    ContactList.objects.filter(pk=in_list.pk).update(is_double_opt_in=True)
    contact = builders.contact()

    # when
    as_manager.ask(SUBSCRIBE, {"contacts": [builders.global_id(contact)], "lists": ["news"]})

    # then
    assert state_of(contact) == [ConsentState.PENDING]
    assert Message.objects.get().truth == ["confirmation"]


def test_lists_tell_how_many_are_on_them_and_who_uses_them(as_manager):
    # given
    in_list = builders.contact_list("news", "News")
    builders.contact_list("vip", "VIP")
    for state in ("subscribed", "subscribed", "pending", "unsubscribed"):
        builders.subscription(builders.contact(), in_list, state)

    # when
    data = as_manager.ask(LISTS)["automationLists"]

    # then
    assert data["totalCount"] == 2
    assert nodes(data) == [
        {"slug": "news", "subscribersCount": 2, "pendingCount": 1, "usedBy": []},
        {"slug": "vip", "subscribersCount": 0, "pendingCount": 0, "usedBy": []},
    ]
