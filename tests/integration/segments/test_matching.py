from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from saleor_automation.contacts.tags import add_tag
from saleor_automation.models import ContactList, ContactMoney, ListSubscription
from saleor_automation.segments.compilation import matching
from saleor_automation.segments.conditions import Condition
from tests.factories import NOW, ContactFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def meets(contact, condition):
    return matching(TypeAdapter(Condition).validate_python(condition), [contact.pk], NOW) == {contact.pk}


@pytest.fixture
def ada():
    contact = ContactFactory(
        email="ada.l@example.com",
        first_name="Ada",
        last_name="Lovelace",
        language_code="it",
        country_code="IT",
        channel_slug="eu",
        totals__orders_count=2,
        totals__last_order_at=NOW - 10 * DAY,
    )
    ContactMoney.objects.create(contact=contact, currency="EUR", spent_amount="120")
    add_tag("Friend", [contact.pk], "test", NOW)
    news = ContactList.objects.create(slug="news", name="News", created_at=NOW)
    ListSubscription.objects.create(contact=contact, list=news, state="subscribed", source="t", changed_at=NOW)
    return contact


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"fact": "orders_count", "op": "gte", "value": 2}, True),
        ({"fact": "orders_count", "op": "gt", "value": 2}, False),
        ({"fact": "orders_count", "op": "ne", "value": 3}, True),
        ({"fact": "last_order_age_days", "op": "gte", "value": 10}, True),
        ({"fact": "last_order_age_days", "op": "lt", "value": 10}, False),
        ({"fact": "last_engaged_age_days", "op": "lt", "value": 11}, True),
        ({"fact": "spent", "op": "gt", "value": 100, "currency": "EUR"}, True),
        ({"fact": "spent", "op": "gt", "value": 100, "currency": "USD"}, False),
        ({"fact": "language", "op": "eq", "value": "it"}, True),
        ({"fact": "country", "op": "in", "value": ["FR", "IT"]}, True),
        ({"fact": "email", "op": "contains", "value": "A.L@"}, True),
        ({"fact": "email", "op": "starts_with", "value": "example"}, False),
        ({"fact": "full_name", "op": "contains", "value": "love"}, True),
        ({"fact": "full_name", "op": "eq", "value": "ada lovelace"}, True),
        ({"fact": "channel", "op": "ne", "value": "eu"}, False),
        ({"fact": "tag", "op": "has", "value": "FRIEND"}, True),
        ({"fact": "tag", "op": "has_not", "value": "Friend"}, False),
        ({"fact": "list", "op": "has", "value": "news"}, True),
        ({"not": {"fact": "list", "op": "has", "value": "news"}}, False),
        (
            {
                "all": [
                    {"fact": "orders_count", "op": "eq", "value": 2},
                    {"fact": "visits_count", "op": "eq", "value": 0},
                ]
            },
            True,
        ),
        (
            {"any": [{"fact": "orders_count", "op": "eq", "value": 9}, {"fact": "country", "op": "eq", "value": "IT"}]},
            True,
        ),
    ],
)
def test_condition_is_asked_of_the_contact_as_it_is(ada, condition, expected):
    assert meets(ada, condition) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"fact": "last_order_age_days", "op": "gte", "value": 1}, False),
        ({"not": {"fact": "last_order_age_days", "op": "gte", "value": 1}}, True),
        ({"fact": "spent", "op": "lt", "value": 1, "currency": "EUR"}, True),
    ],
)
def test_what_never_happened_makes_a_fact_false_and_its_opposite_true(condition, expected):
    assert meets(ContactFactory(), condition) is expected
