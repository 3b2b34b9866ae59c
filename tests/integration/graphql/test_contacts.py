import graphene
import pytest
from saleor.account.models import User

from saleor_automation.contacts.models import ContactMoney, ContactTotals

from . import builders
from .builders import NOON
from .clients import nodes, refusal_of

LIST = """query ($filter: AutomationContactFilterInput, $sortBy: AutomationContactSortingInput, $first: Int,
    $after: String, $last: Int, $before: String) {
  automationContacts(filter: $filter, sortBy: $sortBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges { node { email } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def _emails(caller, **variables):
    data = caller.ask(LIST, {"first": 10, **variables})["automationContacts"]
    assert data["totalCount"] == len(data["edges"])
    return [node["email"] for node in nodes(data)]


def _ordered(contact, count, *, days=0):
    return ContactTotals.objects.create(
        contact=contact, orders_count=count, last_order_at=NOON.replace(day=10 + days) if count else None
    )


def test_newest_contacts_come_first(as_manager):
    # given
    for number in range(3):
        builders.contact(f"c{number}@example.com", minutes=number)

    # when
    emails = _emails(as_manager)

    # then
    assert emails == ["c2@example.com", "c1@example.com", "c0@example.com"]


def test_pages_follow_one_another_in_both_directions(as_manager):
    # given
    for number in range(5):
        builders.contact(f"c{number}@example.com", minutes=number)

    # when
    first = as_manager.ask(LIST, {"first": 2})["automationContacts"]
    second = as_manager.ask(LIST, {"first": 2, "after": first["pageInfo"]["endCursor"]})["automationContacts"]
    last = as_manager.ask(LIST, {"first": 2, "after": second["pageInfo"]["endCursor"]})["automationContacts"]
    back = as_manager.ask(LIST, {"last": 2, "before": last["pageInfo"]["startCursor"]})["automationContacts"]

    # then
    assert [node["email"][:2] for node in nodes(first)] == ["c4", "c3"]
    assert [node["email"][:2] for node in nodes(second)] == ["c2", "c1"]
    assert [node["email"][:2] for node in nodes(last)] == ["c0"]
    assert [node["email"][:2] for node in nodes(back)] == ["c2", "c1"]
    assert (first["totalCount"], last["totalCount"]) == (5, 5)
    assert first["pageInfo"]["hasNextPage"] and not first["pageInfo"]["hasPreviousPage"]
    assert last["pageInfo"]["hasPreviousPage"] and not last["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize(
    ("field", "direction", "expected"),
    [
        ("EMAIL", "ASC", ["a", "b", "c"]),
        ("EMAIL", "DESC", ["c", "b", "a"]),
        ("CREATED_AT", "ASC", ["c", "a", "b"]),
        ("ORDERS_COUNT", "DESC", ["b", "a", "c"]),
        ("ORDERS_COUNT", "ASC", ["c", "a", "b"]),
        ("LAST_ORDER_AT", "DESC", ["a", "b", "c"]),
        ("LAST_ORDER_AT", "ASC", ["c", "b", "a"]),
    ],
)
def test_order_is_the_one_asked_for_and_holds_across_pages(as_manager, field, direction, expected):
    # given
    never = builders.contact("c@example.com", minutes=0)
    once = builders.contact("a@example.com", minutes=1)
    often = builders.contact("b@example.com", minutes=2)
    _ordered(once, 1, days=5)
    _ordered(often, 7, days=2)
    assert not ContactTotals.objects.filter(contact=never).exists()
    sort_by = {"field": field, "direction": direction}

    # when
    found, cursor = [], None
    for _ in expected:
        page = as_manager.ask(LIST, {"sortBy": sort_by, "first": 1, "after": cursor})["automationContacts"]
        found += [node["email"][0] for node in nodes(page)]
        assert page["totalCount"] == 3
        cursor = page["pageInfo"]["endCursor"]

    # then
    assert found == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("LOVELACE", ["ada@example.com"]),
        ("grace@", ["grace@navy.mil"]),
        ("a lovel", ["ada@example.com"]),
        ("ada hopper", []),
        ("%", []),
    ],
)
def test_search_finds_contacts_with_every_word(as_manager, search, expected):
    # given
    builders.contact("ada@example.com", first_name="Ada", last_name="Lovelace")
    builders.contact("grace@navy.mil", first_name="Grace", last_name="Hopper")

    # when
    emails = _emails(as_manager, filter={"search": search})

    # then
    assert emails == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["SUBSCRIBED"], {"yes"}),
        (["UNSUBSCRIBED", "SUBSCRIBED"], {"yes", "no"}),
        (["NONE"], {"silent", "said-none"}),
        (["NONE", "UNSUBSCRIBED"], {"silent", "said-none", "no"}),
        ([], {"yes", "no", "silent", "said-none"}),
    ],
)
def test_consent_filter_counts_silence_as_none(as_manager, states, expected):
    # given
    builders.consent(builders.contact("yes@example.com"), "subscribed")
    builders.consent(builders.contact("no@example.com"), "unsubscribed")
    builders.consent(builders.contact("said-none@example.com"), "none")
    # consent to another transport says nothing about e-mail
    builders.consent(builders.contact("silent@example.com"), "subscribed", transport="sms")

    # when
    emails = _emails(as_manager, filter={"consent": states})

    # then
    assert {email.split("@")[0] for email in emails} == expected


def test_tag_filter_takes_any_of_the_tags_in_any_case(as_manager):
    # given
    for email, name in (("vip@example.com", "VIP"), ("lost@example.com", "Lost"), ("both@example.com", "VIP")):
        builders.tag(builders.contact(email), name)
    builders.contact("none@example.com")

    # when
    vip = _emails(as_manager, filter={"tags": ["vip"]})
    either = _emails(as_manager, filter={"tags": ["vip", "LOST"]})

    # then
    assert set(vip) == {"vip@example.com", "both@example.com"}
    assert set(either) == {"vip@example.com", "both@example.com", "lost@example.com"}


def test_list_filter_finds_subscribers_only(as_manager):
    # given
    newsletter = builders.contact_list("newsletter")
    builders.subscription(builders.contact("in@example.com"), newsletter)
    builders.subscription(builders.contact("out@example.com"), newsletter, "unsubscribed")

    # when
    emails = _emails(as_manager, filter={"lists": ["newsletter"]})

    # then
    assert emails == ["in@example.com"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"isCustomer": True}, {"buyer"}),
        ({"isCustomer": False}, {"looker", "stranger"}),
        ({"hasAccount": True}, {"looker"}),
        ({"hasAccount": False}, {"buyer", "stranger"}),
        ({"createdAt": {"gte": "2026-03-10T12:01:00Z"}}, {"looker", "stranger"}),
        ({"createdAt": {"gte": "2026-03-10T12:01:00Z", "lte": "2026-03-10T12:01:30Z"}}, {"looker"}),
    ],
)
def test_filters_by_what_is_known(as_manager, conditions, expected):
    # given
    _ordered(builders.contact("buyer@example.com", minutes=0), 2)
    _ordered(builders.contact("looker@example.com", minutes=1, user_id=7), 0)
    builders.contact("stranger@example.com", minutes=2)

    # when
    emails = _emails(as_manager, filter=conditions)

    # then
    assert {email.split("@")[0] for email in emails} == expected


def test_page_without_a_size_is_refused(as_manager):
    # when
    answer = as_manager.post(LIST, {})

    # then
    message = "You must provide a `first` or `last` value to properly paginate the `automationContacts` connection."
    assert refusal_of(answer) == ("GraphQLError", message)


def test_cursor_of_somebody_elses_making_is_refused(as_manager):
    # when
    answer = as_manager.post(LIST, {"first": 1, "after": "bm9uc2Vuc2U="})

    # then
    assert refusal_of(answer) == ("GraphQLError", "Received cursor is invalid.")


def test_contact_shows_all_that_is_known(as_manager):
    # given
    user = User.objects.create(email="ada@example.com", is_active=True)
    contact = builders.contact(
        "ada@example.com",
        user_id=user.pk,
        first_name="Ada",
        last_name="Lovelace",
        language_code="en",
        country_code="GB",
        city="London",
    )
    builders.consent(contact)
    builders.subscription(contact, builders.contact_list())
    builders.tag(contact, "VIP")
    ContactTotals.objects.create(contact=contact, orders_count=3, cancelled_count=1, last_order_at=NOON)
    ContactMoney.objects.create(contact=contact, currency="EUR", orders_count=1, spent_amount="19.90")
    ContactMoney.objects.create(contact=contact, currency="USD", orders_count=2, spent_amount="40.00")

    # when
    data = as_manager.ask(
        """query ($id: ID!) { automationContact(id: $id) {
          id email userId firstName lastName languageCode countryCode city channelSlug createdAt
          consents { transport state source changedAt proof }
          lists { state source list { slug name } }
          tags { name source assignedAt }
          totals { ordersCount cancelledOrdersCount lastOrderAt firstOrderAt visitsCount spent { amount currency } }
        } }""",
        {"id": builders.global_id(contact)},
    )

    # then
    moment = "2026-03-10T12:00:00+00:00"
    assert data["automationContact"] == {
        "id": builders.global_id(contact),
        "email": "ada@example.com",
        "userId": _user_id(user),
        "firstName": "Ada",
        "lastName": "Lovelace",
        "languageCode": "en",
        "countryCode": "GB",
        "city": "London",
        "channelSlug": "",
        "createdAt": moment,
        "consents": [
            {
                "transport": "email",
                "state": "SUBSCRIBED",
                "source": "footer",
                "changedAt": moment,
                "proof": '{"text": "Yes, write to me."}',
            }
        ],
        "lists": [{"state": "SUBSCRIBED", "source": "footer", "list": {"slug": "newsletter", "name": "Newsletter"}}],
        "tags": [{"name": "VIP", "source": "journey", "assignedAt": moment}],
        "totals": {
            "ordersCount": 3,
            "cancelledOrdersCount": 1,
            "lastOrderAt": moment,
            "firstOrderAt": None,
            "visitsCount": 0,
            "spent": [{"amount": 19.9, "currency": "EUR"}, {"amount": 40.0, "currency": "USD"}],
        },
    }


def test_contact_is_found_by_address_in_any_case(as_manager):
    # given
    builders.contact("ada@example.com")

    # when
    found = as_manager.ask('{ automationContact(email: " ADA@Example.com ") { email } }')
    missing = as_manager.ask('{ automationContact(email: "grace@example.com") { email } }')

    # then
    assert found == {"automationContact": {"email": "ada@example.com"}}
    assert missing == {"automationContact": None}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("", "Give exactly one argument: `id` or `email` or `userId`."),
        (
            '(id: "QXV0b21hdGlvbkNvbnRhY3Q6MQ==", email: "a@b.co")',
            "Give exactly one argument: `id` or `email` or `userId`.",
        ),
        ('(id: "nonsense")', "Invalid ID: nonsense. Expected: AutomationContact."),
        (
            '(id: "VXNlcjox")',
            "Invalid ID: VXNlcjox. Expected: AutomationContact, received: User.",
        ),
    ],
)
def test_contact_asked_for_wrongly_is_refused(as_manager, arguments, text):
    # when
    answer = as_manager.post(f"{{ automationContact{arguments} {{ email }} }}")

    # then
    assert refusal_of(answer) == ("GraphQLError", text)


def test_contact_without_totals_has_them_at_zero(as_manager):
    # given
    builders.contact("ada@example.com")

    # when
    data = as_manager.ask(
        '{ automationContact(email: "ada@example.com") { totals { ordersCount spent { amount } lastOrderAt } } }'
    )

    # then
    assert data["automationContact"]["totals"] == {"ordersCount": 0, "spent": [], "lastOrderAt": None}


def test_user_leads_to_the_contact(as_manager, customer):
    # given
    builders.contact("other@example.com", user_id=as_manager.user.pk)
    builders.contact(customer.email, user_id=customer.pk)

    # when
    data = as_manager.ask("{ me { automation { email } } }")

    # then
    assert data == {"me": {"automation": {"email": "other@example.com"}}}


def _user_id(user):
    from graphene import Node

    return Node.to_global_id("User", user.pk)


def test_contacts_are_found_by_their_customer_accounts(as_manager):
    # given
    users = [User.objects.create(email=f"{name}@example.com", is_active=True) for name in ("ada", "grace", "new")]
    for user in users[:2]:
        builders.contact(user.email, user_id=user.pk)
    builders.contact("stranger@example.com")
    ids = [graphene.Node.to_global_id("User", user.pk) for user in users]
    one = "query ($id: ID) { automationContact(userId: $id) { email } }"

    # when
    found = [as_manager.ask(one, {"id": each})["automationContact"] for each in ids]

    # then
    assert found == [{"email": "ada@example.com"}, {"email": "grace@example.com"}, None]
    assert sorted(_emails(as_manager, filter={"users": ids})) == ["ada@example.com", "grace@example.com"]
    assert _emails(as_manager, filter={"users": ids[2:]}) == []
    strange = as_manager.post(one, {"id": graphene.Node.to_global_id("Order", 1)})
    assert "User" in refusal_of(strange)[1]
