from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.models import Message, Purchase, Template
from saleor_automation.reports.after_mail import OrdersAfterMail, orders_after_mail
from tests.factories import NOW, ContactFactory, JourneyFactory, TemplateFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MONTH = timedelta(days=30)


@pytest.fixture
def journey():
    return JourneyFactory()


@pytest.fixture
def person():
    TemplateFactory()
    return ContactFactory()


def mailed(journey, person, at=NOW, state="delivered"):
    return Message.objects.create(
        key=str(uuid4()),
        contact_id=person.pk,
        journey_id=journey.pk,
        template_id=Template.objects.get().pk,
        transport="email",
        state=state,
        planned_at=at,
        send_at=at,
        handed_at=at,
    )


def bought(person, at, amount="20", currency="USD", **columns):
    return Purchase.objects.create(
        order_id=uuid4(), contact_id=person.pk, placed_at=at, gross_amount=amount, currency=currency, **columns
    )


def test_orders_within_the_window_are_counted_by_currency(journey, person):
    # given
    mailed(journey, person)
    bought(person, NOW + DAY, "20")
    bought(person, NOW + 30 * DAY, "5", "EUR")
    bought(person, NOW + 30 * DAY, "7.5")

    # when
    found = orders_after_mail([journey.pk], MONTH)

    # then
    assert found == {journey.pk: OrdersAfterMail(3, 1, {"EUR": Decimal(5), "USD": Decimal("27.5")})}


def test_order_follows_the_last_message_only(journey, person):
    # given
    other = JourneyFactory()
    mailed(journey, person, NOW)
    mailed(other, person, NOW + DAY)
    bought(person, NOW + 2 * DAY)

    # when
    found = orders_after_mail([journey.pk, other.pk], MONTH)

    # then
    assert (found[journey.pk].orders, found[other.pk].orders) == (0, 1)


@pytest.mark.parametrize(
    ("message", "purchase"),
    [
        ({}, {"at": NOW - DAY}),
        ({}, {"at": NOW + 31 * DAY}),
        ({}, {"at": NOW + DAY, "cancelled_at": NOW + 2 * DAY}),
        ({"state": "skipped"}, {"at": NOW + DAY}),
        ({"state": "unknown"}, {"at": NOW + DAY}),
    ],
)
def test_what_did_not_follow_a_delivered_message_is_left_out(journey, person, message, purchase):
    # given
    mailed(journey, person, **message)
    bought(person, **purchase)

    # when / then
    assert orders_after_mail([journey.pk], MONTH) == {journey.pk: OrdersAfterMail()}


def test_any_number_of_journeys_is_one_statement(journey, person, django_assert_num_queries):
    # given
    ids = [journey.pk, JourneyFactory().pk, JourneyFactory().pk]

    # when / then
    with django_assert_num_queries(1):
        orders_after_mail(ids, MONTH)
