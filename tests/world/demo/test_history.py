"""A purchase history of four orders, loaded and run through."""

import gzip
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pyarrow
import pytest
from pyarrow import parquet
from saleor.account.models import User
from saleor.order.models import Order, OrderLine
from saleor.product.models import Product, ProductVariantChannelListing

from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Contact, Enrollment, Journey, Message, Purchase
from world.demo.clock import VirtualClock
from world.demo.handover import hand_over
from world.demo.history import years
from world.demo.history.file import HistoryFileError, open_history
from world.demo.history.insert import insert_from
from world.demo.performance import Outcome
from world.demo.progress import Steps

COLUMNS = ("invoice", "sku", "country", "qty", "ts", "price", "customer_id")
LINES = [
    ("536365", "85123A", "United Kingdom", 6, "2010-12-01T08:26", 2.55, 17850),
    ("536365", "71053", "United Kingdom", 2, "2010-12-01T08:26", 3.39, 17850),
    ("536366", "85123A", "EIRE", 1, "2010-12-01T09:00", 2.55, 14911),
    ("536400", "85123A", "United Kingdom", 4, "2010-12-20T10:00", 2.95, 17850),
    # The same invoice number with another customer is another order.
    ("536400", "71053", "France", 1, "2011-04-01T10:00", 3.39, 12583),
]


@pytest.fixture
def history(tmp_path):
    path = tmp_path / "history.parquet"
    columns = dict(zip(COLUMNS, map(list, zip(*LINES, strict=True)), strict=True))
    columns["price"] = pyarrow.array(columns["price"], pyarrow.float32())
    columns["ts"] = pyarrow.array(map(datetime.fromisoformat, columns["ts"]), pyarrow.timestamp("us"))
    parquet.write_table(pyarrow.table(columns), path)
    with gzip.open(tmp_path / "online_retail_products.csv.gz", "wt") as file:
        file.write("sku,name\n85123A,WHITE HANGING HEART\n")
    return path


@pytest.fixture
def loaded(populated, history, capsys):
    return years.load(history, Steps(StringIO()))


def test_every_order_is_loaded_with_its_true_date(loaded):
    # then
    assert (loaded.orders_in_file, loaded.orders_loaded, loaded.customers, loaded.products) == (4, 4, 3, 2)
    assert list(Order.objects.order_by("created_at").values_list("external_reference", "total_gross_amount")) == [
        ("536365-17850", Decimal("22.080")),
        ("536366-14911", Decimal("2.550")),
        ("536400-17850", Decimal("11.800")),
        ("536400-12583", Decimal("3.390")),
    ]
    first = Order.objects.get(external_reference="536365-17850")
    assert first.created_at == first.updated_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    assert (first.currency, first.channel.slug, first.status, first.charge_status) == ("GBP", "uk", "fulfilled", "full")
    assert first.lines.count() == first.lines_count == 2
    assert OrderLine.objects.count() == 5


def test_customers_have_accounts_from_their_first_order_on(loaded):
    # when
    customer = User.objects.get(email="customer-17850@history.example")

    # then
    assert customer.date_joined == customer.updated_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    assert (customer.number_of_orders, customer.has_usable_password()) == (2, False)
    countries = User.objects.filter(email__endswith="@history.example").order_by("email")
    assert [str(user.default_billing_address.country) for user in countries] == ["FR", "IE", "GB"]


def test_products_have_their_names_and_last_prices(loaded):
    # then
    assert Product.objects.get(variants__sku="85123A").name == "White Hanging Heart"
    assert Product.objects.get(variants__sku="71053").name == "Article 71053"
    price = ProductVariantChannelListing.objects.get(variant__sku="85123A", channel__slug="uk").price_amount
    assert price == Decimal("2.950")


def test_sync_takes_everything_in(loaded):
    assert Purchase.objects.count() == 4


def test_journeys_run_over_the_history_day_by_day(loaded):
    # given
    days = []

    # when
    with VirtualClock(loaded.first_day) as clock:
        years.live(loaded, clock, "http://localhost:8000", DiscardTransport(), days.append)

    # then: 90 days after their last orders, two of the three are written to
    assert (len(days), days[0]) == (122, datetime(2010, 12, 1, tzinfo=UTC))
    runs = Enrollment.objects.filter(journey__recipe="win-back").order_by("entered_at")
    emails = dict(Contact.objects.values_list("pk", "email"))
    assert [(emails[run.contact_id], run.entered_at) for run in runs] == [
        ("customer-14911@history.example", datetime(2011, 3, 2, tzinfo=UTC)),
        ("customer-17850@history.example", datetime(2011, 3, 21, tzinfo=UTC)),
    ]
    states = {run.pk: "ghost" if run.is_held_out else "delivered" for run in runs}
    mails = Message.objects.filter(journey_id__in=runs.values("journey_id"))
    assert dict(mails.filter(step_id="missed").values_list("enrollment_id", "state")) == states
    assert mails.filter(step_id="missed").count() == 2


def test_history_is_handed_over_with_its_journeys_paused(loaded, capsys):
    # given
    with VirtualClock(loaded.first_day) as clock:
        years.live(loaded, clock, "http://localhost:8000", DiscardTransport(), lambda day: None)
    outcome = Outcome(loaded.first_day, loaded.end, mails_in_inbox=2, history=loaded)

    # when
    hand_over(outcome, "http://localhost:8000")

    # then
    assert set(Journey.objects.values_list("status", flat=True)) == {"paused"}
    assert "The journeys are paused: for them it is 02 April 2011." in capsys.readouterr().out


def test_file_without_a_needed_column_is_refused(tmp_path):
    # given
    path = tmp_path / "other.parquet"
    parquet.write_table(pyarrow.table({"invoice": ["1"], "sku": ["2"]}), path)

    # when / then
    with pytest.raises(HistoryFileError) as caught:
        open_history(path)
    assert str(caught.value) == (
        "other.parquet has no column country, customer_id, price, qty, ts; a purchase history has the columns "
        "invoice, sku, country, qty, ts, price, customer_id."
    )


def test_file_of_another_kind_is_refused(tmp_path):
    # given
    path = tmp_path / "notes.txt"
    path.write_text("no parquet")

    # when / then
    with pytest.raises(HistoryFileError, match=r"notes\.txt is not a Parquet file; set HISTORY to one\."):
        open_history(path)


def test_column_with_a_default_for_each_row_needs_an_expression(populated):
    with pytest.raises(ValueError, match=r"User\.jwt_token_key has a default for each row"):
        insert_from(User, {"email": "'a@example.com'", "uuid": "gen_random_uuid()", "date_joined": "now()"}, "x", [])
