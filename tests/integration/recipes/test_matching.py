"""How many a recipe is about: whether people or what happens to them is counted, and how far a sample is off."""

from datetime import timedelta

import pytest
from django.db import connection

from saleor_automation.models import Contact, ContactTotals
from saleor_automation.recipes import matching
from saleor_automation.recipes.loader import get_recipe
from saleor_automation.recipes.matching import Match, match
from tests.factories import NOW, ContactFactory, happened, many_contacts

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SCORE = {"score": "interest", "threshold": 50, "direction": "up"}
TEAM = {"team_email": "team@shop.example"}


def looked(contact, *days, product=1):
    for day in days:
        at = NOW - day * DAY
        happened("product_viewed", contact, at, key=f"{contact.pk}:{product}:{day}", product_id=product)


def test_people_who_enter_once_are_counted_once():
    # given
    contact = ContactFactory()
    for day in (1, 2, 3):
        happened("score_crossed", contact, NOW - day * DAY, key=str(day), data=SCORE)

    # when
    found = match(get_recipe("sales-drip"), TEAM, NOW)

    # then
    assert found == Match(people=None, monthly=1, is_exact=True)


def test_every_order_counts_where_each_lets_in_anew():
    # given
    contact = ContactFactory()
    for day in (1, 2, 31):
        happened("order_placed", contact, NOW - day * DAY, key=str(day))

    # when
    found = match(get_recipe("cross-selling"), {}, NOW)

    # then
    assert found == Match(people=None, monthly=2, is_exact=True)


def test_interest_counts_each_product_that_somebody_looked_at_often_enough():
    # given
    keen, curious, long_ago = (ContactFactory() for _ in range(3))
    looked(keen, 1, 2, 3)
    looked(keen, 3, 4, product=2)
    looked(curious, 1)
    looked(curious, 2, product=2)
    looked(long_ago, 1, 40)

    # when
    found = match(get_recipe("interest-tags"), {}, NOW)

    # then
    assert found.monthly == 2


@pytest.fixture
def many(monkeypatch):
    """People spread over many pages of the table, every fourth of whom is about to be won back, and little patience."""
    count = 8_000
    people = many_contacts(count)
    silent = [person.pk for person in people[::4]]
    ContactTotals.objects.filter(contact_id__in=silent).update(last_visit_at=NOW - 95 * DAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE automation_contact, automation_contacttotals")
    monkeypatch.setattr(matching, "MOST_COST", 300)
    return count


def test_estimate_by_a_sample_comes_close_and_says_that_it_is_one(many):
    # when
    found = match(get_recipe("win-back"), {}, NOW)

    # then: a sample of some dozen pages
    assert not found.is_exact
    assert found.people == pytest.approx(many / 4, rel=0.3)
    assert found.people != Contact.objects.count() / 4


def test_estimate_is_the_same_when_asked_again(many):
    # when
    found = {match(get_recipe("win-back"), {}, NOW) for _ in range(5)}

    # then
    assert len(found) == 1


def test_sample_of_people_counts_people_however_often_something_happened_to_them(many, monkeypatch):
    # given: more is needed to look at what happened to as many people
    monkeypatch.setattr(matching, "MOST_COST", 1_000)
    contacts = list(Contact.objects.order_by("pk").values_list("pk", flat=True)[::2])
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO automation_event (kind, key, occurred_at, recorded_at, contact_id, data)
            SELECT 'score_crossed', c || ':' || n, %s - n * interval '1 day', %s, c,
                   '{"score": "interest", "threshold": 50, "direction": "up"}'
            FROM unnest(%s) AS c, generate_series(1, 3) AS n
            """,
            [NOW, NOW, contacts],
        )
        cursor.execute("ANALYZE automation_event")

    # when
    found = match(get_recipe("sales-drip"), TEAM, NOW)

    # then
    assert not found.is_exact
    assert found.monthly == pytest.approx(many / 2, rel=0.3)
