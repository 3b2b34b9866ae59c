"""The eleven criteria over ten months of a real shop, each count checked by DuckDB on the file itself.

The file holds purchases only. What it lacks follows from its lines by rules that both sides know: see RULES.
"""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.db import connection

pytest.importorskip("pyarrow", reason="A Saleor environment has no pyarrow; the file is read in ours.")

from saleor_automation import pipeline
from saleor_automation.core import sql
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import Contact, Segment, SegmentMember, Tier
from saleor_automation.segments import keeping, saving
from tests.shop.factories import make_collection, make_site
from world.catalogue.goods import goods
from world.catalogue.populate import populate
from world.demo.history import goods as history_goods
from world.demo.history import years
from world.demo.progress import Steps

NAME = "online_retail_until_2011-09-30.parquet"
HISTORY = Path(os.environ.get("HISTORY", Path(__file__).resolve().parents[3] / "shared" / "data" / NAME))
NOW = datetime(2011, 10, 1, tzinfo=UTC)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not HISTORY.is_file(), reason=f"There is no {NAME}; set HISTORY to it."),
]

RULES = """
    CREATE VIEW line AS SELECT *, CAST(price AS DECIMAL(12, 2)) AS unit FROM '{file}';
    CREATE VIEW purchase AS
        SELECT invoice, customer_id AS customer, min(ts) AS moment, sum(round(qty * unit, 2)) AS amount
        FROM line GROUP BY ALL;
    -- everything of the 85 series was looked at an hour before it was bought
    CREATE VIEW seen AS SELECT DISTINCT customer_id AS customer, sku, ts - INTERVAL 1 HOUR AS moment
        FROM line WHERE sku LIKE '85%';
    -- of every fifth invoice there was a cart two hours earlier that nobody finished
    CREATE VIEW cart AS SELECT customer, invoice, moment - INTERVAL 2 HOUR AS moment FROM purchase
        WHERE CAST(invoice AS INTEGER) % 5 = 0;
    -- every third customer opens the mail that thanks for an order, a day later
    CREATE VIEW opened AS SELECT customer, invoice, moment + INTERVAL 1 DAY AS moment FROM purchase
        WHERE customer % 3 = 0;
    -- a place nobody stated is at home
    CREATE VIEW place AS SELECT customer, replace(arg_max(c, moment), 'Unspecified', 'United Kingdom')
        AS country FROM (
        SELECT invoice, customer_id AS customer, min(ts) AS moment, min(country) AS c FROM line GROUP BY ALL
    ) GROUP BY 1;
    CREATE VIEW visit AS SELECT customer, moment FROM (
        SELECT customer, moment, moment - lag(moment) OVER (PARTITION BY customer ORDER BY moment) AS pause FROM
        (SELECT DISTINCT customer, moment FROM seen WHERE moment > DATE '2011-10-01' - INTERVAL 90 DAY)
    ) WHERE pause IS NULL OR pause > INTERVAL 30 MINUTE;
"""
SINCE = "moment > TIMESTAMP '2011-10-01' - INTERVAL {days} DAY"
MUGS = ("22423", "85099B", "47566", "20725")

# criterion: (condition, the same question to the file, one customer number in each row)
CRITERIA = {
    "order amount": (
        {"fact": "order_amount", "op": "gt", "value": 500, "currency": "GBP"},
        "SELECT customer FROM purchase WHERE amount > 500",
    ),
    "geography": (
        {"fact": "country", "op": "in", "value": ["FR", "DE"]},
        "SELECT customer FROM place WHERE country IN ('France', 'Germany')",
    ),
    "money spent in all": (
        {"fact": "spent", "op": "gte", "value": 1000, "currency": "GBP"},
        "SELECT customer FROM purchase GROUP BY 1 HAVING sum(amount) >= 1000",
    ),
    "money spent in 90 days": (
        {"fact": "spent", "op": "gte", "value": 400, "currency": "GBP", "within_days": 90},
        f"SELECT customer FROM purchase WHERE {SINCE.format(days=90)} GROUP BY 1 HAVING sum(amount) >= 400",
    ),
    "number of orders": (
        {"fact": "orders_count", "op": "gte", "value": 5},
        "SELECT customer FROM purchase GROUP BY 1 HAVING count(*) >= 5",
    ),
    "number of orders in 30 days": (
        {"fact": "orders_count", "op": "gte", "value": 2, "within_days": 30},
        f"SELECT customer FROM purchase WHERE {SINCE.format(days=30)} GROUP BY 1 HAVING count(*) >= 2",
    ),
    "items bought": (
        {"fact": "bought_collection", "op": "has", "value": ["the mugs"], "within_days": 120},
        f"""SELECT customer_id FROM line WHERE sku IN {MUGS}
            AND ts > TIMESTAMP '2011-10-01' - INTERVAL 120 DAY""",
    ),
    "cart abandoned": (
        {"fact": "carts_abandoned_count", "op": "gte", "value": 1, "within_days": 60},
        f"SELECT customer FROM cart WHERE {SINCE.format(days=60)}",
    ),
    "time since last order": (
        {"fact": "last_order_age_days", "op": "gte", "value": 90},
        "SELECT customer FROM purchase GROUP BY 1 HAVING max(moment) <= TIMESTAMP '2011-10-01' - INTERVAL 90 DAY",
    ),
    "products viewed more than once": (
        {"fact": "same_product_views", "op": "gt", "value": 1},
        "SELECT customer FROM seen GROUP BY customer, sku HAVING count(*) > 1",
    ),
    "number of visits": (
        {"fact": "visits_count", "op": "gte", "value": 3, "within_days": 90},
        "SELECT customer FROM visit GROUP BY 1 HAVING count(*) >= 3",
    ),
    "loyalty status": (
        {"fact": "tier", "op": "eq", "value": "gold"},
        "SELECT customer FROM purchase GROUP BY 1 HAVING floor(sum(amount)) >= 2000",
    ),
    "last engagement with mail": (
        {"fact": "last_mail_engaged_age_days", "op": "lt", "value": 45},
        f"SELECT customer FROM opened WHERE {SINCE.format(days=45)} AND moment <= TIMESTAMP '2011-10-01'",
    ),
    "three at once": (
        {
            "all": [
                {"fact": "spent", "op": "gt", "value": 300, "currency": "GBP"},
                {"fact": "orders_count", "op": "eq", "value": 0, "within_days": 90},
                {"not": {"fact": "country", "op": "eq", "value": "GB"}},
            ]
        },
        """SELECT customer FROM purchase JOIN place USING (customer) WHERE country <> 'United Kingdom' GROUP BY 1
           HAVING sum(amount) > 300 AND max(moment) <= TIMESTAMP '2011-10-01' - INTERVAL 90 DAY""",
    ),
}


