"""Random people and random conditions: SQL agrees with a plain evaluation, and small steps agree with a full look."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_automation import pipeline
from saleor_automation.contacts.touched import touch
from saleor_automation.core import sql
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import (
    Contact,
    ContactList,
    CustomField,
    Purchase,
    Score,
    Segment,
    SegmentMember,
    Tag,
    Tier,
)
from saleor_automation.segments import keeping, saving
from saleor_automation.segments.compilation import matching
from saleor_automation.segments.conditions import ROOT
from tests.factories import NOW, ContactFactory
from tests.shop.factories import make_brand, make_category, make_channel, make_product

from .naive import Order, Person, World, meets
from .strategies import PAUSES, conditions, deeds

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
INNER = {"any": [{"fact": "country", "op": "eq", "value": "IT"}, {"fact": "visits_count", "op": "gte", "value": 2}]}


@dataclass
class Shop:
    products: list
    category: int
    world: World
    ids: dict


@pytest.fixture
def shop(monkeypatch):
    channel, brand = make_channel(), make_brand("Verdi")
    top = make_category("Things")
    below = make_category("Mugs", parent=make_category("Kitchen", parent=top))
    first, second, third = (
        make_product("One", prices={channel: "5"}, category=below).pk,
        make_product("Two", prices={channel: "5"}, category=top, brand=brand).pk,
        make_product("Three", prices={channel: "5"}, brand=brand).pk,
    )
    Tag.objects.create(name="VIP", created_at=NOW)
    ids = {
        "tag": Tag.objects.get().pk,
        "list": ContactList.objects.create(slug="news", name="News", created_at=NOW).pk,
        "score": Score.objects.create(slug="lead", name="Lead", created_at=NOW).pk,
        "tier": Tier.objects.create(slug="gold", name="Gold", threshold=1, created_at=NOW).pk,
        **{
            slug: CustomField.objects.create(slug=slug, name=slug, type=kind, choices=choices, created_at=NOW).pk
            for slug, kind, choices in (
                ("shoe", "number", []),
                ("since", "date", []),
                ("hobby", "many_choice", [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]),
            )
        },
    }
    configure(monkeypatch)
    world = World({top.pk: {first, second}}, {"verdi": {second, third}}, {"inner": INNER})
    return Shop([first, second, third], top.pk, world, ids)


def configure(monkeypatch):
    from dataclasses import replace
    from decimal import Decimal

    from saleor_automation.shop.configuration import load_configuration

    stated = replace(
        load_configuration(), reporting_currency="EUR", exchange_rates={"EUR": Decimal(1), "USD": Decimal("0.5")}
    )
    for module in ("knowing", "references"):
        monkeypatch.setattr(f"saleor_automation.segments.{module}.load_configuration", lambda: stated)


class Story:
    """Three people in the database, and the same three as plain lists."""

    def __init__(self, shop):
        self.shop, self.now, self.number = shop, NOW, 0
        self.people = [Person(ContactFactory().pk) for _ in range(3)]

    def do(self, deed):
        what, who, detail = deed
        self.number += 1
        getattr(self, f"_{what}")(self.people[who], detail)

    def event(self, kind, person, **changes):
        record(
            [NewEvent(kind, f"{kind}:{person.pk}:{self.number}", self.now, contact_id=person.pk, **changes)], self.now
        )

    def _order(self, person, detail):
        currency, amount, lines = detail
        merged = {}
        for product, quantity in lines:
            merged[product] = merged.get(product, 0) + quantity
        row = Purchase.objects.create(
            # of orders placed at one moment the one with the smaller id counts as the last
            order_id=UUID(int=2**100 - Purchase.objects.count()),
            placed_at=self.now,
            currency=currency,
            gross_amount=amount,
            contact_id=person.pk,
        )
        order = Order(self.now, currency, amount, list(merged.items()), row=row)
        person.orders.append(order)
        self.event("order_placed", person, order_id=row.order_id, data=self.order_data(order))

    def order_data(self, order):
        lines = [{"product_id": pk, "variant_id": pk, "quantity": count, "amount": "1"} for pk, count in order.lines]
        return {"currency": order.currency, "gross": str(order.amount), "net": "0", "voucher_code": "", "lines": lines}

    def _cancel(self, person, _):
        order = next((order for order in person.orders if not order.is_cancelled), None)
        if order:
            order.is_cancelled = True
            Purchase.objects.filter(pk=order.row.pk).update(cancelled_at=self.now)
            self.event("order_cancelled", person, order_id=order.row.pk, data=self.order_data(order))

    def _view(self, person, product):
        person.views.append((self.now, product, ""))
        self.event("product_viewed", person, product_id=product)

    def _page(self, person, url):
        person.views.append((self.now, None, url))
        self.event("page_viewed", person, data={"url": url})

    def _cart(self, person, _):
        person.carts.append(self.now)
        self.event("checkout_abandoned", person)

    def _open(self, person, is_machine):
        person.opens += [] if is_machine else [self.now]
        self.event("message_opened", person, data={"machine": is_machine})

    def _click(self, person, is_machine):
        person.clicks += [] if is_machine else [self.now]
        self.event("message_clicked", person, data={"machine": is_machine})

    def _tag(self, person, is_on):
        person.tags = {"vip"} if is_on else set()
        self.replace(person, "contacttag", "tag_id", self.shop.ids["tag"], is_on, assigned_at=self.now, source="")

    def _list(self, person, is_on):
        person.lists = {"news"} if is_on else set()
        self.replace(
            person,
            "listsubscription",
            "list_id",
            self.shop.ids["list"],
            True,
            state="subscribed" if is_on else "unsubscribed",
            source="",
            changed_at=self.now,
        )

    def _move(self, person, place):
        person.country, person.city = place
        Contact.objects.filter(pk=person.pk).update(country_code=place[0], city=place[1])
        touch([person.pk], self.now)

    def field(self, person, slug, column, value, stored=None):
        person.fields[slug] = value
        is_there = value is not None
        columns = {column: value if stored is None else stored, "updated_at": self.now, "source": ""}
        self.replace(person, "fieldvalue", "field_id", self.shop.ids[slug], is_there, **columns)

    def _shoe(self, person, value):
        self.field(person, "shoe", "number_value", value)

    def _hobby(self, person, value):
        self.field(person, "hobby", "choices_value", value)

    def _since(self, person, value):
        self.field(person, "since", "date_value", date.fromisoformat(value))

    def _score(self, person, value):
        person.score = value
        self.replace(person, "contactscore", "score_id", self.shop.ids["score"], True, value=value, updated_at=self.now)

    def _points(self, person, detail):
        person.points, is_gold = detail
        person.tier = "gold" if is_gold else ""
        columns = {"confirmed": person.points, "pending": 0, "earned": 0, "updated_at": self.now}
        columns["tier_id"] = self.shop.ids["tier"] if is_gold else None
        self.replace(person, "pointsbalance", None, None, True, **columns)

    def _consent(self, person, state):
        person.consent = state
        sql.execute("UPDATE automation_consent SET state = %s WHERE contact_id = %s", [state, person.pk])
        touch([person.pk], self.now)

    def replace(self, person, table, column, key, is_there, **columns):
        """Write the one row a person has in a table, or take it away, and touch them."""
        where = f"AND {column} = {key}" if column else ""
        sql.execute(f"DELETE FROM automation_{table} WHERE contact_id = %s {where}", [person.pk])
        if is_there:
            columns |= {"contact_id": person.pk} | ({column: key} if column else {})
            marks = ", ".join(["%s"] * len(columns))
            sql.execute(
                f"INSERT INTO automation_{table} ({', '.join(columns)}) VALUES ({marks})", list(columns.values())
            )
        touch([person.pk], self.now)

    def settle(self):
        while pipeline.learn(self.now) + keeping.keep_current(self.now, 1000):
            pass

    def expected(self, condition):
        return {person.pk for person in self.people if meets(condition, person, self.now, self.shop.world)}


def examples(count):
    return settings(max_examples=count, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("count", [15, pytest.param(100, marks=pytest.mark.slow)])
def test_compiled_condition_agrees_with_a_plain_evaluation(shop, count):
    saving.create_segment("Inner", INNER, NOW)

    @examples(count)
    @given(
        st.lists(st.tuples(PAUSES, deeds(shop)), min_size=8, max_size=20),
        st.lists(conditions(shop), min_size=10, max_size=20),
    )
    def check(history, asked):
        with transaction.atomic():
            story = Story(shop)
            for pause, deed in history:
                story.now += pause * HOUR
                story.do(deed)
            while pipeline.learn(story.now):
                pass
            for condition in asked:
                found = matching(ROOT.validate_python(condition), [p.pk for p in story.people], story.now)
                assert found == story.expected(condition), condition
            transaction.set_rollback(True)

    check()


@pytest.mark.parametrize("count", [6, pytest.param(60, marks=pytest.mark.slow)])
def test_members_kept_in_small_steps_are_those_of_a_full_look(shop, count):
    @examples(count)
    @given(
        st.lists(conditions(shop), min_size=8, max_size=12),
        st.lists(deeds(shop), min_size=6, max_size=12),
        st.lists(st.tuples(PAUSES, st.lists(deeds(shop), max_size=2)), min_size=5, max_size=8),
    )
    def check(asked, before, steps):
        with transaction.atomic():
            story = Story(shop)
            for deed in before:
                story.do(deed)
            segments = [saving.create_segment("Inner", INNER, NOW)]
            segments += [saving.create_segment(f"Segment {n}", c, NOW) for n, c in enumerate(asked)]
            story.settle()
            for pause, happening in steps:
                story.now += pause * HOUR
                for deed in happening:
                    story.do(deed)
                story.settle()
                for segment in segments:
                    assert members(segment) == story.expected(segment.condition), segment.condition
            keeping.begin_refresh(story.now + timedelta(days=2))
            while keeping.refresh_step(story.now):
                pass
            assert set(Segment.objects.values_list("last_drift", "problem")) == {(0, "")}
            transaction.set_rollback(True)

    check()


def members(segment):
    return set(SegmentMember.objects.filter(segment=segment).values_list("contact_id", flat=True))