@pytest.fixture(scope="module")
def duck():
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed; it comes with the extra [test].")
    with duckdb.connect() as database:
        database.execute(RULES.format(file=HISTORY))
        yield database


@pytest.fixture
def customers(settings, tmp_path, duck):
    """The shop with its history; gives contact id by customer number."""
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.MEDIA_ROOT = str(tmp_path)
    # Pictures that are there are not drawn, which would take longer than all else.
    gifts = [f"products/gift-{number}.jpg" for number in range(1, len(history_goods.COLOURS) + 1)]
    for picture in (*(good.picture for good in goods()), *gifts):
        (tmp_path / picture).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / picture).touch()
    with time_machine.travel("2010-01-01T00:00:00+00:00", tick=False):
        make_site()
        populate()
    years.load(HISTORY, Steps(StringIO()))
    _learn()
    emails = dict(Contact.objects.values_list("email", "pk"))
    numbers = {
        int(email.removeprefix("customer-").removesuffix("@history.example")): pk
        for email, pk in emails.items()
        if email.endswith("@history.example")
    }
    _add_what_the_file_lacks(duck, numbers)
    _learn()
    return numbers


def _learn():
    while pipeline.learn(NOW):
        pass


def _add_what_the_file_lacks(duck, contacts):
    products = dict(
        sql.fetch_all("SELECT v.sku, v.product_id FROM product_productvariant v")  # the sku of a history is one product
    )
    happenings = [
        NewEvent(
            "product_viewed", f"view:{number}:{customer}", at, contact_id=contacts[customer], product_id=products[sku]
        )
        for number, (customer, sku, at) in enumerate(_rows(duck, "SELECT customer, sku, moment FROM seen ORDER BY ALL"))
    ]
    for kind, view in (("checkout_abandoned", "cart"), ("message_opened", "opened")):
        happenings += [
            NewEvent(kind, f"{kind}:{invoice}:{customer}", at, contact_id=contacts[customer])
            for customer, invoice, at in _rows(duck, f"SELECT customer, invoice, moment FROM {view} ORDER BY ALL")
        ]
    for start in range(0, len(happenings), 5000):
        record(happenings[start : start + 5000], NOW)
    gold = Tier.objects.create(slug="gold", name="Gold", threshold=2000, created_at=NOW)
    sql.execute(
        """
        INSERT INTO automation_pointsbalance (contact_id, pending, confirmed, earned, tier_id, updated_at)
        SELECT contact_id, 0, floor(spent_amount), floor(spent_amount), CASE WHEN spent_amount >= 2000 THEN %s END, %s
        FROM automation_contactmoney ON CONFLICT (contact_id) DO UPDATE SET tier_id = EXCLUDED.tier_id
        """,
        [gold.pk, NOW],
    )


def _rows(duck, statement):
    return [
        tuple(value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for value in row)
        for row in duck.execute(statement).fetchall()
    ]


def test_every_criterion_finds_those_whom_the_file_names(customers, duck):
    # given
    variants = "SELECT product_id FROM product_productvariant WHERE sku = ANY(%s)"
    mugs = make_collection("Mugs", products=[row[0] for row in sql.fetch_all(variants, [list(MUGS)])])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    # when
    for name, (condition, _) in CRITERIA.items():
        text = condition | {"value": [mugs.pk]} if condition.get("value") == ["the mugs"] else condition
        saving.create_segment(name, text, NOW)
    while keeping.keep_current(NOW, 1000):
        pass

    # then
    found, expected = {}, {}
    for segment in Segment.objects.all():
        members = SegmentMember.objects.filter(segment=segment, contact_id__in=customers.values())
        found[segment.name] = set(members.values_list("contact_id", flat=True))
        rows = duck.execute(CRITERIA[segment.name][1]).fetchall()
        expected[segment.name] = {customers[row[0]] for row in rows}
        print(f"{segment.name}: {len(found[segment.name])} of {len(customers)}")
    assert found == expected
    assert all(0 < len(members) < len(customers) for members in found.values())

    # and what was built stays true when a month goes by without anybody doing anything
    later = NOW + timedelta(days=31)
    while keeping.keep_current(later, 1000):
        pass
    keeping.begin_refresh(later)
    while keeping.refresh_step(later):
        pass
    assert set(Segment.objects.values_list("last_drift", flat=True)) == {0}
